"""The distribution's day at a counter: opened, served, closed with its totals. A reading of parcels and of the core's money."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kiosk_core import Act, Cents, CounterId, House, HouseholdId, Member, Sentence, Shift, speaks

from . import places
from .calendar import Group
from .contribution import PURPOSE
from .events import DayClosed, DayOpened
from .planned import NotCome
from .rhythm import Window
from .rules import window_on
from .settings import FoodSettings


@dataclass(frozen=True, slots=True)
class Totals:
    """Of one counter and day. `persons`: fed by these parcels, all visits together. Cents: `due` of the parcels, `cash`
    that should lie in the box (old debts paid are in it), `owed` what is left open of that day's money, `till` cash that
    went into the counter's drawer: it is counted with that."""

    regular: int
    emergency: int
    baby: int
    persons: int
    due: Cents
    cash: Cents
    owed: Cents
    till: Cents = Cents(0)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a screen shows it; once it is closed, as it was then. `expected`: households that may come, `served` included;
    both of the whole house. `counted`: cents, None while it is not closed, or nobody counted. `since`: parcels that came to
    it after the closing, < 0 undone since; `since_cash`: and the cash of it, cents."""

    day: date
    opened: bool
    closed: bool
    expected: int
    served: int
    totals: Totals
    counted: Cents | None = None
    since: int = 0
    since_cash: Cents = Cents(0)

    @property
    def difference(self) -> Cents | None:
        """Counted less what should be there, cents."""
        return None if self.counted is None else Cents(self.counted - self.totals.cash)


@dataclass(frozen=True, slots=True)
class Awaited:
    """A household that may still come. A protected one is counted and never listed."""

    household: HouseholdId
    number: str
    names: tuple[str, ...]
    """First names that are known."""
    size: int
    group: Group | None = None
    """With which it comes that day."""
    excused: bool = False
    """It told that it does not come."""


def open_day(shift: Shift, day: date | None = None) -> Act:
    """The distribution begins at this counter. `day`: an earlier one, from paper. Raises NotAllowed, Changed (it is open
    or closed already), NotUnderstood (a day too far back)."""
    shift.require("close_day")
    when = day or shift.here().day

    def begun(house: House) -> Sentence | None:
        known = show(house, shift.counter, when)
        return Sentence("The distribution of {day} was opened already.", {"day": when}) if known.opened else None

    return shift.tell(opening(shift.counter, when), guard=begun, day=day)


def close_day(shift: Shift, counted: Cents | None = None, day: date | None = None) -> Act:
    """The distribution ends at this counter: its totals are kept as they are now. `counted`: what lies in the box, cents.

    The backup is a second step: `shift.back_up()`. Raises NotAllowed, Changed (not open, or closed already),
    NotUnderstood (a day too far back). An `undo` of this act opens the day again."""
    shift.require("close_day")
    when = day or shift.here().day

    def ended(house: House) -> Sentence | None:
        known = show(house, shift.counter, when)
        if known.closed:
            return Sentence("The distribution of {day} was closed already.", {"day": when})
        return None if known.opened else Sentence("The distribution of {day} was not opened.", {"day": when})

    return shift.tell(closing(shift.counter, when, counted), guard=ended, day=day)


def opened_at(house: House, counter: CounterId | str, day: date) -> bool:
    """Whether that counter opened it, closed since or not. Index foodbank_opened(day, counter)."""
    return house.one("SELECT 1 FROM foodbank_opened WHERE day=? AND counter=?", str(day), counter) is not None


def closed_at(house: House, counter: CounterId | str, day: date) -> bool:
    """Index foodbank_closed(day, counter)."""
    return house.one("SELECT 1 FROM foodbank_closed WHERE day=? AND counter=?", str(day), counter) is not None


def show(house: House, counter: CounterId | str, day: date) -> Day:
    """How the day stands. After closing, everything is as it was kept."""
    opened = opened_at(house, counter, day)
    closed = house.one(
        "SELECT expected, served, counted, regular, emergency, baby, persons, due, cash, owed, till FROM foodbank_closed "
        "WHERE day=? AND counter=?", str(day), counter,
    )  # fmt: skip
    now = totals(house, counter, day)
    if closed is None:
        served = _served(house, day)
        return Day(day, opened, False, _expected(house, day, _window(house, day)), served, now)
    expected, served, counted, *kept = closed
    then = Totals(*kept)
    since = now.regular + now.emergency - then.regular - then.emergency
    cash = Cents(now.cash + now.till - then.cash - then.till)
    return Day(day, opened, True, expected, served, then, counted, since, cash)


def totals(house: House, counter: CounterId | str, day: date) -> Totals:
    """Counted now. Indexes foodbank_collected(day), core_money(counter, day)."""
    found = house.one(
        "SELECT count(*) FILTER (WHERE parcel='regular'), count(*) FILTER (WHERE parcel='emergency'), "
        "count(*) FILTER (WHERE babies>0), coalesce(sum(adults+children+babies), 0), coalesce(sum(due), 0) "
        "FROM foodbank_collected WHERE day=? AND counter=?", str(day), counter,
    )  # fmt: skip
    money = house.one(
        "SELECT coalesce(sum(cents) FILTER (WHERE means='cash' AND session IS NULL), 0), "
        "coalesce(sum(cents) FILTER (WHERE means='owed'), 0), "
        "coalesce(sum(cents) FILTER (WHERE means='cash' AND session IS NOT NULL), 0) "
        "FROM core_money WHERE counter=? AND day=? AND purpose=?", counter, str(day), PURPOSE,
    )  # fmt: skip
    assert found is not None
    assert money is not None  # sums always answer
    return Totals(*found, *money)


def entered_late(house: House, day: date) -> int:
    """Parcels of that day that were entered from paper. Index foodbank_collected(day)."""
    return house.number("SELECT count(*) FROM foodbank_collected WHERE day=? AND late=1", str(day))


def still_to_come(house: House, day: date) -> list[Awaited]:
    """Households of somebody, with a valid enrolment, that may collect on that day and did not yet: by the hour of their
    group, then by number; those without a group last. For the call list."""
    found = [one for one in _still_to_come(house, day, _window(house, day)) if not one.protected]
    return [_awaited(one, house.members(one.household, day)) for one in found]


def waiting_on(house: House, day: date) -> list[Waiting]:
    """The same with protected ones, last: for the paper list, where they stand by their number only."""
    return sorted(_still_to_come(house, day, _once_opened(house, day)), key=lambda one: one.protected)


def _awaited(one: Waiting, members: Sequence[Member]) -> Awaited:
    names = tuple(member.first_name for member in members if member.first_name)
    return Awaited(one.household, one.number, names, max(len(members), 1), one.group, one.excused)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A household that may still come, protected or not."""

    household: HouseholdId
    number: str
    protected: bool
    group: Group | None
    excused: bool


def _served(house: House, day: date) -> int:
    """Households that had their parcel. Index foodbank_collected(day)."""
    query = "SELECT count(DISTINCT coalesce(household, event)) FROM foodbank_collected WHERE day=? AND parcel='regular'"
    return house.number(query, str(day))


def _expected(house: House, day: date, within: Window) -> int:
    """Households that may come that day: who was there, and who is still to come and told nothing else. What 'expected' means
    on every screen."""
    return _served(house, day) + sum(not one.excused for one in _still_to_come(house, day, within))


def _window(house: House, day: date) -> Window:
    return window_on(house, house.settings(FoodSettings, day), day)


def _once_opened(house: House, day: date) -> Window:
    """With its opening a new distribution begins, in which nobody collected yet."""
    within = _window(house, day)
    return replace(within, first=day) if house.settings(FoodSettings, day).frequency == "distribution" else within


def _still_to_come(house: House, day: date, within: Window) -> list[Waiting]:
    """Reads every enrolment of the project, and every place, once: beside the scan path only."""
    found = house.rows(
        "SELECT e.subject, h.number, coalesce(h.protected, 0) FROM core_enrolment e "
        "JOIN core_household h ON h.subject=e.subject WHERE e.project='foodbank' AND ?1 BETWEEN e.from_day AND e.until_day "
        f"AND {speaks('?1', 'e')} AND EXISTS (SELECT 1 FROM core_member m WHERE m.household=e.subject AND m.from_day<=?1 "
        "AND (m.until_day IS NULL OR m.until_day>?1))"
        " AND NOT EXISTS (SELECT 1 FROM foodbank_collected c WHERE c.household=e.subject AND c.parcel='regular' AND c.day=?1)"
        " AND (SELECT count(*) FROM foodbank_collected c WHERE c.household=e.subject AND c.parcel='regular' "
        "AND c.day BETWEEN ?2 AND ?3) < ?4 ORDER BY length(h.number), h.number",
        str(day), str(within.first), str(within.last), within.most,
    )  # fmt: skip
    plan = places.places(house, day)
    waiting = [
        Waiting(HouseholdId(one), number, bool(protected), plan.group(one), one in plan.excused)
        for one, number, protected in found
        if plan.waits_for(one)
    ]
    return sorted(waiting, key=lambda one: (one.group is None, one.group and (one.group.start, one.group.name)))


def opening(counter: CounterId, day: date) -> Callable[[House], Iterable[DayOpened]]:
    """The draft of an opening, completed inside the transaction."""

    def drafts(house: House) -> Iterable[DayOpened]:
        expected = _expected(house, day, _once_opened(house, day))
        yield DayOpened(distribution=_distribution(counter, day), counter=counter, expected=expected)

    return drafts


def closing(counter: CounterId, day: date, counted: Cents | None) -> Callable[[House], Iterable[DayClosed | NotCome]]:
    """The drafts of a closing, with the totals as they are inside the transaction. The last counter that closes also notes
    who had a place and was not there."""

    def drafts(house: House) -> Iterable[DayClosed | NotCome]:
        known = show(house, counter, day)
        t = known.totals
        yield DayClosed(
            distribution=_distribution(counter, day), counter=counter, expected=known.expected, served=known.served,
            regular=t.regular, emergency=t.emergency, baby=t.baby, persons=t.persons, due=t.due, cash=t.cash,
            owed=t.owed, till=t.till, counted=counted,
        )  # fmt: skip
        if not _open_elsewhere(house, counter, day):
            for one in _still_to_come(house, day, _window(house, day)):
                if one.group and not one.excused:
                    yield NotCome(household=one.household)

    return drafts


def _open_elsewhere(house: House, counter: CounterId, day: date) -> bool:
    """Whether another counter still serves. Indexes foodbank_opened(day, counter), foodbank_closed(day, counter)."""
    query = (
        "SELECT 1 FROM foodbank_opened o WHERE o.day=?1 AND o.counter<>?2 AND NOT EXISTS "
        "(SELECT 1 FROM foodbank_closed c WHERE c.day=?1 AND c.counter=o.counter)"
    )
    return house.one(query, str(day), counter) is not None


def _distribution(counter: CounterId, day: date) -> str:
    return f"{day}@{counter}"
