"""What colleagues of other shifts should know: the coordinator's briefing, and the note that a shift leaves to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from ..domain.ids import CounterId, Word
from ..domain.moments import Period
from ..house import House
from ..journal import Event, Kind, Row, fact, kind, subject, words
from .for_coordinator import volunteer_named

Sort = Literal["briefing", "handover"]
NOTE = fact(
    "core_shift_note",
    {
        "note": "text", "sort": "text", "project": "text", "at_counter": "text", "first_day": "day", "last_day": "day",
        "said": "text", "author": "text",
    },
    indexes=(("last_day",),),
)  # fmt: skip
"""`project`, `at_counter`: '' all of them."""
READ = fact("core_shift_note_read", {"note": "text", "reader": "text"}, indexes=(("note",),))


@kind("core.shift_note_written", keep="notes", puts=(NOTE,))
class ShiftNoteWritten(Kind):
    """Words for whoever signs in on these days, both included."""

    note: str = subject()
    sort: Sort
    project: Word
    at_counter: CounterId
    first_day: date
    last_day: date
    said: str | None = words()

    def rows(self, event: Event) -> Iterable[Row]:
        yield NOTE.row(
            note=self.note, sort=self.sort, project=self.project, at_counter=self.at_counter, first_day=self.first_day,
            last_day=self.last_day, said=self.said, author=event.actor,
        )  # fmt: skip


@kind("core.shift_note_read", keep="audit", puts=(READ,))
class ShiftNoteRead(Kind):
    """Whoever acts pressed the key that says: read."""

    note: str = subject()

    def rows(self, event: Event) -> Iterable[Row]:
        yield READ.row(note=self.note, reader=event.actor)


@dataclass(frozen=True, slots=True)
class ShiftNote:
    """`by`: a name. `project`, `counter`: '' all of them. `read`: by whoever asks, or theirs. `readers`: names."""

    id: str
    event: int
    sort: Sort
    project: str
    counter: str
    first: date
    last: date
    text: str
    author: str
    by: str
    read: bool
    readers: tuple[str, ...]

    def without_readers(self) -> ShiftNote:
        return replace(self, readers=())


def notes_for(house: House, reader: str, project: str, counter: str, day: date) -> list[ShiftNote]:
    """Those that hold there on that day: briefings before what a shift left, the newest first.

    Indexes core_shift_note(last_day), core_shift_note_read(note)."""
    found = house.rows(
        f"SELECT {_COLUMNS} FROM core_shift_note "
        "WHERE last_day>=?1 AND first_day<=?1 AND project IN ('', ?2) AND at_counter IN ('', ?3) AND said IS NOT NULL "
        "ORDER BY sort, event DESC", str(day), project, counter,
    )  # fmt: skip
    return [_note(house, reader, row) for row in found]


def notes_everywhere(house: House, reader: str, days: Period) -> list[ShiftNote]:
    """Those that hold on one of these days, whatever the project and counter, the newest first.

    Indexes core_shift_note(last_day), core_shift_note_read(note)."""
    found = house.rows(
        f"SELECT {_COLUMNS} FROM core_shift_note WHERE last_day>=? AND first_day<=? AND said IS NOT NULL "
        "ORDER BY event DESC", str(days.first), str(days.last),
    )  # fmt: skip
    return [_note(house, reader, row) for row in found]


def note_holds(house: House, day: date) -> bool:
    """Whether anybody still reads such words, that day or later. Index core_shift_note(last_day)."""
    return (
        house.one("SELECT 1 FROM core_shift_note WHERE last_day>=? AND said IS NOT NULL LIMIT 1", str(day)) is not None
    )


_COLUMNS = "note, event, sort, project, at_counter, first_day, last_day, said, author"


def _note(house: House, reader: str, row: tuple[Any, ...]) -> ShiftNote:
    id, event, sort, project, counter, first, last, said, author = row
    query = "SELECT reader FROM core_shift_note_read WHERE note=? GROUP BY reader ORDER BY min(event)"
    readers = [one for (one,) in house.rows(query, id)]
    return ShiftNote(
        id, event, sort, project, counter, date.fromisoformat(first), date.fromisoformat(last), said, author,
        volunteer_named(house, author), reader in (author, *readers), tuple(volunteer_named(house, one) for one in readers),
    )  # fmt: skip
