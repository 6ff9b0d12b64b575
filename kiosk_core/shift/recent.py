"""What was done at this counter a moment ago: to be undone, or moved to whom it was for. Mixed into Shift."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from ..domain.answers import Glance
from ..domain.ids import ActId, Cents
from ..domain.moments import moment_of
from ..domain.money import CASH, Payment
from ..domain.receipts import Line
from ..domain.texts import Text
from ..domain.visits import Here, Offer
from ..house import House
from ..journal import Act, Event
from ..printing import spool
from ..printing.jobs import JobId, What
from ..registry.served import SERVED
from ..registry.since import HAPPENED
from ..registry.volunteers import Volunteer
from ..running import as_act
from ..store import Store, marks
from .serving import Serving
from .undoing import Undoing

Queued = Callable[[JobId], None]
MOST = 8
LOOKED_AT = 50
"""Acts of today among which those with a slip are looked for."""


@dataclass(frozen=True, slots=True)
class Served:
    """One act of today at this counter, as a list may show it: no name."""

    act: ActId
    at: datetime
    """UTC moment of recording."""
    number: str
    """The client's; '' for a walk-in."""
    what: Text
    """What was given, as the heading of its slip says it; of what has no slip, the service."""


@dataclass(frozen=True, slots=True)
class Back:
    """What comes back over the counter when an act is undone."""

    goods: Sequence[Text]
    cash: Cents
    """To give back in coins."""


class Recent(Serving, Undoing):
    def last_served(self, most: int = MOST) -> list[Served]:
        """Newest first, those undone left out: what counts as served, and whatever else has a slip (a deposit, a thing that is
        taken in); all that was done by a project that counts nobody. Index event_day, of today's acts at most LOOKED_AT."""
        self.require("serve")
        ledger = self.kiosk.journal.ledger
        kinds = ledger.known_kinds(kind.KIND for kind in self.project.kinds)
        acts = self.house.rows(
            f"SELECT e.act, max(e.at) FROM event e WHERE e.keep IN ({marks(HAPPENED)}) AND e.day=? AND e.counter=? "
            f"AND +e.kind IN ({marks(kinds)}) AND NOT EXISTS (SELECT 1 FROM voided v WHERE v.event=e.id) "
            "GROUP BY e.act ORDER BY 2 DESC LIMIT ?", *HAPPENED, str(self.here().day), self.counter, *kinds, LOOKED_AT,
        )  # fmt: skip
        found = (self._served(as_act(ledger.events_of(act)), moment_of(at)) for act, at in acts)
        return list(islice((one for one in found if one), most))

    def _served(self, act: Act, at: datetime) -> Served | None:
        counted = self.house.one(
            f"SELECT service, client FROM core_served WHERE event BETWEEN ? AND ? AND service IN ({marks(self._codes)})",
            self._key(act.events[0]), self._key(act.events[-1]), *self._codes,
        )  # fmt: skip
        counts_nobody = not any(SERVED in kind.PUTS for kind in self.project.kinds)
        service = counted[0] if counted else None
        what = self._heading(act) or (self.service(service).title if service or counts_nobody else "")
        clients = [counted[1]] if counted else [one for event in act.events for one in self._mentioned(event)]
        number = next(filter(None, map(self._number, clients)), "")
        return Served(act.id, at, number, what) if what else None

    def _mentioned(self, event: Event) -> Iterable[str]:
        """Whom it may be about: its subject, and texts in its leaves."""
        leaves = self.kiosk.journal.ledger.leaves(self._key(event))
        return (value for leaf in leaves for value in json.loads(leaf.body).values() if isinstance(value, str))

    @property
    def _codes(self) -> list[str]:
        return [service.code for service in self.project.services]

    def _heading(self, act: Act) -> Text:
        """Of its slip: what it says first, and large. '' when it has none."""
        return next((part.left for part in self._body(act) if isinstance(part, Line) and part.style == "strong"), "")

    def says_on_paper(self, act: Act) -> bool:
        """Whether a slip would say anything of it: what was paid always, whether or not the project has lines for it."""
        return act.receipt is not None or bool(self._body(act))

    def _body(self, act: Act) -> list[Any]:
        blocks = self.kiosk.plugins.ask("receipt_blocks", only={self.project.name}, act=act, house=self.house)
        return [part for _, block in blocks.values if block.place == "body" for part in block.parts]

    def _number(self, client: str | None) -> str:
        query = (
            "SELECT number FROM core_household WHERE subject=?1 UNION SELECT number FROM core_member WHERE subject=?1"
        )
        found = self.house.one(query, client or "")
        return str(found[0]) if found else ""

    def take_back(self, id: str, handed: Sequence[Text] = ()) -> Back:
        """Of that act. `handed`: what went over the counter, when it is still known in full; else as the heading of its
        slip says. Raises NotFound."""
        act = self.kiosk.act(id)
        heading = self._heading(act)
        paid = sum(
            cents
            for event in act.events
            if event.kind == "core.money_moved"
            for means, cents in event.fields["payments"]
            if means == CASH
        )
        return Back(list(handed) or ([heading] if heading else []), Cents(paid))

    def move(
        self, id: str, offer: Offer, payments: Sequence[Payment] = (), *, confirmed_by: Volunteer | None = None,
        queued: Queued = lambda job: None,
    ) -> Act:  # fmt: skip
        """What was recorded for a wrong client was for this one: undone and recorded in one transaction.

        `confirmed_by`, `queued`: as of `record`. Raises what `undo` and `record` raise; then nothing happened."""
        with self.kiosk.journal.batch():
            self.undo(id, "wrong_client")
            return self.record(offer, payments, confirmed_by=confirmed_by, queued=queued)

    # ---- slips ----

    def print_slip(self, act: str, service: str, *, again: bool = False, queued: Queued = lambda job: None) -> None:
        """A slip on request; `again`, and whatever had its slip before: a copy, marked as one, that opens no drawer. `queued`
        is told its job before COMMIT. Raises NotAllowed, NotFound."""
        self.require("print")
        self.kiosk.act(act)
        with self.kiosk.store.writing() as db:
            what: What = "copy" if again or spool.had_slip(db, act) else "slip"
            queued(self._queue(act, service, what, self.kiosk.clock()))

    def queue_state(self) -> spool.Summary:
        """How this counter's print queue stands."""
        return spool.summary(self.kiosk.store.db, self.counter)

    def answer_printed(self, printed: bool) -> None:
        """A person says whether the slip in question came out; if not, it is printed again."""
        self.require("print")
        asked = self.queue_state().question
        if asked is not None:
            with self.kiosk.store.writing() as db:
                spool.answer(db, asked, printed)

    def answer_failed(self, wanted: bool) -> int:
        """What could not be printed, since before there was a printer too, waits again, or is dropped; how many. Each can still
        be asked for as a copy. Raises NotAllowed."""
        self.require("print")
        with self.kiosk.store.writing() as db:
            return (spool.retry if wanted else spool.drop_failed)(db, self.counter)

    def at_a_glance(self, here: Here) -> list[Glance]:
        """Today's numbers, read through a connection of its own, for any thread: beside the scan path, never on it. At the
        counter of a project those of that project; of the house all.

        `here`: made in the thread of the house. Raises StoreError."""
        with closing(Store(self.kiosk.store.path, self.kiosk.store.key)) as beside:
            house = House(beside, self.counter)
            only = None if here.project == "core" else {"core", here.project}
            found = self.kiosk.plugins.ask("at_a_glance", only=only, here=here, house=house)
        return [glance for _, glance in found.values]
