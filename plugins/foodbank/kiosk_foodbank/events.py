"""What the food distribution records. Kept fields are what the house must be able to count in ten years, and name nobody."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Literal

from kiosk_core import (
    CODE,
    SERVED,
    Cents,
    CounterId,
    Event,
    EventId,
    HouseholdId,
    Kind,
    PersonId,
    Row,
    Word,
    fact,
    kind,
    personal,
    served,
    subject,
)  # fmt: skip

COUNTED = Word("foodbank.parcel")
"""One word under which parcels of every sort are counted, so that a household that had both sorts is one household."""

COLLECTED = fact(
    "foodbank_collected",
    {"household": "id", "collector": "id", "counter": "text", "parcel": "text", "adults": "int", "children": "int", "babies": "int",
     "due": "cents", "ages": "text", "sexes": "text", "federation": "text", "births": "text",
     "shared": "text", "late": "int"},
    indexes=(("household", "day"), ("day",)),
)  # fmt: skip
"""One row per parcel. `late`: entered from paper afterwards. `ages`, `sexes`, `federation`, `births`: JSON, how many persons per band that day."""
ADVISED = fact(
    "foodbank_advised",
    {"household": "id", "of": "text", "leave_out": "text", "bring_by": "day"},
    indexes=(("of",),),
)
"""What a slip says that is the household's own; no row when there is nothing. `of`: the event's id."""
REFERRED = fact(
    "foodbank_referred",
    {"household": "id", "of": "text", "code": "text", "call_back": "text"},
    indexes=(("of",), ("day",)),
)
"""Slips for the social service. `call_back`: a phone number, when the person wished so."""
FOLLOWED = fact("foodbank_followed", {"of": "text"}, indexes=(("of",),))
"""Referrals that a coordinator took up. `of`: the referral's event."""
OPENED = fact("foodbank_opened", {"counter": "text", "expected": "int"}, indexes=(("day", "counter"),))
"""`expected`: households that could come that day, as it was when it was opened; who had come by then is among them."""
CLOSED = fact(
    "foodbank_closed",
    {"counter": "text", "expected": "int", "served": "int", "regular": "int", "emergency": "int", "baby": "int", "persons": "int",
     "due": "cents", "cash": "cents", "owed": "cents", "till": "cents", "counted": "cents"},
    indexes=(("day", "counter"),),
)  # fmt: skip
"""Totals as they stood when a counter's day was closed. `counted`: coins and notes, NULL when nobody counted."""

Bands = dict[Word, int]


@kind("foodbank.parcel_collected", keep="visits", puts=(COLLECTED, ADVISED, SERVED))
class ParcelCollected(Kind):
    """A parcel went over the counter, to a household or, in an emergency, to people who said only how many they are.

    Everything a slip or a report needs later is in here, as it was that day: settings and households change.
    `service`: under which visits are counted (COUNTED). `ages`, `sexes`, `federation`, `births` (how sure the
    ages are): persons per band of four divisions. `shared_month`, `shared_year`: of those, children whom their other household already brought into the
    count of this month, this year. `handed`: what went over the counter, and how many of it. `due`: cents.
    `late`: ticked on paper that day, and entered afterwards.
    """

    household: HouseholdId = subject(personal=True)
    service: Word = COUNTED
    first_month: bool = False
    first_year: bool = False
    parcel: Literal["regular", "emergency"]
    portion: Literal["small", "medium", "large"]
    adults: int
    children: int
    babies: int
    part: int = 0
    ages: Bands
    sexes: Bands
    federation: Bands
    births: Bands
    shared_month: dict[Word, Bands] | None = None
    shared_year: dict[Word, Bands] | None = None
    handed: dict[Word, int]
    due: Cents = Cents(0)
    late: bool = False
    rhythm: Word | None = None
    next_day: date | None = None
    collector: PersonId | None = personal("collector")
    leave_out: list[str] | None = personal("household")
    bring_by: date | None = personal("household")

    def rows(self, event: Event) -> Iterable[Row]:
        shared = (
            {"month": self.shared_month, "year": self.shared_year} if self.shared_month or self.shared_year else None
        )
        yield COLLECTED.row(
            household=self.household, collector=self.collector, counter=event.counter, parcel=self.parcel,
            adults=self.adults, children=self.children, babies=self.babies, due=self.due, ages=_text(self.ages),
            sexes=_text(self.sexes), federation=_text(self.federation), births=_text(self.births),
            shared=_text(shared) if shared else None, late=int(self.late),
        )  # fmt: skip
        yield served(event, self.service, self.household, self.first_month, self.first_year)
        if self.leave_out or self.bring_by:
            yield ADVISED.row(
                household=self.household, of=event.id, leave_out=_text(self.leave_out or []), bring_by=self.bring_by
            )


@kind("foodbank.referred", keep="notes", puts=(REFERRED, CODE))
class Referred(Kind):
    """A slip for the social service went along, and the coordinator should know. Code and phone number go after a year,
    with the other notes."""

    household: HouseholdId = subject(personal=True)
    code: str | None = personal("household")
    call_back: str | None = personal("household")

    def rows(self, event: Event) -> Iterable[Row]:
        yield REFERRED.row(household=self.household, of=event.id, code=self.code, call_back=self.call_back)
        if self.code:
            yield CODE.row(code=self.code, kind="slip", owner="foodbank", state="live")


@kind("foodbank.referral_followed", keep="notes", puts=(FOLLOWED, CODE))
class ReferralFollowed(Kind):
    """A coordinator took up a referral: its slip has done its work."""

    household: HouseholdId = subject(personal=True)
    referral: EventId
    code: str | None = personal("household")

    def rows(self, event: Event) -> Iterable[Row]:
        yield FOLLOWED.row(of=self.referral)
        if self.code:
            yield CODE.row(code=self.code, kind="slip", owner="foodbank", state="used")


@kind("foodbank.day_opened", keep="house", puts=(OPENED,))
class DayOpened(Kind):
    """A distribution began at a counter. Subject: day and counter."""

    distribution: str = subject()
    counter: CounterId
    expected: int

    def rows(self, event: Event) -> Iterable[Row]:
        yield OPENED.row(counter=self.counter, expected=self.expected)


@kind("foodbank.day_closed", keep="money", puts=(CLOSED,))
class DayClosed(Kind):
    """A counter's distribution ended, with its totals. `due`, `cash`, `owed`, `counted`: cents; `counted` None: nobody
    counted. `cash` is what should lie in the box, `till` what went into the counter's drawer. Subject: day and counter."""

    distribution: str = subject()
    counter: CounterId
    expected: int
    served: int
    regular: int
    emergency: int
    baby: int
    persons: int
    due: Cents
    cash: Cents
    owed: Cents
    till: Cents = Cents(0)
    counted: Cents | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        yield CLOSED.row(
            counter=self.counter, expected=self.expected, served=self.served, regular=self.regular, emergency=self.emergency,
            baby=self.baby, persons=self.persons, due=self.due, cash=self.cash, owed=self.owed, till=self.till, counted=self.counted,
        )  # fmt: skip


KINDS = (ParcelCollected, Referred, ReferralFollowed, DayOpened, DayClosed)
TABLES = (COLLECTED, ADVISED, REFERRED, FOLLOWED, OPENED, CLOSED)


_text = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
