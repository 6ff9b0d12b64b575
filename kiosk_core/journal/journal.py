"""append and receive: the two ways in which something can have happened."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from ..domain.errors import CannotRecord, CannotUndo, NotUnderstood, StoreError, TooNew
from ..domain.ids import ActId, EventId, OriginName, Subject
from ..domain.moments import Clock, now, ticks_of
from ..domain.texts import Sentence
from ..domain.visits import Here
from ..store import Store
from . import schema
from .declaring import declare, undeclared
from .envelope import SEQ_BITS, Event, Leaf, genuine, hash_of, parsed, sealed, subject_of
from .fold import Fold
from .kinds import reads_back, rows_of, split
from .ledger import Ledger
from .own import OWN, Forgotten, Voided
from .renaming import PAUSE_S
from .tables import Table

AHEAD = timedelta(hours=24)
"""A foreign event further ahead of our clock than this is refused: it would drag every clock after it."""

MANY = 20
"""Events of one act from which it is read beforehand who is merged or forgotten."""


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
    """forged | fork (two truths in one place) | ahead (of our clock)"""


class Journal:
    def __init__(
        self, store: Store, kinds: Iterable[Any], tables: Iterable[Table], clock: Clock = now,
        progress: Callable[[str, int, int], None] = lambda table, done, of: None,
    ) -> None:  # fmt: skip
        """Opens the journal in `store`. Tables that are new or declared otherwise are filled again from the events first,
        saying `progress(table, done, of)`. Raises TooNew, StoreError, and ValueError for declarations that cannot work."""
        self.store, self.clock = store, clock
        self.kinds = {kind.KIND: kind for kind in (*OWN, *kinds)}
        self.ledger = Ledger(store)
        self.fold = Fold(self.ledger, self.kinds, tables)
        self._head: Head | None = None
        self._schema: int | None = None
        self._batch = self._whole = self._broken = False
        with store.translated():
            if not schema.up_to_date(store.db):
                with store.writing():
                    schema.migrate(store.db)
            declare(self.store, self.fold, progress)
            self.fold.renaming.ours = self.fold.renaming.pending()
            self._name_on()

    @property
    def db(self) -> Any:
        """For reading: the connection refuses every change outside append and receive."""
        return self.store.db

    # ---- our own origin ----

    @property
    def origin(self) -> OriginName | None:
        """The origin that this file appends to; None in a house that was never started."""
        found = self._current()
        return OriginName(found[1]) if found else None

    def _current(self) -> tuple[int, str] | None:
        found: tuple[int, str] | None = self.db.execute(
            "SELECT n, name FROM origin WHERE own=1 ORDER BY n DESC LIMIT 1"
        ).fetchone()
        return found

    def begin_origin(self, name: OriginName) -> None:
        """A new life of this file: what is appended from now on stands in a chain of its own. Commits by itself.

        Raises NotUnderstood: that name was given before."""
        with self._writing():
            if parsed(f"{name}-1") is None or self.ledger.known_key(f"{name}-1") is not None:
                raise NotUnderstood(why=Sentence("{name} was given before.", {"name": name}))
            self.ledger.origin_number(name, own=True)
            self._head = None

    # ---- appending ----

    def append(
        self, ask: Callable[[], Iterable[Any]], here: Here, beside: Callable[[ActId], object] = lambda act: None
    ) -> list[Event]:
        """One act, one transaction: `ask` is called inside it, reads, may raise, and returns the drafts.

        `beside` writes what must be as durable and is no reading (a print job). Returns the events, on disk. When it
        raises, nothing happened, in a batch too: NotUnderstood, CannotRecord, CannotUndo, TooNew, a StoreError, or what
        `ask` raised.
        """
        events: list[Event] = []

        def landed(db: Any) -> bool:
            found = db.execute(
                "SELECT hash FROM event WHERE id=?", (self._own << SEQ_BITS | events[-1].seq,)
            ).fetchone()
            return found is not None and found[0] == events[-1].hash

        with self._writing(landed):
            head = self._read_head()
            drafts = self._asked(ask)
            if self._half_named(drafts):
                self.fold.renaming.finish()
                drafts = self._asked(ask)
            if not drafts:
                raise NotUnderstood(why=Sentence("there is nothing to record."))
            if len(drafts) > MANY:
                self.ledger.know_everybody()
            act, now = ActId(f"{self._name}-{head.seq + 1}"), ticks_of(self.clock())
            for draft in drafts:
                self._check(draft)
                event = self._take(draft, here, act, head, now)
                head = Head(head.version, head.seq + 1, event.hash, event.at)
                events.append(event)
            self.ledger.gathered.flush()
            beside(act)
            if self._batch:
                self.fold.renaming.finish()
            self._head = head
        self._name_on()
        return events

    def _half_named(self, drafts: Iterable[Any]) -> bool:
        """Whether what they were decided on may still go under a name from before a merge: then it is asked again."""
        return self.fold.renaming.pending() and any(self.fold.renaming.concerns(split(draft)[1]) for draft in drafts)

    def _name_on(self) -> None:
        """Behind an act that is on disk: the facts of those whom it made one, or two, are named in slices. What goes
        wrong then is no failure of the act; the note stays."""
        with suppress(StoreError):
            while self.fold.renaming.ours and not self._batch and not self.store.drill:
                time.sleep(PAUSE_S)
                with self._writing():
                    self._notice(self.store.data_version())
                    self.fold.renaming.some()

    def _asked(self, ask: Callable[[], Iterable[Any]]) -> list[Any]:
        """Strangers' code may look, not write: what tries to raises an error of the database, and nothing happened."""
        with self.store.reading_only():
            return list(ask())

    @contextmanager
    def batch(self, *, whole: bool = False) -> Iterator[None]:
        """Many acts in one transaction (an import, the example story): all of them are on disk afterwards, or none. An
        append in it that raises leaves nothing behind, and the others may go on; with `whole`, which spares a copy of each
        page that an act changes, none of them may stand then, and it must raise out of here. Never nested."""
        if self._batch:
            raise RuntimeError("a batch is open already")
        with self._writing():
            self._batch, self._whole, self._broken = True, whole, False
            try:
                yield
                if whole and self._broken:
                    raise RuntimeError("an act of a whole batch failed")
            finally:
                self._batch = self._whole = False

    @contextmanager
    def _writing(self, landed: Callable[[Any], bool] | None = None) -> Iterator[None]:
        head = self._head if self._batch else None
        try:
            if self._whole:
                yield
                return
            with self.store.part() if self._batch else self.store.writing(landed):
                yield
        except BaseException:
            self._head, self._broken = head, True
            self.ledger.forget_what_was_read()
            raise

    def _read_head(self) -> Head:
        """Kept in memory while nobody else wrote: data_version, read inside the lock, says so."""
        version = self.store.data_version()
        if self._head is None or self._head.version != version:
            self._notice(version)
            found = self._current()
            if found is None:
                raise NotUnderstood(why=Sentence("this house was not started yet."))
            self._own, self._name = found
            seq, hash_ = self.ledger.head(self._own)
            self._head = Head(version, seq, hash_, self.ledger.latest())
        return self._head

    def _notice(self, data_version: int) -> None:
        """Another process may have written meanwhile, or even made tables anew. Raises TooNew: they are not what this
        one would write."""
        self.ledger.remember_while(data_version)
        (version,) = self.db.execute("PRAGMA schema_version").fetchone()
        if version != self._schema:
            if undeclared(self.fold):
                raise TooNew()
            self.fold.asleep.look_again()
            self._schema = version

    def _check(self, draft: Any) -> None:
        if self.kinds.get(getattr(draft, "KIND", "")) is not type(draft):
            raise NotUnderstood(why=Sentence("{kind} is not declared.", {"kind": type(draft).__name__}))
        if isinstance(draft, Voided):
            self.ledger.gathered.flush()
            key = self.ledger.known_key(draft.event)
            target = self.ledger.event(key) if key is not None else None
            if target is None:
                raise CannotUndo(why=Sentence("it is not known here."))
            if target.kind in (Voided.KIND, Forgotten.KIND):
                raise CannotUndo(why=Sentence("it is an undoing or a forgetting itself."))
            if key is not None and self.ledger.voided(key):
                raise CannotUndo(why=Sentence("it was undone already."))

    def _take(self, draft: Any, here: Here, act: ActId, head: Head, now: int) -> Event:
        """Seals a draft behind the head; its rows and those that it puts are gathered."""
        kept, leaves = split(draft)
        seq = head.seq + 1
        id = EventId(f"{self._name}-{seq}")
        left = self.ledger.spared(here.day, draft.KEEP, leaves)
        subject = getattr(draft, draft.SUBJECT.name) if left and left[0].part == 0 else Subject(id)
        digests = b"".join([leaf.digest for leaf in leaves])
        event = sealed(
            id, max(head.at + 1, now), here.day, here.counter, here.volunteer, act, draft.KIND,
            draft.VERSION, draft.KEEP, kept, digests, head.hash, subject,
        )  # fmt: skip
        key = self._own << SEQ_BITS | seq
        self.ledger.put(key, event, left)
        told = draft if len(left) == len(leaves) and reads_back(draft) else None
        if self.fold.take(key, event, left, newest=True, told=told):
            raise CannotRecord(kind=draft.KIND) from self._why(draft, event, left, told)
        return event

    def _why(self, draft: Any, event: Event, left: Sequence[Leaf], told: Any) -> Exception | None:
        """What a kind's own code raised a moment ago, with its place, for a technician."""
        try:
            rows_of(type(draft), event, left, told)
        except Exception as error:  # noqa: BLE001 - a stranger's rows()
            return error
        return None

    # ---- exchange ----

    def receive(self, foreign: Iterable[tuple[Event, Sequence[Leaf]]]) -> Received:
        """Events of other origins in any order, leaves forgotten there missing; one transaction. What is here already is
        passed over, an unknown kind or newer version waits, what cannot be true is refused and named."""
        touched: set[str] = set()
        refused: list[tuple[EventId, str]] = []
        limit = ticks_of(self.clock() + AHEAD)
        with self._writing():
            self._notice(self.store.data_version())
            for event, leaves in foreign:
                if why := self._refused(event, leaves, limit):
                    refused.append((event.id, why))
                elif self.ledger.hash(key := self.ledger.key(event.id)) is None:
                    left = self.ledger.spared(event.day, event.keep, leaves)
                    stored = replace(event, subject=subject_of(event, left))
                    self.ledger.put(key, stored, left)
                    self.fold.take(key, stored, left, newest=False)
                    touched.add(stored.subject)
            self._head = None
        self._name_on()
        return Received(frozenset(touched), tuple(refused))

    def _refused(self, event: Event, leaves: Sequence[Leaf], limit: int) -> str | None:
        if not genuine(event, leaves):
            return "forged"
        key = self.ledger.known_key(event.id)
        if key is not None and (here := self.ledger.hash(key)) is not None:
            return None if here == event.hash else "fork"
        if event.at > limit:
            return "ahead"
        fits = key is None or self._fits_neighbours(key, event)
        return None if fits and self._is_anothers(event, leaves) else "fork"

    def _is_anothers(self, event: Event, leaves: Sequence[Leaf]) -> bool:
        """False: it should have been written here, or takes back what should have been. Another file lives our life."""
        own = self._current()
        taken_back = parsed(subject_of(event, leaves)) if event.kind == Voided.KIND else None
        if own is None or own[1] not in (event.origin, taken_back and taken_back[0]):
            return True
        return event.origin != own[1] and taken_back is not None and taken_back[1] <= self.ledger.head(own[0])[0]

    def _fits_neighbours(self, key: int, event: Event) -> bool:
        """Whether it stands between the one before and the one behind it, as far as these are here."""
        before, after = self.ledger.event(key - 1), self.ledger.event(key + 1)
        return (before is None or (before.hash == event.prev and before.at < event.at)) and (
            after is None or (hash_of(replace(after, prev=event.hash)) == after.hash and event.at < after.at)
        )

    def sent(self, origin: OriginName, after: int = 0) -> Iterator[tuple[Event, list[Leaf]]]:
        """What another counter receives: one origin's events behind that seq, with the leaves that are left; up to the
        first that is missing here, and none that a power cut could still take back."""
        last = self.ledger.heads().get(origin, 0)
        self.store.sync()
        for key, event in self.ledger.of_origin(origin, after):
            if event.seq > last:
                return
            yield event, self.ledger.leaves(key)
