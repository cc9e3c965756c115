"""What an author learns of the hidden texts of others: nothing.

Every address is asked, with every filter and with lookups that somebody might try, once
with somebody else's hidden text and once without it: the answers must be the same.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from posts.models import Author, Post, Tag, Upload
from posts.models.history.revision import record_save
from posts.models.publishing import unpublish
from tests.support.accounts import MARK, NAMED, SOUGHT, World, furnish, told
from tests.support.admin_routes import ROUTES
from tests.support.factories import PAST, in_future, make_post

pytestmark = pytest.mark.django_db

# What the lists offer is asked too: see `offered`.
LOOKUPS = {
    "posts/post/": [
        "tagged_posts__tag__id__exact={hidden tag}",
        "tagged_posts__tag={hidden tag}",
        "tagged_posts__tag__in={hidden tag},{tag}",
        "tagged_posts__tag__isnull=False",
        "tagged_posts__tag__name__startswith=Z",
        "tagged_posts__tag__slug__contains=z",
        "tagged_posts__tag__tagged_posts__content_object__title__startswith=Z",
        "tagged_posts__tag__tagged_posts__content_object={text}",
        "tags__name__startswith=Z",
        "tags={hidden tag}",
        "authors__id__exact={hidden author}",
        "authors={hidden author}",
        "authors__name__startswith=Z",
        "authors__posts__body__contains=Z",
        "authors__posts={text}",
        "authorships__author__name__startswith=Z",
        "owner={bob}",
        "owner__id__exact={bob}",
        "owner__post__title__startswith=Z",
        "id__exact={text}",
        "slug__startswith=zanz",
        "title__icontains=zanz",
        "body__contains=Zanz",
        "doi__contains=zanz",
        "canonical_url__contains=zanz",
        "published_at__isnull=True",
        "published_at__gte=2000-01-01",
        "trashed_at__isnull=False",
        "revision__note__contains=Zanz",
        "revision__state__title__startswith=Z",
        "autosave__data__contains=Zanz",
        "publicversion__title_text__contains=Zanz",
        "_facets=True",
        "_facets=True&tagged_posts__tag__id__exact={hidden tag}",
        "_popup=1&_to_field=slug",
        "state=scheduled",
        "state=trash&_facets=True",
        *(f"o={column}&state={state}" for column in (1, -3) for state in ("", "trash")),
    ],
    "posts/upload/": [
        "owner={bob}",
        "owner__id__exact={bob}",
        "owner__username__startswith=b",
        "file__contains=anz",
        "name__startswith=Zanz",
        "alt__contains=Zanz",
        "caption__contains=Zanz",
        "id__exact={hidden upload}",
        "width__exact=1",
        "created__year=2024",
        "used=yes&_facets=True",
        "used=no&_facets=True",
        "o=-3",
        "_popup=1",
        f"q={SOUGHT}",
        "q=plot",
    ],
}
ADDRESSES = [
    *(f"{path}?{lookup}" for path, lookups in LOOKUPS.items() for lookup in lookups),
    *(f"r/{{{kind} type}}/{{hidden {kind}}}/" for kind in ("tag", "author", "upload")),
    *(
        f"posts/{kind}/{{hidden {kind}}}/{page}"
        for kind in ("tag", "author", "upload")
        for page in ("", "change/", "history/", "delete/")
    ),
    *(
        f"autocomplete/?app_label=posts&model_name={model}&field_name={field}&term=Z"
        for model, field in (
            ("authorship", "author"),
            ("authorship", "post"),
            ("taggedpost", "tag"),
            ("taggedpost", "content_object"),
            ("post", "authors"),
            ("post", "owner"),
            ("upload", "owner"),
            ("author", "account"),
            ("revision", "post"),
            ("autosave", "post"),
        )
    ),
    "posts/post/add/?tags={hidden tag}&authors={hidden author}&owner={bob}",
    "posts/post/add/?autosave={session}",
    "markdown/tags/?start=",
    "markdown/tags/?start=shared",
    "markdown/tags/?start=Zanzilor tag",
    "markdown/tags/?start=tag&line=Zanzilor tag, own",
    "markdown/tags_similar/?line=Zanzilor tags, zanzilor tag, Zanziplains, shareds",
    "markdown/links/?q=",
    "markdown/links/?q=/tags/",
    "markdown/links/?address=/tags/zanzilor-tag/",
    "markdown/links/?address=/drafts/{link}/",
]


def hide_more(world: World) -> list[Post]:
    """Return Bob's draft, and more texts of his, hidden in each of the other ways."""
    draft, bob = world.foreign, world.accounts["bob"]
    found = {"draft": draft}
    for state in ("scheduled", "unpublished", "trashed"):
        post = found[state] = make_post(
            title=f"{MARK} {state}",
            slug=f"zanzibar-{state}",
            body=draft.body,
            tags=("shared", "Zanziplain", f"{NAMED} tag", f"{NAMED} {state}"),
            authors=("Bob", f"{NAMED} guest", f"{NAMED} {state}"),
            owner=bob,
            published_at=PAST if state == "unpublished" else None,
        )
        furnish(post, bob)
    found["scheduled"].published_at = in_future()
    found["scheduled"].save()
    record_save(found["scheduled"], "scheduled", by=bob)
    unpublish(found["unpublished"], by=bob)
    # Renamed while it is hidden: what leads to it leads to a secret.
    found["unpublished"].slug = "zanzibar-second"
    found["unpublished"].save()
    Post.objects.filter(pk=found["trashed"].pk).update(trashed_at=timezone.now())
    return list(found.values())


def forget(world: World) -> None:
    """Make as if Bob had never written anything that is hidden."""
    Post.objects.filter(owner=world.accounts["bob"]).exclude(title="Public").delete()
    Tag.objects.filter(name__startswith=NAMED).delete()
    Author.objects.filter(name__startswith=NAMED).delete()
    Upload.objects.filter(name__startswith=NAMED).delete()


def offered(world: World, path: str) -> Iterator[str]:
    """Yield every filter, order and date that a list offers to whoever sees all."""
    page = html.fromstring(world.client("superuser").get(f"/admin/{path}").content)
    for address in sorted(set(page.xpath("//a/@href"))):
        if address.startswith("?"):
            yield f"{path}{address}"


def everything(world: World, *texts: Post) -> list[str]:
    """Return every address of the admin that is read, with all its variants."""
    attempts = [attempt for attempts in ROUTES.values() for attempt in attempts]
    walked = [attempt.address for attempt in attempts if attempt.data is None]
    found = [address for path in LOOKUPS for address in offered(world, path)]
    assert any("tagged_posts__tag" in address for address in found)
    # Keys are filled in now, while the rows are there.
    addresses = [
        world.fill(address, text)
        for address in (*walked, *ADDRESSES, *found)
        for text in texts
    ]
    return list(dict.fromkeys(addresses))


VARYING = [
    r'name="csrfmiddlewaretoken" value="\w+"',
    r"csrftoken=\w+",
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    r"expires[=:][^;]+? GMT",
    # The time and the signature of messages.
    r":\w{6}:[\w-]{43}",
]


def same(response: Any) -> str:
    """Return all that an answer tells, without what differs every time."""
    return re.sub("|".join(VARYING), "", told(response), flags=re.IGNORECASE)


def ask(client: Client, addresses: Iterable[str]) -> dict[str, Any]:
    """Return the answer of each address, without messages of the one before."""
    answers = {}
    for address in addresses:
        client.cookies.pop("messages", None)
        answers[address] = client.get(f"/admin/{address}")
    return answers


def tells(answer: Any, asked: str = "") -> bool:
    """Return whether an answer tells what was not in the question."""
    words = (MARK.lower(), NAMED.lower())
    return any(it in told(answer).lower() and it not in asked.lower() for it in words)


def test_every_address_answers_as_if_there_were_no_hidden_text(world):
    texts, client = hide_more(world), world.client("author")
    answers = ask(client, everything(world, *texts))
    assert {200, 302, 403} <= {answer.status_code for answer in answers.values()}
    assert [it for it, answer in answers.items() if answer.status_code >= 500] == []
    assert [it for it, answer in answers.items() if tells(answer, it)] == []
    forget(world)
    after = ask(client, answers)
    assert [it for it in answers if same(after[it]) != same(answers[it])] == []


def test_the_walk_sees_what_it_looks_for(world):
    """An editor is told all of it; otherwise the test above would prove nothing."""
    lists = LOOKUPS.keys()
    walked = [it for it in everything(world, world.foreign) if "?" not in it]
    addresses = [it for it in walked if not it.startswith("autocomplete")]
    answers = ask(world.client("editor"), [*addresses, *lists, "markdown/tags/?start="])
    text = " ".join(map(told, answers.values()))
    for words in ("title", "summary", "body", "heading", "title note"):
        assert f"{MARK} {words}" in text
    for words in ("tag", "guest", "alt", "caption", "plot.png"):
        assert f"{NAMED} {words}" in text
    for words in ("zanzibar-slug", "10.1234/zanzibar", "zanzibar.example"):
        assert words in text
