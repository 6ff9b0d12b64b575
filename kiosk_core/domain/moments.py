"""The injected clock, local days, periods. Times are UTC; days and weeks are local."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Answers the moment now, in UTC."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICKS = 12
"""An event's `at` is milliseconds since 1970 (UTC) shifted by this many bits: room for 4,096 events in one millisecond."""


def now() -> datetime:
    return datetime.now(UTC)


def local_day(at: datetime, zone: str) -> date:
    """The calendar day at the counter, at that UTC moment."""
    return at.astimezone(ZoneInfo(zone)).date()


def moment_of(at: int) -> datetime:
    """The UTC moment that an event's `at` stands for."""
    return _EPOCH + timedelta(milliseconds=at >> TICKS)


def ticks_of(moment: datetime) -> int:
    """The smallest `at` of that UTC moment."""
    return (moment - _EPOCH) // timedelta(milliseconds=1) << TICKS


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> tuple[str, str]:
        """As tables hold days: for `day BETWEEN ? AND ?`."""
        return str(self.first), str(self.last)


def week_of(day: date) -> Period:
    """The ISO week, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def month_of(day: date) -> Period:
    """The calendar month."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def years_before(day: date, years: int) -> date:
    """The same day that many years earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
