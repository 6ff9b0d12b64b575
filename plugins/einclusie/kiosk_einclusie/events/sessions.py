"""Sessions, and who came to them. A session is a thing with a history of its own; coming is the visitor's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from kiosk_core import (
    SERVED,
    CounterId,
    Event,
    EventId,
    Kind,
    PersonId,
    Row,
    Word,
    fact,
    kind,
    personal,
    served,
    state,
    subject,
    words,
)  # fmt: skip

Sort = Literal["help_desk", "lesson", "appointment"]
Band = Literal["0-17", "18-64", "65+"]
SIGN_IN = Word("einclusie.sign_in")

SESSION = state(
    "einclusie_session",
    {"sort": "text", "counter": "text", "day": "day", "start": "int", "minutes": "int", "capacity": "int", "course": "text",
     "lesson": "int", "title": "text", "guest": "id", "opened": "int", "closed": "int", "cancelled": "int"},
    indexes=(("day",), ("course",)),
)  # fmt: skip
"""`start`: minutes after midnight. `capacity`: seats, 0 is no limit. `lesson`: its number in the course. `guest`: for
whom an appointment is. `opened`, `closed`, `cancelled`: 1 or nothing."""
ATTENDED = fact(
    "einclusie_attended",
    {
        "of": "text",
        "session": "text",
        "person": "id",
        "counter": "text",
        "anonymous": "int",
        "late": "int",
        "nth": "int",
        "at": "int",
    },
    indexes=(("session",), ("person", "day"), ("day",), ("of",)),
)
"""One row per visitor who came. `of`: the event's id. `nth`: at a lesson, for the how manieth time they came to this course;
0 elsewhere. `at`: for order, and for the hour."""
LEFT = fact("einclusie_left", {"of": "text", "at": "int"}, indexes=(("of",),))
"""Who went home before the end. `of`: the event of signing in."""
BAND = fact("einclusie_band", {"of": "text", "band": "text"}, indexes=(("of",),))
"""The age that a visitor without a name looked. `of`: the event of signing in."""
EXCUSED = state("einclusie_excused", {"session": "text", "excused": "int"}, key=("session",))
"""Who said beforehand that they would not come: 1; or that they would after all: 0. Subject: the person."""


@kind("einclusie.session_planned", keep="house", puts=(SESSION,))
class SessionPlanned(Kind):
    """There will be a session: a help desk, a lesson of a course, or an appointment."""

    session: str = subject()
    sort: Sort
    counter: CounterId
    day: date
    start: int
    minutes: int
    capacity: int = 0
    course: Word | None = None
    lesson: int = 0
    title: str | None = words()
    guest: PersonId | None = personal("guest")

    def rows(self, event: Event) -> Iterable[Row]:
        yield SESSION.row(
            sort=self.sort, counter=self.counter, day=self.day, start=self.start, minutes=self.minutes,
            capacity=self.capacity, course=self.course, lesson=self.lesson, title=self.title, guest=self.guest, cancelled=0,
        )  # fmt: skip


@kind("einclusie.session_opened", keep="house", puts=(SESSION,))
class SessionOpened(Kind):
    """People may come in; also when it was closed too early."""

    session: str = subject()

    def rows(self, event: Event) -> Iterable[Row]:
        yield SESSION.row(opened=1, closed=0)


@kind("einclusie.session_closed", keep="house", puts=(SESSION,))
class SessionClosed(Kind):
    """It is over. `came`, `anonymous`: as counted then, the second among the first."""

    session: str = subject()
    came: int
    anonymous: int

    def rows(self, event: Event) -> Iterable[Row]:
        yield SESSION.row(closed=1)


@kind("einclusie.session_cancelled", keep="house", puts=(SESSION,))
class SessionCancelled(Kind):
    """It does not take place."""

    session: str = subject()

    def rows(self, event: Event) -> Iterable[Row]:
        yield SESSION.row(cancelled=1)


@kind("einclusie.signed_in", keep="visits", puts=(ATTENDED, SERVED))
class SignedIn(Kind):
    """A visitor came. Somebody without a name gets an id that is nobody's. `nth`: at a lesson, the how manieth of this course
    for them, 0 when they went out and come in again, counted under the lock; it names nobody, so that who followed a course still counts when they are forgotten."""

    person: PersonId = subject(personal=True)
    service: Word = SIGN_IN
    first_month: bool = False
    first_year: bool = False
    session: Word
    anonymous: bool = False
    late: bool = False
    nth: int = 0

    def rows(self, event: Event) -> Iterable[Row]:
        yield ATTENDED.row(
            of=event.id, session=self.session, person=self.person, counter=event.counter, anonymous=self.anonymous,
            late=self.late, nth=self.nth, at=event.at,
        )  # fmt: skip
        yield served(event, self.service, self.person, self.first_month, self.first_year)


@kind("einclusie.signed_out", keep="visits", puts=(LEFT,))
class SignedOut(Kind):
    """A visitor went home, so that the seat is free."""

    person: PersonId = subject(personal=True)
    of: EventId

    def rows(self, event: Event) -> Iterable[Row]:
        yield LEFT.row(of=self.of, at=event.at)


@kind("einclusie.age_noted", keep="visits", puts=(BAND,))
class AgeNoted(Kind):
    """About how old a visitor without a name is, as the volunteer sees it."""

    person: PersonId = subject(personal=True)
    of: EventId
    band: Band

    def rows(self, event: Event) -> Iterable[Row]:
        yield BAND.row(of=self.of, band=self.band)


@kind("einclusie.excused", keep="visits", puts=(EXCUSED,))
class Excused(Kind):
    """Somebody let know beforehand that they cannot come, or that they can after all."""

    person: PersonId = subject(personal=True)
    session: Word
    excused: bool = True

    def rows(self, event: Event) -> Iterable[Row]:
        yield EXCUSED.row(session=self.session, excused=int(self.excused))


KINDS = (
    SessionPlanned, SessionOpened, SessionClosed, SessionCancelled, SignedIn, SignedOut, AgeNoted, Excused,
)  # fmt: skip
TABLES = (SESSION, ATTENDED, LEFT, BAND, EXCUSED)
