"""Tables are readings. Two shapes: a fact (rows per event) and a state (one row per key and subject, the last speaks)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SQL = {"text": "TEXT", "int": "INTEGER", "cents": "INTEGER", "grams": "INTEGER", "day": "TEXT", "id": "TEXT"}


@dataclass(frozen=True, slots=True)
class Table:
    """Made by `fact` or `state`. `columns`: name -> text | int | cents | grams | day | id.

    An `id` column holds a person's or household's id and follows merges by itself.
    """

    name: str
    columns: Mapping[str, str]
    is_state: bool
    key: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def stored(self) -> str:
        """The table on disk; a fact's plain name is a view of it without the voided rows."""
        return self.name if self.is_state else f"{self.name}_all"

    @property
    def ids(self) -> tuple[str, ...]:
        """Columns that follow merges."""
        return tuple(name for name, type_ in self.columns.items() if type_ == "id")

    @property
    def primary(self) -> tuple[str, ...]:
        return (*self.key, "subject") if self.is_state else ("event", "n")

    @property
    def every_column(self) -> tuple[str, ...]:
        """As stored: declared columns and those that the fold adds."""
        return (*self.columns, "subject") if self.is_state else (*self.columns, "event", "n", "day", "voided")

    @property
    def digest(self) -> str:
        """Of the declaration: another digest means that the table is made and filled again."""
        return hashlib.sha256("\n".join((self.ddl, *self.index_ddl)).encode()).hexdigest()

    def row(self, **values: Any) -> Row:
        """One row. A state's may name some columns only: the others stay as they were."""
        return Row(self, values)

    def clear(self) -> Row:
        """State only: what this subject had in the table until now goes."""
        return Row(self, None)

    @property
    def ddl(self) -> str:
        columns = ", ".join(f'"{name}" {SQL[type_]}' for name, type_ in self.columns.items())
        added = (
            "subject TEXT NOT NULL"
            if self.is_state
            else "event INTEGER NOT NULL, n INTEGER NOT NULL, day TEXT NOT NULL, voided INTEGER NOT NULL"
        )
        both = ", ".join(part for part in (columns, added) if part)
        primary = ", ".join(f'"{name}"' for name in self.primary)
        return f"CREATE TABLE {self.stored} ({both}, PRIMARY KEY ({primary})) STRICT, WITHOUT ROWID"

    @property
    def index_ddl(self) -> list[str]:
        """An index on every id column (merges and forgettings come that way), on a state's subject, and those declared."""
        wanted = [
            *((name,) for name in self.ids),
            *((("subject",),) if self.is_state and self.key else ()),
            *self.indexes,
        ]
        kept = [w for n, w in enumerate(wanted) if w not in wanted[:n] and not _prefixed(w, wanted)]
        kept = [w for w in kept if w != self.primary[: len(w)]]
        on = self.stored
        return [f"CREATE INDEX {on}_{'_'.join(index)} ON {on}({', '.join(index)})" for index in kept]

    @property
    def view_ddl(self) -> str | None:
        """The view that plugins read of a fact."""
        return None if self.is_state else f"CREATE VIEW {self.name} AS SELECT * FROM {self.stored} WHERE voided=0"


def _prefixed(index: tuple[str, ...], others: list[tuple[str, ...]]) -> bool:
    return any(len(other) > len(index) and other[: len(index)] == index for other in others)


def fact(name: str, columns: Mapping[str, str], *, indexes: tuple[tuple[str, ...], ...] = ()) -> Table:
    """Rows that stay with their event: (columns, event, n, day, voided). `name` is the view without voided ones,
    `name_all` has them all, marked."""
    return Table(name, columns, False, (), indexes)


def state(
    name: str, columns: Mapping[str, str], *, key: tuple[str, ...] = (), indexes: tuple[tuple[str, ...], ...] = ()
) -> Table:
    """One row per key and `subject`, put column by column in the order of the events; voided and forgotten ones have
    no say. Two histories never fight for a row: both rows show, as a conflict."""
    return Table(name, columns, True, key, indexes)


@dataclass(frozen=True, slots=True)
class Row:
    """What an event puts into one table; `values` None clears a state of its subject."""

    table: Table
    values: Mapping[str, Any] | None
