"""Uploading from the desk: the file first, its words while it is on its way.

A file is stored as soon as it has arrived, so that its bytes travel while the author
still describes it. What never gets a description is listed in the admin as such.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.signing import Signer
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare
from django.views import View
from markdownx.views import ImageUploadView

from posts.models import Upload
from posts.models.upload_usage import is_in_history, uses

from .attachments import label_of
from .incoming_files import Checked, UploadForm, WordsForm, may_change, store
from .markdown_snippets import image_code, link_code


class UploadView(ImageUploadView):
    """POST `file`; what it has become comes back as JSON, or a sentence with 400."""

    http_method_names = ["post"]
    form_class = UploadForm

    def form_valid(self, form: UploadForm) -> HttpResponse:
        checked: Checked = form.cleaned_data["file"]
        upload, is_new = store(checked, self.request.user)
        return JsonResponse(
            {
                "id": upload.pk,
                "handle": _handle(self.request.user, upload.pk),
                "isNew": is_new,
                "isImage": upload.is_image,
                "address": upload.address,
                "about": ", ".join(
                    filter(None, [label_of(str(upload.file.name)), upload.weight])
                ),
                "alt": upload.alt,
                "caption": upload.caption,
                "isDecorative": upload.is_decorative,
                "note": checked.note,
            }
        )

    def form_invalid(self, form: UploadForm) -> HttpResponse:
        return refusal(form)


class DescribeView(View):
    """POST `alt` or `is_decorative`, and `caption`; `markdown` comes back, to be put
    into the text. The first description by its owner, or by whoever may change it, is
    kept with the upload. Who sent the same file again, and says so by the `handle` that
    came back, gets the Markdown alone; for all others it does not exist."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = get_object_or_404(Upload, pk=pk)
        is_theirs = may_change(request.user, upload)
        handle = request.POST.get("handle", "")
        if not (is_theirs or constant_time_compare(handle, _handle(request.user, pk))):
            raise Http404
        if not upload.is_image:
            return JsonResponse({"markdown": link_code(upload)})
        form = WordsForm(request.POST)
        if not form.is_valid():
            return refusal(form)
        words = form.cleaned_data
        if not upload.is_described and is_theirs:
            Upload.objects.filter(pk=pk).update(**words)
        code = image_code(upload, words["alt"], words["caption"])
        return JsonResponse({"markdown": code})


class DiscardView(View):
    """POST takes back an upload that the account has just made, and nothing uses."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = Upload.objects.filter(pk=pk).first()
        if upload is None:
            raise Http404
        if not may_change(request.user, upload):
            raise PermissionDenied
        name = str(upload.file.name)
        if not uses([name]).get(name) and not is_in_history(name):
            upload.delete()
        return HttpResponse(status=204)


def _handle(user: Any, pk: int) -> str:
    """Return what proves that an account has sent the very file of an upload."""
    return Signer(salt="posts.upload").signature(f"{user.pk} {pk}")


def refusal(form: forms.BaseForm) -> HttpResponse:
    """Return a 400 with the sentences that the script shows as they are."""
    sentences = [str(line) for lines in form.errors.values() for line in lines]
    return HttpResponse(
        " ".join(sentences), status=400, content_type="text/plain; charset=utf-8"
    )


ENDPOINTS: dict[str, Any] = {
    "upload": UploadView.as_view(),
    "upload/<int:pk>/describe": DescribeView.as_view(),
    "upload/<int:pk>/discard": DiscardView.as_view(),
}
