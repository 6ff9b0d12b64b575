"""Days and hours that are typed after an option, with a sentence where one cannot be read."""

from __future__ import annotations

from datetime import date
from typing import Any

from kiosk_core import KioskError, Sentence, read_day, read_hour


def day(desk: Any, typed: str) -> date:
    """As `read_day` takes it. Raises UsageError."""
    try:
        return read_day(typed)
    except KioskError:
        raise desk.usage(
            Sentence("{typed} is no day: write it as 2026-12-31 or 31/12/2026.", {"typed": typed})
        ) from None


def day_or_none(desk: Any, typed: str | None) -> date | None:
    """The same; None when nothing was typed."""
    return day(desk, typed) if typed else None


def hour(desk: Any, typed: str) -> int:
    """HH:MM as minutes after midnight. Raises UsageError."""
    try:
        return read_hour(typed)
    except KioskError:
        raise desk.usage(Sentence("{typed} is no hour: write it as 14:00.", {"typed": typed})) from None
