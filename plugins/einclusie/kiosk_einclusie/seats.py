"""A seat in a course: who may have one, what is offered, and the request. Whether it is a seat or a place on the waiting
list, `courses.places` says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk_core import (
    Changed,
    Finding,
    House,
    Offer,
    PersonId,
    Sentence,
    Severity,
    Shift,
    Verdict,
    Visit,
    Word,
    counted,
)

from . import courses
from .courses import Course, Place
from .errors import NotNow
from .events.courses import SeatAsked
from .settings import DigitalSettings

COURSE = "einclusie.course"


@dataclass(frozen=True, slots=True)
class Facts:
    """`follows`: titles of courses with a seat. `absent`: lessons missed without notice."""

    follows: tuple[str, ...]
    absent: int


def gather(visit: Visit, house: House) -> Facts:
    person = visit.client.person if visit.client else None
    if person is None:
        return Facts((), 0)
    mine = courses.courses_of(house, person, visit.day)
    return Facts(tuple(one.title for one in mine), courses.absences(house, person, visit.day))


def judge(rules: DigitalSettings, facts: Facts) -> Iterable[Finding]:
    """Pure. A course of one's own raises a question or more, as the house chose; the rest are notes."""
    if facts.follows and rules.one_course != "no":
        text = Sentence("Follows a course already: {title}.", {"title": ", ".join(facts.follows)})
        step = Sentence("Another course is possible when this one is over.")
        yield Finding(Severity.STOP if rules.one_course == "stop" else Severity.ASK, "einclusie.one_course", text, step)
    if rules.residents_first:
        yield Finding(
            Severity.NOTE, "einclusie.residents_first", Sentence("Residents go first: ask where this visitor lives.")
        )
    if facts.absent >= rules.absent_times:
        text = counted("Missed {n} lesson without notice.", "Missed {n} lessons without notice.", facts.absent)
        yield Finding(Severity.NOTE, "einclusie.absent", text, Sentence("Ask whether the hour suits."))


def offers(visit: Visit, house: House) -> Iterable[Offer]:
    """A seat in each course that is not over, or a place on its waiting list; not where somebody asked already."""
    person = visit.client.person if visit.client else None
    if person is None:
        return
    for course in courses.upcoming(house, visit.day):
        if courses.place_of(house, course.id, person) is None:
            yield seat(house, course, person)


def seat(house: House, course: Course, person: PersonId) -> Offer:
    """Asks always: the volunteer says which course. Whether there is a seat is decided under the lock, and kept."""
    taken = len(courses.places(house, course.id))
    free = course.capacity - taken
    said = {"title": course.title, "n": taken - course.capacity + 1}
    title = (
        Sentence("A seat in {title}", said)
        if free > 0
        else Sentence("On the waiting list of {title}, number {n}", said)
    )

    def drafts(now: House) -> Iterable[SeatAsked]:
        yield SeatAsked(
            person=person, course=Word(course.id), told=len(courses.places(now, course.id)) < course.capacity
        )

    def guard(now: House) -> Sentence | None:
        return Sentence("this visitor asked already.") if courses.place_of(now, course.id, person) else None

    return Offer(title, (drafts,), asks=True, guard=guard)


def enrol(shift: Shift, asked: Verdict, course: str) -> Place:
    """A seat for whom the verdict on COURSE is about, or a place on the waiting list; an ask is confirmed by the caller.

    Raises NotNow (the rules say no), NotFound, Changed (asked already, or it is over)."""
    if asked.visit is None or asked.visit.client is None or asked.outcome in ("refused", "unknown"):
        raise NotNow(why=asked.findings[0].text, next=asked.findings[0].next_step or "")
    person, wanted = asked.visit.client.person, courses.one(shift.house, course)
    if person is None or wanted.over(asked.visit.day):
        raise Changed(why=Sentence("this course is over."))
    shift.record(asked.bind(seat(shift.house, wanted, person)))
    found = courses.place_of(shift.house, wanted.id, person)
    assert found is not None  # it was just recorded
    return found
