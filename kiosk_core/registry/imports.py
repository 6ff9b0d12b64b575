"""Spreadsheets that became clients, and those that clients went into: which part of which file, in which act."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..domain.errors import NotFound
from ..domain.ids import Word
from ..domain.texts import Sentence
from ..house import House
from ..journal import Event, Kind, Row, fact, kind, subject


class NoImport(NotFound):
    code, says = (
        "no_import",
        Sentence("No import has the number {what}. Its file says it: 'kiosk client import FILE --json'."),
    )


class TakenBack(NotFound):
    code, says = (
        "import_taken_back",
        Sentence("Import {what} was taken back already. Read its file again to bring it in anew."),
    )


IMPORTED = fact(
    "core_imported",
    {
        "import": "text", "first": "int", "last": "int", "new": "int", "changed": "int", "letter": "text", "serial": "int",
        "headings": "int", "columns": "text",
    },
    indexes=(("import",),),
)  # fmt: skip
"""A row for each run of entries of a file that an act wrote; after an undo it is voided with its act."""
EXPORTED = fact(
    "core_exported", {"what": "text", "actor": "text", "persons": "int", "protected": "int"}, indexes=(("day",),)
)


@kind("core.clients_imported", keep="registry", puts=(IMPORTED,))
class ClientsImported(Kind):
    """The entries of a file from the one that begins on line `first` to the one that begins on line `last` became the other
    events of this act. The file's name is what its bytes come to: the same file again goes on where it was, and is read as it was
    read: its headings on that line, each field in that column (from 0). `serial`: the number of the first of them in the series
    of clients, the others follow; None where they were known already."""

    file: Word = subject()
    first: int
    last: int
    new: int
    changed: int
    serial: int | None = None
    headings: int | None = None
    columns: dict[Word, int] | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        yield IMPORTED.row(
            **{"import": self.file}, first=self.first, last=self.last, new=self.new, changed=self.changed, letter=event.id[0],
            serial=self.serial, headings=self.headings, columns=json.dumps(self.columns) if self.columns else None,
        )  # fmt: skip


@kind("core.clients_exported", keep="audit", puts=(EXPORTED,))
class ClientsExported(Kind):
    """That many persons went into one file; who made it is the event's actor. `what`: 'clients', a spreadsheet of everybody, or
    'cards', which say themselves whose they are. `protected`: with the households that are hidden; None: not said, before that was kept.

    One event for all of them: who was in it is told from who was here that day (looks.lists_with)."""

    what: Word = subject()
    persons: int
    protected: bool | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        yield EXPORTED.row(what=event.subject, actor=event.actor, persons=self.persons, protected=self.protected)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is read. `headings`: the line where they stand. `columns`: the place of each field's."""

    headings: int
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Run:
    """Entries that were written together. `number`: of the first one's household, ('A', 1042); None where it was known."""

    first: int
    last: int
    number: tuple[str, int] | None
    layout: Layout | None


@dataclass(frozen=True, slots=True)
class Written:
    """Of a file what is in the house, by line."""

    runs: Sequence[Run]
    layout: Layout | None
    """How it was read at last."""

    def numbers(self, layout: Layout) -> Callable[[int], str | None]:
        """To be asked in the order of the file: the line where an entry begins -> None when it is not in the house, else the
        number that it got; '' where it was known already, or was read otherwise than by `layout`."""
        firsts, seen = [run.first for run in self.runs], Counter[int]()

        def number(line: int) -> str | None:
            at = bisect_right(firsts, line) - 1
            if at < 0 or line > self.runs[at].last:
                return None
            run, place = self.runs[at], seen[at]
            seen[at] += 1
            return f"{run.number[0]}{run.number[1] + place}" if run.number and run.layout == layout else ""

        return number


def written(house: House, file: str) -> Written:
    """Index core_imported(import)."""
    query = 'SELECT first, last, letter, serial, headings, columns FROM core_imported WHERE "import"=? ORDER BY event'
    runs = [
        Run(first, last, serial and (letter, serial), columns and Layout(headings, json.loads(columns)))
        for first, last, letter, serial, headings, columns in house.rows(query, file)
    ]
    return Written(sorted(runs, key=lambda run: run.first), runs[-1].layout if runs else None)


def refusal(house: House, file: str) -> NotFound:
    """Why nothing of it can be taken back. Index core_imported(import)."""
    gone = house.one('SELECT 1 FROM core_imported_all WHERE "import"=? LIMIT 1', file)
    return TakenBack(what=file) if gone else NoImport(what=file)


def events_of(house: House, file: str) -> list[int]:
    """Of an import that was not undone, newest first: the keys of its events. Index core_imported(import)."""
    return [key for (key,) in house.rows('SELECT event FROM core_imported WHERE "import"=? ORDER BY event DESC', file)]


def keys_of(house: House, file: str) -> list[int]:
    """Of an import that was not undone: the keys of all events of its acts, each of which ends with the import's own.
    Index core_imported(import)."""
    query = 'SELECT e.act, i.event FROM core_imported i JOIN event e ON e.id=i.event WHERE i."import"=?'
    return sorted({key for act, last in house.rows(query, file) for key in range(act, last + 1)})
