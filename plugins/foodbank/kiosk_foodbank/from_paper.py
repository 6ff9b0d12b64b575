"""A paper list is entered afterwards, with the day on which it was ticked. The ordinary rules look at every line; what they
do not let through is said, and kept for the coordinator. Every parcel is marked as entered late."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kiosk_core import (
    CASH,
    OWED,
    Act,
    EventId,
    House,
    HouseholdId,
    NeedsAnother,
    NotFound,
    NotUnderstood,
    Offer,
    Payment,
    Period,
    Sentence,
    Shift,
    Verdict,
    Word,
)

from . import calendar
from . import day as days
from .events import ParcelCollected
from .paper import PaperDoubted, PaperSettled
from .rhythm import DAY
from .rules import EMERGENCY
from .weekdays import WEEKDAYS

SAID = re.compile(r"(\d{1,2})\s*\+\s*(\d{1,2})\s*\+\s*(\d{1,2})", re.ASCII)
"""An emergency parcel as it stands on the list: adults + children + babies."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line of a paper list that was not counted. `codes`: why."""

    event: EventId
    day: date
    number: str
    household: HouseholdId
    codes: tuple[str, ...]


def usual_day(shift: Shift) -> date:
    """Which day a paper list is of, most likely: the last one that was opened here and not closed; else the last that was planned,
    today's included, and not closed here (where the PC stood still nothing was opened); else today. No day too far back to enter."""
    today = shift.here().day
    since = today - shift.settings().late_days * DAY
    query = (
        "SELECT max(o.day) FROM foodbank_opened o WHERE o.counter=?1 AND o.day BETWEEN ?2 AND ?3 AND NOT EXISTS "
        "(SELECT 1 FROM foodbank_closed c WHERE c.day=o.day AND c.counter=?1)"
    )
    found = shift.house.one(query, shift.counter, str(since), str(today))
    if found and found[0]:
        return date.fromisoformat(found[0])
    closed = shift.house.rows("SELECT day FROM foodbank_closed WHERE counter=? AND day>=?", shift.counter, str(since))
    planned = calendar.read(shift.house, today).between(Period(since, today))
    return max((one.day for one in planned if not one.left_out and (str(one.day),) not in closed), default=today)


def question_of(shift: Shift, day: date) -> Sentence | None:
    """What to ask before the first line of a list is entered on that day; None: it was begun, here or from the list, so it is that
    day. A whole list on a wrong day cannot be seen afterwards."""
    if days.opened_at(shift.house, shift.counter, day) or days.entered_late(shift.house, day):
        return None
    known, said = calendar.read(shift.house, shift.here().day), {"weekday": WEEKDAYS[day.weekday()], "day": day}
    if known.known and not known.held(day):
        return Sentence("On {weekday} {day} no distribution is planned. Is the list of that day?", said)
    return Sentence("Is the list of {weekday} {day}?", said)


def look(shift: Shift, typed: str, day: date) -> Verdict:
    """What the rules say of one line: a number, a card, or '2+1+0' for an emergency parcel. A number leaves the trace of a look,
    else nothing is written.

    Raises NotAllowed, NotFound (nobody has that number)."""
    here = replace(shift.here(), day=day)
    if said := SAID.fullmatch(typed.strip()):
        asked = dict(zip(("adults", "children", "babies"), map(int, said.groups()), strict=True))
        return shift.decide(None, EMERGENCY, asked=asked, here=here)
    scanned = shift.scan(typed, day=day)
    return scanned if scanned.visit else shift.decide(shift.client_by_number(typed, day), here=here)


def enter(shift: Shift, verdict: Verdict, paid: bool = False) -> Act:
    """The parcel of a line that was granted, or asked and confirmed, marked as entered late and without a slip.

    `paid`: what was due went into the box; else it is owed. Raises what `Shift.record` raises."""
    if not verdict.offers:
        raise NotUnderstood(why=Sentence("this line cannot be counted."))
    return _recorded(shift, verdict.offers[0], paid)


def doubt(shift: Shift, verdict: Verdict) -> Act:
    """A line that the rules do not let through is kept for the coordinator. Raises NotAllowed, NotUnderstood (nobody's),
    Changed (it was kept already)."""
    shift.require("serve")
    visit = verdict.visit
    if visit is None or visit.client is None or visit.client.household is None:
        raise NotUnderstood(why=Sentence("this line cannot be counted."))
    household, day = visit.client.household, visit.day

    def guard(house: House) -> Sentence | None:
        known = any(one.household == household and one.day == day for one in _open(house))
        return Sentence("This line was kept for the coordinator already.") if known else None

    codes = [Word(code) for code in sorted(verdict.objections)]
    return shift.tell(PaperDoubted(household=household, codes=codes), guard=guard, day=day)


def enter_or_doubt(shift: Shift, verdict: Verdict, paid: bool = False) -> tuple[Act, bool]:
    """One line, whatever the rules say of it: (the act, whether it was counted)."""
    if verdict.offers:
        try:
            return enter(shift, verdict, paid), True
        except NeedsAnother:
            pass
    return doubt(shift, verdict), False


# ---- the coordinator ----


def doubts(shift: Shift) -> list[Doubt]:
    """Lines that wait for the coordinator, the oldest first. Raises NotAllowed."""
    shift.require("dossier")
    return _open(shift.house)


def _open(house: House) -> list[Doubt]:
    """Index foodbank_settled(of)."""
    found = house.rows(
        "SELECT d.of, d.day, h.number, d.household, d.codes FROM foodbank_doubted d JOIN core_household h ON h.subject=d.household "
        "WHERE NOT EXISTS (SELECT 1 FROM foodbank_settled s WHERE s.of=d.of) ORDER BY d.day, d.event"
    )
    return [
        Doubt(EventId(of), date.fromisoformat(day), number, HouseholdId(household), tuple((codes or "").split()))
        for of, day, number, household, codes in found
    ]


def count_after_all(shift: Shift, event: str, paid: bool = False) -> Act:
    """The parcel was handed over: it counts, overruled by who says so. Raises NotAllowed, NotFound, OwnHousehold, Changed
    (somebody settled it meanwhile), and what `Shift.record` raises."""
    shift.require("overrule")
    one = _one(shift, event)
    verdict = look(shift, one.number, one.day)
    if verdict.outcome == "refused":
        verdict = shift.overrule(verdict, "mistake")
    if not verdict.offers:
        raise NotUnderstood(why=Sentence("this line cannot be counted."))
    offer = verdict.offers[0]
    settled = PaperSettled(household=one.household, doubted=one.event, was_counted=True)
    counted = replace(offer, drafts=(*offer.drafts, settled), guard=_still_open(one, offer.guard))
    return _recorded(shift, counted, paid)


def take_off(shift: Shift, event: str) -> Act:
    """It was a mistake on the list: nothing is counted. Raises NotAllowed, NotFound."""
    shift.require("dossier")
    one = _one(shift, event)
    return shift.tell(
        PaperSettled(household=one.household, doubted=one.event, was_counted=False), guard=_still_open(one)
    )


def _one(shift: Shift, event: str) -> Doubt:
    found = next((one for one in doubts(shift) if one.event == event), None)
    if found is None:
        raise NotFound(what=event)
    return found


def _still_open(
    one: Doubt, also: Callable[[House], Sentence | None] | None = None
) -> Callable[[House], Sentence | None]:
    """A guard: the line waits for a coordinator, and what `also` says."""

    def guard(house: House) -> Sentence | None:
        if one not in _open(house):
            return Sentence("Somebody settled this line meanwhile.")
        return also(house) if also else None

    return guard


# ---- inside ----


def _recorded(shift: Shift, offer: Offer, paid: bool) -> Act:
    late = replace(offer, drafts=tuple(_late(draft) for draft in offer.drafts))
    payments = [Payment(CASH, shift.in_cash(offer)) if paid else Payment(OWED, offer.due)] if offer.due else []
    return shift.record(late, payments, slip=False)


def _late(draft: Any) -> Any:
    """The same draft, of a parcel with its mark; a draft that is completed under the lock is marked there."""

    def completed(house: House) -> Iterable[Any]:
        return map(_marked, draft(house))

    return completed if callable(draft) else _marked(draft)


def _marked(draft: Any) -> Any:
    return replace(draft, late=True) if isinstance(draft, ParcelCollected) else draft
