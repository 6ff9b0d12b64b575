"""What is recorded of who collects when: groups, their households, days that change, who does not come. No kept field
names anybody; who was excused or did not come goes after a year, with the other notes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from kiosk_core import Event, HouseholdId, Kind, Row, Word, fact, kind, state, subject

GROUP = state(
    "foodbank_group",
    {"first_day": "day", "weeks": "int", "start": "int", "minutes": "int", "capacity": "int", "ended": "int"},
)
"""Subject: its name. `start`: minutes after midnight."""
GROUPED = state("foodbank_grouped", {"grp": "text"}, indexes=(("grp",),))
"""One row per household that has, or had, a place. `grp` NULL: none now."""
MOVED = state(
    "foodbank_moved", {"of_day": "day", "to_day": "day", "grp": "text"}, key=("of_day",), indexes=(("to_day",),)
)
"""Households that come on another day for one time. `to_day` NULL: not moved after all."""
EXCUSED = state("foodbank_excused", {"on_day": "day", "excused": "int"}, key=("on_day",))
NOT_COME = fact("foodbank_not_come", {"household": "id", "counter": "text"}, indexes=(("day",),))
"""Who had a place on a day that was closed, and was not there. A parcel of that day entered later speaks louder."""
CHANGED = state("foodbank_distribution", {"how": "text", "to_day": "day"})
"""Subject: the day, ISO."""

How = Literal["closed", "moved", "held", "as_planned"]


@kind("foodbank.group_set", keep="house", puts=(GROUP,))
class GroupSet(Kind):
    """A group of households collects on `first_day` and every so many weeks after it. `start`: minutes after midnight."""

    group: str = subject()
    first_day: date
    weeks: int
    start: int
    minutes: int
    capacity: int

    def rows(self, event: Event) -> Iterable[Row]:
        yield GROUP.row(
            first_day=self.first_day, weeks=self.weeks, start=self.start, minutes=self.minutes, capacity=self.capacity,
            ended=0,
        )  # fmt: skip


@kind("foodbank.group_ended", keep="house", puts=(GROUP,))
class GroupEnded(Kind):
    """There is no such group any more; its households have none until they get another."""

    group: str = subject()

    def rows(self, event: Event) -> Iterable[Row]:
        yield GROUP.row(ended=1)


@kind("foodbank.grouped", keep="registry", puts=(GROUPED,))
class Grouped(Kind):
    """A household has a place in a group; None: in none any more."""

    household: HouseholdId = subject(personal=True)
    group: Word | None

    def rows(self, event: Event) -> Iterable[Row]:
        yield GROUPED.row(grp=self.group)


@kind("foodbank.moved_once", keep="notes", puts=(MOVED,))
class MovedOnce(Kind):
    """A household comes on another day for one time. `to_day` None: on its usual day after all. Both are days of the rhythm: where
    the distribution of one is moved, the household goes along."""

    household: HouseholdId = subject(personal=True)
    of_day: date
    to_day: date | None
    group: Word | None

    def rows(self, event: Event) -> Iterable[Row]:
        yield MOVED.row(of_day=self.of_day, to_day=self.to_day, grp=self.group)


@kind("foodbank.excused", keep="notes", puts=(EXCUSED,))
class Excused(Kind):
    """A household told beforehand that it does not come that day, or that it comes after all. No reason is asked."""

    household: HouseholdId = subject(personal=True)
    on_day: date
    excused: bool

    def rows(self, event: Event) -> Iterable[Row]:
        yield EXCUSED.row(on_day=self.on_day, excused=int(bool(self.excused)))


@kind("foodbank.not_come", keep="notes", puts=(NOT_COME,))
class NotCome(Kind):
    """At the closing of a day a household that had a place had not been there. For the coordinator: nothing follows from it."""

    household: HouseholdId = subject(personal=True)

    def rows(self, event: Event) -> Iterable[Row]:
        yield NOT_COME.row(household=self.household, counter=event.counter)


@kind("foodbank.distribution_changed", keep="house", puts=(CHANGED,))
class DistributionChanged(Kind):
    """A distribution is closed, moved to another day, held though it is a holiday, or as planned again."""

    distribution: str = subject()
    how: How
    to_day: date | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        yield CHANGED.row(how=self.how, to_day=self.to_day)


KINDS = (GroupSet, GroupEnded, Grouped, MovedOnce, Excused, NotCome, DistributionChanged)
TABLES = (GROUP, GROUPED, MOVED, EXCUSED, NOT_COME, CHANGED)
