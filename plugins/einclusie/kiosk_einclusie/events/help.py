"""A question that somebody was helped with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from kiosk_core import Event, Kind, PersonId, Row, Word, fact, kind, personal, subject

Outcome = Literal["solved", "come_back", "referred"]

HELPED = fact(
    "einclusie_helped",
    {"of": "text", "person": "id", "session": "text", "anonymous": "int", "theme": "text", "minutes": "int",
     "outcome": "text", "referral": "text", "note": "text"},
    indexes=(("day",), ("person", "day")),
)  # fmt: skip
"""One row per question. `theme` and `referral` are words of the settings' lists. `of`: the event's id."""


@kind("einclusie.helped", keep="visits", puts=(HELPED,))
class Helped(Kind):
    """Somebody was helped with a question. The note is theirs; a password or a document is never in it."""

    person: PersonId = subject(personal=True)
    session: Word | None = None
    anonymous: bool = False
    theme: Word
    minutes: int
    outcome: Outcome
    referral: Word | None = None
    note: str | None = personal("person")

    def rows(self, event: Event) -> Iterable[Row]:
        yield HELPED.row(
            of=event.id, person=self.person, session=self.session, anonymous=self.anonymous, theme=self.theme,
            minutes=self.minutes, outcome=self.outcome, referral=self.referral, note=self.note,
        )  # fmt: skip


KINDS = (Helped,)
TABLES = (HELPED,)
