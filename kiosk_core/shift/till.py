"""The drawer of this counter: opened with a float, cash in and out, X, counted and closed with a Z. Mixed into Shift."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from ..cash import closing, drawers, slips
from ..cash.aside import StillAside
from ..cash.closing import Closing
from ..cash.coins import Counted, amount_of
from ..cash.coins import counted as checked
from ..cash.drawers import Carried, CashCarried, FloatCorrected, OpenedUnsold, Session, SessionOpened, Sort, TillNoted
from ..core import CoreSettings
from ..domain.answers import ClosingLine
from ..domain.errors import NotFound, NotUnderstood, TillNotClosed, TillNotOpen
from ..domain.ids import Cents, VolunteerId, Word, new_id
from ..domain.money import is_number
from ..domain.receipts import Block, Receipt
from ..domain.texts import Money, Sentence, counted
from ..house import House
from ..journal import Act
from ..journal.envelope import SEQ_BITS
from ..registry.counters import CounterSetUp
from ..registry.volunteers import Volunteer, by_name
from .parking import Parking
from .standing import TILL, Beside

MOST_NOTED = 500
"""letters of a note: it is printed on the closing."""


class Till(Parking):
    # ---- how it stands ----

    def x(self) -> Closing:
        """How the session stands now. Writes nothing. Raises NotAllowed, TillNotOpen."""
        self.require("till")
        return replace(self._read(self._open(self.house)), at=self.here().at)

    def z(self, number: str) -> Closing:
        """A closing by its number ('A-Z00012'), as it was printed. Raises NotAllowed, NotFound."""
        self.require("till")
        event = self.kiosk.journal.ledger.event(self._z_key(number))
        assert event is not None  # its row says so
        return closing.as_printed(self.house, event)

    def last_closings(self, most: int = 50) -> list[Closing]:
        """This counter's closings as they were printed, the newest first. Index core_till_closed_all(counter)."""
        self.require("till")
        query = "SELECT event FROM core_till_closed_all WHERE counter=? ORDER BY event DESC LIMIT ?"
        found = self.kiosk.journal.ledger.those([key for (key,) in self.house.rows(query, self.counter, most)])
        return [closing.as_printed(self.house, event) for _, event in sorted(found, key=lambda pair: -pair[0])]

    def colleague(self, name: str) -> Volunteer:
        """An active volunteer by name; without one, whoever stands here. Raises NotFound."""
        who = by_name(self.house, name) if name.strip() else self.volunteer
        if who is None:
            raise NotFound(what=name)
        return who

    def session(self, id: str) -> Session:
        """One that was opened here or elsewhere, closed since or not. Raises NotAllowed."""
        self.require("till")
        return drawers.session_of(self.house, id)

    def carried(self, session: str) -> list[Carried]:
        """Cash that went into a session's drawer or out of it without a sale, in order. Raises NotAllowed. Indexes
        core_cash_carried(session), core_till_closed_all(session)."""
        self.require("till")
        closed = self.house.one("SELECT event FROM core_till_closed_all WHERE session=?", session)
        keys = [key for (key,) in self.house.rows("SELECT event FROM core_cash_carried WHERE session=?", session)]
        return [
            Carried(
                event.day, event.fields["sort"], drawers.put_in(event.fields["sort"], event.fields["amount"]),
                event.fields["bag"] or "", slips.said_of(self.house, event), bool(closed and key > closed[0]),
            )
            for key, event in sorted(self.kiosk.journal.ledger.those(keys))
        ]  # fmt: skip

    def last_carried(self) -> str | None:
        """The last cash in or out in the open session, that `undo` takes back. Index core_cash_carried_all(session)."""
        session = self.drawer()
        query = "SELECT max(event) FROM core_cash_carried WHERE session=?"
        found = self.house.one(query, session.id) if session else None
        return self.kiosk.event_id(found[0]) if found and found[0] else None

    # ---- opening and closing ----

    def left_in_drawer(self) -> Cents | None:
        """What should lie in the drawer while it is closed: what was counted last, less what was handed over since. None: it
        never was closed. Raises NotAllowed."""
        self.require("till")
        left = drawers.left_in(self.house, self.counter)
        return left[1] if left else None

    def open_till(
        self, cents: Cents = Cents(0), coins: Mapping[int, int] | None = None, counted_by: Volunteer | None = None,
        note: str = "",
    ) -> Act:  # fmt: skip
        """The drawer was counted: its float as an amount, or as `coins` (denomination in cents -> how many).

        `counted_by`: who counted, when it was somebody else. `note`: why it is not what should lie there; X and Z say the
        difference, also without. Who may set up counters says by this that there is a drawer; in an example everybody.
        Raises NotAllowed, NotUnderstood (no such coin, an amount below 0, no drawer here), TillNotClosed."""
        self.require("till")
        there, amount = _counted(cents, coins)
        who, words = (counted_by or self.volunteer).id, _note(note)

        def drafts(house: House) -> Iterable[Any]:
            if (before := drawers.open_session(house, self.counter)) is not None:
                raise TillNotClosed(day=before.day)
            if not drawers.has_drawer(house, self.counter):
                yield self._drawer_is_here(house)
            left, why = drawers.left_in(house, self.counter), Word(new_id()) if words else None
            yield SessionOpened(
                session=new_id(), cents=amount, coins=there, by=who, left_there=left[1] if left else None, why=why
            )
            if why:
                yield TillNoted(of=why, note=words)

        return self._write(drafts)

    def _drawer_is_here(self, house: House) -> CounterSetUp:
        if not (self.may("counters") or self.kiosk.example):
            raise NotUnderstood(why=Sentence("this counter has no drawer. The coordinator can say that it has one."))
        title = house.one("SELECT title FROM core_counter WHERE subject=?", self.counter)
        return CounterSetUp(counter=self.counter, title=title[0] if title else None, has_drawer=True)

    def close_till(
        self, cents: Cents = Cents(0), coins: Mapping[int, int] | None = None, note: str | None = None,
        *, keep_aside: bool = False,
    ) -> Closing:  # fmt: skip
        """The drawer was counted and is closed: its Z, which is printed and never changes. A session of an earlier day is
        closed with that day. A difference without a `note` is marked. `keep_aside`: what was put aside waits for another
        day, and the Z says how much. Raises NotAllowed, TillNotOpen, NotUnderstood, StillAside."""
        self.require("till")
        if not keep_aside and (waiting := len(self.aside())):
            what = counted("{n} sale is put aside here.", "{n} sales are put aside here.", waiting)
            raise StillAside(what=what)
        there, amount = _counted(cents, coins)
        words = _note(note or "")
        day = (self.drawer() or self._open(self.house)).day

        def drafts(house: House) -> Iterable[Any]:
            session = self._open(house)
            x = self._read(session)
            if self.volunteer.id not in x.worked:
                x = replace(x, worked=(*x.worked, self.volunteer.id))
            x = replace(x, ended=closing.ended_series(house, self.letter, session.day.year))
            serial = closing.next_z(house, self.letter)
            yield closing.close(x, self.letter, serial, amount, there, bool(words), self._head())
            if words:
                yield TillNoted(of=session.id, note=words)

        done = self._write(drafts, day=day, beside=lambda act, at: self._queue(act, TILL, "slip", at))
        return closing.as_printed(self.house, done.events[0])

    def correct_float(self, cents: Cents, why: str) -> Act:
        """The float was typed wrongly at opening: from now on `cents` lay there. The X and Z say so, and what was typed first.

        Raises NotAllowed, NotUnderstood (no reason, below 0, the same, less than went out already), TillNotOpen."""
        self.require("till")
        words = _said(why)
        _counted(cents, None)
        day = (self.drawer() or self._open(self.house)).day

        def drafts(house: House) -> Iterable[Any]:
            session = self._open(house)
            if cents == session.float:
                raise NotUnderstood(why=Sentence("the float is {amount} already.", {"amount": Money(cents)}))
            if (left := Cents(drawers.lies_in(house, session) - session.float + cents)) < 0:
                gone = {"amount": Money(Cents(-left))}
                raise NotUnderstood(why=Sentence("then {amount} more went out than lay there: count again.", gone))
            id = new_id()
            yield FloatCorrected(correction=id, session=Word(session.id), before=session.float, cents=cents)
            yield TillNoted(of=id, note=words)

        return self._write(drafts, day=day)

    # ---- cash in and out ----

    def cash_in(self, amount: Cents, note: str) -> Act:
        """Cash put into the drawer. Raises NotAllowed, NotUnderstood (no amount, no note), TillNotOpen, TillNotClosed."""
        return self._carry("in", amount, _said(note))

    def cash_out(self, amount: Cents, note: str) -> Act:
        """Petty cash taken out. Raises what `cash_in` raises, and NotUnderstood: more than lies in the drawer."""
        return self._carry("out", amount, _said(note))

    def buy_change(self, amount: Cents) -> Act:
        """Notes exchanged for coins: how much. The drawer holds as much as before."""
        return self._carry("change", amount)

    def hand_over(self, amount: Cents, bag: str, giver: str, receiver: str) -> Act:
        """Cash handed over to the finance service in a numbered bag, by one to another; a slip to sign is printed. Also what
        was counted at the closing, until the drawer is opened again: the Z stays, and that much less should lie there then.

        Raises NotAllowed, NotUnderstood (a bag without a number, a name that lacks), TillNotOpen, TillNotClosed."""
        self.require("hand_over")
        both = [name.strip() for name in (giver, receiver)]
        if not all(both) or both[0].casefold() == both[1].casefold():
            raise NotUnderstood(why=Sentence("two people sign for it: say both names."))
        number = bag.strip()
        if not is_number(number):
            raise NotUnderstood(why=Sentence("a bag has a number, for instance 004217 or KS-0042."))
        known = [found.id for name in both if (found := by_name(self.house, name)) is not None]
        return self._carry(
            "hand_over", amount, drawers.BETWEEN.join(both), bag=number, by=known,
            beside=lambda act, at: self._queue(act, TILL, "slip", at),
        )  # fmt: skip

    def open_drawer(self, reason: str, note: str | None = None, *, pulse: bool = True) -> Act:
        """The drawer opens without a sale. `reason`: one of UNSOLD_REASONS; other words are kept as a note with code 'other'.
        `pulse` False: something else that is printed opens it.

        Raises NotAllowed, NotUnderstood (no reason), TillNotOpen, TillNotClosed."""
        self.require("till")
        said = _said(reason)
        code, words = (said, note) if said in drawers.UNSOLD_REASONS else ("other", note or said)

        def drafts(house: House) -> Iterable[Any]:
            id = new_id()
            yield OpenedUnsold(opening=id, session=Word(self._of_today(house).id), reason=Word(code))
            if words:
                yield TillNoted(of=id, note=words)

        return self._write(drafts, beside=self._pulse if pulse else lambda act, at: None)

    def _carry(
        self, sort: Sort, amount: Cents, note: str = "", *, bag: str = "", by: Iterable[VolunteerId] = (),
        beside: Beside = lambda act, at: None,
    ) -> Act:  # fmt: skip
        self.require("till")
        if amount <= 0:
            raise NotUnderstood(why=Sentence("say an amount above 0."))

        def drafts(house: House) -> Iterable[Any]:
            (session, there), id = self._in_drawer(house, also_closed=sort == "hand_over"), new_id()
            if sort != "in" and amount > there:
                raise NotUnderstood(why=Sentence("{amount} lies in the drawer.", {"amount": Money(there)}))
            yield CashCarried(
                movement=id, session=Word(session), sort=sort, amount=amount, bag=Word(bag) if bag else None,
                by=tuple(by) or (self.volunteer.id,),
            )  # fmt: skip
            if note:
                yield TillNoted(of=id, note=note)

        def both(act: str, at: datetime) -> None:
            self._pulse(act, at)
            beside(act, at)

        return self._write(drafts, beside=both)

    # ---- paper ----

    def closing_slip(self, closing: Closing) -> Receipt:
        """An X or Z as it stands on paper."""
        zone = self.house.settings(CoreSettings, closing.day).zone
        parts = tuple(slips.of_closing(closing, self.house, zone))
        return Receipt((Block("body", parts),), example=self.kiosk.example)

    def names_of(self, volunteers: Iterable[VolunteerId]) -> list[str]:
        """Their names; whoever is forgotten is named by pseudonym."""
        return slips.names(self.house, volunteers)

    def print_x(self) -> Closing:
        """How the session stands now, on paper; what it says stays as it was then. Raises NotAllowed, TillNotOpen."""
        self.require("till")

        def drafts(house: House) -> Iterable[Any]:
            yield closing.read(self._read(self._open(house)))

        done = self._write(drafts, beside=lambda act, at: self._queue(act, TILL, "slip", at))
        return closing.as_printed(self.house, done.events[0])

    def print_z(self, number: str) -> None:
        """A closing once more, marked COPY. Raises NotAllowed, NotFound."""
        self.require("till")
        event = self.kiosk.journal.ledger.event(self._z_key(number))
        assert event is not None  # its row says so
        with self.kiosk.store.writing():
            self._queue(event.act, TILL, "copy", self.kiosk.clock())

    # ---- inside ----

    def _open(self, house: House) -> Session:
        session = drawers.open_session(house, self.counter)
        if session is None:
            raise TillNotOpen()
        return session

    def _of_today(self, house: House) -> Session:
        session = self._open(house)
        if session.day < self.here().day:
            raise TillNotClosed(day=session.day)
        return session

    def _in_drawer(self, house: House, also_closed: bool) -> tuple[str, Cents]:
        """(session, what should lie in the drawer). `also_closed`: of one that is closed, what its last session left there."""
        closed = also_closed and drawers.open_session(house, self.counter) is None
        if closed and (left := drawers.left_in(house, self.counter)) is not None:
            return left
        session = self._of_today(house)
        return session.id, drawers.lies_in(house, session)

    def _read(self, session: Session) -> Closing:
        plugins = self.kiosk.plugins
        heard = plugins.ask("closing_lines", session=session, house=self.house)
        lines: list[tuple[str, ClosingLine]] = list(heard.values)
        if waiting := len(self.aside()):
            lines.append(("core", ClosingLine("core.aside", Sentence("Put aside, not paid"), waiting)))
        purposes = {purpose.code: purpose for purpose in plugins.all("purposes")}
        tenders = {tender.code: tender.title for tender in plugins.all("tenders")}
        silent = [failure.plugin for failure in heard.failures]
        return closing.read_session(self.house, session, plugins.projects, purposes, tenders, lines, silent)

    def _head(self) -> str:
        """Inside the write transaction: the last event of this file's own chain, and the beginning of its hash."""
        query = "SELECT e.id, hex(e.hash) FROM event e JOIN origin o ON o.n = e.id >> ? WHERE o.own=1 ORDER BY e.id DESC LIMIT 1"
        key, digest = self.house.rows(query, SEQ_BITS)[0]
        return f"{self.kiosk.journal.ledger.name(key)}:{digest[:32]}"

    def _z_key(self, number: str) -> int:
        found = self.house.one("SELECT event FROM core_till_closed_all WHERE z=?", number.strip().upper())
        if found is None:
            raise NotFound(what=number)
        return int(found[0])


def _counted(cents: Cents, coins: Mapping[int, int] | None) -> tuple[Counted, Cents]:
    """(note and coins, what they come to). Raises NotUnderstood."""
    if coins is not None:
        there = checked(coins)
        return there, amount_of(there)
    if cents < 0:
        raise NotUnderstood(why=Sentence("an amount in a drawer is never below 0."))
    return (), cents


def _said(text: str) -> str:
    if not text.strip():
        raise NotUnderstood(why=Sentence("say in a few words what it is for."))
    return _note(text)


def _note(text: str) -> str:
    """Short enough for the paper that it is printed on. Raises NotUnderstood."""
    if len(note := text.strip()) > MOST_NOTED:
        raise NotUnderstood(why=Sentence("a note has at most {n} letters.", {"n": MOST_NOTED}))
    return note
