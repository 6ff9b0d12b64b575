"""append and receive: the two ways in which something can have happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from ..domain.errors import CannotUndo, NotUnderstood
from ..domain.ids import ActId, EventId, OriginName
from ..domain.moments import Clock, now, ticks_of
from ..domain.texts import Sentence
from ..domain.visits import Here
from ..store import Store
from . import schema
from .declaring import declare
from .envelope import Event, Leaf, genuine, hash_of, subject_of
from .fold import Fold
from .kinds import split
from .ledger import SEQ_BITS, Ledger
from .own import OWN, Forgotten, Voided
from .tables import Table

AHEAD = timedelta(hours=24)
"""A foreign event further ahead of our clock than this is refused: it would drag every clock after it."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of our own chain, true for as long as the file's data_version is the same."""

    version: int
    seq: int
    hash: bytes
    at: int


@dataclass(frozen=True, slots=True)
class Received:
    """What an exchange brought: subjects touched (for find_conflicts), and what was refused, with the reason's code."""

    subjects: frozenset[str]
    refused: tuple[tuple[EventId, str], ...]
    """forged | fork | ahead"""


class Journal:
    def __init__(
        self, store: Store, kinds: Iterable[Any], tables: Iterable[Table], clock: Clock = now,
        progress: Callable[[str, int, int], None] = lambda table, done, of: None,
    ) -> None:  # fmt: skip
        """Opens the journal in `store`. Tables that are new or declared otherwise are filled again from the events first,
        saying `progress(table, done, of)`. Raises TooNew, StoreError."""
        self.store, self.clock = store, clock
        self.kinds = {kind.KIND: kind for kind in (*OWN, *kinds)}
        if not schema.up_to_date(store.db):
            with store.writing():
                schema.migrate(store.db)
        self.ledger = Ledger(store)
        self.fold = Fold(self.ledger, self.kinds, tables)
        self._head: Head | None = None
        self._batch = False
        declare(self.store, self.fold, progress)

    @property
    def db(self) -> Any:
        """For reading: the connection refuses every change outside append and receive."""
        return self.store.db

    # ---- our own origin ----

    @property
    def origin(self) -> OriginName | None:
        """The origin that this file appends to; None in a house that was never started."""
        found = self.db.execute("SELECT name FROM origin WHERE own=1 ORDER BY n DESC LIMIT 1").fetchone()
        return OriginName(found[0]) if found else None

    def begin_origin(self, name: OriginName) -> None:
        """A new life of this file: what is appended from now on stands in a chain of its own. Commits by itself."""
        with self._writing():
            self.ledger.origin_number(name, own=True)
            self._head = None

    # ---- appending ----

    def append(
        self, ask: Callable[[], Iterable[Any]], here: Here, beside: Callable[[ActId], None] = lambda act: None
    ) -> list[Event]:
        """One act, one transaction: `ask` is called inside it, reads, may raise, and returns the drafts.

        `beside` writes what must be as durable and is no reading (a print job). Returns the events, on disk. When it
        raises, nothing happened: NotUnderstood, CannotUndo, a StoreError, or what `ask` raised.
        """
        events: list[Event] = []

        def landed(db: Any) -> bool:
            found = db.execute(
                "SELECT hash FROM event WHERE id=?", (self._own << SEQ_BITS | events[-1].seq,)
            ).fetchone()
            return found is not None and found[0] == events[-1].hash

        with self._writing(landed):
            head = self._read_head()
            with self.store.reading_only():
                drafts = list(ask())
            if not drafts:
                raise NotUnderstood(why=Sentence("there is nothing to record."))
            act = ActId(f"{self._name}-{head.seq + 1}")
            for draft in drafts:
                self._check(draft)
                event, leaves = self._seal(draft, here, act, head)
                event = self._take(event, leaves, newest=True)
                head = replace(head, seq=event.seq, hash=event.hash, at=event.at)
                events.append(event)
            beside(act)
            self._head = head
        return events

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Many acts in one transaction (an import, the example story): all of them are on disk afterwards, or none."""
        with self._writing():
            self._batch = True
            try:
                yield
            finally:
                self._batch = False

    @contextmanager
    def _writing(self, landed: Callable[[Any], bool] | None = None) -> Iterator[None]:
        if self._batch:
            yield
            return
        try:
            with self.store.writing(landed):
                yield
        except BaseException:
            self._head = None
            self.ledger.forget_numbers()
            raise

    def _read_head(self) -> Head:
        """Kept in memory while nobody else wrote: data_version, read inside the lock, says so."""
        version = self.store.data_version()
        if self._head is None or self._head.version != version:
            found = self.db.execute("SELECT n, name FROM origin WHERE own=1 ORDER BY n DESC LIMIT 1").fetchone()
            if found is None:
                raise NotUnderstood(why=Sentence("this house was not started yet."))
            self._own, self._name = found
            seq, hash_ = self.ledger.head(self._own)
            self._head = Head(version, seq, hash_, self.ledger.latest())
        return self._head

    def _check(self, draft: Any) -> None:
        if self.kinds.get(getattr(draft, "KIND", "")) is not type(draft):
            raise NotUnderstood(why=Sentence("{kind} is not declared.", {"kind": type(draft).__name__}))
        if isinstance(draft, Voided):
            key = self.ledger.known_key(draft.event)
            target = self.ledger.event(key) if key is not None else None
            if target is None or target.kind in (Voided.KIND, Forgotten.KIND):
                raise CannotUndo(why=Sentence("it is an undoing or a forgetting itself."))

    def _seal(self, draft: Any, here: Here, act: ActId, head: Head) -> tuple[Event, list[Leaf]]:
        kept, leaves = split(draft)
        at = max(head.at + 1, ticks_of(self.clock()))
        event = Event(
            EventId(f"{self._name}-{head.seq + 1}"), at, here.day, here.counter, here.volunteer, act, draft.KIND,
            draft.VERSION, draft.KEEP, kept, b"".join(leaf.digest for leaf in leaves), head.hash,
        )  # fmt: skip
        return replace(event, hash=hash_of(event)), leaves

    def _take(self, event: Event, leaves: Sequence[Leaf], newest: bool) -> Event:
        left = self.ledger.spared(event, leaves)
        event = replace(event, subject=subject_of(event, left))
        key = self.ledger.put(event, left)
        self.fold.take(key, event, left, newest)
        if newest and (why := self.db.execute("SELECT why FROM waiting WHERE event=?", (key,)).fetchone()):
            raise NotUnderstood(why=Sentence("{kind} cannot be recorded.", {"kind": why[0]}))
        return event

    # ---- exchange ----

    def receive(self, foreign: Iterable[tuple[Event, Sequence[Leaf]]]) -> Received:
        """Events of other origins in any order, leaves forgotten there missing; one transaction. What is here already is
        passed over, an unknown kind or newer version waits, what cannot be true is refused and named."""
        touched: set[str] = set()
        refused: list[tuple[EventId, str]] = []
        limit = ticks_of(self.clock() + AHEAD)
        with self._writing():
            for event, leaves in foreign:
                known = self.ledger.known_key(event.id)
                here = self.ledger.event(known) if known is not None else None
                if not genuine(event, leaves):
                    refused.append((event.id, "forged"))
                elif here is not None:
                    if here.hash != event.hash:
                        refused.append((event.id, "fork"))
                elif event.at > limit:
                    refused.append((event.id, "ahead"))
                else:
                    touched.add(self._take(event, leaves, newest=False).subject)
            self._head = None
        return Received(frozenset(touched), tuple(refused))

    def sent(self, origin: OriginName, after: int = 0) -> Iterator[tuple[Event, list[Leaf]]]:
        """What another counter receives: one origin's events behind that seq, with the leaves that are left."""
        before = self.db.execute(
            "SELECT e.hash FROM event e, origin o WHERE o.name=? AND e.id=(o.n<<?)|?", (origin, SEQ_BITS, after)
        ).fetchone()
        for event in self.ledger.with_prev(self.ledger.of_origin(origin, after), before[0] if before else b""):
            key = self.ledger.known_key(event.id)
            yield event, self.ledger.leaves(key) if key is not None else []
