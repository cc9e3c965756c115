"""What the Markdown field talks to: markdownx's views, refusing by sentences."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from markdownx.views import ImageUploadView, MarkdownifyView

from posts.models.article import MAX_LENGTHS, make_source

from .preview import preview
from .uploads import UploadForm

FIELDS = {"title": "title", "summary": "summary", "content": "body"}


class PreviewView(MarkdownifyView):
    """POST `content`, and `title` and `summary` if there are any; HTML comes back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if "content" not in request.POST:
            return refusal("There is no text to preview.")
        texts = {field: request.POST.get(name, "") for name, field in FIELDS.items()}
        for field, text in texts.items():
            if len(text) > MAX_LENGTHS[field]:
                return refusal(f"This is too long to preview: {len(text):,} signs.")
        return HttpResponse(preview(make_source(**texts)))


def refusal(sentence: str) -> HttpResponse:
    """Return a 400 that the script can show as it is."""
    return HttpResponse(sentence, status=400, content_type="text/plain; charset=utf-8")


class UploadView(ImageUploadView):
    """POST `image` and `alt`; `image_code`, as Markdown, or `errors` come back."""

    http_method_names = ["post"]
    form_class = UploadForm

    def form_valid(self, form: UploadForm) -> JsonResponse:
        image = form.save(self.request.user)
        return JsonResponse({"image_code": image.markdown})

    def form_invalid(self, form: UploadForm) -> JsonResponse:
        return JsonResponse({"errors": form.errors}, status=400)
