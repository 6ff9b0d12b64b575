"""When somebody was born, as exactly as the house knows: a day, a month, a year, or an age seen on some day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from .moments import years_before
from .texts import Sentence

OF_AGE = 18
"""Years. Source: docs/sources.md, 'Age bands'."""


@dataclass(frozen=True, slots=True)
class Birth:
    """Born on one of the days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def estimated(self) -> bool:
        """The day itself is not known."""
        return self.first != self.last

    @property
    def assumed(self) -> date:
        """The day that bands are counted from: 1 July for a bare year (docs/sources.md, 'Age bands'), else the middle."""
        if (self.first.month, self.first.day, self.last.month, self.last.day) == (
            1,
            1,
            12,
            31,
        ) and self.first.year == self.last.year:
            return date(self.first.year, 7, 1)
        return self.first + (self.last - self.first) / 2

    @property
    def vague(self) -> bool:
        """More is open than a year or an age leaves open: '0-17', a child whose age nobody said."""
        return (self.last - self.first).days > 366

    def holds(self, other: Birth) -> bool:
        """The other may be this very birth, known as exactly or more so."""
        return self.first <= other.first and other.last <= self.last

    @property
    def ends(self) -> tuple[date, ...]:
        """The days that bands are counted from: the assumed one, or where it is vague those between which the middle half of the
        possible days lies, so that a child told of on some day is not out of '0-17' a day later because one end moved."""
        quarter = (self.last - self.first) / 4
        return (self.first + quarter, self.last - quarter) if self.vague else (self.assumed,)

    def age(self, day: date) -> int:
        """Full years on that day; negative before the birth."""
        return _years(self.assumed, day)

    def ages(self, day: date) -> str:
        """'0-17', on that day, as it was told and moved by the full years since: '1-18' a year later, not '0-18' a day later."""
        youngest = max(0, _years(self.last, day))
        return f"{youngest}-{youngest + _years(self.first, self.last)}"

    def days_old(self, day: date) -> int:
        """Full days on that day."""
        return (day - self.assumed).days


def is_minor(birth: Birth | None, day: date) -> bool:
    """Whether somebody born then is not of age on that day; one of unknown age counts as an adult."""
    return birth is not None and birth.age(day) < OF_AGE


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def some_child(today: date) -> str:
    """A child whose age nobody said, as it is stored."""
    return f"0-17@{today.isoformat()}"


_DATE = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)
AGE = re.compile(r"(?:(\d{1,3}) ?- ?)?(\d{1,3}) ?(?:jaar|jr|j|ans?|years?|y)\.?", re.ASCII)
"""'6 jaar', '3j', '14-17 ans': years old, as people write it."""
MONTHS_OLD = re.compile(r"(\d{1,2}) ?(?:maand(?:en)?|mnd|md|mois|months?)\.?", re.ASCII)
"""'7 maanden', of a baby."""
WEEKS_OLD = re.compile(r"(\d{1,2}) ?(?:week|weken|wk|semaines?|sem|weeks?)\.?", re.ASCII)
_BAND = re.compile(r"(\d{1,3})-(\d{1,3})@(\d{4}-\d{2}-\d{2})", re.ASCII)


def said_age(text: str) -> Sentence | None:
    """'14-17@2026-11-25' and '6-6@…' as a person reads them; None: it is no age."""
    if (band := _BAND.fullmatch(text)) is None:
        return None
    youngest, oldest, day = band.groups()
    age = youngest if youngest == oldest else f"{youngest}-{oldest}"
    return Sentence("{age} years old on {day}", {"age": age, "day": date.fromisoformat(day)})


@lru_cache(1 << 12)
def read_birth(text: str | None) -> Birth | None:
    """What is stored or typed: '1984-02-01', '1984-02', '1984', '14-17@2026-11-25' (14 to 17 years old that day).

    None or 'unknown': nothing is known. Raises ValueError for anything else.
    """
    if text is None or text == "unknown":
        return None
    if band := _BAND.fullmatch(text):
        youngest, oldest, day = int(band[1]), int(band[2]), date.fromisoformat(band[3])
        if youngest > oldest:
            raise ValueError(text)
        return Birth(years_before(day, oldest + 1) + timedelta(days=1), years_before(day, youngest))
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    year, *rest = (int(part) for part in text.split("-"))
    match rest:
        case []:
            return Birth(date(year, 1, 1), date(year, 12, 31))
        case [month]:
            return Birth(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        case _:
            return Birth(date.fromisoformat(text), date.fromisoformat(text))


def typed_birth(text: str, today: date) -> str | None:
    """What a person typed as the text that is stored, None when unknown.

    Takes what read_birth takes, '2019-4-1', 'age:6' and '6 jaar' (years old today), '7 maanden' and '6 weken' (the month in which who is that
    old today was born), and Belgian '1/4/2019' and '4/2019'.
    Raises ValueError: not understood, or in the future.
    """
    text = text.strip().lower()
    if text in ("", "unknown", "?"):
        return None
    if text.startswith("age:"):
        stored = f"{int(text[4:])}-{int(text[4:])}@{today.isoformat()}"
    elif age := AGE.fullmatch(text):
        stored = f"{age[1] or age[2]}-{age[2]}@{today.isoformat()}"
    elif baby := MONTHS_OLD.fullmatch(text):
        years, month = divmod(today.year * 12 + today.month - 1 - int(baby[1]), 12)
        stored = f"{years}-{month + 1:02}"
    elif small := WEEKS_OLD.fullmatch(text):
        stored = f"{today - timedelta(weeks=int(small[1])):%Y-%m}"
    elif "@" in text:
        stored = text
    else:
        parts = reversed(text.split("/")) if "/" in text else text.split("-")
        stored = "-".join(part.zfill(2) for part in parts)
    birth = read_birth(stored)
    seen = stored.partition("@")[2]
    if birth is None or birth.first > today or birth.last < years_before(today, 130) or seen > today.isoformat():
        raise ValueError(text)
    return stored


def count_bands(births: Sequence[Birth | None], day: date, limits: Sequence[int]) -> dict[str, int]:
    """How many fall in each age band on that day.

    `limits`: first ages of all bands but the youngest, in years: (14, 65) gives '0-13', '14-64', '65+'; those unknown
    are counted under '?', and so is who is known so vaguely that no band is much likelier than the others.
    """
    edges = [0, *limits]
    names = [f"{low}-{high - 1}" for low, high in pairwise(edges)] + [f"{edges[-1]}+"]
    counted = dict.fromkeys([*names, "?"], 0)
    for birth in births:
        place = band_of(birth, limits, lambda born: _years(born, day))
        counted["?" if place is None else names[place]] += 1
    return counted


def band_of(birth: Birth | None, limits: Sequence[int], old: Callable[[date], int]) -> int | None:
    """In which place among the limits this birth falls; None: nobody knows. `old`: how old who was born on a day is, in the
    measure of the limits."""
    places = {sum(old(born) >= limit for limit in limits) for born in birth.ends} if birth else set()
    return places.pop() if len(places) == 1 else None
