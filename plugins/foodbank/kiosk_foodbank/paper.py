"""What is recorded of a paper list whose line the ordinary rules could not let through: for the coordinator to look at."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk_core import Event, EventId, HouseholdId, Kind, Row, Word, fact, kind, subject

DOUBTED = fact("foodbank_doubted", {"household": "id", "of": "text", "codes": "text"}, indexes=(("of",), ("day",)))
"""Lines of a paper list that were not counted. `codes`: of the findings, parted by spaces. `of`: the event's id."""
SETTLED = fact("foodbank_settled", {"of": "text"}, indexes=(("of",),))
"""Of these, those that a coordinator looked at."""


@kind("foodbank.paper_doubted", keep="notes", puts=(DOUBTED,))
class PaperDoubted(Kind):
    """A paper list has a parcel for this household that the rules do not let through: a doubled one, mostly."""

    household: HouseholdId = subject(personal=True)
    codes: list[Word]

    def rows(self, event: Event) -> Iterable[Row]:
        yield DOUBTED.row(household=self.household, of=event.id, codes=" ".join(self.codes))


@kind("foodbank.paper_settled", keep="notes", puts=(SETTLED,))
class PaperSettled(Kind):
    """A coordinator looked at such a line: it was counted after all, in the same act, or it was a mistake."""

    household: HouseholdId = subject(personal=True)
    doubted: EventId
    was_counted: bool

    def rows(self, event: Event) -> Iterable[Row]:
        yield SETTLED.row(of=self.doubted)


KINDS = (PaperDoubted, PaperSettled)
TABLES = (DOUBTED, SETTLED)
