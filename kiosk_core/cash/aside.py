"""What was put aside and is nothing yet, when a till is closed: it is finished, kept for another day, or dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ..domain.answers import Lying
from ..domain.errors import KioskError
from ..domain.ids import Cents, Word
from ..domain.texts import Money, Sentence, counted
from ..journal import Event, Kind, Row, fact, kind, subject

DROPPED = fact(
    "core_draft_dropped",
    {"session": "text", "project": "text", "reason": "text", "cents": "cents"},
    indexes=(("session",),),
)
"""One row per draft that came to nothing. `session`: the drawer session, NULL without one. `cents`: what lay in it came to,
as its project said; NULL when it did not."""
REASONS: Mapping[str, Sentence] = {
    "not_taken": Sentence("not taken along"),
    "mistake": Sentence("a mistake"),
    "other": Sentence("another reason"),
}


class StillAside(KioskError):
    code, says = "still_aside", Sentence("{what} Finish it, keep it or drop it first; then close the till.")


@kind("core.draft_dropped", keep="money", puts=(DROPPED,))
class DraftDropped(Kind):
    """What lay open at a counter came to nothing, and somebody said why. Subject: the draft's id."""

    draft: str = subject()
    project: Word
    reason: Word
    drawer: Word | None = None
    cents: Cents | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        yield DROPPED.row(session=self.drawer, project=self.project, reason=self.reason, cents=self.cents)


@dataclass(frozen=True, slots=True)
class Aside:
    """One of them. `client`: the number of whom it is for, '' for nobody in particular. `at`: UTC, when it began."""

    id: str
    project: str
    title: Sentence
    """What the project is called."""
    client: str
    at: datetime | None
    parked: bool
    """False: it lies open on the counter's screen."""
    lies: Lying | None = None
    """None: its project does not say."""

    def told(self, zone: str, today: date) -> Sentence:
        """In one line, as it stands in a list: when it began (with its day when that is not `today`), what lies in it, what
        it comes to, whose card is on it."""
        parts: list[object] = []
        if self.at:
            began = self.at.astimezone(ZoneInfo(zone))
            parts.append(f"{began:%H:%M}" if began.date() == today else began)
        if self.lies is None:
            parts.append(self.title)
        else:
            more = counted("{n} piece", "{n} pieces", self.lies.pieces)
            parts += [self.lies.first, more, Sentence("{amount}", {"amount": Money(self.lies.cents)})]
        if self.client:
            parts.append(Sentence("card {number}", {"number": self.client}))
        return Sentence("{parts}", {"parts": tuple(parts)})
