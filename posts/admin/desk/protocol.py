"""What travels between the desk's page and the server besides the words of a text.

It stands in hidden inputs of the form, named as the fields of `DeskState` are, and goes
along with every save and every autosave:

- An *editing session* is one window, from its opening to its save or its end. What is
  typed in it is autosaved under its name. A page that goes on after a save begins a new
  session; so does a page that goes on with an autosave, because two windows under one
  name would replace each other's words.
- `sequence` numbers the autosaves of a session, and grows. `age` says how many
  milliseconds ago the words were typed: a browser may hand them in much later.
- `base_digest` is the digest of the stored state that the words were started from. If
  what is stored has another one when they are saved, somebody else has saved meanwhile.
- `after` names the earlier sessions of the same page that were sent to be saved. Should
  the answer to a save get lost, the server knows by it that nobody is overwritten.
- `continues` names the autosaves whose words the page has in it, each with the number
  up to which it has them; once they are saved, those are empty.
- `state` and `report` say what the author was looking at: what the text was then
  (draft, scheduled, published, trashed), and the digest of the report that was shown.

The browser's half is static/js/admin/desk/autosave.js and save-in-place.js.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Self
from uuid import UUID, uuid4

from posts.models.article import Article
from posts.models.history.snapshot import digest, snapshot

SESSION = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
CONTINUED = re.compile(rf"({SESSION}) (\d{{1,18}})")
DIGEST = re.compile(r"[0-9a-f]{32}")
MOST_READ = 4_000  # characters of what a page says of other sessions
MOST_SEQUENCE = 2**62
MOST_AGE = 2**40

type Continued = tuple[str, int]


@dataclass(frozen=True, slots=True)
class DeskState:
    """What a page says of itself; what it says wrongly is as if it had not said it."""

    session: UUID | None = None
    sequence: int | None = 0
    age: timedelta | None = timedelta()
    base_digest: str = ""
    after: tuple[str, ...] = ()
    continues: tuple[Continued, ...] = ()
    state: str = ""
    report: str = ""

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """Return what a form says; numbers that are none are None."""
        age = _number(data.get("age"), MOST_AGE)
        base = data.get("base_digest", "")
        continued = CONTINUED.findall(data.get("continues", "")[-MOST_READ:])
        return cls(
            session=read_session(data.get("session", "")),
            sequence=_number(data.get("sequence"), MOST_SEQUENCE),
            age=None if age is None else timedelta(milliseconds=age),
            base_digest=base if DIGEST.fullmatch(base) else "",
            after=tuple(re.findall(SESSION, data.get("after", "")[-MOST_READ:])),
            continues=tuple((name, int(number)) for name, number in continued),
            state=data.get("state", ""),
            report=data.get("report", ""),
        )

    @classmethod
    def of_page(cls, article: Article) -> Self:
        """Return what a page says that shows a text as it is stored."""
        return cls(session=uuid4(), base_digest=digest_of(article), state=article.state)

    def answered(self) -> Self:
        """Return what the page says that answers this one: with a session of its own,
        since the page that it was sent from may still be there, and be typed in."""
        sent = (str(self.session), self.sequence or 0)
        continues = self.continues
        if self.session and self.sequence:
            continues = (*continues, sent)
        return replace(self, session=uuid4(), sequence=0, continues=continues)

    def inputs(self) -> dict[str, str]:
        """Return the hidden inputs of the form, by name."""
        return {
            "session": str(self.session or ""),
            "sequence": "",
            "base_digest": self.base_digest,
            "after": " ".join(self.after),
            "continues": " ".join(
                f"{name} {number}" for name, number in self.continues
            ),
            "state": self.state,
            "report": self.report,
        }


# What an autosave leaves out: said by the page, not typed by anybody.
NOT_AUTOSAVED = ("csrfmiddlewaretoken", "sequence", "age", "continues")


def read_session(text: str) -> UUID | None:
    """Return the editing session that a text names; None if it names none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def digest_of(article: Article) -> str:
    """Return the digest of a text as it is stored; "" of one that is not yet."""
    return digest(snapshot(article)) if article.pk else ""


def _number(text: str | None, most: int) -> int | None:
    try:
        number = int(text or 0)
    except ValueError:
        return None
    return number if 0 <= number < most else None
