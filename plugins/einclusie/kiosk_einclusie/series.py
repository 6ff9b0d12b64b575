"""Which days a series falls on: every week, without public and school holidays. Pure, but for the library of holidays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kiosk_core import NotUnderstood, Period, Sentence

WEEK = timedelta(days=7)
MOST = 60
"""Sessions in one series."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that a series leaves out, and why."""

    day: date
    why: Literal["public", "school"]


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
        why = _why_not(day, closed)
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


def periods(typed: Iterable[str]) -> list[Period]:
    """School holidays as the setting holds them, '2026-11-02/2026-11-08'. Raises NotUnderstood: one that is no period."""
    found = []
    for one in typed:
        first, _, last = one.partition("/")
        try:
            found.append(Period(date.fromisoformat(first), date.fromisoformat(last or first)))
        except ValueError:
            raise NotUnderstood(
                why=Sentence("{what} is no holiday: write 2026-11-02/2026-11-08.", {"what": one})
            ) from None
    return found


def _why_not(day: date, school: Iterable[Period]) -> Literal["public", "school"] | None:
    # 60 ms to import, and only planning needs it.
    from holidays import country_holidays

    if day in country_holidays("BE", years=day.year):
        return "public"
    return "school" if any(one.first <= day <= one.last for one in school) else None
