"""Devices and who has them. A device's history decides where it is; what a borrower has is a query."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from kiosk_core import CODE, Cents, Event, Kind, PersonId, Row, Word, fact, kind, personal, state, subject, words

Sort = Literal["laptop", "tablet", "phone", "router", "other"]
Reason = Literal["lost", "stolen", "broken"]

DEVICE = state(
    "einclusie_device",
    {"title": "text", "sort": "text", "code": "text", "condition": "text"},
    indexes=(("condition",),),
)
"""Subject: the inventory number. `condition`: in, to_wipe, repair or lost; whether it is out, the loans say."""
NUMBERED = fact("einclusie_numbered", {"letter": "text", "serial": "int"}, indexes=(("letter", "serial"),))
"""Inventory numbers that were given here; those of undone events stay taken."""
LENT = fact(
    "einclusie_lent",
    {"loan": "text", "device": "text", "borrower": "id", "due": "day", "deposit": "cents", "accessories": "text",
     "marks": "text", "reservation": "text", "at": "int", "of": "text"},
    indexes=(("device", "at", "of"), ("borrower",), ("loan",), ("reservation",)),
)  # fmt: skip
"""`accessories`: what went along, with commas. `marks`: points of the checklist that were not in order, alike. `at`,
`of`: the canonical order of two loans of one device."""
EXTENDED = fact(
    "einclusie_extended",
    {"loan": "text", "due": "day", "borrower": "id", "at": "int", "of": "text"},
    indexes=(("loan",), ("borrower",)),
)
"""`borrower`: who has it, said once more: a loan that is extended each year outlives the term of the day it began."""
ENDED = fact(
    "einclusie_ended",
    {"loan": "text", "device": "text", "how": "text", "kept": "cents", "marks": "text", "missing": "text"},
    indexes=(("loan",), ("device",), ("day",)),
)
"""`how`: back, lost, stolen or broken. `kept`: cents of the deposit that stay here. `missing`: accessories that did not come back."""
RESERVED = fact(
    "einclusie_reserved",
    {"reservation": "text", "device": "text", "person": "id", "first": "day", "last": "day"},
    indexes=(("device",), ("reservation",)),
)
"""`first`, `last`: the days on which it is kept for somebody."""
UNRESERVED = fact("einclusie_unreserved", {"reservation": "text"}, indexes=(("reservation",),))


@kind("einclusie.device_added", keep="house", puts=(DEVICE, NUMBERED, CODE))
class DeviceAdded(Kind):
    """A device that may be lent. `serial`: when its number was given here, in the series of that letter."""

    device: str = subject()
    sort: Sort
    code: Word
    letter: Word | None = None
    serial: int = 0
    title: str | None = words()

    def rows(self, event: Event) -> Iterable[Row]:
        yield DEVICE.row(title=self.title, sort=self.sort, code=self.code, condition="in")
        yield CODE.row(code=self.code, kind="device", owner="einclusie", state="live")
        if self.letter:
            yield NUMBERED.row(letter=self.letter, serial=self.serial)


@kind("einclusie.lent", keep="visits", puts=(LENT,))
class Lent(Kind):
    """A device went along with somebody. `deposit`: cents."""

    device: str = subject()
    loan: Word
    due: date
    deposit: Cents = Cents(0)
    accessories: tuple[Word, ...] = ()
    marks: tuple[Word, ...] = ()
    reservation: Word | None = None
    borrower: PersonId | None = personal("borrower")

    def rows(self, event: Event) -> Iterable[Row]:
        yield LENT.row(
            loan=self.loan, device=self.device, borrower=self.borrower, due=self.due, deposit=self.deposit,
            accessories=",".join(self.accessories), marks=",".join(self.marks), reservation=self.reservation,
            at=event.at, of=event.id,
        )  # fmt: skip


@kind("einclusie.loan_extended", keep="visits", puts=(EXTENDED,))
class LoanExtended(Kind):
    """It may stay out longer, with whom it is. Older ones do not name the borrower."""

    device: str = subject()
    loan: Word
    due: date
    borrower: PersonId | None = personal("borrower")

    def rows(self, event: Event) -> Iterable[Row]:
        yield EXTENDED.row(loan=self.loan, due=self.due, borrower=self.borrower, at=event.at, of=event.id)


@kind("einclusie.brought_back", keep="visits", puts=(ENDED, DEVICE))
class BroughtBack(Kind):
    """It is here again, and holds somebody's data until the wiping checklist is ticked. `kept`: cents of the deposit."""

    device: str = subject()
    loan: Word
    damaged: bool = False
    kept: Cents = Cents(0)
    marks: tuple[Word, ...] = ()
    missing: tuple[Word, ...] = ()

    def rows(self, event: Event) -> Iterable[Row]:
        yield ENDED.row(
            loan=self.loan, device=self.device, how="back", kept=self.kept, marks=",".join(self.marks),
            missing=",".join(self.missing),
        )  # fmt: skip
        yield DEVICE.row(condition="repair" if self.damaged else "to_wipe")


@kind("einclusie.device_lost", keep="visits", puts=(ENDED, DEVICE))
class DeviceLost(Kind):
    """It does not come back, out of a loan or out of the cupboard. `kept`: cents of the deposit."""

    device: str = subject()
    loan: Word | None = None
    reason: Reason
    kept: Cents = Cents(0)

    def rows(self, event: Event) -> Iterable[Row]:
        if self.loan:
            yield ENDED.row(loan=self.loan, device=self.device, how=self.reason, kept=self.kept)
        yield DEVICE.row(condition="lost")


@kind("einclusie.device_wiped", keep="house", puts=(DEVICE,))
class DeviceWiped(Kind):
    """Every point of the wiping checklist was ticked: it may be lent again."""

    device: str = subject()
    ticked: tuple[Word, ...]

    def rows(self, event: Event) -> Iterable[Row]:
        yield DEVICE.row(condition="in")


@kind("einclusie.device_recovered", keep="house", puts=(DEVICE,))
class DeviceRecovered(Kind):
    """It was repaired, or found again."""

    device: str = subject()

    def rows(self, event: Event) -> Iterable[Row]:
        yield DEVICE.row(condition="to_wipe")


@kind("einclusie.device_sent_to_repair", keep="house", puts=(DEVICE,))
class SentToRepair(Kind):
    """It is here, and does not work as it should."""

    device: str = subject()

    def rows(self, event: Event) -> Iterable[Row]:
        yield DEVICE.row(condition="repair")


@kind("einclusie.device_reserved", keep="visits", puts=(RESERVED,))
class DeviceReserved(Kind):
    """It is kept for somebody for some days."""

    device: str = subject()
    reservation: Word
    first: date
    last: date
    person: PersonId | None = personal("person")

    def rows(self, event: Event) -> Iterable[Row]:
        yield RESERVED.row(
            reservation=self.reservation, device=self.device, person=self.person, first=self.first, last=self.last
        )


@kind("einclusie.reservation_ended", keep="visits", puts=(UNRESERVED,))
class ReservationEnded(Kind):
    """It need not be kept any longer."""

    device: str = subject()
    reservation: Word

    def rows(self, event: Event) -> Iterable[Row]:
        yield UNRESERVED.row(reservation=self.reservation)


KINDS = (
    DeviceAdded, Lent, LoanExtended, BroughtBack, DeviceLost, DeviceWiped, DeviceRecovered, SentToRepair, DeviceReserved,
    ReservationEnded,
)  # fmt: skip
TABLES = (DEVICE, NUMBERED, LENT, EXTENDED, ENDED, RESERVED, UNRESERVED)
