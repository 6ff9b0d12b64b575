"""Which day it is where a command asks the PC's own clock."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo


def today() -> date:
    """Of a house of Belgium, which after midnight there is not the day of UTC yet."""
    return datetime.now(ZoneInfo("Europe/Brussels")).date()
