"""Client cards: issued, lost, withdrawn. A card belongs to a member and says nothing by itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from ..domain.ids import PersonId
from ..house import House
from ..journal import Event, Kind, Row, kind, personal, state, subject
from .codes import CODE

CARD = state(
    "core_card",
    {"code": "text", "state": "text", "issued_day": "day", "printed_day": "day", "stopped_day": "day"},
    key=("code",),
)
"""The cards of a person (subject). `core_code` answers scans. `stopped_day`: the first day on which it no longer served."""


@kind("core.card_issued", keep="registry", puts=(CODE, CARD))
class CardIssued(Kind):
    """The person is the subject: a card's own code would be a thing's, and stay when the person is forgotten."""

    person: PersonId = subject(personal=True)
    code: str | None = personal("person")

    def rows(self, event: Event) -> Iterable[Row]:
        if self.code:
            yield CODE.row(code=self.code, kind="card", owner="core", state="live")
            yield CARD.row(code=self.code, state="live", issued_day=event.day)


@kind("core.card_stopped", keep="registry", puts=(CODE, CARD))
class CardStopped(Kind):
    """From now on the card serves nobody, and a scan answers as if it was never issued."""

    person: PersonId = subject(personal=True)
    why: Literal["lost", "withdrawn"]
    code: str | None = personal("person")

    def rows(self, event: Event) -> Iterable[Row]:
        if self.code:
            yield CODE.row(code=self.code, state=self.why)
            yield CARD.row(code=self.code, state=self.why, stopped_day=event.day)


@kind("core.card_printed", keep="registry", puts=(CARD,))
class CardPrinted(Kind):
    """It stood on a sheet of cards that was made to be printed."""

    person: PersonId = subject(personal=True)
    code: str | None = personal("person")

    def rows(self, event: Event) -> Iterable[Row]:
        if self.code:
            yield CARD.row(code=self.code, printed_day=event.day)


def stopped_after(house: House, code: str, day: date) -> bool:
    """Whether a card that serves nobody now still did on that day. Primary key of core_card(code, subject)."""
    found = house.rows("SELECT stopped_day FROM core_card WHERE code=?", code)
    return any(stopped > str(day) for (stopped,) in found if stopped)
