"""On which days there is a distribution, for which groups, and which days are left out. `read` reads, the rest is pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from kiosk_core import CoreSettings, House, Period, holiday_on, read_holidays

from .planned import How
from .rhythm import DAY
from .settings import WEEKDAYS, FoodSettings

AHEAD = timedelta(days=366)
"""How far the next day is looked for."""
Why = Literal["public", "school", "closed", "moved"]


@dataclass(frozen=True, slots=True)
class Group:
    """Households that collect together. `start`: minutes after midnight. `weeks`: from one distribution to the next."""

    name: str
    first: date
    weeks: int
    start: int
    minutes: int
    capacity: int

    def falls_on(self, day: date) -> bool:
        """By its rhythm, whatever the calendar says."""
        return day >= self.first and (day - self.first).days % (7 * self.weeks) == 0


@dataclass(frozen=True, slots=True)
class Planned:
    """A day by the plan. `left_out` None: there is a distribution. `to_day`: where a moved one went; `of_day`: where it
    came from."""

    day: date
    groups: tuple[Group, ...] = ()
    left_out: Why | None = None
    to_day: date | None = None
    of_day: date | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """`groups`: in the order of their hours. `weekdays`: Monday is 0, for a house without groups. `closed_on`: sorts of
    holidays without distribution."""

    groups: tuple[Group, ...] = ()
    weekdays: frozenset[int] = frozenset()
    closed_on: frozenset[str] = frozenset()
    school: Sequence[Period] = ()
    changes: Mapping[date, tuple[How, date | None]] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether anything is planned at all."""
        return bool(self.groups or self.weekdays)

    def on(self, day: date) -> Planned | None:
        """What is planned on that day; None: nothing."""
        origins = self.origins(day)
        if not origins:
            return None
        why, to = self._left_out(day) if origins == [day] else (None, None)
        groups = {group.name: group for of in origins for group in self._by_rhythm(of) or ()}
        return Planned(day, tuple(groups.values()), why, to, next((of for of in origins if of != day), None))

    def held(self, day: date) -> bool:
        """Whether there is a distribution by the plan."""
        planned = self.on(day)
        return planned is not None and planned.left_out is None

    def origins(self, day: date) -> list[date]:
        """The days of the rhythm whose distribution is on that day: itself, and those that were moved there. Left out, it stands
        there alone or not at all."""
        sent = [of for of, (how, to) in self.changes.items() if how == "moved" and to == day]
        own = self._by_rhythm(day) is not None and not (sent and self._left_out(day)[0])
        return [day, *sent] if own else sent

    def origin(self, day: date, group: str) -> date:
        """The day of the rhythm whose distribution brings that group on that day."""
        return next((of for of in self.origins(day) if any(g.name == group for g in self._by_rhythm(of) or ())), day)

    def moved_to(self, of: date) -> date:
        """Where the distribution of a day of the rhythm is by now: on that day, when it was not moved."""
        how, to = self.changes.get(of, ("as_planned", None))
        return to if how == "moved" and to else of

    def brought_to(self, day: date) -> list[date]:
        """Days whose distribution is on that day by now: that day, unless it was moved away, and those that were moved there."""
        return [of for of in dict.fromkeys((day, *self.changes)) if self.moved_to(of) == day]

    def is_off(self, of: date, day: date) -> bool:
        """Whether nobody can come to the distribution of a day of the rhythm any more, seen from `day`: it was cancelled, or lies
        ahead and no group collects then."""
        at = self.moved_to(of)
        planned = self.on(at)
        return planned.left_out is not None if planned else at >= day

    def between(self, period: Period) -> list[Planned]:
        """Every day of the period that the plan names, those that are left out too."""
        days = (period.first + n * DAY for n in range((period.last - period.first).days + 1))
        return [planned for planned in map(self.on, days) if planned]

    def next(self, day: date, group: str | None = None) -> date | None:
        """The first distribution on that day or later, of that group where it is said. None: none in a year."""
        for n in range(AHEAD.days):
            planned = self.on(day + n * DAY)
            if planned and not planned.left_out and (group is None or any(g.name == group for g in planned.groups)):
                return planned.day
        return None

    def ahead(self, day: date, most: int) -> list[date]:
        """The next distributions, that day's included."""
        found: list[date] = []
        while len(found) < most and (one := self.next(day)):
            found.append(one)
            day = one + DAY
        return found

    def _by_rhythm(self, day: date) -> tuple[Group, ...] | None:
        if self.groups:
            return tuple(group for group in self.groups if group.falls_on(day)) or None
        return () if day.weekday() in self.weekdays else None

    def _left_out(self, day: date) -> tuple[Why | None, date | None]:
        how, to = self.changes.get(day, ("as_planned", None))
        if how in ("closed", "moved"):
            return ("closed" if how == "closed" else "moved"), to
        why = None if how == "held" else holiday_on(day, self.school)
        return (why if why in self.closed_on else None), None


def read(house: House, day: date) -> Calendar:
    """As it stands on that day."""
    return house.kept(_read, day)


def _read(house: House, day: date) -> Calendar:
    """Primary keys of foodbank_group, foodbank_distribution."""
    rules = house.settings(FoodSettings, day)
    found = house.rows(
        "SELECT subject, first_day, weeks, start, minutes, capacity FROM foodbank_group "
        "WHERE subject>'' AND ended=0 AND first_day IS NOT NULL ORDER BY start, subject"
    )
    groups = tuple(Group(name, date.fromisoformat(first), *rest) for name, first, *rest in found)
    weekdays = frozenset(WEEKDAYS.index(name) for name in rules.weekdays)
    if not groups and not weekdays:
        return Calendar()
    changed = house.rows("SELECT subject, how, to_day FROM foodbank_distribution WHERE subject>''")
    changes: dict[date, tuple[How, date | None]] = {
        date.fromisoformat(of): (how, date.fromisoformat(to) if to else None) for of, how, to in changed if how
    }
    school = read_holidays(house.settings(CoreSettings, day).school_holidays)
    return Calendar(groups, weekdays, frozenset(rules.closed_on), school, changes)
