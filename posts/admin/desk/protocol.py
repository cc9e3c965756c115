"""What the desk's page and the server exchange in addition to the text itself.

It is in hidden inputs of the form, named like the fields of `DeskState`, and is sent
with every save and every autosave:

- An *editing session* is one window, from its opening until it is saved or closed. What
  is typed in it is autosaved under its name. A page that stays open after a save begins
  a new session; so does a page that resumes an autosave, because two windows with one
  session would overwrite each other's autosaves.
- `sequence` numbers the autosaves of a session, and only grows. `age` says how many
  milliseconds ago the text was typed: a browser may hand it in much later.
- `base_digest` is the digest of the stored state that the form started from. If the
  stored digest differs when the form is saved, somebody else has saved meanwhile.
- `after` names the earlier sessions of the same page that were sent to be saved. If the
  answer to a save is lost, it tells the server that nobody is overwritten.
- `continues` names the autosaves that the page contains, each with the number up to
  which it does; once the page is saved, they are emptied.
- `state` and `report` say what the author saw: what the text was then (draft,
  scheduled, published or trashed), and the digest of the report that was shown.

The browser's half is static/js/admin/desk/autosave.js and save-in-place.js.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Self
from uuid import UUID, uuid4

from posts.models.article import Article
from posts.models.history.snapshot import digest, snapshot

SESSION = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
CONTINUED = re.compile(rf"({SESSION}) (\d{{1,18}})")
DIGEST = re.compile(r"[0-9a-f]{32}")
MAX_READ = 4_000  # characters of `after` and of `continues`
MAX_SEQUENCE = 2**62
MAX_AGE = 2**40

type Continued = tuple[str, int]


@dataclass(frozen=True, slots=True)
class DeskState:
    """The state that a page sends along; invalid values count as missing."""

    session: UUID | None = None
    sequence: int | None = 0
    age: timedelta | None = timedelta()
    base_digest: str = ""
    after: tuple[str, ...] = ()
    continues: tuple[Continued, ...] = ()
    state: str | None = None
    report: str = ""

    @classmethod
    def read(cls, data: Mapping[str, str]) -> Self:
        """Return the state in a form's data; invalid numbers are None."""
        age = _number(data.get("age"), MAX_AGE)
        # Pages of 0.2.0, open during the update or autosaved, have other names for two.
        base = data.get("base_digest", data.get("version", ""))
        session = data.get("session", data.get("sitting", ""))
        continued = CONTINUED.findall(data.get("continues", "")[-MAX_READ:])
        return cls(
            session=read_session(session),
            sequence=_number(data.get("sequence"), MAX_SEQUENCE),
            age=None if age is None else timedelta(milliseconds=age),
            base_digest=base if DIGEST.fullmatch(base) else "",
            after=tuple(re.findall(SESSION, data.get("after", "")[-MAX_READ:])),
            continues=tuple((name, int(number)) for name, number in continued),
            state=data.get("state"),
            report=data.get("report", ""),
        )

    @classmethod
    def of_page(cls, article: Article) -> Self:
        """Return the state of a page that shows a text as it is stored."""
        return cls(session=uuid4(), base_digest=digest_of(article), state=article.state)

    def answered(self) -> Self:
        """Return the state of the page that answers this one. It has its own session,
        because the page that sent the form may still be open, and be typed in."""
        own = (str(self.session), self.sequence or 0)
        continues = self.continues
        if self.session and self.sequence:
            continues = (*continues, own)
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
            "state": self.state or "",
            "report": self.report,
        }


# What an autosave leaves out: added by the page, not typed by anybody.
NOT_AUTOSAVED = ("csrfmiddlewaretoken", "sequence", "age", "continues")


def read_session(text: str) -> UUID | None:
    """Return an editing session from its name; None if that is invalid."""
    try:
        return UUID(text)
    except ValueError:
        return None


def digest_of(article: Article) -> str:
    """Return the digest of a text as it is stored; "" if it is not stored yet."""
    return digest(snapshot(article)) if article.pk else ""


def _number(text: str | None, most: int) -> int | None:
    try:
        number = int(text or 0)
    except ValueError:
        return None
    return number if 0 <= number < most else None
