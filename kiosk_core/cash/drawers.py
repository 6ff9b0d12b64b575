"""What happens to a counter's drawer beside sales: opened with a float, cash in and out, opened without a sale, closed.

A session runs from the float to the count. Whatever it holds is a fact; what is read of it here counts voided openings and
closings too, so that nothing that arrives later opens or closes a drawer behind somebody's back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..domain.ids import Cents, VolunteerId, Word
from ..domain.money import CASH
from ..house import House
from ..journal import Event, Kind, Row, fact, kind, subject, words

OPENED = fact(
    "core_drawer_opened",
    {"session": "text", "counter": "text", "cents": "cents", "left_there": "cents", "why": "text"},
    indexes=(("counter",), ("session",)),
)
"""One row per session. `cents`: the float. The others as of SessionOpened."""
CARRIED = fact(
    "core_cash_carried", {"session": "text", "movement": "text", "sort": "text", "cents": "cents", "amount": "cents"},
    indexes=(("session",),),
)  # fmt: skip
"""`amount`: how much was carried; `cents`: what it changed in the drawer, > 0 put in."""
UNSOLD = fact("core_drawer_unsold", {"session": "text", "reason": "text"}, indexes=(("session",),))
"""Times that a drawer was opened without a sale."""
FLOAT = fact(
    "core_float_corrected", {"session": "text", "correction": "text", "cents": "cents"}, indexes=(("session",),)
)
"""One row per time that a float was put right. `cents`: what it is since."""
NOTE = fact("core_till_note", {"of": "text", "note": "text"}, indexes=(("of",),))
"""Words typed beside one of these; gone after a year. `of`: the session's or the movement's id."""

Sort = Literal["in", "out", "change", "hand_over"]
"""put in | taken out | notes exchanged for coins | handed over to the finance service"""
BETWEEN = " - "
"""Stands between the two names of a hand-over, in its note."""
UNSOLD_REASONS = ("change", "check", "stuck", "other")


@kind("core.drawer_session_opened", keep="money", puts=(OPENED,))
class SessionOpened(Kind):
    """The drawer was counted and opened: from now on this counter takes cash. `coins`: (denomination, how many) when they
    were counted one by one. `by`: who counted. `left_there`: what should have lain in it, None when it never was closed
    before. `why`: the id of the words that say why it was another amount."""

    session: str = subject()
    cents: Cents
    coins: tuple[tuple[Cents, int], ...] = ()
    by: VolunteerId
    left_there: Cents | None = None
    why: Word | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        yield OPENED.row(
            session=self.session, counter=event.counter, cents=self.cents, left_there=self.left_there, why=self.why
        )


@kind("core.cash_carried", keep="money", puts=(CARRIED,))
class CashCarried(Kind):
    """Cash put into the drawer or taken out that is nobody's sale. `bag`: the number of a sealed bag. `by`: the volunteers
    who were there, as far as they are known here. `session`: the one that ran, or what it left there was handed over later."""

    movement: str = subject()
    session: Word
    sort: Sort
    amount: Cents
    bag: Word | None = None
    by: tuple[VolunteerId, ...] = ()

    def rows(self, event: Event) -> Iterable[Row]:
        yield CARRIED.row(
            session=self.session, movement=self.movement, sort=self.sort, cents=put_in(self.sort, self.amount),
            amount=self.amount,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Carried:
    """A movement of CashCarried as it is told. `cents`: what it changed in the drawer. `bag`: '' for none. `said`: what it was
    for, of a hand-over both names; '' when nothing is known any more. `late`: it was handed over after the closing."""

    day: date
    sort: Sort
    cents: Cents
    bag: str
    said: str
    late: bool


def put_in(sort: str, amount: Cents) -> Cents:
    """What a movement of that Sort changed in the drawer, cents: change that was bought changes nothing."""
    return Cents({"in": amount, "change": 0}.get(sort, -amount))


@kind("core.drawer_opened_unsold", keep="money", puts=(UNSOLD,))
class OpenedUnsold(Kind):
    """The drawer was opened without a sale. `reason`: one of UNSOLD_REASONS."""

    opening: str = subject()
    session: Word
    reason: Word

    def rows(self, event: Event) -> Iterable[Row]:
        yield UNSOLD.row(session=self.session, reason=self.reason)


@kind("core.float_corrected", keep="money", puts=(FLOAT,))
class FloatCorrected(Kind):
    """The float was typed wrongly when the drawer was opened. `before`, `cents`: what it was taken for, what it is."""

    correction: str = subject()
    session: Word
    before: Cents
    cents: Cents

    def rows(self, event: Event) -> Iterable[Row]:
        yield FLOAT.row(session=self.session, correction=self.correction, cents=self.cents)


@kind("core.till_noted", keep="notes", puts=(NOTE,))
class TillNoted(Kind):
    """Words that somebody typed beside one of these. Subject: its id."""

    of: str = subject()
    note: str | None = words()

    def rows(self, event: Event) -> Iterable[Row]:
        yield NOTE.row(of=self.of, note=self.note)


@dataclass(frozen=True, slots=True)
class Session:
    """A drawer session. `day`: local, on which it was opened; its money stands in that day's closing. `float`: cents, as
    it was put right last. `left_there`, `why`: as of SessionOpened."""

    id: str
    counter: str
    day: date
    float: Cents
    left_there: Cents | None = None
    why: str | None = None

    @property
    def off(self) -> Cents:
        """By how much the float differs from what should have lain there, cents; 0 when nothing was known."""
        return Cents(0 if self.left_there is None else self.float - self.left_there)


def open_session(house: House, counter: str) -> Session | None:
    """The session that this counter's drawer is in. Indexes core_drawer_opened_all(counter), core_till_closed_all(session),
    core_float_corrected_all(session)."""
    found = house.one(f"{_OPENED} WHERE counter=? ORDER BY event DESC LIMIT 1", counter)
    return None if found is None or is_closed(house, found[0]) else _session(house, *found)


def session_of(house: House, id: str) -> Session:
    """One that was opened, closed since or not. Indexes core_drawer_opened_all(session), core_float_corrected_all(session)."""
    found = house.one(f"{_OPENED} WHERE session=?", id)
    assert found is not None  # whoever names it has its row
    return _session(house, *found)


_OPENED = "SELECT session, counter, day, cents, left_there, why FROM core_drawer_opened_all"


def _session(house: House, id: str, counter: str, day: str, first: int, left: int | None, why: str | None) -> Session:
    latest = "SELECT cents FROM core_float_corrected_all WHERE session=? ORDER BY event DESC LIMIT 1"
    (cents,) = house.one(latest, id) or (first,)
    return Session(id, counter, date.fromisoformat(day), Cents(cents), None if left is None else Cents(left), why)


def is_closed(house: House, session: str) -> bool:
    """Whether its Z was made. Index core_till_closed_all(session)."""
    return house.one("SELECT 1 FROM core_till_closed_all WHERE session=?", session) is not None


def has_drawer(house: House, counter: str) -> bool:
    """Whether that counter was set up with one."""
    return house.number("SELECT has_drawer FROM core_counter WHERE subject=?", counter) > 0


def lies_in(house: House, session: Session) -> Cents:
    """What should lie in the drawer: float, and all cash in less all cash out. Indexes core_money(session),
    core_cash_carried(session)."""
    taken = house.number("SELECT sum(cents) FROM core_money WHERE session=? AND means='cash'", session.id)
    carried = house.number("SELECT sum(cents) FROM core_cash_carried WHERE session=?", session.id)
    return Cents(session.float + taken + carried)


def left_in(house: House, counter: str) -> tuple[str, Cents] | None:
    """(session, cents) of a drawer that is closed: what was counted last, less what was handed over since; None when it never
    was closed. Indexes core_till_closed_all(counter), core_cash_carried(session)."""
    query = "SELECT session, counted, event FROM core_till_closed_all WHERE counter=? ORDER BY event DESC LIMIT 1"
    closed = house.one(query, counter)
    if closed is None:
        return None
    session, counted, at = closed
    since = house.number("SELECT sum(cents) FROM core_cash_carried WHERE session=? AND event>?", session, at)
    return session, Cents(counted + since)


def touched(events: Iterable[Event]) -> tuple[frozenset[str], bool]:
    """The sessions in whose closing an act stands, with or without money, and whether coins moved."""
    sessions, coins = set[str](), False
    for event in events:
        kept, carried = event.fields, event.kind == CashCarried.KIND
        if session := kept.get("session") if carried else kept.get("drawer"):
            sessions.add(session)
            coins = coins or carried or any(means == CASH for means, _ in kept.get("payments", ()))
    return frozenset(sessions), coins
