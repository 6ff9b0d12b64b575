"""Tables are readings. Two shapes: a fact (rows per event) and a state (one row per key and subject, the last speaks)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ..store import marks

SQL = {"text": "TEXT", "int": "INTEGER", "cents": "INTEGER", "grams": "INTEGER", "day": "TEXT", "id": "TEXT"}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_FACT_ADDS = ("event", "n", "day", "voided")
_STATE_ADDS = ("subject",)


@dataclass(frozen=True, eq=False)  # no slots: what follows from a declaration is worked out once and kept with it
class Table:
    """Made by `fact` or `state`. `columns`: name -> text | int | cents | grams | day | id.

    An `id` column holds a person's or household's id and follows merges by itself. Raises ValueError, at import, for a
    declaration that cannot work.
    """

    name: str
    columns: Mapping[str, str]
    is_state: bool
    key: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    by_subject: bool = False
    edition: int = 1

    def __post_init__(self) -> None:
        added = _STATE_ADDS if self.is_state else _FACT_ADDS
        wrong = [name for name in (self.name, *self.columns) if not _NAME.fullmatch(name) or name in added]
        wrong += [name for name, type_ in self.columns.items() if type_ not in SQL]
        wrong += [name for name in self.key if name not in self.columns]
        wrong += [name for index in self.indexes for name in index if name not in (*self.columns, *added)]
        if wrong:
            raise ValueError(f"table {self.name}: {', '.join(wrong)} cannot stand there")

    @cached_property
    def stored(self) -> str:
        """The table on disk; a fact's plain name is a view of it without the voided rows."""
        return self.name if self.is_state else f"{self.name}_all"

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Columns that follow merges."""
        return tuple(name for name, type_ in self.columns.items() if type_ == "id")

    @cached_property
    def at_once(self) -> Mapping[str, frozenset[type]]:
        """Column -> types of which every value fits."""
        texts: frozenset[type] = frozenset((str, type(None)))
        return {name: texts for name, type_ in self.columns.items() if SQL[type_] == "TEXT"}

    @cached_property
    def primary(self) -> tuple[str, ...]:
        if not self.is_state:
            return ("event", "n")
        return ("subject", *self.key) if self.by_subject else (*self.key, "subject")

    @cached_property
    def every_column(self) -> tuple[str, ...]:
        """As stored: declared columns and those that the fold adds."""
        return (*self.columns, *(_STATE_ADDS if self.is_state else _FACT_ADDS))

    @cached_property
    def digest(self) -> str:
        """Of the declaration: another digest means that the table is made and filled again."""
        edition = [f"edition {self.edition}"] if self.edition > 1 else []
        return hashlib.sha256("\n".join((self.ddl, *self.index_ddl, *edition)).encode()).hexdigest()

    def row(self, **values: Any) -> Row:
        """One row. A state's may name some columns only: the others stay as they were."""
        return Row(self, values)

    def clear(self) -> Row:
        """State only: what this subject had in the table until now goes."""
        return Row(self, None)

    @cached_property
    def put_sql(self) -> str:
        """Puts one row, every column in order, in place of the one with its key."""
        columns = self.every_column
        return f"INSERT OR REPLACE INTO {self.stored} ({listed(columns)}) VALUES ({marks(columns)})"

    @cached_property
    def delete_sql(self) -> str:
        """Takes away the row with this key."""
        return f"DELETE FROM {self.stored} WHERE ({listed(self.primary)}) = ({marks(self.primary)})"

    @cached_property
    def clear_sql(self) -> str:
        """State only: takes away what these subjects (JSON) have in it. Index on subject."""
        return f"DELETE FROM {self.stored} WHERE subject IN (SELECT value FROM json_each(?))"

    @cached_property
    def ddl(self) -> str:
        columns = ", ".join(f'"{name}" {SQL[type_]}' for name, type_ in self.columns.items())
        added = (
            "subject TEXT NOT NULL"
            if self.is_state
            else "event INTEGER NOT NULL, n INTEGER NOT NULL, day TEXT NOT NULL, voided INTEGER NOT NULL"
        )
        both = ", ".join(part for part in (columns, added) if part)
        return f"CREATE TABLE {self.stored} ({both}, PRIMARY KEY ({listed(self.primary)})) STRICT, WITHOUT ROWID"

    @cached_property
    def index_columns(self) -> list[tuple[str, ...]]:
        """Those declared; of a state also on every id column (a merge finds there who else's rows it changes) and on the
        subject. Facts follow a merge or a forgetting by their event, so an index that no query asks for would only be one
        more page that every act reads and writes."""
        added = [*((name,) for name in self.ids), ("subject",)] if self.is_state else []
        wanted = [*added, *self.indexes]
        kept = [w for n, w in enumerate(wanted) if w not in wanted[:n] and not _prefixed(w, wanted)]
        return [w for w in kept if w != self.primary[: len(w)]]

    @cached_property
    def index_ddl(self) -> list[str]:
        on = self.stored
        return [f"CREATE INDEX {on}_{'_'.join(index)} ON {on}({listed(index)})" for index in self.index_columns]

    @cached_property
    def view_ddl(self) -> str | None:
        """The view that plugins read of a fact."""
        return None if self.is_state else f"CREATE VIEW {self.name} AS SELECT * FROM {self.stored} WHERE voided=0"


def listed(names: Iterable[str]) -> str:
    """Names as they stand in SQL: a column may be called `from`."""
    return ", ".join(f'"{name}"' for name in names)


def _prefixed(index: tuple[str, ...], others: list[tuple[str, ...]]) -> bool:
    return any(len(other) > len(index) and other[: len(index)] == index for other in others)


def fact(
    name: str, columns: Mapping[str, str], *, indexes: tuple[tuple[str, ...], ...] = (), edition: int = 1
) -> Table:
    """Rows that stay with their event: (columns, event, n, day, voided). `name` is the view without voided ones,
    `name_all` has them all, marked.

    `edition`: raised by one when the rows of the same events become others by nothing that is declared (a name is folded
    otherwise), so that the table is filled again."""
    return Table(name, columns, False, (), indexes, edition=edition)


def state(
    name: str, columns: Mapping[str, str], *, key: tuple[str, ...] = (), indexes: tuple[tuple[str, ...], ...] = (),
    by_subject: bool = False, edition: int = 1,
) -> Table:  # fmt: skip
    """One row per key and `subject`, put column by column in the order of the events; voided and forgotten ones have
    no say, nor has a row whose key lost a part by a forgetting. Two histories never fight for a row: both rows show, as
    a conflict.

    `by_subject`: it is asked for by whose the rows are. They lie side by side then, on one page instead of an index's and a
    page each; without it, whoever has the key finds the row on one page (a card's code). `edition`: as of a fact."""
    return Table(name, columns, True, key, indexes, by_subject, edition)


@dataclass(frozen=True, slots=True)
class Row:
    """What an event puts into one table; `values` None clears a state of its subject."""

    table: Table
    values: Mapping[str, Any] | None

    @property
    def fits(self) -> bool:
        """Whether the table can hold it: columns of its own, each with a value of its type or None."""
        if self.values is None:
            return self.table.is_state
        columns, at_once = self.table.columns, self.table.at_once
        for name, value in self.values.items():
            if type(value) not in at_once.get(name, ()) and not (name in columns and _fits(columns[name], value)):
                return False
        return True

    @property
    def wrong(self) -> list[str]:
        """Columns that are not the table's, or whose value is not of their type."""
        columns = self.table.columns
        return [
            f"{self.table.name}.{name if _NAME.fullmatch(name) else '?'} ({columns.get(name, 'no such column')})"
            for name, value in (self.values or {}).items()
            if name not in columns or not _fits(columns[name], value)
        ]


def _fits(type_: str, value: object) -> bool:
    match type_:
        case _ if value is None:
            return True
        case "text" | "id":
            return isinstance(value, str)
        case "day":
            return isinstance(value, (str, date))
        case _:
            return isinstance(value, int) and -(1 << 63) <= value < 1 << 63
