"""What the field for tags asks while somebody types: completions, and look-alikes."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views import View

from posts.models.tags.tag import split_names

from .tag_search import complete, similar_tags

TAGGERS = ["posts.add_post", "posts.change_post", "posts.change_tag"]
LONGEST_LINE = 10_000


class TagView(View):
    """Refused to all who may neither write posts nor change tags."""

    http_method_names = ["get"]

    def dispatch(self, request: HttpRequest, *args: Any, **kw: Any) -> HttpResponseBase:
        if not any(map(request.user.has_perm, TAGGERS)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kw)

    def line(self, name: str) -> str:
        return self.request.GET.get(name, "")[:LONGEST_LINE]


class CompletionView(TagView):
    """GET `start`, and `line` with the other names; the best matches come back."""

    def get(self, request: HttpRequest) -> JsonResponse:
        found = complete(self.line("start"), without=self.line("line"))
        tags = [{"name": tag.name, "posts": tag.posts} for tag in found]
        return JsonResponse({"tags": tags})


class SimilarTagsView(TagView):
    """GET `line`; of its names that are new, those that resemble a tag come back."""

    def get(self, request: HttpRequest) -> JsonResponse:
        found = similar_tags(split_names(self.line("line")))
        near = [
            {"name": name, "tag": tag.name, "posts": tag.posts}
            for name, tag in found.items()
        ]
        return JsonResponse({"near": near})


TAG_VIEWS: dict[str, Callable[..., HttpResponseBase]] = {
    "tags": CompletionView.as_view(),
    "tags_similar": SimilarTagsView.as_view(),
}
