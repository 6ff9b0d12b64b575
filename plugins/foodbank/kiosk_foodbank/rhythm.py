"""How often a household may collect: the days that count together, and the first day of the next parcel. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk_core import month_of, week_of

from .settings import FoodSettings

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """Days, both included, in which at most so many parcels are collected."""

    first: date
    last: date
    most: int = 1


def window(rules: FoodSettings, day: date, opened: date | None = None, next_opened: date | None = None) -> Window:
    """The days that count together with `day`, later ones too: a late entry may find a parcel after its own day.

    `opened`: the last distribution that was opened by then; `next_opened`: the first one after it.
    """
    match rules.frequency:
        case "week":
            week = week_of(day)
            return Window(week.first, week.last)
        case "days":
            around = (rules.every_days - 1) * DAY
            return Window(day - around, day + around)
        case "month":
            month = month_of(day)
            return Window(month.first, month.last, rules.per_month)
        case _:
            last = next_opened - DAY if next_opened else max(day, opened or day)
            return Window(opened or day, last)


def next_day(rules: FoodSettings, day: date, collected: Sequence[date], planned: bool = False) -> date | None:
    """The first day on which the rhythm allows the next parcel, when parcels were collected on these days of the window (at least
    one). On which distribution that is, only the calendar knows (`Turn.first`): the usual day may have been moved.

    `planned`: distributions have their days, one of which it will be. None: at the next distribution, whose date nobody knows yet."""
    match rules.frequency:
        case "week":
            return week_of(day).last + DAY
        case "days":
            return max(collected) + rules.every_days * DAY
        case "month":
            return day + DAY if len(collected) < rules.per_month else month_of(day).last + DAY
        case _:
            return day + DAY if planned else None
