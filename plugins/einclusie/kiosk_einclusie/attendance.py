"""Who came, for the coordinator: the list of a session, of a course, and who misses lessons without saying so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kiosk_core import Client, House, PersonId, Shift, moment_of

from . import courses, sessions, sign_in
from .sessions import Session

Mark = Literal["here", "late", "excused", "absent", "expected", "left"]


@dataclass(frozen=True, slots=True)
class Line:
    """One visitor of a session. `client` None: without a name, or forgotten. `hour`: '14:05', '' who did not come."""

    client: Client | None
    hour: str
    mark: Mark


def of_session(shift: Shift, session: str) -> tuple[Session, list[Line]]:
    """Who came, by the clock, then who was expected and did not: who has a seat in the lesson, or for whom the appointment
    is. Raises NotAllowed (it is the coordinator's list), NotFound.

    Indexes einclusie_attended(session), einclusie_left(of), primary key of einclusie_excused."""
    shift.require("dossier")
    house, day = shift.house, shift.here().day
    asked = sessions.one(house, session)
    came = house.rows(
        "SELECT a.person, a.anonymous, a.at, a.late, EXISTS (SELECT 1 FROM einclusie_left l WHERE l.of=a.of) "
        "FROM einclusie_attended a WHERE a.session=? ORDER BY a.at, a.of", session,
    )  # fmt: skip
    zone = sign_in.zone(house, asked.day)
    lines = []
    for person, anonymous, at, late, left in came:
        client = house.client(person, day) if person and not anonymous else None
        mark: Mark = "left" if left else "late" if late else "here"
        lines.append(Line(client, f"{moment_of(at).astimezone(zone):%H:%M}", mark))
    there = {person for person, *_ in came}
    excused = courses.excused_from(house, session)
    over = asked.day < day or asked.condition == "closed"
    for person in _expected(house, asked):
        if person not in there:
            missed: Mark = "excused" if person in excused else "absent" if over else "expected"
            lines.append(Line(house.client(person, day), "", missed))
    return asked, lines


def _expected(house: House, session: Session) -> list[str]:
    if session.course:
        places = courses.places(house, session.course, session.day)
        return [place.person for place in places if place.seat and place.expected and place.expected <= session.day]
    return [session.guest] if session.guest else []


CAME = ("here", "late")
"""The marks of who was in a lesson."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """One with a seat, lesson by lesson: 'here', 'late', 'excused', 'absent', or '' for a lesson to come, or one from before they
    knew of their seat."""

    client: Client
    person: PersonId
    marks: tuple[str, ...]

    @property
    def came(self) -> int:
        return sum(mark in CAME for mark in self.marks)


def of_course(shift: Shift, course: str) -> tuple[list[Session], list[Attendance]]:
    """(lessons, who has a seat with what they did), in order. Raises NotAllowed, NotFound.

    Index einclusie_attended(session), primary key of einclusie_excused."""
    shift.require("see_counts")
    day = shift.here().day
    wanted = courses.one(shift.house, course, day)
    taught = courses.lessons(shift.house, wanted.id)
    came = {
        (lesson.id, person): "late" if late else "here"
        for lesson in taught
        for person, late in shift.house.rows("SELECT person, late FROM einclusie_attended WHERE session=?", lesson.id)
    }
    excused = {
        (lesson.id, person): "excused" for lesson in taught for person in courses.excused_from(shift.house, lesson.id)
    }

    def mark(lesson: Session, place: courses.Place) -> str:
        over = lesson.day < day or lesson.condition == "closed"
        missed = over and place.expected is not None and place.expected <= lesson.day
        of = lesson.id, place.person
        return came.get(of) or excused.get(of) or ("absent" if missed else "")

    known = (
        (place, shift.house.client(place.person, day))
        for place in courses.places(shift.house, wanted.id, day)
        if place.seat
    )
    rows = [
        Attendance(client, place.person, tuple(mark(one, place) for one in taught)) for place, client in known if client
    ]
    return taught, rows


@dataclass(frozen=True, slots=True)
class Pattern:
    """How somebody with a seat comes to a course, of the lessons that are over. `missed`: without notice; `in_a_row`: of
    these the last ones, without a lesson in between that they came to or were excused for."""

    client: Client
    course: str
    title: str
    came: int
    late: int
    excused: int
    missed: int
    in_a_row: int


def patterns(shift: Shift) -> list[Pattern]:
    """Of every course that is not over: who missed most first. Raises NotAllowed: it is the coordinator's list."""
    shift.require("dossier")
    found = []
    for course in courses.upcoming(shift.house, shift.here().day):
        _, rows = of_course(shift, course.id)
        found += [_pattern(row.client, course, row.marks) for row in rows]
    return sorted(found, key=lambda one: (-one.in_a_row, -one.missed, one.title, one.client.number))


def _pattern(client: Client, course: courses.Course, marks: Sequence[str]) -> Pattern:
    over = [mark for mark in marks if mark]
    row = 0
    for mark in reversed(over):
        if mark != "absent":
            break
        row += 1
    late = over.count("late")
    return Pattern(
        client, course.id, course.title, over.count("here") + late, late, over.count("excused"), over.count("absent"), row
    )  # fmt: skip
