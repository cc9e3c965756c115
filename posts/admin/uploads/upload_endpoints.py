"""Uploading from the desk: first the file, then its description.

A file is stored, and stands in the text, as soon as it arrives; the author describes it
there. The admin can list the uploads that were never described.
"""

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views import View
from markdownx.views import ImageUploadView

from posts.admin.base import account_of
from posts.admin.desk.protocol import read_session
from posts.models import Upload
from posts.models.upload_usage import is_in_history, uses

from .attachments import label_of
from .incoming_files import (
    CheckedFile,
    DescriptionForm,
    UploadFileForm,
    may_change_upload,
    store,
)
from .markdown_snippets import image_markdown, upload_markdown


class UploadView(ImageUploadView):
    """POST `file`; the upload comes back as JSON, with the Markdown to be inserted, or
    a 400 with a sentence."""

    http_method_names = ["post"]
    form_class = UploadFileForm

    def form_valid(self, form: UploadFileForm) -> HttpResponse:
        checked: CheckedFile = form.cleaned_data["file"]
        upload, is_new = store(checked, account_of(self.request))
        return JsonResponse(
            {
                "address": upload.address,
                "markdown": upload_markdown(upload),
                "isNew": is_new,
                "isImage": upload.is_image,
                "isDescribed": upload.is_described,
                "caption": upload.caption,
                "about": ", ".join(
                    filter(None, [label_of(str(upload.file.name)), upload.weight])
                ),
                "note": checked.note,
            }
        )

    def form_invalid(self, form: UploadFileForm) -> HttpResponse:
        return invalid_form_response(form)


class DescribeUploadView(View):
    """POST the `address` of an image with `alt` or `is_decorative`, and `caption`;
    `markdown` comes back, for the text. The first description by somebody who may
    change the upload is stored with it. Others need to know the address, which nobody
    can guess, and by which anybody is sent the file."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        upload = _requested(request)
        form = DescriptionForm(request.POST)
        if not form.is_valid():
            return invalid_form_response(form)
        words = form.cleaned_data
        if not upload.is_described and may_change_upload(request.user, upload):
            Upload.objects.filter(pk=upload.pk).update(**words)
        return JsonResponse({"markdown": image_markdown(upload, **words)})


class DiscardUploadView(View):
    """POST the `address` of an upload that the user has just made, to delete it if
    nothing uses it. The autosave of the page that asks, whose `session` is sent, may
    be of the moment before."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        upload = _requested(request)
        if not may_change_upload(request.user, upload):
            raise PermissionDenied
        name = str(upload.file.name)
        session = read_session(request.POST.get("session", ""))
        if not uses([name], besides=session).get(name) and not is_in_history(name):
            upload.delete()
        return HttpResponse(status=204)


def _requested(request: HttpRequest) -> Upload:
    name = request.POST.get("address", "").removeprefix(settings.MEDIA_URL)
    return get_object_or_404(Upload, file=name.replace("\0", ""))


def invalid_form_response(form: forms.BaseForm) -> HttpResponse:
    """Return a 400 whose sentences the script shows unchanged."""
    sentences = [str(line) for lines in form.errors.values() for line in lines]
    return HttpResponse(
        " ".join(sentences), status=400, content_type="text/plain; charset=utf-8"
    )


UPLOAD_ENDPOINTS: dict[str, Callable[..., HttpResponseBase]] = {
    "upload": UploadView.as_view(),
    "upload/describe": DescribeUploadView.as_view(),
    "upload/discard": DiscardUploadView.as_view(),
}
