"""Public holidays from a library; school holidays from a table that a house corrects without an update."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from ..domain.errors import NotUnderstood
from ..domain.moments import Period
from ..domain.texts import Sentence

Holiday = Literal["public", "school"]

_TABLE = tomllib.loads(Path(__file__).with_name("school_holidays.toml").read_text(encoding="utf8"))
SCHOOL: tuple[str, ...] = tuple(_TABLE["dates"])
"""'first/last' of each holiday, ISO days, both ends included."""


def holiday_on(day: date, school: Iterable[Period] = ()) -> Holiday | None:
    """Which holiday a day is, the public one before the school's; None: a working day."""
    if day in _public(day.year):
        return "public"
    return "school" if any(one.first <= day <= one.last for one in school) else None


def read_holidays(typed: Iterable[str]) -> list[Period]:
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


@cache
def _public(year: int) -> frozenset[date]:
    # 60 ms to import, and only a calendar needs it.
    from holidays import country_holidays

    return frozenset(country_holidays("BE", years=year))
