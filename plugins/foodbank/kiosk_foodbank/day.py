"""The distribution's day at a counter: opened, served, closed with its totals. A reading of parcels and of the core's money."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from kiosk_core import Act, Cents, CounterId, House, HouseholdId, Sentence, Shift

from .contribution import PURPOSE
from .events import DayClosed, DayOpened
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
    """A day as a screen shows it. `expected`: households that may come, `served` included; both of the whole house.

    `counted`: cents, None while it is not closed, or nobody counted."""

    day: date
    opened: bool
    closed: bool
    expected: int
    served: int
    totals: Totals
    counted: Cents | None = None

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


def show(house: House, counter: CounterId | str, day: date) -> Day:
    """How the day stands. After closing, the totals are those that were kept."""
    opened = house.one("SELECT 1 FROM foodbank_opened WHERE day=? AND counter=?", str(day), counter)
    closed = house.one(
        "SELECT regular, emergency, baby, persons, due, cash, owed, till, counted FROM foodbank_closed "
        "WHERE day=? AND counter=?", str(day), counter,
    )  # fmt: skip
    served = house.number(
        "SELECT count(DISTINCT coalesce(household, event)) FROM foodbank_collected WHERE day=? AND parcel='regular'",
        str(day),
    )
    expected = served + len(_still_to_come(house, day, _window(house, day)))
    kept = Totals(*closed[:8]) if closed else totals(house, counter, day)
    return Day(day, opened is not None, closed is not None, expected, served, kept, closed[8] if closed else None)


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


def still_to_come(house: House, day: date) -> list[Awaited]:
    """Households of somebody, with a valid enrolment, that may collect on that day and did not yet, by number; for the call list."""
    found = [
        (one, number) for one, number, protected in _still_to_come(house, day, _window(house, day)) if not protected
    ]
    known = ((one, number, house.members(one, day)) for one, number in found)
    return [
        Awaited(HouseholdId(one), number, tuple(m.first_name for m in members if m.first_name), max(len(members), 1))
        for one, number, members in known
    ]


def _window(house: House, day: date) -> Window:
    return window_on(house, house.settings(FoodSettings, day), day)


def _still_to_come(house: House, day: date, within: Window) -> list[tuple[str, str, int]]:
    """(household, number, protected). Reads every enrolment of the project once: beside the scan path only."""
    found: list[tuple[str, str, int]] = house.rows(
        "SELECT e.subject, h.number, coalesce(h.protected, 0) FROM core_enrolment e "
        "JOIN core_household h ON h.subject=e.subject WHERE e.project='foodbank' AND e.until_day>=?1 AND e.from_day="
        "(SELECT max(x.from_day) FROM core_enrolment x WHERE x.subject=e.subject AND x.project=e.project AND x.from_day<=?1)"
        " AND EXISTS (SELECT 1 FROM core_member m WHERE m.household=e.subject AND m.from_day<=?1 "
        "AND (m.until_day IS NULL OR m.until_day>?1))"
        " AND NOT EXISTS (SELECT 1 FROM foodbank_collected c WHERE c.household=e.subject AND c.parcel='regular' AND c.day=?1)"
        " AND (SELECT count(*) FROM foodbank_collected c WHERE c.household=e.subject AND c.parcel='regular' "
        "AND c.day BETWEEN ?2 AND ?3) < ?4 ORDER BY length(h.number), h.number",
        str(day), str(within.first), str(within.last), within.most,
    )  # fmt: skip
    return found


def opening(counter: CounterId, day: date) -> Callable[[House], Iterable[DayOpened]]:
    """The draft of an opening, completed inside the transaction."""

    def drafts(house: House) -> Iterable[DayOpened]:
        rules, window = house.settings(FoodSettings, day), _window(house, day)
        # With this opening a new distribution begins, in which nobody collected yet.
        within = replace(window, first=day) if rules.frequency == "distribution" else window
        expected = len(_still_to_come(house, day, within))
        yield DayOpened(distribution=_distribution(counter, day), counter=counter, expected=expected)

    return drafts


def closing(counter: CounterId, day: date, counted: Cents | None) -> Callable[[House], Iterable[DayClosed]]:
    """The draft of a closing, with the totals as they are inside the transaction."""

    def drafts(house: House) -> Iterable[DayClosed]:
        known = show(house, counter, day)
        t = known.totals
        yield DayClosed(
            distribution=_distribution(counter, day), counter=counter, expected=known.expected, served=known.served,
            regular=t.regular, emergency=t.emergency, baby=t.baby, persons=t.persons, due=t.due, cash=t.cash,
            owed=t.owed, till=t.till, counted=counted,
        )  # fmt: skip

    return drafts


def _distribution(counter: CounterId, day: date) -> str:
    return f"{day}@{counter}"
