"""Somebody who stands at a counter for a project: who they are, what they may, and how an act of theirs is written down.

What every part of a Shift is built on. Rights are checked here, never on a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Self

from ..cash import drawers
from ..core import CoreSettings, today
from ..domain.errors import CannotRecord, Changed, NamesNobody, NotPossible, NotUnderstood
from ..domain.ids import CounterId
from ..domain.project import Project
from ..domain.texts import Sentence
from ..domain.visits import Guard, Here, Service
from ..house import House
from ..journal import Act, Event, Kind
from ..plugins import CORE, Failure
from ..printing import spool
from ..printing.jobs import JobId, What
from ..printing.profile import read_address
from ..registry import rights, served
from ..registry.volunteers import Volunteer
from ..running import Running, as_act

TILL = "core.till"
"""Under which the till's own paper stands in the print queue, and that it opens."""
Asked = Callable[[Here], Iterable[Any]]
"""Called inside the transaction, with the drawer session that it happens in: looks again, may raise, and says what is written."""
Beside = Callable[[str, datetime], object]
"""(act, UTC moment): what is written in the same transaction and is no reading."""


class Standing:
    def __init__(self, kiosk: Running, counter: CounterId, project: Project, volunteer: Volunteer) -> None:
        self.kiosk, self.counter, self.project, self.volunteer = kiosk, counter, project, volunteer
        self.house = House(kiosk.store, counter)
        self.done: Act | None = None
        """What was written down here last."""

    @contextmanager
    def beside(self) -> Iterator[Self]:
        """The same shift for one thread, as `Running.beside`."""
        with self.kiosk.beside() as kiosk:
            yield type(self)(kiosk, self.counter, self.project, self.volunteer)

    # ---- who, where, and what they may ----

    def require(self, right: str) -> None:
        """Raises NotAllowed."""
        rights.require(self._roles, right)

    def may(self, right: str) -> bool:
        return rights.allowed(self._roles, right)

    @property
    def _roles(self) -> tuple[str, ...]:
        """Those that hold today: a shift may stand open for days, and another screen or command may take a role away. Read
        again only when a state was written since."""
        return self.house.kept(self.volunteer.roles_in, today(self.house, self.kiosk.clock()))

    @property
    def over(self) -> bool:
        """Whoever stood here may nothing any more: they left, or the day of a vouch is past."""
        return not self._roles

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Plugins whose code does not work now, guests too; for the status line, whatever the verdict says."""
        return self.kiosk.plugins.failing

    def settings(self, here: Here | None = None) -> CoreSettings:
        """The core's settings as they hold at this counter."""
        return self.house.settings(CoreSettings, here.day if here else today(self.house, self.kiosk.clock()))

    def here(self, at: datetime | None = None) -> Here:
        """This counter, now, or at that UTC moment."""
        moment = at or self.kiosk.clock()
        who, day = self.volunteer, today(self.house, moment)
        return Here(self.counter, self.project.name, who.id, moment, day, vouched_by=who.vouched_by)

    def service(self, code: str | None = None) -> Service:
        """One of the project's services; None: its usual one. Raises NotUnderstood."""
        for service in self.project.services:
            if code in (None, service.code):
                return service
        raise NotUnderstood(
            why=Sentence("{what} is not a service of this counter.", {"what": code or self.project.name})
        )

    @property
    def letter(self) -> str:
        """Of the series that numbers given here run in."""
        return (self.kiosk.journal.origin or "?")[0]

    @property
    def has_drawer(self) -> bool:
        """Whether this counter was set up with one."""
        return drawers.has_drawer(self.house, self.counter)

    def drawer(self) -> drawers.Session | None:
        """The session that this counter's drawer is in; one of an earlier day was not closed. None: it is closed."""
        return drawers.open_session(self.house, self.counter)

    # ---- one act, one transaction ----

    def tell(self, *drafts: Any, guard: Guard | None = None, day: date | None = None) -> Act:
        """Facts that are no offer to a client: a delivery, a day opened, a look. A draft may be a function of the house,
        called inside the transaction. `day`: an earlier one that it belongs to. Raises Changed (guard; NotPossible where it said so
        before the transaction), NotUnderstood (a day too far back or ahead), ClockDoubt, PluginFails (rows() of a kind, or it names
        somebody who was never known here)."""
        if why := self._why_not(guard, self.project.name):
            raise NotPossible(why=why)

        def asked(here: Here) -> Iterable[Any]:
            if why := self._why_not(guard, self.project.name):
                raise Changed(why=why)
            return self._spread(drafts, self.project.name)

        return self._append(asked, day=day)

    def _write(self, *drafts: Any, day: date | None = None, beside: Beside = lambda act, at: None) -> Act:
        """What the till writes down: a session is closed with its own day, however long ago that is."""
        return self._append(lambda here: self._spread(drafts, self.project.name), beside, day=day, any_day=True)

    def _append(
        self, asked: Asked, beside: Beside = lambda act, at: None, *, of: Here | None = None, day: date | None = None,
        any_day: bool = False,
    ) -> Act:  # fmt: skip
        """`of`: when and on which day it was decided; or a `day` of now's clock."""
        if (doubt := self.kiosk.doubt()) is not None:
            raise doubt
        now = self.here()
        here = replace(now, at=of.at, day=of.day) if of else replace(now, day=day or now.day)
        if not any_day:
            self._check_day(here, now)

        def drafts() -> Iterable[Any]:
            inside = replace(here, drawer=self._session_of(here))
            for draft in asked(inside):
                yield self._completed(draft, inside)

        try:
            self.done = as_act(self.kiosk.journal.append(drafts, here, lambda act: beside(act, now.at)))
        except CannotRecord as error:
            raise self.kiosk.plugins.broken_kind(error) from error
        return self.done

    def _why_not(self, guard: Guard | None, owner: str) -> Sentence | None:
        """What a guard of that project answers."""
        if guard is None:
            return None
        with self.kiosk.plugins.timed(owner, "guard"):
            return why_not(guard(self.house))

    def _spread(self, drafts: Iterable[Any], owner: str) -> Iterable[Any]:
        """Inside the transaction: each draft; or the one, or those, that it answers when it is a function of the house."""
        for draft in drafts:
            if callable(draft):
                with self.kiosk.plugins.timed(owner, "draft"):
                    found = draft(self.house)
                    found = (found,) if isinstance(found, Kind) else tuple(found)
                yield from found
            else:
                yield draft

    def _check_day(self, here: Here, now: Here) -> None:
        limit = self.settings(now).late_days
        if not now.day - timedelta(days=limit) <= here.day <= now.day:
            raise NotUnderstood(why=Sentence("the day lies between {n} days ago and today.", {"n": limit}))

    def _session_of(self, here: Here) -> str | None:
        """Under the lock: the drawer session that an act of that day belongs to. None: there is no drawer, or it is closed."""
        session = self.drawer() if self.has_drawer else None
        return session.id if session is not None and session.day >= here.day else None

    def _completed(self, draft: Any, here: Here) -> Any:
        """A draft learns, under the lock, in which drawer session it happens; a service done, whether it is its client's
        first this month and this year. Raises CannotRecord: it names nobody."""
        if isinstance(draft, Kind):  # else the journal says what it is
            self._check_named(draft)
        if "drawer" in getattr(draft, "OWNERS", ()):
            draft = replace(draft, drawer=here.drawer)
        if not all(hasattr(draft, name) for name in served.SERVING_FIELDS):
            return draft
        month, year = served.first_of(self.house, draft.service, getattr(draft, draft.SUBJECT.name), here.day)
        return replace(draft, first_month=month, first_year=year)

    def _check_named(self, draft: Kind) -> None:
        """A number or a card's code in the place of an id would be kept for ever as nobody's. The subject of a plugin's kind may be
        somebody new, who is counted without a name; whom it names beside, the core knows."""
        named = {} if draft.KIND.startswith(f"{CORE}.") else draft.OWNERS
        for field, of in named.items():
            whose = getattr(draft, field) if of == field else None
            if isinstance(whose, str) and not self.kiosk.journal.ledger.knows(whose):
                nobody = NamesNobody(f"{draft.KIND}.{field}: nobody is known by this id")
                raise CannotRecord(kind=draft.KIND) from nobody

    # ---- beside an act, in its transaction ----

    def _queue(self, act: str, service: str, what: What, at: datetime) -> JobId:
        return spool.queue(self.kiosk.store.db, act, service, counter=self.counter, at=at, what=what)

    def _pulse(self, act: str, at: datetime) -> None:
        """Opens the drawer, through the printer that it hangs on."""
        if read_address(self.settings().printer) is not None:
            self._queue("", TILL, "drawer", at)

    def _key(self, event: Event) -> int:
        return self.kiosk.journal.ledger.key(event.id)


def why_not(why: object) -> Sentence | None:
    """What a guard answered, or an offer that was asked what it says. Raises TypeError: plain words, which nobody would
    translate."""
    if why and not isinstance(why, Sentence):
        raise TypeError(f"{type(why).__name__} is answered, not Sentence")
    return why if isinstance(why, Sentence) else None
