"""Making tables that are new or declared otherwise, beside the working counter, and swapping them in.

Rows are computed outside the lock and written in short transactions under a name of their own. What arrived meanwhile is
filled in rounds, with all that it reaches, until so little is left that it is folded at the swap. A forgetting may reach any row
that was filled before, so then it is done again. Two processes may fill at once, each its own: whoever is first swaps, and the
other finds that nothing is left to do.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from ..store import Store, marks
from . import identity
from .asleep import shape_of
from .fold import Fold
from .met import Met
from .own import Forgotten, Merged, Voided
from .reading import Stored
from .renaming import PAUSE_S
from .tables import Table, listed

BATCH = 1000
"""Events read at once while tables are filled."""
LOCK_S = 0.008
"""Seconds that one transaction should last: how many rows it writes or takes away follows from how long the last one took."""
PAGES = 300
"""Of the WAL, behind which it is copied into the file. A COMMIT of the counter that meets the copying waits for the disk as long as
that does: with 900 the rebuild is a fifth faster, and a scan waits 52 ms at p99 instead of 33."""
FEW = 200
"""Events that wake, or subjects that are folded, at once."""
LEFT = 5
"""Events that may be left for the swap, which folds them under the lock: half a millisecond each."""
ROUNDS = 50
"""After so many, whatever is left is left for the swap: somebody writes as fast as tables are filled."""
BESIDE = 5
"""How often it is tried beside the counter before the lock is kept for all of it: only a forgetting meanwhile spoils a try."""

OLD = "old"
"""What is said to be going on while rows are taken away that were swapped out."""

Progress = Callable[[str, int, int], None]
"""(table, done, of) while tables are filled; OLD at last."""


def declare(store: Store, fold: Fold, progress: Progress) -> None:
    """Brings the tables on disk in line with their declarations, then puts what waited and is understood now."""
    tries = 0
    with store.checkpoints_of_its_own(PAGES) as copy:
        while changed := undeclared(fold):
            if tries < BESIDE:
                _Filling(store, fold, changed, progress, lambda: _writing(store, fold), _Pace(copy)).run()
            else:
                with _writing(store, fold):
                    _Filling(store, fold, changed, progress, nullcontext, _Pace(pause=0)).run()
            tries += 1
        _declare_kinds(store, fold)
        with store.unsynced():
            _purge(store, _Pace(copy), progress)
    _wake(store, fold)


def _wake(store: Store, fold: Fold) -> None:
    """In short transactions, in the order of the keys."""
    whys, last = fold.worth_trying(), 0
    while whys and (keys := fold.wakes(whys, last, FEW)):
        with _writing(store, fold):
            fold.wake(keys)
        last = keys[-1]
    if whys:
        with _writing(store, fold):
            fold.note_tried()


@contextmanager
def _writing(store: Store, fold: Fold) -> Iterator[None]:
    with store.writing():
        fold.ledger.remember_while(store.data_version())
        yield


@dataclass(slots=True)
class _Pace:
    """`rows`: how many the next transaction writes or takes away. `pause`: seconds behind it, so that whoever waits for the
    lock has his turn. `copy`: as Store.checkpoints_of_its_own gives it."""

    copy: Callable[[], None] = lambda: None
    rows: int = 100
    pause: float = PAUSE_S

    @contextmanager
    def timed(self, hold: AbstractContextManager[Any]) -> Iterator[int]:
        """One transaction of that many rows. What is waited for the lock is not its own time."""
        with hold:
            began = time.perf_counter()
            yield self.rows
        took = time.perf_counter() - began
        self.rows = max(50, self.rows // 2) if took > LOCK_S else min(BATCH, self.rows + self.rows // 4)
        self.copy()
        time.sleep(self.pause)


def undeclared(fold: Fold) -> list[Table]:
    """Tables that are not on disk, or whose rows would be others by what is declared now. A kind of which no event was
    ever put here has put no row: with or without its plugin the table is the same."""
    known = _declared(fold)
    here = {name for (name,) in fold.db.execute("SELECT name FROM kind").fetchall()}

    def told(digest: str) -> tuple[str, set[str]]:
        shape, *kinds = digest.split(" ")
        return shape, {kind for kind in kinds if kind.partition(":")[0] in here}

    return [table for table in fold.tables.values() if told(known.get(table.name, "")) != told(fold.digest(table))]


def _declared(fold: Fold) -> dict[str, str]:
    return dict(fold.db.execute("SELECT name, digest FROM declared").fetchall())


def _declare_kinds(store: Store, fold: Fold) -> None:
    """Those that may put into a table from now on, when there are others than before and no row changes by it."""
    known = _declared(fold)
    new = [(digest, name) for name, table in fold.tables.items() if (digest := fold.digest(table)) != known[name]]
    if new and not store.drill:
        with store.writing():
            store.db.executemany("UPDATE declared SET digest=? WHERE name=?", new)


@dataclass(frozen=True, slots=True)
class _Reached:
    """`keys`: of events that must be put anew. `ids`: of those who are one now, or not any more."""

    keys: list[int]
    ids: list[str]


@dataclass(frozen=True)
class _Filling:
    """One attempt. `hold()` is a short transaction, or nothing when the caller keeps the lock."""

    store: Store
    fold: Fold
    tables: Sequence[Table]
    progress: Progress
    hold: Callable[[], AbstractContextManager[Any]]
    pace: _Pace

    def run(self) -> None:
        """Leaves everything as it was when it was disturbed."""
        token = secrets.token_hex(4)
        shadows = {table: _named(table, f"new_{token}_{table.name}") for table in self.tables}
        with self.hold():
            for table, shadow in shadows.items():
                self._make(table, shadow, token)
        met = Met(self.store, self.fold.ledger)
        with self._unsynced():
            filled = self._fill_all(shadows, met.all(BATCH))
        if filled:
            self._fill_on(shadows, met, token)
        with self.hold():
            _set_aside(self.store, (shadow.stored for shadow in shadows.values()))
        self.fold.asleep.look_again()

    def _fill_on(self, shadows: dict[Table, Table], met: Met, token: str) -> None:
        """What came meanwhile, in rounds; then the swap."""
        came = list[int]()
        for n in range(ROUNDS):
            self.fold.ledger.remember_while(self.store.data_version())
            came += met.came()
            reached = self._reached(came)
            if reached is None:
                return
            if reached.ids or (len(came) > LEFT and n < ROUNDS - 1):
                with self._unsynced():
                    filled = self._fill_again(shadows, reached)
                if not filled:
                    return
                came = []
                continue
            with self.hold():
                came += met.came()
                reached = self._reached(came)
                if reached is None or not reached.ids:
                    whole = all(_exists(self.store, shadow.stored) for shadow in shadows.values())
                    if reached and whole and undeclared(self.fold):
                        self._swap(shadows, reached, token)
                    return

    def _unsynced(self) -> AbstractContextManager[None]:
        """Until the swap, which is synced and all before it with it. A lock that is kept for all of it is one transaction."""
        return nullcontext() if self.store.db.in_transaction else self.store.unsynced()

    def _swap(self, shadows: dict[Table, Table], reached: _Reached, token: str) -> None:
        for table, shadow in shadows.items():
            _swap(self.store, self.fold, table, shadow, token)
        self._catch_up(reached.keys)
        _set_aside(self.store, _left_over(self.store))

    def _make(self, table: Table, shadow: Table, token: str) -> None:
        """With its indexes: one that is made last holds the lock for as long as it takes to sort all that was filled, and
        nothing can be in between. While the old table has an index's own name, the new one's ends in the token."""
        self.store.db.execute(shadow.ddl)
        for columns in table.index_columns:
            name = f"{table.stored}_{'_'.join(columns)}"
            free = name if not _exists(self.store, name) else f"{name}_{token}"
            self.store.db.execute(f"CREATE INDEX {free} ON {shadow.stored}({listed(columns)})")

    def _fill_all(self, shadows: dict[Table, Table], batches: Sequence[Sequence[int]]) -> bool:
        """False, here and below: another process was first, and cleaned up."""
        done = self._fill_facts(shadows, batches)
        return done and all(
            self._fill_state(table, shadow, self._roots(table)) for table, shadow in shadows.items() if table.is_state
        )

    def _fill_again(self, shadows: dict[Table, Table], reached: _Reached) -> bool:
        """Rows that are there already are put as they are now."""
        keys = reached.keys
        done = self._fill_facts(shadows, [keys[first : first + BATCH] for first in range(0, len(keys), BATCH)])
        return done and all(
            self._fill_state(table, shadow, self._concerned(table, shadow, reached), again=True)
            for table, shadow in shadows.items()
            if table.is_state
        )

    def _reached(self, keys: Sequence[int]) -> _Reached | None:
        """What must be filled for what came: that, what it voids, and whatever mentions those whom it made one or two. None: a
        forgetting is among it, and what that reaches nobody can tell any more."""
        ledger = self.fold.ledger
        own, more, ids = ledger.known_kinds((Voided.KIND, Merged.KIND, Forgotten.KIND)), set(keys), set[str]()
        where = f"WHERE e.id IN (SELECT value FROM json_each(?)) AND +e.kind IN ({marks(own)})"
        found = list(ledger.keyed(where, json.dumps(list(keys)), *own)) if keys and own else []
        for key, event in found:
            if event.kind == Forgotten.KIND:
                return None
            if event.kind == Voided.KIND and (target := ledger.known_key(event.subject)) is not None:
                more.add(target)
                voided = ledger.event(target)
                key, event = (target, voided) if voided and voided.kind == Merged.KIND else (key, event)
            if event.kind == Merged.KIND and (both := identity.pair(event, ledger.leaves(key))):
                ids |= {id for one in both for id in identity.group(self.fold.db, one)}
        if ids:
            more |= set(ledger.mentioning(sorted(ids)))
        return _Reached(sorted(more), sorted(ids))

    def _fill_facts(self, shadows: dict[Table, Table], batches: Sequence[Sequence[int]]) -> bool:
        facts = {table: shadow for table, shadow in shadows.items() if not table.is_state}
        # A plugin that is new here has none, and its tables stand at once however long the history of the others is.
        kinds = self.fold.ledger.known_kinds({kind for table in facts for kind in self.fold.putting(table)})
        of, done = sum(map(len, batches)), 0
        for batch in batches if kinds else ():
            self.fold.ledger.remember_while(self.store.data_version())
            self.fold.ledger.know_everybody()
            where = f"WHERE e.id IN (SELECT value FROM json_each(?)) AND +e.kind IN ({marks(kinds)})"
            found = list(self.fold.ledger.keyed(where, json.dumps(list(batch)), *kinds))
            keys = [key for key, _ in found]
            leaves, voided = self.fold.ledger.leaves_of(keys), self.fold.ledger.voided_of(keys)
            rows, waits = list[tuple[Table, Stored]](), dict[int, str]()
            for key, event in found:
                put = self.fold.facts_of(facts, key, event, leaves.get(key, ()), key in voided)
                if isinstance(put, str):
                    waits[key] = put
                else:
                    rows += put
            if not self._write(facts.values(), rows, waits):
                return False
            done += len(batch)
            self.progress("facts", done, of)
        return True

    def _write(
        self, shadows: Iterable[Table], rows: Sequence[tuple[Table, Stored]], waits: dict[int, str] | None = None
    ) -> bool:
        """False: another process was first, and cleaned up."""
        at, notes = 0, dict(waits or {})
        while at < len(rows) or notes:
            with self.pace.timed(self.hold()) as most:
                if not all(_exists(self.store, shadow.stored) for shadow in shadows):
                    return False
                for shadow, some in groupby(rows[at : at + most], key=itemgetter(0)):
                    self.store.db.executemany(shadow.put_sql, [row for _, row in some])
                while notes:
                    self.fold.ledger.wait(*notes.popitem())
            at += most
        return True

    def _fill_state(self, table: Table, shadow: Table, subjects: Sequence[str], again: bool = False) -> bool:
        for first in range(0, len(subjects), FEW):
            some = subjects[first : first + FEW]
            roots = {self.fold.root(subject) for subject in some}
            folded = self.fold.folded(roots, (table,)).values()
            rows = [(shadow, row) for rows in folded for row in rows.get(table, ())]
            if again:
                with self.hold():
                    if not _exists(self.store, shadow.stored):
                        return False
                    gone = f"DELETE FROM {shadow.stored} WHERE subject=?"
                    self.store.db.executemany(gone, [(subject,) for subject in roots.union(some)])
            if not self._write([shadow], rows):
                return False
            self.progress(table.name, min(first + FEW, len(subjects)), len(subjects))
        return True

    def _roots(self, table: Table) -> list[str]:
        """Of whom there is something to fold. Covered by event_subject."""
        kinds = self.fold.ledger.known_kinds(self.fold.putting(table))
        query = (
            "SELECT DISTINCT coalesce(s.root, e.subject) FROM event e LEFT JOIN same s ON s.subject=e.subject "
            f"WHERE e.kind IN ({','.join(map(str, kinds))})"
        )
        return [root for (root,) in self.store.db.execute(query)]

    def _concerned(self, table: Table, shadow: Table, reached: _Reached) -> list[str]:
        """Whose rows of this state these events speak of, or name somebody who is another one now."""
        db, kinds, ids = self.store.db, self.fold.ledger.known_kinds(self.fold.putting(table)), reached.ids
        query = f"SELECT subject FROM event WHERE id IN (SELECT value FROM json_each(?)) AND +kind IN ({marks(kinds)})"
        found = {subject for (subject,) in db.execute(query, (json.dumps(reached.keys), *kinds))}
        for column in table.ids if ids else ():
            query = f'SELECT subject FROM {shadow.stored} WHERE "{column}" IN ({marks(ids)})'
            found |= {subject for (subject,) in db.execute(query, ids)}
        return sorted(found.union(ids))

    def _catch_up(self, late: Sequence[int]) -> None:
        """Puts what came meanwhile, and what it voided, once more: putting an event twice is putting it once."""
        self.fold.reput(self.fold.ledger.with_subjects(late))


def _named(table: Table, name: str) -> Table:
    return replace(table, name=name, indexes=())


def _left_over(store: Store) -> list[str]:
    """What others were filling, or left half filled when they were cut off. One that still is will notice."""
    query = "SELECT name FROM sqlite_master WHERE type='table' AND name GLOB ?"
    return [name for (name,) in store.db.execute(query, (f"new_{'[0-9a-f]' * 8}_*",))]


def _exists(store: Store, name: str) -> bool:
    return store.db.execute("SELECT 1 FROM sqlite_master WHERE name=?", (name,)).fetchone() is not None


def _set_aside(store: Store, names: Iterable[str]) -> None:
    """Half filled ones, as what was swapped out: they go row by row."""
    for name in names:
        if _exists(store, name):
            store.db.execute(f"ALTER TABLE {name} RENAME TO old_{name.removeprefix('new_')}")


def _swap(store: Store, fold: Fold, table: Table, shadow: Table, token: str) -> None:
    store.states += 1
    # under both names: it may have been of the other shape until now. 'view' before 'table': it stands on it
    query = "SELECT type, name FROM sqlite_master WHERE name IN (?, ?) AND type IN ('view', 'table') ORDER BY type DESC"
    for type_, name in store.db.execute(query, (table.name, f"{table.name}_all")).fetchall():
        away = f"DROP VIEW {name}" if type_ == "view" else f"ALTER TABLE {name} RENAME TO old_{token}_{name}"
        store.db.execute(away)
    store.db.execute(f"ALTER TABLE {shadow.stored} RENAME TO {table.stored}")
    if table.view_ddl:
        store.db.execute(table.view_ddl)
    row = (table.name, table.stored, fold.digest(table), shape_of(table))
    store.db.execute("INSERT OR REPLACE INTO declared VALUES (?, ?, ?, ?)", row)


def _drop(store: Store, *names: str) -> None:
    """Takes away what is on disk under these names, a view before the table under it."""
    query = f"SELECT type, name FROM sqlite_master WHERE name IN ({marks(names)}) AND type IN ('table', 'view')"
    for type_, name in sorted(store.db.execute(query, names).fetchall(), reverse=True):
        store.db.execute(f"DROP {type_} {name}")


def _purge(store: Store, pace: _Pace, progress: Progress) -> None:
    """What was swapped out goes row by row: dropping it whole would overwrite it whole, with the counter waiting."""
    query = "SELECT name FROM sqlite_master WHERE type='table' AND name GLOB ?"
    for (name,) in store.db.execute(query, (f"old_{'[0-9a-f]' * 8}_*",)).fetchall():
        with store.one_moment() as db:
            (of,) = db.execute(f"SELECT count(*) FROM {name}").fetchone() if _exists(store, name) else (0,)
        done, gone = 0, 1
        while gone:
            progress(OLD, done, of)
            with pace.timed(store.writing()) as most:
                gone = store.db.execute(f"DELETE FROM {name} LIMIT {most}").rowcount if _exists(store, name) else 0
            done += gone
        with store.writing():
            _drop(store, name)
