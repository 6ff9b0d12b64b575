"""Making tables that are new or declared otherwise, beside the working counter, and swapping them in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..store import Store
from .fold import Fold, shape_of
from .ledger import SEQ_BITS
from .own import Forgotten, Merged, Voided
from .tables import Table

BATCH = 1000
"""Events folded in one short transaction, so that a counter that works meanwhile never waits long."""

Progress = Callable[[str, int, int], None]
"""(what, done, of) while tables are filled."""


def declare(store: Store, fold: Fold, progress: Progress) -> None:
    """Brings the tables on disk in line with their declarations, then puts what waited and is understood now."""
    known = dict(store.db.execute("SELECT name, digest FROM declared").fetchall())
    changed = [table for table in fold.tables.values() if known.get(table.name) != table.digest]
    if changed:
        _refill(store, fold, changed, progress)
    if store.db.execute("SELECT 1 FROM waiting LIMIT 1").fetchone():
        with store.writing():
            fold.wake()


def _refill(store: Store, fold: Fold, tables: Sequence[Table], progress: Progress) -> None:
    """Fills tables from the journal under names of their own, in short transactions, and swaps them in together.

    Events that arrive meanwhile are folded at the swap, under the lock; so are the voids, merges and forgettings among
    them, which may change rows that were filled before.
    """
    shadows = {table.name: _shadow(table) for table in tables}
    with store.writing():
        for shadow in shadows.values():
            _drop(store, shadow.name, shadow.stored)
            store.db.execute(shadow.ddl)
    watermarks = _watermarks(fold)
    facts = [(table, shadows[table.name]) for table in tables if not table.is_state]
    _fill_facts(store, fold, facts, watermarks, progress)
    for table in tables:
        if table.is_state:
            _fill_state(store, fold, table, shadows[table.name], progress)
    with store.writing():
        for table in tables:
            _swap(store, table, shadows[table.name])
        fold.tables_changed()
        _catch_up(fold, tables, watermarks)


def _shadow(table: Table) -> Table:
    return Table(f"new_{table.name}", table.columns, table.is_state, table.key)


def _drop(store: Store, *names: str) -> None:
    """Takes away what is on disk under these names, a view before the table under it."""
    marks = ",".join("?" * len(names))
    query = f"SELECT type, name FROM sqlite_master WHERE name IN ({marks}) AND type IN ('table', 'view')"
    for type_, name in sorted(store.db.execute(query, names).fetchall(), reverse=True):
        store.db.execute(f"DROP {type_} {name}")


def _watermarks(fold: Fold) -> dict[int, int]:
    """The last seq of every origin: what comes behind it is folded at the swap."""
    return {n: fold.ledger.head(n)[0] for (n,) in fold.db.execute("SELECT n FROM origin").fetchall()}


def _fill_facts(
    store: Store, fold: Fold, tables: Sequence[tuple[Table, Table]], watermarks: dict[int, int], progress: Progress
) -> None:
    kinds = {kind for table, _ in tables for kind in _kinds_of(fold, table)}
    of, done = sum(watermarks.values()), 0
    for origin, last in sorted(watermarks.items()):
        for first in range(0, last, BATCH):
            low, high = origin << SEQ_BITS | first, origin << SEQ_BITS | min(first + BATCH, last)
            found = [pair for pair in fold.ledger.keyed("WHERE e.id>? AND e.id<=?", low, high) if pair[1].kind in kinds]
            with store.writing():
                for key, event in found:
                    fold.put_facts_into(tables, key, event)
            done += min(BATCH, last - first)
            progress("facts", done, of)


def _fill_state(store: Store, fold: Fold, table: Table, shadow: Table, progress: Progress) -> None:
    kinds = fold.ledger.known_kinds(_kinds_of(fold, table))
    if not kinds:
        return
    query = (
        "SELECT DISTINCT coalesce(s.root, e.subject) FROM event e LEFT JOIN same s ON s.subject=e.subject "
        f"WHERE e.kind IN ({','.join(map(str, kinds))})"
    )
    roots = [root for (root,) in store.db.execute(query)]
    for first in range(0, len(roots), BATCH):
        with store.writing():
            for root in roots[first : first + BATCH]:
                fold.put_state_into(table, shadow, root)
        progress(table.name, min(first + BATCH, len(roots)), len(roots))


def _kinds_of(fold: Fold, table: Table) -> Iterable[str]:
    return [name for name, kind in fold.kinds.items() if table in kind.PUTS]


def _swap(store: Store, table: Table, shadow: Table) -> None:
    _drop(store, table.name, f"{table.name}_all")
    store.db.execute(f"ALTER TABLE {shadow.stored} RENAME TO {table.stored}")
    for statement in (*table.index_ddl, *([table.view_ddl] if table.view_ddl else [])):
        store.db.execute(statement)
    row = (table.name, table.stored, table.digest, shape_of(table))
    store.db.execute("INSERT OR REPLACE INTO declared VALUES (?, ?, ?, ?)", row)


def _catch_up(fold: Fold, tables: Sequence[Table], watermarks: dict[int, int]) -> None:
    """Folds what came behind the watermarks once more: putting an event twice is putting it once."""
    wanted = {Voided.KIND, Merged.KIND, Forgotten.KIND, *(kind for table in tables for kind in _kinds_of(fold, table))}
    for (origin,) in fold.db.execute("SELECT n FROM origin ORDER BY n").fetchall():
        low, high = origin << SEQ_BITS | watermarks.get(origin, 0), (origin + 1) << SEQ_BITS
        for key, event in list(fold.ledger.keyed("WHERE e.id>? AND e.id<? ORDER BY e.id", low, high)):
            if event.kind in wanted:
                fold.take(key, event, fold.ledger.leaves(key), newest=False)
