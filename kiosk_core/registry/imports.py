"""Spreadsheets that became clients, and those that clients went into: which part of which file, in which act."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.ids import Word
from ..house import House
from ..journal import Event, Kind, Row, fact, kind, subject

IMPORTED = fact(
    "core_imported",
    {"import": "text", "first": "int", "last": "int", "new": "int", "changed": "int"},
    indexes=(("import",),),
)
"""A row for each run of entries of a file that an act wrote; after an undo it is voided with its act."""
EXPORTED = fact("core_exported", {"actor": "text", "persons": "int"})


@kind("core.clients_imported", keep="registry", puts=(IMPORTED,))
class ClientsImported(Kind):
    """The entries from `first` to `last` of a file (both included, from 0) became the other events of this act. The
    file's name is what its bytes and the meaning of its columns come to: the same file again goes on where it was."""

    file: Word = subject()
    first: int
    last: int
    new: int
    changed: int

    def rows(self, event: Event) -> Iterable[Row]:
        yield IMPORTED.row(
            **{"import": self.file}, first=self.first, last=self.last, new=self.new, changed=self.changed
        )


@kind("core.clients_exported", keep="audit", puts=(EXPORTED,))
class ClientsExported(Kind):
    """What is known of that many persons went into a spreadsheet; who made it is the event's actor."""

    what: Word = subject()
    persons: int

    def rows(self, event: Event) -> Iterable[Row]:
        yield EXPORTED.row(actor=event.actor, persons=self.persons)


def written(house: House, file: str) -> list[tuple[int, int]]:
    """(first, last) of the entries that are in the house. Index core_imported(import)."""
    return house.rows('SELECT first, last FROM core_imported WHERE "import"=? ORDER BY first', file)


def events_of(house: House, file: str) -> list[int]:
    """Of an import that was not undone, newest first: the keys of its events. Index core_imported(import)."""
    return [key for (key,) in house.rows('SELECT event FROM core_imported WHERE "import"=? ORDER BY event DESC', file)]
