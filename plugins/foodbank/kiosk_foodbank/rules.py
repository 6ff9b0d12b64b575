"""Whether a parcel may be handed over, in two halves: gather reads, judge decides and is pure.

The decision who is helped is the social worker's and the core's check. Here it is only how often.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk_core import CoreSettings, Finding, House, Sentence, Severity, Visit, counted

from .calendar import Calendar
from .places import Turn, turn
from .rhythm import Window, next_day, window
from .settings import FoodSettings

PARCEL, EMERGENCY = "foodbank.parcel", "foodbank.emergency"
NOTHING_PLANNED = Turn(Calendar(), None, {})


@dataclass(frozen=True, slots=True)
class Facts:
    """`collected`: days of the window on which a parcel was collected, rising. `closed`: the day is closed here.
    `entitled`: a decision holds that day, its grace included; the core judges it. `turn`: when it may come again.
    `before`: days of the window on which a household collected that has parted since, this one's people with it.
    `unplanned`: somebody opened that day though nothing is planned on it."""

    window: Window
    collected: tuple[date, ...] = ()
    closed: bool = False
    entitled: bool = True
    turn: Turn = NOTHING_PLANNED
    before: tuple[date, ...] = ()
    unplanned: bool = False


def gather(visit: Visit, house: House) -> Facts:
    """Indexes foodbank_collected(household, day), foodbank_opened(day, counter), foodbank_closed(day, counter),
    foodbank_grouped(subject), foodbank_moved(subject); primary key of core_enrolment(subject, project, from_day)."""
    within = window_on(house, house.settings(FoodSettings, visit.day), visit.day)
    closed = house.one("SELECT 1 FROM foodbank_closed WHERE day=? AND counter=?", str(visit.day), visit.here.counter)
    whose = visit.whose or ""
    collected = collected_in(house, within, whose)
    before = _before_parting(house, within, whose)
    comes = turn(house, whose, visit.day)
    unplanned = comes.calendar.known and not comes.calendar.held(visit.day) and _is_open(house, visit.day)
    return Facts(within, collected, closed is not None, _entitled(visit, house), comes, before, unplanned)


def _is_open(house: House, day: date) -> bool:
    return house.one("SELECT 1 FROM foodbank_opened WHERE day=?", str(day)) is not None


def collected_in(house: House, within: Window, household: str) -> tuple[date, ...]:
    """Days of the household's regular parcels, rising. Index foodbank_collected(household, day)."""
    days = house.rows(
        "SELECT day FROM foodbank_collected WHERE household=? AND day BETWEEN ? AND ? AND parcel='regular' ORDER BY day",
        household, str(within.first), str(within.last),
    )  # fmt: skip
    return tuple(date.fromisoformat(day) for (day,) in days)


def _before_parting(house: House, within: Window, household: str) -> tuple[date, ...]:
    """Days of regular parcels of a household whose split brought people here. A child that lived here as well before the
    split brings nothing along. Index core_member(household), its primary key, index foodbank_collected(household, day)."""
    days = house.rows(
        "SELECT DISTINCT c.day FROM core_member m JOIN core_member o ON o.subject=m.subject AND o.household<>m.household "
        "AND o.ending='split' AND o.until_day=m.from_day JOIN foodbank_collected c ON c.household=o.household "
        "AND c.day BETWEEN max(o.from_day, ?2) AND min(o.until_day, ?3) AND c.parcel='regular' "
        "WHERE m.household=?1 AND m.until_day IS NULL ORDER BY c.day", household, str(within.first), str(within.last),
    )  # fmt: skip
    return tuple(date.fromisoformat(day) for (day,) in days)


def _entitled(visit: Visit, house: House) -> bool:
    enrolled = house.enrolment(visit.whose or "", visit.service.owner, visit.day)
    grace = house.settings(CoreSettings, visit.day).grace_days
    return enrolled is not None and enrolled.from_day <= visit.day <= enrolled.helps_until(grace)


def window_on(house: House, rules: FoodSettings, day: date) -> Window:
    """The days that count together with that one. Index foodbank_opened(day, counter)."""
    if rules.frequency != "distribution":
        return window(rules, day)
    begun = house.one("SELECT max(day) FROM foodbank_opened WHERE day<=?", str(day))
    after = house.one("SELECT min(day) FROM foodbank_opened WHERE day>?", str(day))
    return window(rules, day, _day(begun), _day(after))


def judge(rules: FoodSettings, day: date, facts: Facts) -> Iterable[Finding]:
    """Says the day of the earlier parcel, never the hour, the place or who came: those are the coordinator's."""
    if day in facts.collected or len(facts.collected) >= facts.window.most:
        again = Severity.ASK if rules.again == "ask" else Severity.STOP
        yield Finding(again, "foodbank.already_collected", _already(day, facts), _next(rules, day, facts))
    elif facts.before and (day in facts.before or len(facts.before + facts.collected) >= facts.window.most):
        yield Finding(
            Severity.ASK, "foodbank.collected_before_parting",
            Sentence("Somebody of this household was part of another, which has its parcel of {day}.", {"day": facts.before[-1]}),
            Sentence("Do they have nothing of it? Then give this one."),
        )  # fmt: skip
    else:
        yield from _not_its_day(day, facts)
    if not facts.entitled:
        yield Finding(
            Severity.NOTE, "foodbank.emergency_possible",
            Sentence("Nothing to eat today? Give an emergency parcel, with the slip for the social service."),
        )  # fmt: skip
    if facts.closed:
        yield Finding(
            Severity.ASK, "foodbank.day_closed",
            Sentence("The distribution of {day} is closed here. Is this parcel still for that day?", {"day": day}),
            Sentence("The totals of that day stay as they were counted."),
        )  # fmt: skip


def _not_its_day(day: date, facts: Facts) -> Iterable[Finding]:
    """Nothing is held back: the coordinator may have said so. Who is not counted on takes what is there for somebody else."""
    expected = facts.turn.first(day)
    if expected is None or expected == day or facts.unplanned:
        return
    days = {"day": day, "next": expected}
    if not facts.turn.calendar.held(day):
        said = Sentence("On {day} no distribution is planned. This household is expected on {next}.", days)
    else:
        said = Sentence("This household is not expected on {day}, but on {next}.", days)
    yield Finding(Severity.NOTE, "foodbank.not_expected", said)


def _already(day: date, facts: Facts) -> Sentence:
    if day in facts.collected:
        return Sentence("This household already has its parcel of this day ({day}).", {"day": day})
    return counted(
        "This household already has its parcel, from {day}.",
        "This household already has its {n} parcels, the last from {day}.",
        len(facts.collected), day=facts.collected[-1],
    )  # fmt: skip


def _next(rules: FoodSettings, day: date, facts: Facts) -> Sentence:
    welcome = facts.turn.first(next_day(rules, day, facts.collected, facts.turn.calendar.known))
    if welcome is None:
        return Sentence("Welcome at the next distribution. In need before that? Give an emergency parcel.")
    return Sentence("Welcome again from {day}. In need before that? Give an emergency parcel.", {"day": welcome})


@dataclass(frozen=True, slots=True)
class EmergencyFacts:
    """`today`: emergency parcels of that day in the whole house. `before`: day of this household's last one."""

    today: int
    before: date | None = None


def gather_emergency(visit: Visit, house: House) -> EmergencyFacts:
    """Indexes foodbank_collected(day), foodbank_collected(household, day)."""
    rules = house.settings(FoodSettings, visit.day)
    today = house.number("SELECT count(*) FROM foodbank_collected WHERE day=? AND parcel='emergency'", str(visit.day))
    since = visit.day - timedelta(days=rules.emergency_days)
    before = visit.whose and house.one(
        "SELECT max(day) FROM foodbank_collected WHERE household=? AND day BETWEEN ? AND ? AND parcel='emergency'",
        visit.whose, str(since), str(visit.day),
    )  # fmt: skip
    return EmergencyFacts(today, _day(before or None))


def judge_emergency(facts: EmergencyFacts) -> Iterable[Finding]:
    """Notes only: an emergency parcel is never held back."""
    yield Finding(
        Severity.NOTE, "foodbank.emergency_today",
        counted("{n} emergency parcel was given today.", "{n} emergency parcels were given today.", facts.today),
    )  # fmt: skip
    if facts.before:
        yield Finding(
            Severity.NOTE, "foodbank.emergency_before",
            Sentence("This household had an emergency parcel on {day} too.", {"day": facts.before}),
            Sentence("Give the slip for the social service again: there is help that lasts longer."),
        )  # fmt: skip


def _day(found: tuple[object, ...] | None) -> date | None:
    return date.fromisoformat(str(found[0])) if found and found[0] else None
