"""Who did not come, excused or not: the coordinator's list. It is no sanction, and no counter ever hears of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kiosk_core import Period, Shift

from . import calendar
from .rhythm import DAY

WEEKS = timedelta(weeks=6)
"""How far back the list goes (docs/sources.md, 'Decisions and grace')."""


@dataclass(frozen=True, slots=True)
class Absent:
    """Days of the last weeks, rising. `not_come`: without a word."""

    number: str
    not_come: tuple[date, ...] = ()
    excused: tuple[date, ...] = ()


def lately(shift: Shift) -> list[Absent]:
    """Who did not come most often first. A parcel of that day that was entered later takes the day off. Raises NotAllowed.

    Indexes foodbank_not_come(day), foodbank_excused(on_day), foodbank_collected(household, day)."""
    shift.require("dossier")
    today = shift.here().day
    since, until = str(today - WEEKS), str(today)
    away = "NOT EXISTS (SELECT 1 FROM foodbank_collected c WHERE c.household=x.{id} AND c.day=x.{day} AND c.parcel='regular')"
    not_come = shift.house.rows(
        "SELECT h.number, x.day FROM foodbank_not_come x JOIN core_household h ON h.subject=x.household "
        f"WHERE x.day BETWEEN ? AND ? AND {away.format(id='household', day='day')} ORDER BY x.day", since, until,
    )  # fmt: skip
    excused = shift.house.rows(
        "SELECT h.number, x.on_day FROM foodbank_excused x JOIN core_household h ON h.subject=x.subject "
        f"WHERE x.on_day BETWEEN ? AND ? AND x.excused=1 AND {away.format(id='subject', day='on_day')} ORDER BY x.on_day",
        since, until,
    )  # fmt: skip
    found = {number: (set[date](), set[date]()) for number, _ in (*not_come, *excused)}
    for place, rows in enumerate((not_come, excused)):
        for number, day in rows:
            found[number][place].add(date.fromisoformat(day))
    listed = [Absent(number, tuple(sorted(days - told)), tuple(sorted(told))) for number, (days, told) in found.items()]
    return sorted(listed, key=lambda one: (-len(one.not_come), -len(one.excused), len(one.number), one.number))


def not_known(shift: Shift) -> list[date]:
    """Days of these weeks on which groups had their place and that were not closed at every counter: who did not come is noted at
    the closing, so of these nobody knows. Raises NotAllowed.

    Indexes foodbank_closed(day, counter), foodbank_opened(day, counter)."""
    shift.require("dossier")
    today = shift.here().day
    closed = shift.house.rows(
        "SELECT c.day FROM foodbank_closed c WHERE c.day BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM foodbank_opened o "
        "WHERE o.day=c.day AND NOT EXISTS (SELECT 1 FROM foodbank_closed d WHERE d.day=o.day AND d.counter=o.counter))",
        str(today - WEEKS), str(today),
    )  # fmt: skip
    known = {day for (day,) in closed}
    planned = calendar.read(shift.house, today).between(Period(today - WEEKS, today - DAY))
    return [one.day for one in planned if one.groups and not one.left_out and str(one.day) not in known]
