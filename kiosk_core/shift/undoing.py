"""Taking an act back: whole, once, and by whom its own rules let. Mixed into Shift."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from ..cash import drawers, money
from ..cash.aside import DraftDropped
from ..cash.closing import TillClosed, TillRead
from ..domain.errors import CannotUndo, NotUnderstood, TooLate
from ..domain.ids import ClientId, Word
from ..domain.moments import local_day, moment_of
from ..domain.project import Undoing as Asked
from ..domain.texts import Sentence, Text
from ..house import House
from ..journal import Act, Event, Forgotten, Merged, Voided
from ..journal.identity import without
from ..journal.kinds import NOBODY
from ..printing import spool
from ..registry import rights, served, since
from ..registry.counters import HouseStarted
from ..registry.homes import Homes
from ..registry.imports import ClientsExported
from ..registry.persons import ClientLookedAt
from ..registry.shift_notes import ShiftNoteRead, ShiftNoteWritten
from ..registry.undone import UndoNoted
from ..registry.volunteers import VouchedFor
from .standing import why_not
from .trust import Trust

UNDO_REASONS = ("mistake", "wrong_client", "not_taken", "test", "other")
NEVER_UNDONE = (
    ClientLookedAt.KIND,
    ClientsExported.KIND,
    HouseStarted.KIND,
    TillRead.KIND,
    drawers.OpenedUnsold.KIND,
    DraftDropped.KIND,
    VouchedFor.KIND,
    ShiftNoteRead.KIND,
)
_PUT_RIGHT = Sentence("the float is put right at the till: what it is, and why.")
STANDS = {
    drawers.SessionOpened.KIND: _PUT_RIGHT,
    drawers.FloatCorrected.KIND: _PUT_RIGHT,
    TillClosed.KIND: Sentence("the till was counted. Open it again."),
}
"""Of a drawer, and what to do instead: a closing stays as it was printed."""
MONEY = (money.MoneyMoved.KIND, drawers.CashCarried.KIND)
"""What stands in the closing of a drawer."""
MOST_NAMED = 5
"""Acts named of those that are to be taken back first."""
AUTOMATIC = (Voided.KIND, Forgotten.KIND, served.FirstPassed.KIND)
"""What the core itself writes beside: the journal says what of it can be undone."""


class Undoing(Trust):
    def undo(self, id: str, reason: str, note: str | None = None, *, along: bool = False) -> Act:
        """Takes an act back whole, by its id or that of any of its events. `along`: with it what was built since on those
        who became known in it; what happened (visits, money) and a merge excepted.

        `reason`: one of UNDO_REASONS; other words are kept as a note with code 'other'. Raises NotFound, CannotUndo,
        TooLate (it stands in a closing; another drawer than this counter's is CannotUndo), NotAllowed: who may not register does not undo a registration, nor
        what was done on another day without leading, nor against a plugin's own rule, nor, without the right to see where they live, what hides somebody; NotUnderstood (own
        words that could not be kept), OwnHousehold, PluginFails."""
        self.require("undo")
        act = self.kiosk.act(id)
        self._may_undo(act)
        code, words = (reason, note) if reason in UNDO_REASONS else ("other", note or reason)
        sessions, in_cash = drawers.touched(act.events)
        homes = Homes(self.house, self.kiosk.journal.db, self.here().day)

        def drafts(house: House) -> Iterable[Any]:
            if any(drawers.is_closed(house, session) for session in sessions):
                raise TooLate()
            if in_cash and sessions and sessions != {getattr(drawers.open_session(house, self.counter), "id", "")}:
                raise CannotUndo(why=Sentence("its cash lies in another drawer. Undo it at that counter."))
            taken = self._with_what_stands_on_it(house, act, along)
            homes.look(taken.events)
            for name, rule, event in self._asked_of(taken):
                with self.kiosk.plugins.blamed(name, "undoing"), self.kiosk.plugins.timed(name, "undoing"):
                    if why := why_not(rule.guard(house, event)):
                        raise CannotUndo(why=why)
            about = next((e.subject for e in act.events if not e.torn and self._is_client(e.subject)), None)
            if words and not about and self._names_somebody(act):
                raise NotUnderstood(
                    why=Sentence("your own words cannot be kept with this: say mistake, not_taken or test.")
                )
            for event in taken.events:
                yield Voided(
                    event=event.id,
                    reason=Word(code),
                    about=ClientId(about) if about and words else None,
                    note=words if about else None,
                )
            if words and not about:
                till = any(e.kind in MONEY for e in act.events)
                yield drawers.TillNoted(of=act.id, note=words) if till else UndoNoted(undone=act.id, note=words)
            for event in taken.events:
                yield from served.passed_on(house, event)
                if event.kind == Merged.KIND and not event.torn:
                    yield from served.after_parting(house, without(self.kiosk.journal.ledger, event))

        def beside(id: str, at: datetime) -> None:
            if homes.shown():
                self.require("protected")
            if homes.come_back():
                raise CannotUndo(
                    why=Sentence(
                        "meanwhile somebody left or moved, or they were parted, and would live there again: take that back first."
                    )
                )
            spool.forget(self.kiosk.store.db, [act.id])
            if sessions and in_cash:
                self._pulse(id, at)

        return self._append(lambda here: drafts(self.house), beside)

    def _with_what_stands_on_it(self, house: House, act: Act, along: bool) -> Act:
        """What of the act is not undone yet, and with `along` what goes with it: a protection too, for who may end one. Raises
        CannotUndo: all of it is, or more was built on it; NotAllowed."""
        keys = [self._key(event) for event in act.events]
        gone = self.kiosk.journal.ledger.voided_of(keys)
        if len(gone) == len(keys):
            raise CannotUndo(why=Sentence("it was undone already."))
        left = [event for event, key in zip(act.events, keys, strict=True) if key not in gone]
        if along and since.on_hidden(house, keys, self.here().day):
            self.require("protected")
        with_it = since.goes_along(house, keys) if along else []
        first = [one for one in with_it if one.kind == Merged.KIND] if along else since.built_on(house, keys)
        if first:
            raise CannotUndo(why=self.to_take_back_first(first))
        also = self.kiosk.journal.ledger.those([one.key for one in with_it])
        self._may_undo(replace(act, events=[event for _, event in also]))
        return replace(act, events=[*left, *(event for _, event in also)])

    def to_take_back_first(self, stands: Sequence[since.Built]) -> Sentence:
        """What is to be taken back before, act by act, the newest first."""
        from ..care.readable import Readable

        words, name = Readable(self.kiosk.plugins.projects), self.kiosk.journal.ledger.name
        acts = {one.act: one for one in stands}
        said: list[Text] = [
            Sentence("{title} ({day}, {act})", {"title": words.title(one.kind), "day": one.day, "act": name(act)})
            for act, one in acts.items()
        ]
        if more := said[MOST_NAMED:]:
            said[MOST_NAMED:] = [Sentence("and {n} more", {"n": len(more)})]
        return Sentence("more stands on it by now. Take that back first, in this order: {what}.", {"what": tuple(said)})

    def _may_undo(self, act: Act) -> None:
        """An undoing is no way around the rights, nor for one's own household, of a thing (a receipt, a device) too; and a trace,
        or the first event of a house, is never taken back."""
        leaves = self.kiosk.journal.ledger.leaves_of([self._key(event) for event in act.events])
        whose = {leaf.whose for of_one in leaves.values() for leaf in of_one}
        self._check_age(act)
        for event in act.events:
            if event.kind in STANDS:
                raise CannotUndo(why=STANDS[event.kind])
            if event.kind in NEVER_UNDONE:
                raise CannotUndo(why=Sentence("this stays written down."))
            if event.kind.startswith("core.") and event.keep in rights.UNDOING and event.kind not in AUTOMATIC:
                self.require(rights.UNDOING[event.keep])
            if event.kind == Merged.KIND:
                self.require("merge")
            if event.kind in MONEY:
                self.require("hand_over" if event.fields.get("sort") == "hand_over" else "give_back")
            if event.kind == ShiftNoteWritten.KIND and event.actor != self.here().volunteer:
                self.require("brief")
        for name, rule, event in self._asked_of(act):
            with self.kiosk.plugins.blamed(name, "undoing"):
                if right := rule.right(self.house, event, self.here()):
                    self.require(right)
                whose.update(rule.whose(self.house, event))
        self.bar_own(*whose)

    def _check_age(self, act: Act) -> None:
        """What was done or entered today is taken back by whoever serves, later by who leads, and by the coordinator what lies
        further back than an act may be entered: figures were handed in meanwhile. One's own note to a shift has no age."""
        here, rules = self.here(), self.settings()
        days = (
            max(event.day, local_day(moment_of(event.at), rules.zone))
            for event in act.events
            if event.kind != ShiftNoteWritten.KIND or event.actor != here.volunteer
        )
        age = (here.day - min(days, default=here.day)).days
        if age > rules.late_days:
            self.require("undo_long_ago")
        elif age > 0:
            self.require("undo_earlier")

    def _asked_of(self, act: Act) -> Iterable[tuple[str, Asked, Event]]:
        """What plugins ask of the act's events: (plugin, its rule, the event)."""
        for name, project in self.kiosk.plugins.projects.items():
            rules = {rule.kind: rule for rule in project.undoing}
            yield from ((name, rules[event.kind], event) for event in act.events if event.kind in rules)

    def _names_somebody(self, act: Act) -> bool:
        """Whether it is about somebody who is forgotten, or whom only its fields name: words about them could not be
        forgotten with them."""
        ledger = self.kiosk.journal.ledger
        leaves = (leaf for event in act.events for leaf in ledger.leaves(self._key(event)))
        return any(event.torn for event in act.events) or any(leaf.whose not in (None, NOBODY) for leaf in leaves)

    def _is_client(self, subject: str) -> bool:
        return any(
            self.house.one(f"SELECT 1 FROM {table} WHERE subject=?", subject)
            for table in ("core_person", "core_household")
        )
