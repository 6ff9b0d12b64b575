"""All sessions as an iCalendar file: days, hours and titles. An appointment says no name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kiosk_core import CalendarEntry, CoreSettings, Shift
from kiosk_core import write_calendar as written

from . import sessions

EVER = (date(2000, 1, 1), date(2999, 12, 31))


def write_calendar(shift: Shift, out: Path, say: Callable[[Any], str]) -> int:
    """Writes the file whole or not at all; how many sessions are in it. Raises NotAllowed, OSError."""
    shift.require("see_counts")
    here = shift.here()
    rules = shift.house.settings(CoreSettings, here.day)
    zone = ZoneInfo(rules.zone)

    def entry(one: sessions.Session) -> CalendarEntry:
        start = datetime.combine(one.day, time(), zone) + timedelta(minutes=one.start)
        place = f"{rules.house_name}, {one.counter}"
        return CalendarEntry(one.id, start, one.minutes, say(one.name), place, one.condition == "cancelled")

    return written(map(entry, sessions.between(shift.house, *EVER)), out, "einclusie", here.at)
