"""The coordinator changes the calendar: a day without distribution, on another day, held on a holiday. And its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kiosk_core import (
    Act,
    CalendarEntry,
    CoreSettings,
    House,
    NotUnderstood,
    Period,
    Sentence,
    Shift,
    write_calendar,
)

from . import calendar
from .calendar import Planned
from .planned import DistributionChanged, How

SPAN = timedelta(days=365)
WHOLE_DAY = (9 * 60, 8 * 60)
"""(start, minutes) in a calendar file, of a house that has weekdays and no groups with their hours."""


def close_day(shift: Shift, day: date) -> Act:
    """No distribution on that day. Raises NotAllowed, NotUnderstood (none is planned, or it is over), Changed."""
    return _change(shift, day, "closed")


def move_day(shift: Shift, day: date, to_day: date) -> Act:
    """The distribution of that day, with its groups and hours, is on another; one that was moved there goes on from there, or
    back. Raises what `close_day` raises."""
    if to_day == day or to_day < shift.here().day:
        raise NotUnderstood(why=Sentence("choose another day, today or later."))
    return _change(shift, day, "moved", to_day)


def hold_day(shift: Shift, day: date) -> Act:
    """There is a distribution that day after all: though it is a holiday, or though it was closed or moved."""
    return _change(shift, day, "held")


def _change(shift: Shift, day: date, how: How, to_day: date | None = None) -> Act:
    shift.require("enrol")
    if day < shift.here().day:
        raise NotUnderstood(why=Sentence("{day} is over.", {"day": day}))
    today = shift.here().day
    if calendar.read(shift.house, today).on(day) is None:
        raise NotUnderstood(why=Sentence("on {day} no distribution is planned.", {"day": day}))

    def wanted(house: House) -> dict[date, tuple[How, date | None]]:
        """By the day of the rhythm that it is about. What comes back to its own day is held there."""
        if how == "held":
            return {day: (how, None)}
        return {
            of: ("held", None) if of == to_day else (how, to_day) for of in calendar.read(house, today).origins(day)
        }

    def drafts(house: House) -> Iterable[DistributionChanged]:
        for of, (becomes, to) in wanted(house).items():
            yield DistributionChanged(distribution=str(of), how=becomes, to_day=to)

    def guard(house: House) -> Sentence | None:
        changed = calendar.read(house, today).changes
        same = all(changed.get(of) == becomes for of, becomes in wanted(house).items())
        return Sentence("The calendar says that already.") if same else None

    return shift.tell(drafts, guard=guard)


def year(house: House, day: date) -> list[Planned]:
    """Every planned day of a year from that day on, those that are left out too."""
    return calendar.read(house, day).between(Period(day, day + SPAN))


def write_file(shift: Shift, out: Path, say: Callable[[Any], str]) -> int:
    """The distributions of a year from today as an iCalendar file, an entry for each group; those that are left out stand
    there as cancelled, so that a calendar that has the file already takes them off. How many entries. It names nobody.

    Raises NotAllowed, OSError."""
    shift.require("see_counts")
    here = shift.here()
    rules = shift.house.settings(CoreSettings, here.day)
    zone, entries = ZoneInfo(rules.zone), []
    for planned in year(shift.house, here.day):
        hours = [(group.name, group.start, group.minutes) for group in planned.groups] or [("", *WHOLE_DAY)]
        for name, start, minutes in hours:
            title = (
                Sentence("Food distribution, group {group}", {"group": name}) if name else Sentence("Food distribution")
            )
            begins = datetime.combine(planned.day, time(), zone) + timedelta(minutes=start)
            uid = f"{planned.day}-{name or 'day'}"
            entries.append(CalendarEntry(uid, begins, minutes, say(title), rules.house_name, bool(planned.left_out)))
    return write_calendar(entries, out, "foodbank", here.at)
