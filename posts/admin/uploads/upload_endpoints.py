"""Uploading from the desk: first the file, then its description.

A file is stored as soon as it arrives, so that it is uploaded while the author still
describes it. The admin can list the uploads that were never described.
"""

from collections.abc import Callable

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.signing import Signer
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare
from django.views import View
from markdownx.views import ImageUploadView

from posts.admin.base import account_of
from posts.models import Upload
from posts.models.permissions import Viewer
from posts.models.upload_usage import is_in_history, uses

from .attachments import label_of
from .incoming_files import (
    CheckedFile,
    DescriptionForm,
    UploadFileForm,
    may_change_upload,
    store,
)
from .markdown_snippets import image_markdown, link_markdown


class UploadView(ImageUploadView):
    """POST `file`; the upload comes back as JSON, or a 400 with a sentence."""

    http_method_names = ["post"]
    form_class = UploadFileForm

    def form_valid(self, form: UploadFileForm) -> HttpResponse:
        checked: CheckedFile = form.cleaned_data["file"]
        upload, is_new = store(checked, account_of(self.request))
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

    def form_invalid(self, form: UploadFileForm) -> HttpResponse:
        return invalid_form_response(form)


class DescribeUploadView(View):
    """POST `alt` or `is_decorative`, and `caption`; `markdown` comes back, to be
    inserted into the text. The first description by somebody who may change the upload
    is stored with it. A user who uploaded the same file again, and proves it by the
    `handle` that came back, gets only the Markdown; for others the upload does not
    exist."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = get_object_or_404(Upload, pk=pk)
        is_theirs = may_change_upload(request.user, upload)
        handle = request.POST.get("handle", "")
        if not (is_theirs or constant_time_compare(handle, _handle(request.user, pk))):
            raise Http404
        if not upload.is_image:
            return JsonResponse({"markdown": link_markdown(upload)})
        form = DescriptionForm(request.POST)
        if not form.is_valid():
            return invalid_form_response(form)
        words = form.cleaned_data
        if not upload.is_described and is_theirs:
            Upload.objects.filter(pk=pk).update(**words)
        code = image_markdown(upload, words["alt"], words["caption"])
        return JsonResponse({"markdown": code})


class DiscardUploadView(View):
    """POST to delete an upload that the user has just made, if nothing uses it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = Upload.objects.filter(pk=pk).first()
        if upload is None:
            raise Http404
        if not may_change_upload(request.user, upload):
            raise PermissionDenied
        name = str(upload.file.name)
        if not uses([name]).get(name) and not is_in_history(name):
            upload.delete()
        return HttpResponse(status=204)


def _handle(user: Viewer, pk: int) -> str:
    """Return what proves that a user has sent exactly the file of an upload."""
    return Signer(salt="posts.upload").signature(f"{user.pk} {pk}")


def invalid_form_response(form: forms.BaseForm) -> HttpResponse:
    """Return a 400 whose sentences the script shows unchanged."""
    sentences = [str(line) for lines in form.errors.values() for line in lines]
    return HttpResponse(
        " ".join(sentences), status=400, content_type="text/plain; charset=utf-8"
    )


UPLOAD_ENDPOINTS: dict[str, Callable[..., HttpResponseBase]] = {
    "upload": UploadView.as_view(),
    "upload/<int:pk>/describe": DescribeUploadView.as_view(),
    "upload/<int:pk>/discard": DiscardUploadView.as_view(),
}
