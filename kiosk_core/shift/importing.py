"""Clients from a spreadsheet and into one. Looking writes nothing; writing goes in short acts, so that no scan waits."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.eligibility import Finding
from ..domain.errors import NotFound, NotUnderstood
from ..domain.ids import ClientId, HouseholdId, PersonId, Word, new_id
from ..domain.texts import Catalogue, Sentence
from ..domain.visits import Here
from ..house import House
from ..journal import Act
from ..registry import enrolments, households, imports
from ..registry.households import NewMember
from ..registry.numbers import FIRST_CLIENT, client_series, next_number
from ..running import Running

if TYPE_CHECKING:
    from ..importing.columns import Header
    from ..importing.comparing import Compared, Sort

LOCK_S, PAUSE_S = 0.025, 0.01
"""How long one act should take at most, and the pause behind it: a counter tries a busy lock again every 2 ms."""
LEAST_BATCH, FIRST_BATCH, MOST_BATCH = 2, 4, 200
"""Households of one act: half as many when one took too long, twice as many when there was room."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Enrolling:
    """The decision that every new household of a file gets."""

    project: str
    until: date


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an import would do, and what it needs to do it. `id`: its number, which undoes it."""

    id: str
    header: Header
    found: Sequence[Compared]
    enrolling: Enrolling | None = None

    @property
    def todo(self) -> list[Compared]:
        """What is written: the new and the changed."""
        return [one for one in self.found if one.sort in ("new", "changed")]

    @property
    def counts(self) -> dict[Sort, int]:
        """How many households of the file are of each sort."""
        from ..importing.comparing import SORTS

        counted = Counter(one.sort for one in self.found)
        return {sort: counted[sort] for sort in SORTS}


class Importing:
    """Mixed into Office."""

    kiosk: Running
    house: House
    letter: Any
    require: Callable[[str], None]
    may: Callable[[str], bool]
    here: Callable[..., Here]
    tell: Callable[..., Act]
    undo: Callable[..., Act]
    look_at_registration: Callable[..., list[Finding]]
    write_sheets: Callable[..., None]

    def look_at_import(
        self, file: Path, columns: Mapping[str, str] | None = None, *, sheet: str | None = None, add_alike: bool = False,
        enrolling: Enrolling | None = None,
    ) -> Foreseen:  # fmt: skip
        """Reads an XLSX or CSV and compares every household in it with those that are known. Writes nothing.

        `columns`: corrections, field -> heading ('' for none). `add_alike`: who looks like somebody known is new all the
        same. `enrolling`: new ones get that decision. Raises NotAllowed, NoSpreadsheet, NotUnderstood (no headings, a
        correction that fits nothing), NotFound (project), OSError."""
        self.require("register")
        if enrolling:
            self._check_enrolling(enrolling)
        from ..importing.columns import find_header
        from ..importing.comparing import compare
        from ..importing.known import Known
        from ..importing.people import read_entries
        from ..importing.spreadsheet import read_lines

        lines = list(read_lines(file, sheet))
        header = find_header(lines, columns or {})
        day = self.here().day
        id = _named(file, header)
        ranges = imports.written(self.house, id)
        there = {place for first, last in ranges for place in range(first, last + 1)}
        entries = read_entries(lines, header, day)
        found = compare(entries, Known(self.house, str(day)), self._asked, there.__contains__, add_alike)
        return Foreseen(id, header, list(found), enrolling)

    def import_clients(
        self, foreseen: Foreseen, progress: Progress = lambda done, of: None, wait: Callable[[float], None] = time.sleep
    ) -> int:
        """Writes what is new and changed, as it was looked at; how many households. In short acts with a pause (`wait`, in
        seconds); one that is broken off goes on when the same file is looked at again. Raises NotAllowed, ClockDoubt,
        StoreError."""
        done, of = 0, len(foreseen.todo)
        for done in self.import_steps(foreseen):
            progress(done, of)
            wait(PAUSE_S)
        return done

    def import_steps(self, foreseen: Foreseen) -> Iterator[int]:
        """The same, an act each time that it is asked on: how many households are written by then."""
        self.require("register")
        todo, done, size = foreseen.todo, 0, FIRST_BATCH
        while done < len(todo):
            batch = todo[done : done + size]
            began = time.monotonic()
            self.tell(partial(self._drafts, foreseen, batch))
            took = time.monotonic() - began
            done += len(batch)
            size = _next_size(size, took)
            yield done

    def undo_import(
        self, id: str, progress: Progress = lambda done, of: None, wait: Callable[[float], None] = time.sleep
    ) -> int:
        """All acts of an import are taken back, the newest first; how many. One that is broken off is simply given again.
        Raises NotAllowed, NotFound: no such import, or it was undone already; CannotUndo, StoreError."""
        done, of = 0, len(self._acts_of(id))
        for done in self.undo_import_steps(id):
            progress(done, of)
            wait(PAUSE_S)
        return done

    def undo_import_steps(self, id: str) -> Iterator[int]:
        """The same, an act each time that it is asked on: how many are taken back by then."""
        self.require("register")
        acts = self._acts_of(id)
        if not acts:
            raise NotFound(what=id)
        for done, act in enumerate(acts, 1):
            self.undo(act, "mistake")
            yield done

    def export_clients(self, out: Path, words: Catalogue) -> int:
        """Everybody who belongs to a household today, one line a person, as XLSX or CSV: what an import of the same file
        finds unchanged. Protected households only for who may see where they live. Leaves a trace; how many persons.
        Raises NotAllowed, NotUnderstood (ending), OSError."""
        self.require("dossier")
        self.require("report")
        from ..reports.clients import clients_sheet

        day = self.here().day
        sheet = clients_sheet(self.house, day, protected=self.may("protected"), projects=self.kiosk.plugins.projects)
        persons = sum(1 for _ in sheet.rows)
        self.tell(imports.ClientsExported(what=Word("clients"), persons=persons))
        self.write_sheets([sheet], out, words)
        return persons

    # ---- inside ----

    def _acts_of(self, id: str) -> list[str]:
        """Those of an import that stand, the newest first."""
        ledger = self.kiosk.journal.ledger
        return list(dict.fromkeys(self.kiosk.act(ledger.name(key)).id for key in imports.events_of(self.house, id)))

    def _asked(self, members: Sequence[NewMember], address: str) -> Iterable[Sentence]:
        return [finding.text for finding in self.look_at_registration(members, address=address)]

    def _check_enrolling(self, enrolling: Enrolling) -> None:
        self.require("enrol")
        if enrolling.project not in self.kiosk.plugins.projects:
            raise NotFound(what=enrolling.project)
        if enrolling.until < self.here().day:
            raise NotUnderstood(why=Sentence("the last day lies before the first."))

    def _drafts(self, foreseen: Foreseen, batch: Sequence[Compared], house: House) -> Iterator[Any]:
        """Inside the lock: only there is the next number known."""
        serial, day = next_number(house, client_series(self.letter), FIRST_CLIENT), self.here().day
        for one in batch:
            if one.sort == "new":
                household = HouseholdId(new_id())
                reached = {"address": None, "phone": None, "collective": False, "protected": False} | dict(one.new)
                made = list(households.registered(household, self.letter, serial, one.members, day, **reached))
                yield from made
                yield from self._enrolled(foreseen.enrolling, household, made, day)
                serial += 1
            else:
                yield from one.changes
                if one.members and one.household:
                    yield from households.join(one.household, one.members, day)(house)
        for _, run in groupby(enumerate(batch), lambda pair: pair[1].place - pair[0]):
            ones = [one for _, one in run]
            new = sum(one.sort == "new" for one in ones)
            yield imports.ClientsImported(
                file=Word(foreseen.id), first=ones[0].place, last=ones[-1].place, new=new, changed=len(ones) - new
            )

    def _enrolled(
        self, enrolling: Enrolling | None, household: HouseholdId, made: Sequence[Any], day: date
    ) -> Iterator[Any]:
        if enrolling is None:
            return
        services = self.kiosk.plugins.projects[enrolling.project].services
        first = next(one.person for one in made if isinstance(one, households.MemberJoined))
        whose: HouseholdId | PersonId = household if services and services[0].serves == "household" else first
        yield enrolments.Enrolled(
            whose=ClientId(whose), project=Word(enrolling.project), from_day=day, until_day=enrolling.until, basis=None,
            decided_by=None, terms=None,
        )  # fmt: skip


def _next_size(size: int, took: float) -> int:
    """How many households the next act takes, after one of `size` that took that many seconds."""
    if took > LOCK_S:
        return max(LEAST_BATCH, size // 2)
    return min(MOST_BATCH, 2 * size) if 2 * took < LOCK_S else size


def _named(file: Path, header: Header) -> str:
    """The same bytes whose columns mean the same are the same import."""
    meaning = repr(sorted(header.fields.items())).encode()
    return hashlib.sha256(file.read_bytes() + meaning).hexdigest()[:12]
