"""Courses, who asked for a seat in which order, and what people say they can. Lessons are sessions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from kiosk_core import Event, EventId, Kind, PersonId, Row, Word, fact, kind, state, subject, words

Moment = Literal["start", "end"]

COURSE = state("einclusie_course", {"title": "text", "capacity": "int", "cancelled": "int"})
SEAT = fact(
    "einclusie_seat",
    {"course": "text", "person": "id", "told": "int", "since": "day", "at": "int", "of": "text"},
    indexes=(("course", "at", "of"), ("person", "course"), ("of",)),
)
"""Requests. `told`: 1 when there was a seat, 0 when they were told to wait. `since`: the day from which it counts, when others
go first. `at`, `of`: the order of the requests."""
GIVEN_UP = fact("einclusie_given_up", {"of": "text"}, indexes=(("of",),))
"""`of`: the event of the request."""
ASSESSED = fact(
    "einclusie_assessed",
    {"person": "id", "course": "text", "moment": "text", "area": "text", "level": "int", "change": "int"},
    indexes=(("person", "course"), ("day",), ("course", "moment")),
)
"""One row per DigComp area. `change`: level less that of the start, NULL at the start or without one."""


HANDED = fact("einclusie_handed", {"person": "id", "course": "text", "what": "text"}, indexes=(("course", "person"),))
"""Materials that somebody got: a word of the settings' list a row."""
CALLED = fact("einclusie_called", {"of": "text"}, indexes=(("of",),))
"""Who waited and was told that there is a seat now. `of`: the event of the request."""


@kind("einclusie.course_planned", keep="house", puts=(COURSE,))
class CoursePlanned(Kind):
    """A series of lessons for the same people. Its lessons are sessions of the same act."""

    course: str = subject()
    capacity: int
    title: str | None = words()

    def rows(self, event: Event) -> Iterable[Row]:
        yield COURSE.row(title=self.title, capacity=self.capacity, cancelled=0)


@kind("einclusie.course_cancelled", keep="house", puts=(COURSE,))
class CourseCancelled(Kind):
    """It does not take place, or not any further."""

    course: str = subject()

    def rows(self, event: Event) -> Iterable[Row]:
        yield COURSE.row(cancelled=1)


@kind("einclusie.seat_asked", keep="visits", puts=(SEAT,))
class SeatAsked(Kind):
    """Somebody wants to follow a course. Who has a seat and who waits is a query: the first so many in order."""

    person: PersonId = subject(personal=True)
    course: Word
    told: bool
    since: date | None = None
    """From which day it counts, when residents go first and this is for somebody who lives elsewhere."""

    def rows(self, event: Event) -> Iterable[Row]:
        yield SEAT.row(
            course=self.course, person=self.person, told=self.told, since=self.since, at=event.at, of=event.id
        )


@kind("einclusie.seat_given_up", keep="visits", puts=(GIVEN_UP,))
class SeatGivenUp(Kind):
    """Somebody does not come any more, or does not want to wait."""

    person: PersonId = subject(personal=True)
    of: EventId

    def rows(self, event: Event) -> Iterable[Row]:
        yield GIVEN_UP.row(of=self.of)


@kind("einclusie.seat_called", keep="visits", puts=(CALLED,))
class SeatCalled(Kind):
    """Somebody who waited was told that there is a seat now."""

    person: PersonId = subject(personal=True)
    of: EventId

    def rows(self, event: Event) -> Iterable[Row]:
        yield CALLED.row(of=self.of)


@kind("einclusie.materials_handed", keep="visits", puts=(HANDED,))
class MaterialsHanded(Kind):
    """Somebody who follows a course got something to keep."""

    person: PersonId = subject(personal=True)
    course: Word
    what: tuple[Word, ...]

    def rows(self, event: Event) -> Iterable[Row]:
        for word in self.what:
            yield HANDED.row(person=self.person, course=self.course, what=word)


@kind("einclusie.self_assessed", keep="visits", puts=(ASSESSED,))
class SelfAssessed(Kind):
    """What somebody says they can, area by area, 1 to 4; wholly voluntary. `change`: since the start, of the areas that
    were said then too."""

    person: PersonId = subject(personal=True)
    course: Word
    moment: Moment
    levels: dict[Word, int]
    change: dict[Word, int] | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        for area, level in self.levels.items():
            yield ASSESSED.row(
                person=self.person, course=self.course, moment=self.moment, area=area, level=level,
                change=(self.change or {}).get(area),
            )  # fmt: skip


KINDS = (CoursePlanned, CourseCancelled, SeatAsked, SeatGivenUp, SeatCalled, MaterialsHanded, SelfAssessed)
TABLES = (COURSE, SEAT, GIVEN_UP, CALLED, HANDED, ASSESSED)
