"""Courses: a series of lessons, seats in the order in which people asked, and a waiting list that is a query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk_core import (
    Act,
    Client,
    EventId,
    House,
    NotFound,
    NotUnderstood,
    PersonId,
    Sentence,
    Shift,
    Word,
    hour_text,
    moment_of,
    new_id,
    read_holidays,
)  # fmt: skip

from . import sessions
from .events.courses import CourseCancelled, CoursePlanned, MaterialsHanded, SeatCalled, SeatGivenUp
from .events.sessions import Excused, SessionCancelled, SessionPlanned
from .series import Series, weekly
from .sessions import Session
from .settings import DigitalSettings
from .vocabulary import Text, words

_READ = (
    "SELECT c.subject, c.title, c.capacity, c.cancelled, "
    "(SELECT count(*) FROM einclusie_session s WHERE s.course=c.subject AND coalesce(s.cancelled, 0)=0), "
    "(SELECT min(s.day) FROM einclusie_session s WHERE s.course=c.subject AND coalesce(s.cancelled, 0)=0), "
    "(SELECT max(s.day) FROM einclusie_session s WHERE s.course=c.subject AND coalesce(s.cancelled, 0)=0) "
    "FROM einclusie_course c "
)


@dataclass(frozen=True, slots=True)
class Course:
    """`lessons`: how many. `first`, `last`: their days; None when all were cancelled."""

    id: str
    title: str
    capacity: int
    cancelled: bool
    lessons: int
    first: date | None
    last: date | None

    def over(self, day: date) -> bool:
        return self.cancelled or self.last is None or self.last < day


@dataclass(frozen=True, slots=True)
class Place:
    """One request that holds. `at`: 1 is the first; up to the capacity it is a seat, behind that the waiting list.
    `waits`: its number on that list, 0 with a seat. `told`: whether there was a seat when it was asked. `until`: the day
    from which it counts, while residents go first. `expected`: from which day they know of their seat; None while they
    were told to wait and nobody called."""

    of: EventId
    person: PersonId
    at: int
    waits: int
    told: bool
    until: date | None = None
    expected: date | None = None

    @property
    def seat(self) -> bool:
        return not self.waits

    @property
    def to_call(self) -> bool:
        """A seat came free, and who waited for it does not know yet."""
        return self.seat and self.expected is None


# ---- reading ----


def one(house: House, typed: str, day: date) -> Course:
    """By id, or by its whole title: of several that are not cancelled the only one that is not over on that day.

    Raises NotFound, NotUnderstood (several)."""
    found = [_course(row) for row in house.rows(_READ + "WHERE c.subject=? AND c.capacity IS NOT NULL", typed)]
    if not found:
        known = [_course(row) for row in house.rows(_READ + "WHERE c.capacity IS NOT NULL")]
        title = typed.strip().casefold()
        called = [one for one in known if one.title.casefold() == title and not one.cancelled]
        found = [one for one in called if not one.over(day)] or called
    if not found:
        raise NotFound(what=typed)
    if len(found) > 1:
        raise NotUnderstood(
            why=Sentence("several courses are called so: {ids}.", {"ids": ", ".join(course.id for course in found)})
        )
    return found[0]


def _course(row: Sequence[Any]) -> Course:
    id, title, capacity, cancelled, lessons, first, last = row
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    return Course(id, title or "", capacity or 0, bool(cancelled), lessons, *days)


def places(house: House, course: str, day: date) -> list[Place]:
    """Who asked and did not give up, in order; each person once. A request of somebody who lives elsewhere counts as if it
    were made on the day until which residents go first. Indexes einclusie_seat(course, at, of), einclusie_given_up(of),
    einclusie_called(of), primary key of einclusie_course."""
    capacity = house.number("SELECT capacity FROM einclusie_course WHERE subject=?", course)
    found = house.rows(
        "SELECT s.since, s.at, s.of, s.person, s.told, s.day, (SELECT min(c.day) FROM einclusie_called c WHERE c.of=s.of) "
        "FROM einclusie_seat s WHERE s.course=? AND s.person IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM einclusie_given_up g WHERE g.of=s.of)", course,
    )  # fmt: skip
    seen: dict[str, Place] = {}
    waiting = 0
    for since, _, of, person, told, asked, called in sorted(found, key=_turn):
        if person in seen:
            continue
        until = date.fromisoformat(since) if since and since > str(day) else None
        at = len(seen) + 1
        waits = until is not None or at > capacity
        waiting += waits
        knows = asked if told else called
        seen[person] = Place(
            EventId(of), PersonId(person), at, waiting if waits else 0, bool(told), until,
            date.fromisoformat(knows) if knows else None,
        )  # fmt: skip
    return list(seen.values())


def _turn(row: Sequence[Any]) -> tuple[str, int, str]:
    since, at, of, *_ = row
    return max(since or "", f"{moment_of(at):%Y-%m-%d}"), at, of


def place_of(house: House, course: str, person: PersonId, day: date) -> Place | None:
    return next((place for place in places(house, course, day) if place.person == person), None)


def seated(house: House, course: str, person: PersonId, day: date) -> bool:
    """Whether somebody has a seat; index einclusie_seat(person, course) tells first who never asked."""
    asked = house.one("SELECT 1 FROM einclusie_seat WHERE person=? AND course=? LIMIT 1", person, course)
    found = place_of(house, course, person, day) if asked else None
    return found is not None and found.seat


def courses_of(house: House, person: PersonId, day: date) -> list[Course]:
    """Those that somebody has a seat in and that are not over. Index einclusie_seat(person, course)."""
    asked = house.rows("SELECT DISTINCT course FROM einclusie_seat WHERE person=?", person)
    known = [_course(row) for (id,) in asked for row in house.rows(_READ + "WHERE c.subject=?", id)]
    return [one for one in known if not one.over(day) and seated(house, one.id, person, day)]


def lessons(house: House, course: str) -> list[Session]:
    """In the order of their days, those that were cancelled left out."""
    days = house.rows("SELECT min(day), max(day) FROM einclusie_session WHERE course=?", course)[0]
    if not days[0]:
        return []
    first, last = map(date.fromisoformat, days)
    found = sessions.between(house, first, last)
    return [one for one in found if one.course == course and one.condition != "cancelled"]


def times_came(house: House, course: str, person: PersonId) -> int:
    """To how many lessons of a course somebody came. Indexes einclusie_session(course), einclusie_attended(session)."""
    return house.number(
        "SELECT count(DISTINCT a.session) FROM einclusie_session s JOIN einclusie_attended a ON a.session=s.subject "
        "WHERE s.course=? AND a.person=?", course, person,
    )  # fmt: skip


def absences(house: House, person: PersonId, day: date) -> int:
    """Lessons before that day, since they knew of their seat, that somebody did not come to and had not excused themselves for.

    Indexes einclusie_seat(person, course), einclusie_session(course), einclusie_attended(person, day),
    primary key of einclusie_excused."""
    missed = 0
    for (course,) in house.rows("SELECT DISTINCT course FROM einclusie_seat WHERE person=?", person):
        place = place_of(house, course, person, day)
        if place and place.seat and place.expected:
            missed += house.number(
                "SELECT count(*) FROM einclusie_session s WHERE s.course=? AND s.day>=? AND s.day<? AND coalesce(s.cancelled, 0)=0 "
                "AND NOT EXISTS (SELECT 1 FROM einclusie_attended a WHERE a.person=? AND a.day=s.day AND a.session=s.subject) "
                "AND NOT EXISTS (SELECT 1 FROM einclusie_excused x WHERE x.session=s.subject AND x.subject=? AND x.excused=1)",
                course, str(place.expected), str(day), person, person,
            )  # fmt: skip
    return missed


def upcoming(house: House, day: date) -> list[Course]:
    """Courses with a lesson on that day or later, the first to begin first. Index einclusie_session(day)."""
    found = house.rows("SELECT DISTINCT course FROM einclusie_session WHERE day>=? AND course IS NOT NULL", str(day))
    known = [_course(row) for (id,) in found for row in house.rows(_READ + "WHERE c.subject=?", id)]
    return sorted((one for one in known if not one.over(day)), key=lambda one: (one.first or day, one.title, one.id))


# ---- doing ----


@dataclass(frozen=True, slots=True)
class Planned:
    course: Course
    series: Series


def plan(
    shift: Shift, title: str, first: date, start: int, minutes: int, *, lessons: int, capacity: int, counter: str | None = None
) -> Planned:  # fmt: skip
    """A course of weekly lessons at this counter, without holidays. `start`: minutes after midnight.

    Raises NotAllowed, NotFound (counter), NotUnderstood."""
    shift.require("lead")
    where = shift.kiosk.counter(counter or shift.counter)
    day = shift.here().day
    sessions.check_times(first, start, minutes, capacity, day)
    if not title.strip():
        raise NotUnderstood(why=Sentence("a course has a name."))
    if not capacity > 0 or not lessons > 0:
        raise NotUnderstood(why=Sentence("a course has at least one lesson and one seat."))
    school = read_holidays(shift.settings().school_holidays)
    series = weekly(first, times=lessons, school=school)
    id = new_id()
    shift.tell(*planning(id, title.strip(), capacity, where, start, minutes, series.days))
    return Planned(one(shift.house, id, day), series)


def planning(
    id: str, title: str, capacity: int, counter: Any, start: int, minutes: int, days: Sequence[date]
) -> list[CoursePlanned | SessionPlanned]:
    """The drafts of a course and its lessons."""
    lessons = [
        SessionPlanned(
            session=f"{day}T{hour_text(start)}@{counter}/{id}",
            sort="lesson",
            counter=counter,
            day=day,
            start=start,
            minutes=minutes,
            capacity=capacity,
            course=Word(id),
            lesson=n,
            title=title,
            guest=None,
        )
        for n, day in enumerate(days, 1)
    ]
    return [CoursePlanned(course=id, capacity=capacity, title=title), *lessons]


def give_up(shift: Shift, client: Client, course: str) -> tuple[Act, Client | None]:
    """Somebody does not come any more. (The act, who has a seat now that waited before: call them.)

    Raises NotAllowed, NotFound (nobody asked for a seat there)."""
    shift.require("serve")
    day = shift.here().day
    wanted = one(shift.house, course, day)
    before = places(shift.house, wanted.id, day)
    mine = next((place for place in before if place.person == client.person), None)
    if mine is None:
        raise NotFound(what=client.number)
    act = shift.tell(SeatGivenUp(person=mine.person, of=mine.of), guard=_still(wanted.id, mine, day))
    waited = {place.person for place in before if not place.seat}
    next_one = next((p.person for p in places(shift.house, wanted.id, day) if p.seat and p.person in waited), None)
    return act, shift.house.client(next_one, day) if next_one else None


def _still(course: str, mine: Place, day: date) -> Callable[[House], Sentence | None]:
    def guard(house: House) -> Sentence | None:
        held = any(place.of == mine.of for place in places(house, course, day))
        return None if held else Sentence("this seat was given up already.")

    return guard


def note_called(shift: Shift, client: Client, course: str) -> Act:
    """Somebody who waited was called and takes the seat. Raises NotAllowed, NotFound (no such request), Changed (no seat came
    free, or they know already)."""
    shift.require("serve")
    day = shift.here().day
    wanted = one(shift.house, course, day)
    mine = place_of(shift.house, wanted.id, client.person, day) if client.person else None
    if mine is None:
        raise NotFound(what=client.number)

    def guard(house: House) -> Sentence | None:
        now = place_of(house, wanted.id, mine.person, day)
        return (
            None
            if now and now.to_call
            else Sentence("there is nothing to call about: no seat came free, or this visitor knows of it.")
        )

    return shift.tell(SeatCalled(person=mine.person, of=mine.of), guard=guard)


def materials(shift: Shift) -> dict[Word, Text]:
    """What may be handed out, in the house's order: word -> what people read."""
    return words(shift.house.settings(DigitalSettings, shift.here().day).materials)


def had(house: House, course: str, person: PersonId) -> tuple[Word, ...]:
    """What somebody got in a course, in that order. Index einclusie_handed(course, person)."""
    found = house.rows("SELECT what FROM einclusie_handed WHERE course=? AND person=? ORDER BY event", course, person)
    return tuple(dict.fromkeys(Word(what) for (what,) in found))


def hand_out(shift: Shift, client: Client, course: str, what: Sequence[Word]) -> Act:
    """Somebody with a seat gets something to keep. Raises NotAllowed, NotFound, NotUnderstood (a word of no list, nothing),
    Changed (they have it already, or no seat)."""
    shift.require("serve")
    day = shift.here().day
    wanted, known = one(shift.house, course, day), materials(shift)
    person = client.person
    if person is None:
        raise NotFound(what=client.number)
    if unknown := [word for word in what if word not in known]:
        raise NotUnderstood(why=Sentence("{what} is not in the list.", {"what": unknown[0]}))
    if not what:
        raise NotUnderstood(why=Sentence("say what was handed out."))

    def guard(house: House) -> Sentence | None:
        if not seated(house, wanted.id, person, day):
            return Sentence("this visitor has no seat in this course.")
        again = tuple(known[word] for word in had(house, wanted.id, person) if word in what)
        return Sentence("this visitor has it already: {what}.", {"what": again}) if again else None

    return shift.tell(MaterialsHanded(person=person, course=Word(wanted.id), what=tuple(what)), guard=guard)


def cancel(shift: Shift, course: str) -> Act:
    """It does not take place (any further): lessons to come are cancelled. Raises NotAllowed, NotFound, Changed."""
    shift.require("lead")
    day = shift.here().day
    wanted = one(shift.house, course, day)
    coming = [s for s in lessons(shift.house, wanted.id) if s.day >= day and s.condition == "planned"]

    def guard(house: House) -> Sentence | None:
        return Sentence("this course was cancelled.") if one(house, wanted.id, day).cancelled else None

    return shift.tell(
        CourseCancelled(course=wanted.id), *(SessionCancelled(session=lesson.id) for lesson in coming), guard=guard
    )


def excused_from(house: House, session: str) -> frozenset[PersonId]:
    """Who said beforehand that they cannot come to that one. Primary key of einclusie_excused."""
    found = house.rows("SELECT subject FROM einclusie_excused WHERE session=? AND excused=1", session)
    return frozenset(PersonId(person) for (person,) in found)


def excuse(shift: Shift, person: PersonId, session: str, excused: bool = True) -> Act:
    """Somebody said beforehand that they cannot come, or that they come after all. Raises NotAllowed, NotFound, Changed (they
    came, or said so already)."""
    shift.require("serve")
    sessions.one(shift.house, session)

    def guard(house: House) -> Sentence | None:
        if house.one("SELECT 1 FROM einclusie_attended WHERE session=? AND person=?", session, person):
            return Sentence("this visitor came to that lesson: there is nothing to excuse.")
        if (person in excused_from(house, session)) is not excused:
            return None
        if excused:
            return Sentence("this visitor is excused for that lesson already.")
        return Sentence("this visitor is expected at that lesson: there is nothing to take back.")

    return shift.tell(Excused(person=person, session=Word(session), excused=excused), guard=guard)
