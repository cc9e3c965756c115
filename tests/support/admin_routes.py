"""Every address of the admin, and what is tried there by everybody."""

from typing import Any

from posts.models.site_settings import ROW

from .accounts import SOUGHT, TYPED, Try


def post(address: str, who: str, /, changes: bool = False, **data: Any) -> Try:
    return Try(address, who, data, changes)


def trashed(attempt: Try) -> Try:
    attempt.trashed = True
    return attempt


def desk(name: str, **data: Any) -> list[Try]:
    """Return what the desk asks of an endpoint, of a draft and of what is new."""
    path = f"markdown/{name}/?model="
    return [
        post(f"{path}post&object={{text}}", "author", **data),
        post(f"{path}post", "author", **data),
        post(f"{path}page&object={{page}}", "editor", **data),
        post(f"{path}page", "editor", **data),
    ]


def plain(model: str, who: str, key: str) -> dict[str, list[Try]]:
    """Return a model's six routes, where Django's permissions are the whole rule."""
    path = f"{model}/"
    one = f"{path}<path:object_id>/"
    return {
        path: [Try(path, who), post(path, who, action="delete_selected", index="0")],
        f"{path}add/": [Try(f"{path}add/", who), post(f"{path}add/", who)],
        f"{one}history/": [Try(f"{path}{key}/history/", who)],
        f"{one}delete/": [Try(f"{path}{key}/delete/", who)],
        f"{one}change/": [
            Try(f"{path}{key}/change/", who),
            post(f"{path}{key}/change/", who),
        ],
        one: [Try(f"{path}{key}/", "staff")],
    }


def chosen(action: str, changes: bool = True, **more: str) -> Try:
    """Return what a list of posts sends."""
    keys = ["{text}"]
    sent = {"action": action, "_selected_action": keys, **more}
    return post("posts/post/", "author", changes, **sent)


TEXT = "posts/post/{text}/"
DRAFT_LINK = "markdown/draft_link/?model=post&object={text}"
PAGE = "posts/page/{page}/"
HISTORY = "<int:pk>/history/"

# Every route of the admin, and what is tried there. A route that is missing here fails
# the first test: add a line that says who may use it.
ROUTES: dict[str, list[Try]] = {
    "": [Try("", "staff")],
    "login/": [Try("login/", "anybody")],
    "logout/": [post("logout/", "anybody")],
    "password_change/": [Try("password_change/", "staff")],
    "password_change/done/": [Try("password_change/done/", "staff")],
    "jsi18n/": [Try("jsi18n/", "staff")],
    "^(?P<app_label>posts|auth)/$": [
        Try("posts/", "author"),
        Try("auth/", "superuser"),
    ],
    "(?P<url>.*)$": [Try("zanz", "nobody")],
    "autocomplete/": [
        Try(
            "autocomplete/?app_label=posts&model_name=authorship&field_name=post"
            f"&term={SOUGHT}",
            "author",
        ),
    ],
    "r/<path:content_type_id>/<path:object_id>/": [
        Try("r/{post type}/{text}/", "author"),
        Try("r/{page type}/{page}/", "editor"),
        *(Try(f"r/{it}/", "nobody") for it in ("{user type}/1", "0/1", "x/y")),
    ],
    # The desk
    "markdown/preview/": desk("preview", **TYPED),
    "markdown/autosave/": desk("autosave", session="{new}", sequence="1", **TYPED),
    "markdown/discard_autosave/": desk("discard_autosave", session="{new}"),
    "markdown/draft_link/": [
        post("markdown/draft_link/?model=post&object={text}", "author", True),
        post(
            "markdown/draft_link/?model=post&object={text}", "author", revoke="{link}"
        ),
    ],
    "markdown/recovery/": [
        Try("markdown/recovery/?model=post&object={text}", "author"),
        Try("markdown/recovery/?model=post", "author"),
        Try("markdown/recovery/?model=page&object={page}", "editor"),
    ],
    "markdown/links/": [
        Try(f"markdown/links/?q={SOUGHT}", "author"),
        Try("markdown/links/?address=/posts/{slug}/", "author"),
    ],
    "markdown/tags/": [Try(f"markdown/tags/?start={SOUGHT}", "author")],
    "markdown/tags_similar/": [Try(f"markdown/tags_similar/?line={SOUGHT}", "author")],
    # Uploads
    "markdown/upload/": [post("markdown/upload/", "anybody")],
    "markdown/upload/describe/": [
        post(
            "markdown/upload/describe/",
            "author",
            address="{upload address}",
            alt="Words",
        ),
        post(
            "markdown/upload/describe/",
            "anybody",
            address="{hidden upload address}",
            alt="Words",
        ),
    ],
    "markdown/upload/discard/": [
        post(
            "markdown/upload/discard/",
            "author",
            address="{upload address}",
        ),
        post(
            "markdown/upload/discard/",
            "anybody",
            address="{hidden upload address}",
        ),
    ],
    **plain("posts/upload", "author", "{upload}"),
    # Posts
    "posts/post/": [
        Try("posts/post/", "author"),
        Try(f"posts/post/?q={SOUGHT}", "author"),
        Try("posts/post/?state=draft&o=1", "author"),
        Try("posts/post/?owner__username=bob", "anybody"),
        trashed(Try("posts/post/?state=trash", "author")),
        chosen("publish"),
        chosen("publish", select_across="1"),
        chosen("unpublish", changes=False),
        chosen("trash"),
        chosen("delete_selected", changes=False),
        *(
            trashed(post("posts/post/?state=trash", "author", True, **attempt.data))
            for attempt in (chosen("restore"), chosen("delete_for_good"))
            if attempt.data
        ),
    ],
    "posts/post/add/": [Try("posts/post/add/", "author")],
    "posts/post/<path:object_id>/history/": [Try(f"{TEXT}history/", "author")],
    "posts/post/<path:object_id>/delete/": [
        Try(f"{TEXT}delete/", "author"),
        post(f"{TEXT}delete/", "author", True),
        trashed(post(f"{TEXT}delete/", "author", True)),
    ],
    "posts/post/<path:object_id>/change/": [
        Try(f"{TEXT}change/", "author"),
        Try(f"{TEXT}change/?autosave={{session}}", "author"),
        Try("posts/post/{slug}/change/?_to_field=slug", "nobody"),
        trashed(Try(f"{TEXT}change/", "author")),
        *(
            post(f"{TEXT}change/", "author", button == "save", **{f"_{button}": ""})
            for button in ("save", "publish", "merge", "mine")
        ),
    ],
    "posts/post/<path:object_id>/": [Try(TEXT, "staff")],
    f"posts/post/{HISTORY}compare/": [
        Try(f"{TEXT}history/compare/", "author"),
        Try(f"{TEXT}history/compare/?from=1&to=now", "author"),
    ],
    f"posts/post/{HISTORY}<int:number>/": [Try(f"{TEXT}history/1/", "author")],
    f"posts/post/{HISTORY}unsaved/<uuid:session>/": [
        Try(f"{TEXT}history/unsaved/{{autosave}}/", "author"),
    ],
    f"posts/post/{HISTORY}<int:number>/restore/": [
        post(f"{TEXT}history/1/restore/", "author", True, seen="{digest}"),
    ],
    "posts/post/<int:pk>/versions/<int:number>/": [Try(f"{TEXT}versions/1/", "author")],
    "posts/post/trash/restore/": [
        trashed(post("posts/post/trash/restore/", "author", True, texts="{text}"))
    ],
    "posts/post/trash/empty/": [
        trashed(Try("posts/post/trash/empty/", "author")),
        trashed(post("posts/post/trash/empty/", "author", True)),
    ],
    # Pages
    **plain("posts/page", "editor", "{page}"),
    f"posts/page/{HISTORY}compare/": [Try(f"{PAGE}history/compare/", "editor")],
    f"posts/page/{HISTORY}<int:number>/": [Try(f"{PAGE}history/1/", "nobody")],
    f"posts/page/{HISTORY}unsaved/<uuid:session>/": [
        Try(f"{PAGE}history/unsaved/{{session}}/", "nobody"),
    ],
    f"posts/page/{HISTORY}<int:number>/restore/": [
        post(f"{PAGE}history/1/restore/", "nobody"),
    ],
    "posts/page/<int:pk>/versions/<int:number>/": [Try(f"{PAGE}versions/1/", "nobody")],
    "posts/page/trash/restore/": [
        post("posts/page/trash/restore/", "editor", texts="{text},{page}")
    ],
    "posts/page/trash/empty/": [Try("posts/page/trash/empty/", "editor")],
    # Tags
    **plain("posts/tag", "editor", "{tag}"),
    "posts/tag/<int:pk>/rename/": [Try("posts/tag/{tag}/rename/?name=x", "editor")],
    "posts/tag/merge/": [Try("posts/tag/merge/?tags={tag}&name=x", "editor")],
    "posts/tag/remove/": [Try("posts/tag/remove/?tags={tag}", "editor")],
    "posts/tag/similar/": [Try("posts/tag/similar/", "editor")],
    "posts/tag/changes/": [Try("posts/tag/changes/", "editor")],
    # Everything else
    **plain("posts/author", "editor", "{author}"),
    **plain("posts/redirect", "editor", "{redirect}"),
    **plain("posts/sitesettings", "editor", str(ROW)),
    "posts/sitesettings/": [Try("posts/sitesettings/", "staff")],
    "posts/sitesettings/rendering/": [Try("posts/sitesettings/rendering/", "editor")],
    "posts/sitesettings/add/": [Try("posts/sitesettings/add/", "nobody")],
    "posts/sitesettings/<path:object_id>/delete/": [
        Try(f"posts/sitesettings/{ROW}/delete/", "nobody")
    ],
    **plain("auth/user", "superuser", "{user}"),
    "auth/user/<id>/password/": [Try("auth/user/{user}/password/", "superuser")],
    **plain("auth/group", "superuser", "{group}"),
}
