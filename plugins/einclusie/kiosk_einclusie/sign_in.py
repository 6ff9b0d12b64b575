"""Who comes in: one scan, no key. Which session it is for, whether there is a seat, and what a second scan means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from zoneinfo import ZoneInfo

from kiosk_core import (
    Act,
    Client,
    CoreSettings,
    EventId,
    Finding,
    Here,
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
    moment_of,
    new_id,
)  # fmt: skip

from . import courses, sessions
from .errors import NotNow
from .events.sessions import SIGN_IN, AgeNoted, Band, SignedIn, SignedOut
from .sessions import Session
from .settings import DigitalSettings

SERVICE: str = SIGN_IN
BANDS: tuple[Band, ...] = ("0-17", "18-64", "65+")


@dataclass(frozen=True, slots=True)
class Presence:
    """A visitor who is inside. `of`: the event of signing in; `hour`: '14:05'."""

    of: EventId
    session: str
    hour: str


@dataclass(frozen=True, slots=True)
class Facts:
    """`session`: where a visitor belongs now; None: a help desk will be opened, with `capacity` seats. `presence`: there, and
    `elsewhere`: at what ends for them because their lesson or appointment begins."""

    session: Session | None
    capacity: int
    presence: Presence | None = None
    elsewhere: Presence | None = None
    next_one: Session | None = None

    @property
    def full(self) -> bool:
        return self.session.full if self.session else False


# ---- reading ----


def gather(visit: Visit, house: House) -> Facts:
    """Indexes einclusie_session(day), einclusie_attended(person, day), einclusie_left(of)."""
    person = visit.client.person if visit.client else None
    rules = house.settings(DigitalSettings, visit.day)
    session = belongs(house, visit.here, person)
    presence = inside(house, visit.here, person) if person else None
    capacity = session.capacity if session else rules.help_desk_capacity
    upcoming = following(house, visit.here) if session and session.full else None
    if presence and session and session.sort != "help_desk" and presence.session != session.id:
        return Facts(session, capacity, None, presence, upcoming)
    return Facts(session, capacity, presence, None, upcoming)


def belongs(house: House, here: Here, person: PersonId | None) -> Session | None:
    """The session of today at this counter that somebody comes to: an appointment of theirs or a lesson in which they have a
    seat, from some minutes before its start until its end, else the help desk, open or planned. None: nobody planned one."""
    today = sessions.between(house, here.day, here.day, here.counter)
    live = [one for one in today if one.condition != "cancelled"]
    now, early = minutes_now(house, here), house.settings(DigitalSettings, here.day).early_minutes
    hour = [one for one in live if one.start - early <= now <= one.start + one.minutes]
    mine = [one for one in hour if person and one.condition != "closed" and _for(house, one, person)]
    desks = [one for one in live if one.sort == "help_desk"]
    opened = [one for one in desks if one.condition == "open"]
    return next(iter([*mine, *opened, *sorted(desks, key=lambda one: abs(one.start - now))]), None)


def _for(house: House, session: Session, person: PersonId) -> bool:
    """Whether an appointment or a lesson is theirs."""
    if session.course is not None:
        return courses.seated(house, session.course, person, session.day)
    return session.guest == person


def inside(house: House, here: Here, person: PersonId) -> Presence | None:
    """Where somebody is today who did not go home; not in a session that is over. Index einclusie_attended(person, day)."""
    found = house.one(
        "SELECT a.of, a.session, a.at FROM einclusie_attended a LEFT JOIN einclusie_session s ON s.subject=a.session "
        "WHERE a.person=? AND a.day=? AND a.counter=? AND coalesce(s.closed, 0)=0 "
        "AND NOT EXISTS (SELECT 1 FROM einclusie_left l WHERE l.of=a.of) ORDER BY a.at DESC LIMIT 1",
        person, str(here.day), here.counter,
    )  # fmt: skip
    if found is None:
        return None
    of, session, at = found
    return Presence(EventId(of), session, f"{moment_of(at).astimezone(zone(house, here.day)):%H:%M}")


def following(house: House, here: Here) -> Session | None:
    """The next help desk at this counter on a later day. Index einclusie_session(day)."""
    ahead = sessions.between(house, here.day, here.day + sessions.AROUND, here.counter)
    return next((s for s in ahead if s.day > here.day and s.sort == "help_desk" and s.condition == "planned"), None)


def minutes_now(house: House, here: Here) -> int:
    """Local minutes after midnight."""
    local = here.at.astimezone(zone(house, here.day))
    return local.hour * 60 + local.minute


def zone(house: House, day: date) -> ZoneInfo:
    return ZoneInfo(house.settings(CoreSettings, day).zone)


# ---- deciding ----


def judge(rules: DigitalSettings, facts: Facts) -> Iterable[Finding]:
    """Pure. Whoever is inside already needs no seat."""
    if facts.presence:
        if rules.second_scan == "ignore":
            text = Sentence("Is here already, since {hour}.", {"hour": facts.presence.hour})
            yield Finding(Severity.NOTE, "einclusie.here_already", text)
        return
    if facts.full:
        yield Finding(
            Severity.STOP, "einclusie.full",
            counted("The seat is taken.", "All {n} seats are taken.", facts.capacity), _next(facts.next_one),
        )  # fmt: skip


def _next(session: Session | None) -> Sentence:
    if session is None:
        return Sentence("Ask to wait until somebody goes home.")
    said = {"day": session.day, "hour": session.begins}
    return Sentence("Ask to wait until somebody goes home, or to come on {day} at {hour}.", said)


def offers(visit: Visit, house: House) -> Iterable[Offer]:
    """Welcome, or goodbye on the second scan; nothing when that is ignored. Who goes from the help desk to their lesson leaves the
    one with the scan that greets them at the other."""
    rules, facts = house.settings(DigitalSettings, visit.day), gather(visit, house)
    person = visit.client.person if visit.client else None
    if facts.presence is None:
        title = Sentence("Visit") if person else Sentence("Visitor without a name")
        before = facts.elsewhere
        leaving = (SignedOut(person=person, of=before.of),) if person and before else ()
        yield Offer(title, (_coming(visit, person), *leaving), guard=_not_inside(visit.here, person, before))
    elif rules.second_scan == "out" and person:
        gone = SignedOut(person=person, of=facts.presence.of)
        yield Offer(Sentence("Going home"), (gone,), guard=_still_inside(visit.here, person))


def _coming(visit: Visit, person: PersonId | None) -> Callable[[House], Iterable[Any]]:
    """The draft of signing in, completed under the lock; it opens the session that is not open yet."""

    def drafts(house: House) -> Iterable[Any]:
        here = visit.here
        session, now = belongs(house, here, person), minutes_now(house, here)
        if session is None or (session.sort == "help_desk" and not _stands(session)):
            id, opening = sessions.opening_today(house, here.day, here.counter, now)
            yield from opening
        else:
            id, opening = session.id, ()
        late, nth = _at_lesson(house, session, person, now) if session and person else (False, 0)
        yield SignedIn(
            person=person or PersonId(new_id()), session=Word(id), anonymous=person is None, late=late, nth=nth
        )

    return drafts


def _at_lesson(house: House, session: Session, person: PersonId, now: int) -> tuple[bool, int]:
    """(late, nth) of whoever comes in. Who went out of a lesson and comes in again is as late as the first time, and not counted
    once more. Index einclusie_attended(person, day)."""
    if session.course is None:
        return False, 0
    query = "SELECT late FROM einclusie_attended WHERE person=? AND day=? AND session=? ORDER BY at LIMIT 1"
    if came := house.one(query, person, str(session.day), session.id):
        return bool(came[0]), 0
    late = now >= session.start + house.settings(DigitalSettings, session.day).late_minutes
    return late, courses.times_came(house, session.course, person) + 1


def _stands(session: Session) -> bool:
    return session.condition == "open" and session.minutes > 0


def _not_inside(here: Here, person: PersonId | None, elsewhere: Presence | None) -> Callable[[House], Sentence | None]:
    """A guard: nowhere but at what they leave, and there still."""

    def guard(house: House) -> Sentence | None:
        found = inside(house, here, person) if person else None
        if elsewhere:
            return None if found == elsewhere else Sentence("this visitor went home already.")
        return Sentence("this visitor is here already, since {hour}.", {"hour": found.hour}) if found else None

    return guard


def _still_inside(here: Here, person: PersonId) -> Callable[[House], Sentence | None]:
    return lambda house: None if inside(house, here, person) else Sentence("this visitor went home already.")


# ---- doing ----


@dataclass(frozen=True, slots=True)
class Greeting:
    """What happened, for whoever shows it. `seat`: how many are inside now; `act` None: nothing was recorded."""

    says: Literal["welcome", "goodbye", "here_already"]
    session: Session
    seat: int
    client: Client | None
    act: Act | None


def sign_in(shift: Shift, asked: Verdict) -> Greeting:
    """Records what a scan of a card (or nobody's, a walk-in) offers; an ask is confirmed by whoever calls this.

    Raises NotNow (the rules say no, or the code serves nobody), Changed, and what `Shift.record` raises."""
    if asked.visit is None or asked.outcome in ("refused", "unknown"):
        first = asked.findings[0]
        raise NotNow(why=first.text, next=first.next_step or "")
    client = asked.visit.client
    act = shift.record(asked.offers[0]) if asked.offers else None
    return greeting(shift.house, asked, client, act)


def greeting(house: House, asked: Verdict, client: Client | None, act: Act | None) -> Greeting:
    """How to greet after a verdict and what was recorded of it. Index einclusie_attended(of)."""
    assert asked.visit is not None
    for event in act.events if act else ():
        if event.kind == SignedIn.KIND:
            session = sessions.one(house, event.fields["session"])
            return Greeting("welcome", session, session.here, client, act)
        if event.kind == SignedOut.KIND:
            of = event.fields["of"]
            left = house.rows("SELECT session FROM einclusie_attended WHERE of=?", of)[0][0]
            session = sessions.one(house, left)
            return Greeting("goodbye", session, session.here, client, act)
    there = inside(house, asked.visit.here, client.person) if client and client.person else None
    assert there is not None  # nothing recorded means: here already
    session = sessions.one(house, there.session)
    return Greeting("here_already", session, session.here, client, None)


def note_age(shift: Shift, act: Act, band: Band) -> Act:
    """About how old the visitor without a name is who was just counted. Raises NotAllowed."""
    shift.require("serve")
    event = next(event for event in act.events if event.kind == SignedIn.KIND)
    return shift.tell(AgeNoted(person=PersonId(event.subject), of=event.id, band=band))
