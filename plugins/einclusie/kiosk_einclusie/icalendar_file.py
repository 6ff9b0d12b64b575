"""All sessions as an iCalendar file (RFC 5545), for a calendar or a website: days, hours and titles, never a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kiosk_core import CoreSettings, Shift

from . import sessions

EVER = (date(2000, 1, 1), date(2999, 12, 31))


def write_calendar(shift: Shift, out: Path, say: Callable[[Any], str]) -> int:
    """Writes the file whole or not at all; how many sessions are in it. An appointment says no name.

    Raises NotAllowed, OSError."""
    shift.require("see_counts")
    # 40 ms to import.
    from icalendar import Calendar, Event

    here = shift.here()
    rules = shift.house.settings(CoreSettings, here.day)
    zone, house = ZoneInfo(rules.zone), rules.house_name
    calendar = Calendar()
    calendar.add("prodid", "-//kiosk//einclusie//NL")
    calendar.add("version", "2.0")
    found = sessions.between(shift.house, *EVER)
    for one in found:
        entry = Event()
        start = datetime.combine(one.day, time(), zone) + timedelta(minutes=one.start)
        entry.add("uid", f"{one.id}@einclusie.kiosk")
        entry.add("dtstamp", here.at)
        entry.add("dtstart", start.astimezone(UTC))
        entry.add("dtend", start.astimezone(UTC) + timedelta(minutes=one.minutes))
        entry.add("summary", say(one.name))
        entry.add("location", f"{house}, {one.counter}")
        entry.add("status", "CANCELLED" if one.condition == "cancelled" else "CONFIRMED")
        calendar.add_component(entry)
    beside = out.with_name(out.name + ".part")
    try:
        beside.write_bytes(calendar.to_ical())
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    return len(found)
