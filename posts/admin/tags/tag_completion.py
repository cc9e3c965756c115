"""What the tag field asks of the server: completions, and similar tags."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views import View

from posts.models.tags.tag_names import split_names

from .tag_search import find_completions, similar_to_new_names

TAGGERS = ["posts.add_post", "posts.change_post", "posts.change_tag"]
MAX_LINE_LENGTH = 10_000


class TagView(View):
    """Refused to accounts that may neither write posts nor change tags."""

    http_method_names = ["get"]

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if not any(map(request.user.has_perm, TAGGERS)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def line(self, name: str) -> str:
        return self.request.GET.get(name, "")[:MAX_LINE_LENGTH]


class CompletionView(TagView):
    """GET `start`, and `line` with the other names; the best completions come back."""

    def get(self, request: HttpRequest) -> JsonResponse:
        found = find_completions(
            self.line("start"), request.user, without=self.line("line")
        )
        tags = [{"name": tag.name, "posts": tag.posts} for tag in found]
        return JsonResponse({"tags": tags})


class SimilarTagsView(TagView):
    """GET `line`; its new names that are similar to a tag come back."""

    def get(self, request: HttpRequest) -> JsonResponse:
        names = split_names(self.line("line"))
        found = similar_to_new_names(names, request.user)
        similar = [
            {"name": name, "tag": tag.name, "posts": tag.posts}
            for name, tag in found.items()
        ]
        return JsonResponse({"similar": similar})


TAG_ENDPOINTS: dict[str, Callable[..., HttpResponseBase]] = {
    "tags": CompletionView.as_view(),
    "tags_similar": SimilarTagsView.as_view(),
}
