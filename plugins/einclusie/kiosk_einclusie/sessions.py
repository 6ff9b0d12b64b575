"""Sessions at a counter: planned, open, closed. What the day looks like is a reading; every change is one act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from kiosk_core import (
    DAY_MINUTES,
    Act,
    CounterId,
    House,
    NotFound,
    NotUnderstood,
    PersonId,
    Sentence,
    Shift,
    counted,
    hour_text,
    new_id,
    read_holidays,
)  # fmt: skip

from .events.sessions import SessionCancelled, SessionClosed, SessionOpened, SessionPlanned, Sort
from .series import Series, weekly
from .settings import DigitalSettings

Condition = Literal["planned", "open", "closed", "cancelled"]
AROUND = timedelta(days=31)
"""How far back and ahead the list goes."""

_CAME = "(SELECT count(*) FROM einclusie_attended a WHERE a.session=s.subject)"
_HERE = (
    "(SELECT count(*) FROM einclusie_attended a WHERE a.session=s.subject "
    "AND NOT EXISTS (SELECT 1 FROM einclusie_left l WHERE l.of=a.of))"
)
_READ = (
    "SELECT s.subject, s.sort, s.counter, s.day, s.start, s.minutes, s.capacity, s.course, s.lesson, "
    "(SELECT count(*) FROM einclusie_session o WHERE o.course=s.course AND coalesce(o.cancelled, 0)=0), "
    f"coalesce(s.title, (SELECT c.title FROM einclusie_session c WHERE c.course=s.course AND c.title IS NOT NULL LIMIT 1)), "
    f"s.guest, s.opened, s.closed, s.cancelled, {_CAME}, {_HERE} FROM einclusie_session s "
)


@dataclass(frozen=True, slots=True)
class Session:
    """`start`: minutes after midnight. `minutes`: 0 while nobody knows. `capacity`: 0 is no limit. `lessons`: of the course. `came`: visitors so far;
    `here`: those who did not go home."""

    id: str
    sort: Sort
    counter: str
    day: date
    start: int
    minutes: int
    capacity: int
    course: str | None
    lesson: int
    lessons: int
    title: str | None
    guest: PersonId | None
    condition: Condition
    came: int
    here: int

    @property
    def full(self) -> bool:
        return 0 < self.capacity <= self.here

    @property
    def begins(self) -> str:
        return hour_text(self.start)

    @property
    def ends(self) -> str:
        return hour_text(self.start + self.minutes)

    @property
    def name(self) -> Sentence:
        """As a list shows it."""
        match self.sort:
            case "lesson":
                said = {"title": self.title or "", "n": self.lesson, "of": self.lessons}
                return Sentence("{title}, lesson {n} of {of}", said)
            case "appointment":
                return Sentence("Appointment")
        return Sentence("{title}", {"title": self.title}) if self.title else Sentence("Open help desk")


# ---- reading ----


def between(house: House, first: date, last: date, counter: str | None = None) -> list[Session]:
    """All of those days, in the order of the clock. A help desk whose opening was taken back after others came in is
    there too. Indexes einclusie_session(day), einclusie_session(course), einclusie_attended(session), (day)."""
    found = [
        _session(row)
        for row in house.rows(_READ + "WHERE s.day BETWEEN ? AND ? ORDER BY s.day, s.start", str(first), str(last))
    ]
    known = {one.id for one in found}
    found += [one for one in _nameless(house, "day BETWEEN ? AND ?", str(first), str(last)) if one.id not in known]
    return sorted((s for s in found if counter in (None, s.counter)), key=lambda s: (s.day, s.start, s.id))


def one(house: House, session: str) -> Session:
    """Raises NotFound. Primary key of einclusie_session."""
    found = house.one(_READ + "WHERE s.subject=? AND s.day IS NOT NULL", session)
    if found is not None:
        return _session(found)
    for left in _nameless(house, "session=?", session):
        return left
    raise NotFound(what=session)


def _nameless(house: House, where: str, *values: str) -> list[Session]:
    """Help desks that people came to and of which the opening, with the first visitor, was taken back: they have no hours
    until the next visitor opens them again. Indexes einclusie_attended(day), einclusie_attended(session); `+` keeps SQLite from walking the second for the groups."""
    found = house.rows(
        "SELECT a.session, a.counter, a.day, count(*), count(*) - count(l.of) FROM einclusie_attended a "
        f"LEFT JOIN einclusie_left l ON l.of=a.of WHERE a.{where} AND NOT EXISTS "
        "(SELECT 1 FROM einclusie_session s WHERE s.subject=a.session AND s.day IS NOT NULL) GROUP BY +a.session", *values,
    )  # fmt: skip
    return [
        Session(id, "help_desk", counter, date.fromisoformat(day), 0, 0, 0, None, 0, 0, None, None, "open", came, here)
        for id, counter, day, came, here in found
    ]


def around(shift: Shift) -> list[Session]:
    """Of the whole house, the last and the next 31 days; one that nobody closed is over with its day."""
    today = shift.here().day
    found = between(shift.house, today - AROUND, today + AROUND)
    over = [one.condition == "open" and one.day < today for one in found]
    return [replace(one, condition="closed") if past else one for one, past in zip(found, over, strict=True)]


def help_desk(day: date, counter: str) -> str:
    """The id of a help desk that nobody planned: one a day at a counter."""
    return f"{day}@{counter}"


def _session(row: Sequence[Any]) -> Session:
    id, sort, counter, day, start, minutes, capacity, course, lesson, lessons, title, guest, *how = row
    opened, closed, cancelled, came, here = how
    condition: Condition = "cancelled" if cancelled else "closed" if closed else "open" if opened or came else "planned"
    return Session(
        id, sort, counter, date.fromisoformat(day), start, minutes, capacity, course, lesson or 0, lessons, title,
        guest and PersonId(guest), condition, came, here,
    )  # fmt: skip


# ---- doing ----


@dataclass(frozen=True, slots=True)
class Planned:
    """A series that was planned: the days it falls on, and those it leaves out."""

    act: Act
    sessions: tuple[str, ...]
    series: Series


def plan(
    shift: Shift, first: date, start: int, minutes: int, *, capacity: int = 0, title: str | None = None, times: int = 0,
    until: date | None = None, sort: Sort = "help_desk", guest: PersonId | None = None, counter: str | None = None,
) -> Planned:  # fmt: skip
    """A session at this counter, or a weekly series (`times`, or `until` a day) without holidays.

    An appointment (`guest`: for whom) is made by whoever serves, on its own day, a holiday too. `start`: minutes after
    midnight. Raises NotAllowed, NotFound (counter), NotUnderstood, Changed (there is one already)."""
    shift.require("serve" if sort == "appointment" else "lead")
    where = shift.kiosk.counter(counter or shift.counter)
    today = shift.here().day
    check_times(first, start, minutes, capacity, today)
    school = read_holidays(shift.settings().school_holidays)
    series = Series((first,)) if sort == "appointment" else weekly(first, times=times, until=until, school=school)
    drafts = [
        SessionPlanned(
            session=_id(day, start, where, sort),
            sort=sort,
            counter=where,
            day=day,
            start=start,
            minutes=minutes,
            capacity=capacity,
            title=title,
            guest=guest,
        )
        for day in series.days
    ]
    act = shift.tell(*drafts, guard=lambda house: _taken(house, drafts))
    return Planned(act, tuple(draft.session for draft in drafts), series)


def check_times(first: date, start: int, minutes: int, capacity: int, today: date) -> None:
    """Raises NotUnderstood with what does not fit."""
    if first < today:
        raise NotUnderstood(why=Sentence("the first day lies before today."))
    if not 0 < minutes <= DAY_MINUTES - start:
        raise NotUnderstood(why=Sentence("a session ends after it begins, on the same day."))
    if not 0 <= capacity <= 500:
        raise NotUnderstood(why=Sentence("seats are a number from 0 (no limit) to 500."))


def _id(day: date, start: int, counter: str, sort: Sort) -> str:
    """One help desk at a counter at an hour; appointments may lie beside each other."""
    return new_id() if sort == "appointment" else f"{day}T{hour_text(start)}@{counter}"


def _taken(house: House, drafts: Iterable[SessionPlanned]) -> Sentence | None:
    for draft in drafts:
        found = house.one(
            "SELECT 1 FROM einclusie_session WHERE subject=? AND day IS NOT NULL AND coalesce(cancelled, 0)=0",
            draft.session,
        )
        if found:
            return Sentence(
                "there is a session on {day} at {hour} already.", {"day": draft.day, "hour": hour_text(draft.start)}
            )
    return None


def open_session(shift: Shift, session: str) -> Act:
    """People may come in, today and at this counter; also when it was closed too early.

    Raises NotAllowed, NotFound, Changed (it is open, cancelled, of another day or counter)."""
    shift.require("serve")
    one(shift.house, session)
    here = shift.here()

    def guard(house: House) -> Sentence | None:
        now = one(house, session)
        if now.day != here.day:
            return Sentence("this session is on {day}.", {"day": now.day})
        if now.counter != here.counter:
            return Sentence("this session is at {counter}.", {"counter": now.counter})
        if now.condition == "open":
            return Sentence("this session is open already.")
        return Sentence("this session was cancelled.") if now.condition == "cancelled" else None

    return shift.tell(SessionOpened(session=session), guard=guard)


def close_session(shift: Shift, session: str) -> Act:
    """It is over; how many came is kept as it is now. Raises NotAllowed, NotFound, Changed (it is not open)."""
    shift.require("serve")
    one(shift.house, session)

    def guard(house: House) -> Sentence | None:
        return None if one(house, session).condition == "open" else Sentence("this session is not open.")

    return shift.tell(closing(session), guard=guard)


def closing(session: str) -> Callable[[House], Iterable[SessionClosed]]:
    """The draft of a closing, counted inside the transaction. Index einclusie_attended(session)."""

    def drafts(house: House) -> Iterable[SessionClosed]:
        query = "SELECT count(*), coalesce(sum(anonymous), 0) FROM einclusie_attended WHERE session=?"
        came, anonymous = house.rows(query, session)[0]
        yield SessionClosed(session=session, came=came, anonymous=anonymous)

    return drafts


def cancel_session(shift: Shift, session: str) -> Act:
    """It does not take place. Raises NotAllowed, NotFound, Changed (people came already, or it was cancelled)."""
    shift.require("serve" if one(shift.house, session).sort == "appointment" else "lead")

    def guard(house: House) -> Sentence | None:
        now = one(house, session)
        if now.condition == "cancelled":
            return Sentence("this session was cancelled.")
        return counted("{n} person came to it.", "{n} persons came to it.", now.came) if now.came else None

    return shift.tell(SessionCancelled(session=session), guard=guard)


# ---- the help desk that nobody planned ----


def opening_today(house: House, day: date, counter: CounterId, start: int) -> tuple[str, tuple[Any, ...]]:
    """(the help desk of that day at that counter, what opens it): one that was planned and is not cancelled, else a new
    one that begins now. Called under the lock. Index einclusie_session(day)."""
    found = house.rows(
        "SELECT subject FROM einclusie_session WHERE day=? AND counter=? AND sort='help_desk' "
        "AND coalesce(cancelled, 0)=0 ORDER BY abs(start-?), start LIMIT 1", str(day), counter, start,
    )  # fmt: skip
    if found:
        return found[0][0], (SessionOpened(session=found[0][0]),)
    rules = house.settings(DigitalSettings, day)
    session = help_desk(day, counter)
    minutes = min(rules.help_desk_minutes, DAY_MINUTES - start)
    planned = SessionPlanned(
        session=session, sort="help_desk", counter=counter, day=day, start=start, minutes=minutes,
        capacity=rules.help_desk_capacity, title=None, guest=None,
    )  # fmt: skip
    return session, (planned, SessionOpened(session=session))
