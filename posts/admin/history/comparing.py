"""The states of a text that can be compared: its revisions, and its autosaves."""

from dataclasses import dataclass

from django.http import QueryDict

from posts.models import Autosave, Revision
from posts.models.article import Article, make_source
from posts.models.history.snapshot import LABELS, TEXTS, Snapshot, snapshot
from posts.models.tags.tag_names import split_names

from .differences import value_in_words

MAX_CHOICES = 300


@dataclass(frozen=True, slots=True)
class ComparedState:
    """A state, and its name in the query string: a number, or “now”."""

    name: str
    state: Snapshot
    revision: Revision | None = None

    @classmethod
    def of(cls, revision: Revision) -> "ComparedState":
        return cls(str(revision.number), revision.state, revision)

    @classmethod
    def now(cls, article: Article) -> "ComparedState":
        return cls("now", snapshot(article))

    def before(self, article: Article) -> "ComparedState":
        """Return the state before this one: the previous revision, or an empty one."""
        revisions = Revision.objects.of(article)
        if self.revision:
            revisions = revisions.filter(number__lt=self.revision.number)
        before: Revision | None = revisions.first()
        return ComparedState.of(before) if before else ComparedState("", {})


def choices(article: Article) -> list[Revision]:
    """Return the revisions to choose from, newest first, without their states."""
    return list(Revision.objects.of(article).defer("state")[:MAX_CHOICES])


def describe(state: Snapshot) -> dict[str, list[tuple[str, str]]]:
    """Return a state for display: its three texts, and the rest in words by label."""
    rest = [name for name in LABELS if name in state and name not in TEXTS]
    return {
        "texts": [(LABELS[name], state[name]) for name in TEXTS if name in state],
        "rest": [(LABELS[name], value_in_words(name, state[name])) for name in rest],
    }


def state_of_autosave(autosave: Autosave, stored: Snapshot) -> Snapshot:
    """Return the stored state with the texts and tags of an autosave."""
    data = QueryDict(autosave.data)
    typed = {name: str(data.get(name, stored[name])) for name in TEXTS}
    source = make_source(**typed)
    state = {**stored, **{name: getattr(source, name) for name in TEXTS}}
    if "tags" in data and "tags" in stored:
        state["tags"] = sorted(split_names(data["tags"]))
    return state
