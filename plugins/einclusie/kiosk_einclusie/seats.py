"""A seat in a course: who may have one, what is offered, and the request. Whether it is a seat or a place on the waiting
list, `courses.places` says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

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
)  # fmt: skip

from . import courses
from .courses import Course, Place
from .errors import NotNow
from .events.courses import SeatAsked
from .settings import DigitalSettings

COURSE, RESIDENTS = "einclusie.course", "einclusie.residents_first"
_POSTCODE = re.compile(r"\b[1-9]\d{3}\b", re.ASCII)


# ---- may somebody follow ----


@dataclass(frozen=True, slots=True)
class Facts:
    """`follows`: titles of courses with a seat. `absent`: lessons missed without notice. `asks_where`: residents go first in
    a course that is open to them, and nothing says that this is one."""

    follows: tuple[str, ...]
    absent: int
    asks_where: bool = False


def gather(visit: Visit, house: House) -> Facts:
    """Indexes of `courses.courses_of`, `courses.absences`, `courses.upcoming`, `lives_here`."""
    person, day = visit.client.person if visit.client else None, visit.day
    if person is None:
        return Facts((), 0)
    mine = courses.courses_of(house, person, day)
    waits = any(
        residents_until(house, course, day) and courses.place_of(house, course.id, person, day) is None
        for course in courses.upcoming(house, day)
    )
    asks = waits and not lives_here(house, person, day)
    return Facts(tuple(one.title for one in mine), courses.absences(house, person, day), asks)


def judge(rules: DigitalSettings, facts: Facts) -> Iterable[Finding]:
    """Pure. A course of one's own raises a question or more, as the house chose; absences are a note."""
    if facts.follows and rules.one_course != "no":
        text = Sentence("Follows a course already: {title}.", {"title": ", ".join(facts.follows)})
        step = Sentence("Another course is possible when this one is over.")
        yield Finding(Severity.STOP if rules.one_course == "stop" else Severity.ASK, "einclusie.one_course", text, step)
    if facts.asks_where:
        text = Sentence("Residents go first: does this visitor live here?")
        yield Finding(Severity.ASK, RESIDENTS, text, Sentence("Who lives elsewhere waits on the list for now."))
    if facts.absent >= rules.absent_times:
        text = counted("Missed {n} lesson without notice.", "Missed {n} lessons without notice.", facts.absent)
        yield Finding(Severity.NOTE, "einclusie.absent", text, Sentence("Ask whether the hour suits."))


def residents_until(house: House, course: Course, day: date) -> date | None:
    """The first day on which who lives elsewhere gets what is free; None: nobody goes first (any more)."""
    days = house.settings(DigitalSettings, day).residents_first_days
    if not days or course.first is None:
        return None
    until = course.first - timedelta(days=days)
    return until if day < until else None


def lives_here(house: House, person: PersonId, day: date) -> bool:
    """Whether an address that is known says so; a protected household is asked nothing. Primary key of core_member."""
    here = set(house.settings(DigitalSettings, day).resident_postcodes)
    found = house.rows(
        "SELECT h.address, h.protected FROM core_member m JOIN core_household h ON h.subject=m.household "
        "WHERE m.subject=? AND m.from_day<=? AND (m.until_day IS NULL OR m.until_day>?)", person, str(day), str(day),
    )  # fmt: skip
    return any(protected or here & set(_POSTCODE.findall(address or "")) for address, protected in found)


def objections(house: House, asked: Verdict, course: Course) -> list[Finding]:
    """The asks and stops of a verdict on COURSE that matter for this one: whether residents go first depends on its first
    day."""
    first = asked.visit and residents_until(house, course, asked.visit.day)
    return [one for one in asked.findings if one.code in asked.objections and (one.code != RESIDENTS or first)]


# ---- asking for a seat ----


def offers(visit: Visit, house: House) -> Iterable[Offer]:
    """A seat in each course that is not over, or a place on its waiting list; not where somebody asked already."""
    person = visit.client.person if visit.client else None
    if person is None:
        return
    for course in courses.upcoming(house, visit.day):
        if courses.place_of(house, course.id, person, visit.day) is None:
            yield seat(house, course, person, visit.day)


def seat(house: House, course: Course, person: PersonId, day: date, *, elsewhere: bool = False) -> Offer:
    """Asks always: the volunteer says which course. Whether there is a seat is decided under the lock, and kept.
    `elsewhere`: they said so, and wait while residents go first."""
    taken = _taken(house, course, day)
    waits = len(courses.places(house, course.id, day)) - min(taken, course.capacity) + 1
    said = {"title": course.title, "n": waits}
    held = elsewhere and residents_until(house, course, day)
    title = (
        Sentence("A seat in {title}", said)
        if taken < course.capacity and not held
        else Sentence("On the waiting list of {title}, number {n}", said)
    )

    def drafts(now: House) -> Iterable[SeatAsked]:
        since = residents_until(now, courses.one(now, course.id, day), day) if elsewhere else None
        told = since is None and _taken(now, course, day) < course.capacity
        yield SeatAsked(person=person, course=Word(course.id), told=told, since=since)

    def guard(now: House) -> Sentence | None:
        again = courses.place_of(now, course.id, person, day)
        return Sentence("this visitor asked already, and has a seat or waits for one.") if again else None

    return Offer(title, (drafts,), asks=True, guard=guard)


def again(house: House, course: Course, visit: Visit) -> Sentence | None:
    """Which place whoever asks for one has in this very course already."""
    client = visit.client
    place = courses.place_of(house, course.id, client.person, visit.day) if client and client.person else None
    if client is None or place is None:
        return None
    said = {"name": client.display, "n": place.at if place.seat else place.waits}
    if place.seat:
        return Sentence("{name} has seat {n} here already.", said)
    return Sentence("{name} is on the waiting list here already, number {n}.", said)


def _taken(house: House, course: Course, day: date) -> int:
    """Requests that count already."""
    return sum(place.until is None for place in courses.places(house, course.id, day))


def enrol(shift: Shift, asked: Verdict, course: str, *, elsewhere: bool = False) -> Place:
    """A seat for whom the verdict on COURSE is about, or a place on the waiting list; an ask is confirmed by the caller, who
    says with it that this is a resident, or `elsewhere`.

    Raises NotNow (the rules say no, or asked already), NotFound, Changed (asked meanwhile, or it is over)."""
    if asked.visit is None or asked.visit.client is None or asked.outcome in ("refused", "unknown"):
        raise NotNow(why=asked.findings[0].text, next=asked.findings[0].next_step or "")
    person, day = asked.visit.client.person, asked.visit.day
    wanted = courses.one(shift.house, course, day)
    if person is None or wanted.over(day):
        raise Changed(why=Sentence("this course is over."))
    if has := again(shift.house, wanted, asked.visit):
        raise NotNow(why=has, next="")
    shift.record(asked.bind(seat(shift.house, wanted, person, day, elsewhere=elsewhere)))
    found = courses.place_of(shift.house, wanted.id, person, day)
    assert found is not None  # it was just recorded
    return found
