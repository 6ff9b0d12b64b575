"""Which days a series falls on: every week, without public and school holidays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk_core import Holiday, NotUnderstood, Period, Sentence, holiday_on

WEEK = timedelta(days=7)
MOST = 60
"""Sessions in one series."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that a series leaves out, and why."""

    day: date
    why: Holiday


@dataclass(frozen=True, slots=True)
class Series:
    days: tuple[date, ...]
    skipped: tuple[Skipped, ...] = ()


def weekly(first: date, *, times: int = 0, until: date | None = None, school: Iterable[Period] = ()) -> Series:
    """So many sessions from `first` on, a week between them, or all up to and with `until`; the first alone when neither
    is said. A day that is left out is made up for when the number was said.

    Raises NotUnderstood: nothing is left, or more than MOST."""
    closed = list(school)
    wanted = times or (MOST + 1 if until else 1)
    days: list[date] = []
    skipped: list[Skipped] = []
    day = first
    while len(days) < wanted and (until is None or day <= until):
        why = holiday_on(day, closed)
        if why is None:
            days.append(day)
        else:
            skipped.append(Skipped(day, why))
        if len(days) > MOST or len(skipped) > MOST:
            raise NotUnderstood(why=Sentence("a series has at most {n} sessions.", {"n": MOST}))
        day += WEEK
    if not days:
        raise NotUnderstood(why=Sentence("every day of this series is a holiday."))
    return Series(tuple(days), tuple(skipped))
