"""Which household has a place when: its group, another day for one time, who is excused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk_core import CoreSettings, House, Sentence, speaks

from . import calendar
from .calendar import Calendar, Group, Planned
from .rhythm import DAY

LIVES = (
    "EXISTS (SELECT 1 FROM core_member m WHERE m.household=g.subject AND m.from_day<=?1 "
    "AND (m.until_day IS NULL OR m.until_day>?1)) AND (NOT EXISTS (SELECT 1 FROM core_enrolment e WHERE e.subject=g.subject "
    "AND e.project='foodbank') OR EXISTS (SELECT 1 FROM core_enrolment e WHERE e.subject=g.subject AND e.project='foodbank' "
    f"AND (e.from_day>?1 OR e.until_day>=iif(e.ended, ?1, ?2) AND {speaks('?1', 'e')})))"
)
"""A household keeps its place until the decision that speaks is over, the grace included where it ran out, and while one is yet to
begin. ?1: the day; ?2: that day less the grace."""
AMONG = "IN (SELECT value FROM json_each(?{}))"
"""Days whose distribution is on the day that is asked about; and with NOT, days that nobody comes on for one time (`_off`)."""


@dataclass(frozen=True, slots=True)
class Places:
    """Of one day. `group_of`: usual groups that exist; `away`, `here`: moved for one time, `here` with the group there; both with
    the distribution, where that was moved since."""

    planned: Planned | None
    group_of: Mapping[str, str]
    away: frozenset[str]
    here: Mapping[str, str | None]
    excused: frozenset[str]

    def waits_for(self, household: str) -> bool:
        """Whether this household may be expected: nobody of another group, nobody who comes on another day."""
        if household in self.here:
            return True
        own = self.group_of.get(household)
        return household not in self.away and (own is None or self.group(household) is not None)

    def group(self, household: str) -> Group | None:
        """In which group it comes that day; None: it has no place."""
        name = self.here.get(household) or (None if household in self.away else self.group_of.get(household))
        groups = self.planned.groups if self.planned and not self.planned.left_out else ()
        return next((group for group in groups if group.name == name), None)


def places(house: House, day: date) -> Places:
    """Reads every place once: beside the scan path only. Indexes foodbank_moved(of_day), (to_day), foodbank_excused(on_day)."""
    known = calendar.read(house, day)
    if not known.groups:
        excused = house.rows("SELECT subject FROM foodbank_excused WHERE on_day=? AND excused=1", str(day))
        return Places(known.on(day), {}, frozenset(), {}, frozenset(one for (one,) in excused))
    names = {group.name for group in known.groups}
    usual = house.rows("SELECT subject, grp FROM foodbank_grouped WHERE grp IS NOT NULL")
    brought = json.dumps([str(of) for of in known.brought_to(day)])
    come = f"to_day IS NOT NULL AND to_day NOT {AMONG.format(2)}"
    off = _off(house, known, brought, day)
    away = house.rows(f"SELECT subject FROM foodbank_moved WHERE of_day {AMONG.format(1)} AND {come}", brought, off)
    here = house.rows(
        f"SELECT subject, grp FROM foodbank_moved WHERE to_day {AMONG.format(1)} AND {come}", brought, off
    )
    excused = house.rows("SELECT subject FROM foodbank_excused WHERE on_day=? AND excused=1", str(day))
    return Places(
        known.on(day), {one: group for one, group in usual if group in names}, frozenset(one for (one,) in away), dict(here),
        frozenset(one for (one,) in excused),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """When a household may come again. `moved`: from its usual day to another, for one time."""

    calendar: Calendar
    group: str | None
    moved: Mapping[date, date]

    def first(self, day: date | None) -> date | None:
        """Its first day from then on, without the usual days that it gave up; the same day where nothing is planned."""
        if day is None or not self.calendar.known:
            return day
        usual = self.calendar.next(day, self.group)
        while usual is not None and usual in self.moved:
            usual = self.calendar.next(usual + DAY, self.group)
        instead = [to for to in self.moved.values() if to >= day]
        return min((*instead, usual)) if usual else min(instead, default=None)


def group_of(house: House, household: str) -> str | None:
    """Its usual group. Primary keys of foodbank_grouped, foodbank_group."""
    query = "SELECT p.subject FROM foodbank_grouped g JOIN foodbank_group p ON p.subject=g.grp WHERE g.subject=? AND p.ended=0"
    found = house.one(query, household)
    return found[0] if found else None


def turn(house: House, household: str, day: date) -> Turn:
    """Whoever came sooner than usual has a usual day ahead that it gave up. Primary key of foodbank_grouped; index
    foodbank_moved(subject)."""
    known = calendar.read(house, day)
    if not known.groups:
        return Turn(known, None, {})
    query = "SELECT of_day, to_day FROM foodbank_moved WHERE subject=? AND to_day IS NOT NULL"
    moved = {
        known.moved_to(date.fromisoformat(of)): known.moved_to(date.fromisoformat(to))
        for of, to in house.rows(query, household)
        if not known.is_off(date.fromisoformat(to), day)
    }
    return Turn(known, group_of(house, household), moved)


def usual(house: House, group: str, day: date) -> int:
    """Households that have a place in that group. Index foodbank_grouped(grp)."""
    return _living(house, group, day, "foodbank_grouped g WHERE g.grp=?3")


def taken(house: House, group: str, day: date) -> int:
    """The same on that one day: without those who come on another, with those who come on this one for one time."""
    away = (
        "foodbank_moved o JOIN foodbank_grouped g ON g.subject=o.subject "
        f"WHERE o.of_day {AMONG.format(4)} AND o.to_day IS NOT NULL AND o.to_day NOT {AMONG.format(5)} AND g.grp=?3"
    )
    here = f"foodbank_moved g WHERE g.to_day {AMONG.format(4)} AND g.to_day NOT {AMONG.format(5)} AND g.grp=?3"
    known = calendar.read(house, day)
    brought = json.dumps([str(of) for of in known.brought_to(day)])
    off = _off(house, known, brought, day)
    gone, come = _living(house, group, day, away, brought, off), _living(house, group, day, here, brought, off)
    return usual(house, group, day) - gone + come


def _off(house: House, known: Calendar, brought: str, day: date) -> str:
    """As JSON: of the days that somebody comes on for one time, to or from that one, those whose distribution was cancelled since;
    the usual day stands again. Indexes foodbank_moved(of_day), (to_day)."""
    query = f"SELECT to_day FROM foodbank_moved WHERE of_day {AMONG.format(1)} UNION SELECT to_day FROM foodbank_moved WHERE to_day {AMONG.format(1)}"
    return json.dumps([to for (to,) in house.rows(query, brought) if to and known.is_off(date.fromisoformat(to), day)])


def _living(house: House, group: str, day: date, among: str, *more: str) -> int:
    """How many of these keep a place. `among`: SQL, the household is g.subject; ?1: the day; ?3: the group; ?4 on: `more`."""
    grace = timedelta(days=house.settings(CoreSettings, day).grace_days)
    return house.number(f"SELECT count(*) FROM {among} AND {LIVES}", str(day), str(day - grace), group, *more)


def full(group: Group, places: int) -> Sentence | None:
    """Why nobody more can be in it, when so many of its places are taken; to be asked under the lock."""
    if places < group.capacity:
        return None
    return Sentence(
        "Group {group} is full: all {n} places are taken. Choose another group.",
        {"group": group.name, "n": group.capacity},
    )
