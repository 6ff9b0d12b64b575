"""From what events put to rows as they are stored. Pure: the fold writes these rows, and `verify` compares with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from .envelope import Event
from .tables import Row, Table

Root = Callable[[str], str]
"""Answers who an id is now, after merges (identity.root)."""
Stored = tuple[Any, ...]
"""One row of a table, in the order of its every_column."""
_AS_IT_IS = frozenset((str, int, type(None)))


def stored_values(event: Event, row: Row, root: Root) -> dict[str, Any]:
    """Columns as they are stored: days as text, clients' ids as who they are now, a forgotten client as nobody."""
    values = dict(row.values or ())
    for name, value in values.items():
        if type(value) not in _AS_IT_IS:
            values[name] = _stored(value)
    for name in row.table.ids:
        if value := values.get(name):
            values[name] = None if value == event.id else root(value)
    return values


def fact_row(key: int, event: Event, n: int, row: Row, voided: bool, root: Root) -> Stored:
    """The n-th of what that event puts, for a fact."""
    values = stored_values(event, row, root)
    return (*map(values.get, row.table.columns), key, n, event.day.isoformat(), int(voided))


def folded(puts: Iterable[tuple[Event, Row]], subject: str, root: Root) -> dict[Table, set[Stored]]:
    """A subject's rows of its states, from what its events put there, in canonical order. No row: the table is missing.

    A row whose key lost a part by a forgetting is nobody's and is passed over.
    """
    states: dict[Table, dict[Stored, dict[str, Any]]] = {}
    for event, row in puts:
        rows = states.setdefault(row.table, {})
        if row.values is None:
            rows.clear()
            continue
        values = stored_values(event, row, root)
        place = tuple(map(values.get, row.table.key))
        if None not in place:
            rows.setdefault(place, {}).update(values)
    return {
        table: {(*map(values.get, table.columns), subject) for values in rows.values()}
        for table, rows in states.items()
    }


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else int(value) if isinstance(value, bool) else value
