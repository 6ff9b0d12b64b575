"""Every subject's states in the order of the subjects, folded again in memory and compared with what lies there."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice

from kiosk_core.journal import Event, Journal, Row
from kiosk_core.journal.kinds import understood
from kiosk_core.journal.ledger import canonical_order
from kiosk_core.journal.reading import Stored, folded
from kiosk_core.journal.tables import Table, listed
from kiosk_core.store import marks

from .differences import Differences
from .lying import Lying
from .own import Own

_MANY = 500
"""Subjects whose events are read at once."""

Expected = tuple[str, dict[Table, set[Stored]]]


def compare_states(
    journal: Journal, lying: Lying, own: Own, found: Differences, progress: Callable[[str, int, int], None]
) -> None:
    """Merges two streams by subject: what must be, and the rows of all states. Index on every state's subject."""
    tables = [table for table in journal.fold.tables.values() if table.is_state]
    streams = [_rows(journal, table) for table in tables]
    there = groupby(heapq.merge(*streams, key=lambda row: row[0]), key=lambda row: row[0])
    wanted = _wanted(journal, lying, own, tables, progress)
    expected, lies = next(wanted, None), next(there, None)
    while expected or lies:
        subject = min(one[0] for one in (expected, lies) if one)
        rows: dict[Table, set[Stored]] = {}
        if lies and lies[0] == subject:
            for _, table, row in lies[1]:
                rows.setdefault(table, set()).add(row)
            lies = next(there, None)
        must: dict[Table, set[Stored]] = {}
        if expected and expected[0] == subject:
            must, expected = expected[1], next(wanted, None)
        for table in must.keys() | rows.keys():
            if must.get(table, set()) != rows.get(table, set()):
                places = [table.every_column.index(name) for name in table.primary]
                wants, has = (
                    {tuple(row[place] for place in places): row for row in side.get(table, ())} for side in (must, rows)
                )
                found.compare(table.stored, wants, has.items())


def _rows(journal: Journal, table: Table) -> Iterator[tuple[str, Table, Stored]]:
    at = len(table.columns)
    query = f"SELECT {listed(table.every_column)} FROM {table.stored} ORDER BY subject"
    return ((row[at], table, tuple(row)) for row in journal.db.execute(query))


def _wanted(
    journal: Journal, lying: Lying, own: Own, tables: Sequence[Table], progress: Callable[[str, int, int], None]
) -> Iterator[Expected]:
    """What must be, for each subject that speaks in a state. Index event_subject, which holds all that is asked of it."""
    kinds = journal.ledger.known_kinds({name for table in tables for name in journal.fold.putting(table)})
    members: dict[str, list[str]] = {}
    for id, elder in own.same.items():
        members.setdefault(elder, [elder]).append(id)
    query = f"SELECT subject, id FROM event INDEXED BY event_subject WHERE kind IN ({marks(kinds)}) ORDER BY subject"
    speaking = groupby(journal.db.execute(query, kinds), key=lambda row: row[0])
    alone = ((subject, [key for _, key in keys]) for subject, keys in speaking if own.root(subject) == subject)
    merged = ((elder, _keys(journal, members[elder], kinds)) for elder in sorted(members))
    both = heapq.merge(merged, ((subject, keys) for subject, keys in alone if subject not in members))
    (of,) = journal.db.execute(
        query.replace("subject, id", "count(DISTINCT subject)").partition(" ORDER")[0], kinds
    ).fetchone()
    done = 0
    while page := list(islice(both, _MANY)):
        yield from _folded(journal, lying, own, page)
        done += len(page)
        progress("states", min(done, of), of)


def _keys(journal: Journal, subjects: Sequence[str], kinds: Sequence[int]) -> list[int]:
    query = f"SELECT id FROM event WHERE subject IN ({marks(subjects)}) AND kind IN ({marks(kinds)})"
    return [key for (key,) in journal.db.execute(query, (*subjects, *kinds))]


def _folded(journal: Journal, lying: Lying, own: Own, page: Sequence[tuple[str, list[int]]]) -> Iterator[Expected]:
    keys = [key for _, speaking in page for key in speaking if key not in own.voided]
    events = dict(lying.events("WHERE e.id IN (SELECT value FROM json_each(?))", str(keys)))
    leaves = lying.leaves_of(keys)

    def puts(speaking: Iterable[int]) -> Iterator[tuple[Event, Row]]:
        there = [(event, key) for key in speaking if (event := events.get(key)) is not None and not event.torn]
        for event, key in sorted(there, key=lambda one: canonical_order(one[0])):
            put = understood(journal.kinds, event, leaves.get(key, ()))
            yield from ((event, row) for row in (() if isinstance(put, str) else put) if row.table.is_state)

    for subject, speaking in page:
        yield subject, folded(puts(speaking), subject, own.root)
