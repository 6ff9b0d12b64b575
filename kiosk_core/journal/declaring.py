"""Making tables that are new or declared otherwise, beside the working counter, and swapping them in.

Rows are computed outside the lock and written in short transactions under a name of their own. What arrived meanwhile is
filled in rounds, until so little is left that it is folded at the swap; a merge or forgetting among it may reach any row that
was filled before, so then it is done again. Two processes may fill at once, each its own: whoever is first swaps, and the other
finds that nothing is left to do.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

from ..store import Store
from .asleep import shape_of
from .envelope import SEQ_BITS
from .fold import Fold
from .ledger import marks
from .own import Forgotten, Merged, Voided
from .reading import Stored
from .renaming import PAUSE_S
from .tables import Table, listed

BATCH = 1000
"""Events read at once while tables are filled."""
LOCK_S = 0.015
"""Seconds that one transaction should last: how many rows it writes or takes away follows from how long the last one took."""
FEW = 200
"""Events that wake, or subjects that are folded, at once."""
LEFT = 200
"""Events that may be left for the swap."""
ROUNDS = 50
"""After so many, whatever is left is left for the swap: somebody writes as fast as tables are filled."""
BESIDE = 2
"""How often it is tried beside the counter before the lock is kept for all of it."""

Progress = Callable[[str, int, int], None]
"""(table, done, of) while tables are filled."""


def declare(store: Store, fold: Fold, progress: Progress) -> None:
    """Brings the tables on disk in line with their declarations, then puts what waited and is understood now."""
    tries = 0
    while changed := undeclared(fold):
        if tries < BESIDE:
            _Filling(store, fold, changed, progress, lambda: _writing(store, fold)).run()
        else:
            with _writing(store, fold):
                _Filling(store, fold, changed, progress, nullcontext, _Pace(pause=0)).run()
        tries += 1
    _declare_kinds(store, fold)
    _purge(store)
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
    lock has his turn."""

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


@dataclass(frozen=True)
class _Filling:
    """One attempt. `hold()` is a short transaction, or nothing when the caller keeps the lock."""

    store: Store
    fold: Fold
    tables: Sequence[Table]
    progress: Progress
    hold: Callable[[], AbstractContextManager[Any]]
    pace: _Pace = field(default_factory=_Pace)

    def run(self) -> None:
        """Leaves everything as it was when it was disturbed."""
        token = secrets.token_hex(4)
        shadows = {table: _named(table, f"new_{token}_{table.name}") for table in self.tables}
        with self.hold():
            for table, shadow in shadows.items():
                self._make(table, shadow, token)
        seen, others = dict[int, int](), list[int]()
        done = self._round(shadows, seen, others)
        for _ in range(ROUNDS):
            if not done or self._left(seen) <= LEFT:
                break
            done = self._round(shadows, seen, others)
        with self.hold():
            late = [*others, *self._late(seen)] if done else []
            if done and undeclared(self.fold) and not self._disturbed(late):
                for table in self.tables:
                    _swap(self.store, self.fold, table, shadows[table], token)
                self._catch_up(late)
                _drop(self.store, *_left_over(self.store))
            _drop(self.store, *(shadow.stored for shadow in shadows.values()))
        self.fold.asleep.look_again()

    def _make(self, table: Table, shadow: Table, token: str) -> None:
        """With its indexes: one that is made last holds the lock for as long as it takes to sort all that was filled, and
        nothing can be in between. While the old table has an index's own name, the new one's ends in the token."""
        self.store.db.execute(shadow.ddl)
        for columns in table.index_columns:
            name = f"{table.stored}_{'_'.join(columns)}"
            free = name if not _exists(self.store, name) else f"{name}_{token}"
            self.store.db.execute(f"CREATE INDEX {free} ON {shadow.stored}({listed(columns)})")

    def _round(self, shadows: dict[Table, Table], seen: dict[int, int], others: list[int]) -> bool:
        """Fills what came behind `seen`, which then says how far that was; of it, `others` get the events of the journal's
        own kinds. False: another process was first, and cleaned up."""
        heads = self._heads()
        own = self.fold.ledger.known_kinds((Voided.KIND, Merged.KIND, Forgotten.KIND)) if seen else []
        states = [table for table in self.tables if table.is_state]
        done = self._fill_facts(shadows, seen, heads)
        done = done and all(self._fill_state(table, shadows[table], seen, heads) for table in states)
        for low, high in self._ranges(seen, heads) if own else ():
            query = f"SELECT id FROM event WHERE id>? AND id<=? AND +kind IN ({marks(own)})"
            others += [key for (key,) in self.store.db.execute(query, (low, high, *own))]
        seen.update(heads)
        return done

    def _heads(self) -> dict[int, int]:
        return {n: self.fold.ledger.head(n)[0] for (n,) in self.fold.db.execute("SELECT n FROM origin").fetchall()}

    def _left(self, seen: dict[int, int]) -> int:
        return sum(self._heads().values()) - sum(seen.values())

    def _ranges(self, seen: dict[int, int], heads: dict[int, int]) -> Iterator[tuple[int, int]]:
        """Keys (behind, up to), at most BATCH at once."""
        for origin, last in sorted(heads.items()):
            for first in range(seen.get(origin, 0), last, BATCH):
                yield origin << SEQ_BITS | first, origin << SEQ_BITS | min(first + BATCH, last)

    def _fill_facts(self, shadows: dict[Table, Table], seen: dict[int, int], heads: dict[int, int]) -> bool:
        facts = {table: shadow for table, shadow in shadows.items() if not table.is_state}
        # A plugin that is new here has none, and its tables stand at once however long the history of the others is.
        kinds = self.fold.ledger.known_kinds({kind for table in facts for kind in self.fold.putting(table)})
        of, done = sum(heads.values()), sum(seen.values())
        for low, high in self._ranges(seen, heads) if kinds else ():
            where = f"WHERE e.id>? AND e.id<=? AND +e.kind IN ({marks(kinds)})"
            found = list(self.fold.ledger.keyed(where, low, high, *kinds))
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
            done += high - low
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
                for shadow, row in rows[at : at + most]:
                    self.store.db.execute(shadow.put_sql, row)
                while notes:
                    self.fold.ledger.wait(*notes.popitem())
            at += most
        return True

    def _fill_state(self, table: Table, shadow: Table, seen: dict[int, int], heads: dict[int, int]) -> bool:
        roots = self._roots(table, seen, heads)
        for first in range(0, len(roots), FEW):
            some = roots[first : first + FEW]
            rows = [(shadow, row) for root in some for row in self.fold.folded(root, (table,)).get(table, ())]
            if seen:
                with self.hold():
                    if not _exists(self.store, shadow.stored):
                        return False
                    gone = f"DELETE FROM {shadow.stored} WHERE subject=?"
                    self.store.db.executemany(gone, [(root,) for root in some])
            if not self._write([shadow], rows):
                return False
            self.progress(table.name, min(first + FEW, len(roots)), len(roots))
        return True

    def _roots(self, table: Table, seen: dict[int, int], heads: dict[int, int]) -> list[str]:
        """Of whom there is something to fold: all at first, then of whom something came. Covered by event_subject at
        first, then by the primary key."""
        kinds = self.fold.ledger.known_kinds(self.fold.putting(table))
        query = (
            "SELECT DISTINCT coalesce(s.root, e.subject) FROM event e LEFT JOIN same s ON s.subject=e.subject "
            f"WHERE e.kind IN ({','.join(map(str, kinds))})"
        )
        if not seen:
            return [root for (root,) in self.store.db.execute(query)]
        between = query.replace("e.kind IN", "e.id>? AND e.id<=? AND +e.kind IN")
        found = (self.store.db.execute(between, keys) for keys in self._ranges(seen, heads))
        return sorted({root for rows in found for (root,) in rows})

    def _late(self, seen: dict[int, int]) -> list[int]:
        """What arrived since the last round. Uses the primary key."""
        late: list[int] = []
        for (n,) in self.fold.db.execute("SELECT n FROM origin ORDER BY n").fetchall():
            low, high = n << SEQ_BITS | seen.get(n, 0), (n + 1) << SEQ_BITS
            late += [key for (key,) in self.fold.db.execute("SELECT id FROM event WHERE id>? AND id<?", (low, high))]
        return late

    def _disturbed(self, late: Sequence[int]) -> bool:
        kinds = {event.kind for event in map(self.fold.ledger.event, self._with_voided(late)) if event}
        return not kinds.isdisjoint({Merged.KIND, Forgotten.KIND})

    def _with_voided(self, late: Sequence[int]) -> list[int]:
        ledger = self.fold.ledger
        voids = [event for event in map(ledger.event, late) if event and event.kind == Voided.KIND]
        return [*late, *(key for key in (ledger.known_key(event.subject) for event in voids) if key is not None)]

    def _catch_up(self, late: Sequence[int]) -> None:
        """Puts what came meanwhile, and what it voided, once more: putting an event twice is putting it once."""
        self.fold.reput(self.fold.ledger.with_subjects(self._with_voided(late)))


def _named(table: Table, name: str) -> Table:
    return replace(table, name=name, indexes=())


def _left_over(store: Store) -> list[str]:
    """What others were filling, or left half filled when they were cut off. One that still is will notice."""
    query = "SELECT name FROM sqlite_master WHERE type='table' AND name GLOB ?"
    return [name for (name,) in store.db.execute(query, (f"new_{'[0-9a-f]' * 8}_*",))]


def _exists(store: Store, name: str) -> bool:
    return store.db.execute("SELECT 1 FROM sqlite_master WHERE name=?", (name,)).fetchone() is not None


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
    marks = ",".join("?" * len(names))
    query = f"SELECT type, name FROM sqlite_master WHERE name IN ({marks}) AND type IN ('table', 'view')"
    for type_, name in sorted(store.db.execute(query, names).fetchall(), reverse=True):
        store.db.execute(f"DROP {type_} {name}")


def _purge(store: Store) -> None:
    """What was swapped out goes row by row: dropping it whole would overwrite it whole, with the counter waiting."""
    query = "SELECT name FROM sqlite_master WHERE type='table' AND name GLOB ?"
    for (name,) in store.db.execute(query, (f"old_{'[0-9a-f]' * 8}_*",)).fetchall():
        pace, gone = _Pace(), 1
        while gone:
            with pace.timed(store.writing()) as most:
                gone = store.db.execute(f"DELETE FROM {name} LIMIT {most}").rowcount if _exists(store, name) else 0
        with store.writing():
            _drop(store, name)
