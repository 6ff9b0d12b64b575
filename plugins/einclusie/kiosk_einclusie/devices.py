"""Devices: what there is, where each is, and what makes one ready to be lent again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from kiosk_core import Act, House, NotFound, NotUnderstood, PersonId, Sentence, Shift, Word, new_code

from .events.loans import (
    DeviceAdded,
    DeviceRecovered,
    DeviceReserved,
    DeviceWiped,
    ReservationEnded,
    SentToRepair,
    Sort,
)  # fmt: skip
from .settings import DigitalSettings
from .vocabulary import words

State = Literal["in", "out", "reserved", "to_wipe", "repair", "lost"]
NEWEST = (
    "NOT EXISTS (SELECT 1 FROM einclusie_ended e WHERE e.loan=l.loan) AND NOT EXISTS "
    "(SELECT 1 FROM einclusie_lent x WHERE x.device=l.device AND (x.at, x.of) > (l.at, l.of))"
)
"""A loan that holds: not ended, and no later one of the same device. So a device is with one person at a time, whatever
counters have recorded without knowing of each other; an earlier loan that nobody ended is a conflict, never a second
holder."""
_READ = (
    "SELECT d.subject, d.title, d.sort, d.code, d.condition, "
    f"(SELECT l.loan FROM einclusie_lent l WHERE l.device=d.subject AND {NEWEST}), "
    "(SELECT r.reservation FROM einclusie_reserved r WHERE r.device=d.subject AND ? BETWEEN r.first AND r.last "
    "AND NOT EXISTS (SELECT 1 FROM einclusie_unreserved u WHERE u.reservation=r.reservation) "
    "AND NOT EXISTS (SELECT 1 FROM einclusie_lent k WHERE k.reservation=r.reservation) ORDER BY r.first LIMIT 1) "
    "FROM einclusie_device d "
)


@dataclass(frozen=True, slots=True)
class Device:
    """`number`: the inventory number. `loan`: the one that holds. `reservation`: the one that holds today."""

    number: str
    title: str
    sort: Sort
    code: str
    state: State
    loan: str | None
    reservation: str | None


@dataclass(frozen=True, slots=True)
class Reservation:
    id: str
    person: PersonId | None
    first: date
    last: date


def all_devices(house: House, day: date) -> list[Device]:
    """By number. Indexes einclusie_lent(device, at, of), einclusie_ended(loan), einclusie_reserved(device)."""
    found = house.rows(_READ + "WHERE d.code IS NOT NULL ORDER BY length(d.subject), d.subject", str(day))
    return [_device(row) for row in found]


def ready(house: House, day: date) -> list[Device]:
    """Those that may go along now, by number. Index einclusie_device(condition)."""
    found = house.rows(_READ + "WHERE d.condition='in' ORDER BY length(d.subject), d.subject", str(day))
    return [device for device in map(_device, found) if device.state == "in" and device.code]


def one(house: House, typed: str, day: date) -> Device:
    """By inventory number or the code on its label. Raises NotFound. Primary keys of einclusie_device, core_code."""
    scanned = house.scanned(typed.strip().upper().replace(" ", ""))
    number = scanned.id if scanned.kind == "device" and scanned.owner == "einclusie" else _number(typed)
    found = house.one(_READ + "WHERE d.subject=? AND d.code IS NOT NULL", str(day), number)
    if found is None:
        raise NotFound(what=typed)
    return _device(found)


def reservations(house: House, device: str, first: date, last: date) -> list[Reservation]:
    """Those that hold on any of these days, earliest first. Index einclusie_reserved(device)."""
    found = house.rows(
        "SELECT r.reservation, r.person, r.first, r.last FROM einclusie_reserved r WHERE r.device=? AND r.first<=? AND r.last>=? "
        "AND NOT EXISTS (SELECT 1 FROM einclusie_unreserved u WHERE u.reservation=r.reservation) "
        "AND NOT EXISTS (SELECT 1 FROM einclusie_lent k WHERE k.reservation=r.reservation) ORDER BY r.first, r.reservation",
        device, str(last), str(first),
    )  # fmt: skip
    return [
        Reservation(id, person and PersonId(person), date.fromisoformat(begin), date.fromisoformat(end))
        for id, person, begin, end in found
    ]


@dataclass(frozen=True, slots=True)
class CameBack:
    """In which state a device came back last: words of the checklist and of the accessories."""

    marks: tuple[Word, ...]
    missing: tuple[Word, ...]


def came_back(house: House, device: str) -> CameBack | None:
    """None: it never came back. Index einclusie_ended(device)."""
    found = house.one(
        "SELECT marks, missing FROM einclusie_ended WHERE device=? AND how='back' ORDER BY day DESC, event DESC LIMIT 1", device
    )  # fmt: skip
    if found is None:
        return None
    marks, missing = (tuple(Word(word) for word in (stored or "").split(",") if word) for stored in found)
    return CameBack(marks, missing)


def _device(row: Sequence[Any]) -> Device:
    number, title, sort, code, condition, loan, reservation = row
    state: State = "out" if loan else "reserved" if condition == "in" and reservation else condition
    return Device(number, title or number, sort, code, state, loan, reservation)


def _number(typed: str) -> str:
    return typed.strip().upper()


# ---- doing ----


def add(shift: Shift, title: str, *, number: str | None = None, sort: Sort = "laptop") -> str:
    """A new device with a code of its own; its inventory number, given here when the house has none of its own for it.

    Raises NotAllowed, NotUnderstood (a number that is none), Changed (taken)."""
    shift.require("lead")
    if not title.strip():
        raise NotUnderstood(why=Sentence("a device has a name, for instance its brand and size."))
    said = _number(number) if number else None
    if said is not None and not said.isascii():
        raise NotUnderstood(why=Sentence("a number has letters, digits and dashes only."))
    if said is not None and not (said.replace("-", "").replace("_", "").isalnum() and len(said) <= 20):
        raise NotUnderstood(why=Sentence("a number has letters, digits and dashes only."))
    code = Word(new_code())

    def drafts(house: House) -> Iterable[DeviceAdded]:
        letter, serial = Word(shift.letter), _next(house, shift.letter)
        yield DeviceAdded(
            device=said or f"{letter}-{serial:03}", sort=sort, code=code, letter=None if said else letter,
            serial=0 if said else serial, title=title.strip(),
        )  # fmt: skip

    def guard(house: House) -> Sentence | None:
        taken = said and house.one("SELECT 1 FROM einclusie_device WHERE subject=? AND code IS NOT NULL", said)
        return Sentence("{number} is there already.", {"number": said}) if taken else None

    return str(shift.tell(drafts, guard=guard).events[0].subject)


def _next(house: House, letter: str) -> int:
    """The numbers of undone events stay taken: their labels may be printed. Index einclusie_numbered(letter, serial)."""
    serial = 1 + house.number("SELECT max(serial) FROM einclusie_numbered_all WHERE letter=?", letter)
    while house.one("SELECT 1 FROM einclusie_device WHERE subject=? AND code IS NOT NULL", f"{letter}-{serial:03}"):
        serial += 1
    return serial


def print_labels(shift: Shift, out: Path, words: Any, chosen: Iterable[str] = ()) -> int:
    """A sheet of labels of those devices, or of all that are not lost. `words`: a catalogue. How many.

    Raises NotAllowed, NotFound, OSError."""
    day = shift.here().day
    wanted = [one(shift.house, typed, day) for typed in chosen]
    found = wanted or [device for device in all_devices(shift.house, day) if device.state != "lost"]
    if found:
        shift.print_labels([(device.code, device.number, device.title) for device in found], out, words)
    return len(found)


def wiping(house: House, day: date) -> tuple[Word, ...]:
    """The points of the wiping checklist."""
    return tuple(words(house.settings(DigitalSettings, day).wiping))


def wiped(shift: Shift, typed: str, ticked: Iterable[str]) -> Act:
    """Nobody's data is on it any more. `ticked`: every point of the checklist. Raises NotAllowed, NotFound, NotUnderstood
    (a point is missing), Changed (there was nothing to wipe)."""
    shift.require("serve")
    day = shift.here().day
    device, said = one(shift.house, typed, day), {str(point) for point in ticked}
    if missing := [point for point in wiping(shift.house, day) if point not in said]:
        raise NotUnderstood(why=Sentence("not everything is ticked: {points}.", {"points": ", ".join(missing)}))
    draft = DeviceWiped(device=device.number, ticked=wiping(shift.house, day))
    return shift.tell(draft, guard=must_be(device.number, day, "to_wipe"))


def recovered(shift: Shift, typed: str) -> Act:
    """It was repaired or found again; it is wiped before it is lent. Raises NotAllowed, NotFound, Changed."""
    shift.require("serve")
    day = shift.here().day
    device = one(shift.house, typed, day)
    return shift.tell(DeviceRecovered(device=device.number), guard=must_be(device.number, day, "repair", "lost"))


def to_repair(shift: Shift, typed: str) -> Act:
    """It is here and does not work as it should. Raises NotAllowed, NotFound, Changed (it is not here)."""
    shift.require("serve")
    day = shift.here().day
    device = one(shift.house, typed, day)
    return shift.tell(
        SentToRepair(device=device.number), guard=must_be(device.number, day, "in", "to_wipe", "reserved")
    )


def reserve(shift: Shift, typed: str, person: PersonId, first: date) -> Act:
    """It is kept for somebody from that day on, for as many days as the settings say. Raises NotAllowed, NotFound,
    NotUnderstood (a day before today), Changed (kept for somebody else then)."""
    shift.require("serve")
    day = shift.here().day
    if first < day:
        raise NotUnderstood(why=Sentence("the first day lies before today."))
    device = one(shift.house, typed, day)
    last = first + timedelta(days=shift.house.settings(DigitalSettings, day).reservation_days - 1)

    def guard(house: House) -> Sentence | None:
        taken = reservations(house, device.number, first, last)
        return Sentence("it is kept for somebody from {day}.", {"day": taken[0].first}) if taken else None

    draft = DeviceReserved(
        device=device.number, reservation=Word(f"{device.number}.{first}.{new_code()[:4]}"), first=first, last=last,
        person=person,
    )  # fmt: skip
    return shift.tell(draft, guard=guard)


def unreserve(shift: Shift, typed: str) -> Act:
    """It need not be kept any longer for whom it is kept first. Raises NotAllowed, NotFound, Changed (it was not)."""
    shift.require("serve")
    day = shift.here().day
    device = one(shift.house, typed, day)
    held = reservations(shift.house, device.number, day, date.max)[:1]

    def guard(house: House) -> Sentence | None:
        still = held and held[0] in reservations(house, device.number, day, date.max)
        return None if still else Sentence("it is kept for nobody.")

    ended = [ReservationEnded(device=device.number, reservation=Word(one.id)) for one in held]
    return shift.tell(*ended, guard=guard)


def must_be(number: str, day: date, *states: State) -> Callable[[House], Sentence | None]:
    """A guard: why the device is not in one of these states."""

    def guard(house: House) -> Sentence | None:
        now = one(house, number, day).state
        return None if now in states else WHERE[now]

    return guard


WHERE: dict[State, Sentence] = {
    "in": Sentence("this device is in, and ready."),
    "out": Sentence("this device is lent."),
    "reserved": Sentence("this device is kept for somebody."),
    "to_wipe": Sentence("this device must be wiped first."),
    "repair": Sentence("this device is in repair."),
    "lost": Sentence("this device is lost."),
}
