"""Whether each index holds what its table holds, and each table's rows stand in the order of its key.

SQLite's own check looks every row up in every index: in a house that is larger than its memory each of those is a page that is
read and deciphered. Here tables and indexes are read from one end to the other, once each, and sums of hashes are compared:
`PRAGMA quick_check`, which goes before, leaves only this to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter, lt
from typing import Any

from .differences import Differences

_ROWS = 5_000
"""Read at once."""
_ROWID = -1
"""The number that SQLite gives the rowid where it numbers columns."""

Progress = Callable[[str, int, int], None]


def compare_indexes(db: Any, found: Differences, progress: Progress) -> None:
    """Inside a read transaction."""
    query = (
        "SELECT name, wr FROM pragma_table_list "
        "WHERE schema='main' AND type='table' AND name NOT GLOB 'sqlite_*' ORDER BY name"
    )
    tables = db.execute(query).fetchall()
    for done, (table, without_rowid) in enumerate(tables, 1):
        indexes = db.execute(f"PRAGMA index_list({table})").fetchall()
        if any(partial or made == "u" or (made == "pk" and not without_rowid) for _, _, _, made, partial in indexes):
            # small ones: names of origins and kinds, what is local to this computer
            for (said,) in db.execute(f"PRAGMA integrity_check({table})").fetchall():
                if said != "ok":
                    found.add("integrity", "sqlite", said, "damaged")
        else:
            itself = next((f"INDEXED BY {name}" for _, name, _, made, _ in indexes if made == "pk"), "NOT INDEXED")
            _compare(db, table, itself, [name for _, name, _, made, _ in indexes if made == "c"], found)
        progress("indexes", done, len(tables))


def _compare(db: Any, table: str, itself: str, indexes: Sequence[str], found: Differences) -> None:
    """`itself`: how to say that the table's own tree is read. Without a rowid it is the tree of its key."""
    columns = {cid: (name, place) for cid, name, _, _, _, place in db.execute(f"PRAGMA table_info({table})")}
    held = {index: [cid for _, cid, *_ in db.execute(f"PRAGMA index_xinfo({index})")] for index in indexes}
    key = (
        [cid for cid, (_, place) in sorted(columns.items(), key=lambda one: one[1][1]) if place]
        if itself != "NOT INDEXED"
        else []
    )
    wanted = sorted({cid for cids in (key, *held.values()) for cid in cids})
    if not wanted:
        return
    takes = [itemgetter(*map(wanted.index, cids)) for cids in held.values()]
    key_of = itemgetter(*map(wanted.index, key)) if key else None
    sums, before = [0] * len(takes), list[Any]()
    for rows in _pages(db, f"SELECT {_named(wanted, columns)} FROM {table} {itself}"):
        for n, take in enumerate(takes):
            sums[n] += sum(map(hash, map(take, rows)))
        if key_of:
            keys = [*before, *map(key_of, rows)]
            if not all(map(lt, keys, keys[1:])):
                found.add("integrity", "sqlite", f"rows of {table} out of order", "damaged")
            before = keys[-1:]
    for index, total in zip(indexes, sums, strict=True):
        pages = _pages(db, f"SELECT {_named(held[index], columns)} FROM {table} INDEXED BY {index}")
        if sum(sum(map(hash, rows)) for rows in pages) != total:
            found.add("integrity", "sqlite", f"index {index} holds other rows than {table}", "damaged")


def _named(cids: Sequence[int], columns: dict[int, tuple[str, int]]) -> str:
    return ", ".join("rowid" if cid == _ROWID else f'"{columns[cid][0]}"' for cid in cids)


def _pages(db: Any, query: str) -> Iterator[list[tuple[Any, ...]]]:
    cursor = db.execute(query)
    while rows := cursor.fetchmany(_ROWS):
        yield rows
