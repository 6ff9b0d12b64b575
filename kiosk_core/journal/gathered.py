"""Rows of new events on their way to the file: gathered over one act, then put a statement at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from .tables import Table


class Gathered:
    """Nothing that is gathered can be read yet: `flush` before reading what an act itself put. Inside a write transaction.

    Rows of different events are independent: the key of a fact holds its event, that of a state its subject. So a
    statement may be run for all of its rows at once, as long as what is said of one subject keeps its order.
    """

    def __init__(self, db: Any) -> None:
        self._db = db
        self._clears: dict[str, list[str]] = {}
        self._rows: dict[str, list[Sequence[Any]]] = {}
        self._said: dict[tuple[Table, str], str] = {}
        """By which statement a subject's state was put."""

    def put(self, sql: str, row: Sequence[Any]) -> None:
        """A row with a key of its own."""
        if (rows := self._rows.get(sql)) is None:
            rows = self._rows[sql] = []
        rows.append(row)

    def put_state(self, table: Table, subject: str, sql: str, row: Sequence[Any]) -> None:
        if self._said.setdefault((table, subject), sql) != sql:
            self.flush()
            self._said[table, subject] = sql
        self.put(sql, row)

    def clear_state(self, table: Table, subject: str) -> None:
        """What the subject has in that table goes, before anything else is put there."""
        if (table, subject) in self._said:
            self.flush()
        self._clears.setdefault(table.clear_sql, []).append(subject)

    def flush(self) -> None:
        """Puts what was gathered. Raises what the database raises; whoever rolls back calls `drop`."""
        db = self._db
        for sql, subjects in self._clears.items():
            db.execute(sql, (json.dumps(subjects),))
        for sql, rows in self._rows.items():
            db.executemany(sql, rows)
        self.drop()

    def drop(self) -> None:
        """After a rollback: none of it happened."""
        self._clears, self._rows, self._said = {}, {}, {}
