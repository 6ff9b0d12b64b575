"""Clients from a spreadsheet and into one. Looking writes nothing; writing goes in short acts, so that no scan waits."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain, groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.errors import CannotUndo, KioskError, NotFound, NotUnderstood
from ..domain.fields import Term, household_terms
from ..domain.ids import ClientId, HouseholdId, PersonId, Word, new_id
from ..domain.texts import Catalogue, Sentence, Text, counted, spoken
from ..house import House
from ..importing.foreseen import Enrolling, Foreseen
from ..journal import Merged
from ..registry import enrolments, households, imports, since
from ..registry.households import NewMember
from ..registry.numbers import FIRST_CLIENT, client_series, next_number
from ..registry.persons import folded
from .families import Families
from .keeping import Keeping
from .pace import Pace
from .undoing import Undoing

if TYPE_CHECKING:
    from ..importing.columns import Header
    from ..importing.comparing import Compared
    from ..importing.spreadsheet import Book
    from ..importing.terms import Terms

Progress = Callable[[int, int], None]
_STAYS = Sentence(
    "What is taken over already is not read again with these columns. To read it anew, take the import back first."
)


class BuiltSince(KioskError):
    code = "built_since"
    says = Sentence(
        "Since this import: {what}. With --yes that is taken back too; what was handed over or paid stays counted, without a name."
    )


class Importing(Families, Keeping, Undoing):
    def look_at_import(
        self, file: Path, columns: Mapping[str, str] | None = None, *, sheet: str | None = None, add_alike: bool = False,
        enrolling: Enrolling | None = None, asking: bool = False,
    ) -> Foreseen:  # fmt: skip
        """Reads an XLSX or CSV and compares every household in it with those that are known. Writes nothing.

        `columns`: corrections, field -> heading ('' for none). `add_alike`: who looks like somebody known is new all the
        same. `enrolling`: new ones get that decision. `asking`: a list whose headings nobody knows is foreseen without fields and without
        households, so that somebody can say which column is what. Raises NotAllowed, NoSpreadsheet, NotUnderstood (no headings, a
        correction that fits nothing), NotFound (project), OSError."""
        self.require("register")
        if enrolling:
            self._check_enrolling(enrolling)
        from ..importing.columns import NO_HEADINGS, find_header, looks_like_headings
        from ..importing.comparing import compare
        from ..importing.judging import LOOKED_THROUGH, judged
        from ..importing.known import Known
        from ..importing.packed import Packed
        from ..importing.people import read_entries
        from ..importing.spreadsheet import open_book

        asked, chosen = self.import_terms(), columns or {}
        called = self._called(asked)
        book = open_book(file, sheet, lambda begin: looks_like_headings(begin, chosen, called))
        if sheet is None and (written_one := self._written_before(file, book)):
            book = open_book(file, written_one)
        id = _named(file, book.sheet if book.others else "")
        before = imports.written(self.house, id)
        begin = list(islice(book.lines, LOOKED_THROUGH))
        header = find_header(begin, chosen, asked, called, before.layout)
        if not header.fields and not asking:
            raise NotUnderstood(why=NO_HEADINGS)
        if before.layout is None:
            header = judged(header, begin, chosen)
        elif before.layout != header.layout:
            header = replace(header, notes=(_STAYS,))
        day = self.here().day
        there = before.numbers(header.layout)
        entries = read_entries(chain(begin, book.lines), header, day) if header.fields else ()
        known, terms = (
            Known(self.house, str(day), protected=self.may("protected")),
            self._told_terms(header, day, enrolling),
        )
        found = compare(entries, known, self._asked, there, add_alike, terms)
        return Foreseen(id, header, Packed(found), enrolling, book.sheet, book.others)

    def _written_before(self, file: Path, book: Book) -> str | None:
        """Of a file with several sheets one that was written, when the one that was found was not."""
        sheets = (book.sheet, *book.others) if book.others else ()
        return next((one for one in sheets if imports.written(self.house, _named(file, one)).runs), None)

    def numbers_given(self, foreseen: Foreseen) -> Iterator[tuple[int, str]]:
        """(place of an entry, number of its household) of each that is in the house."""
        given = imports.written(self.house, foreseen.id).numbers(foreseen.header.layout)
        for one in foreseen.found:
            if (number := given(one.lines[0])) is not None:
                yield one.place, number or one.number

    def import_terms(self) -> dict[str, Term]:
        """What projects ask of a household's enrolment, which a column may say too: by field code."""
        return household_terms(self.kiosk.plugins.projects)

    def import_clients(
        self, foreseen: Foreseen, progress: Progress = lambda done, of: None, wait: Callable[[float], None] = time.sleep
    ) -> int:
        """Writes what is new and changed, as it was looked at; how many households. In short acts with a pause (`wait`, in
        seconds), and faster while nobody else writes; one that is broken off goes on when the same file is looked at
        again. Raises NotAllowed, ClockDoubt, StoreError."""
        return _whole(self._long(partial(self._import_acts, foreseen), wait), foreseen.to_write, progress)

    def import_steps(self, foreseen: Foreseen) -> Iterator[int]:
        """The same for a screen, a short act each time that it is asked on: how many households are written by then."""
        return self._long(partial(self._import_acts, foreseen))

    def since_import(self, id: str) -> list[Sentence]:
        """What the households of an import have had since, and how many of them: it goes when the import is undone, only what
        was handed over or paid stays, counted without a name. Raises NotAllowed, also for who may not end a protection that
        would go along; CannotUndo: one of them was made one with another household since."""
        self.require("register")
        keys = imports.keys_of(self.house, id)
        if since.on_hidden(self.house, keys, self.here().day):
            self.require("protected")
        if merges := [one for one in since.built_on(self.house, keys) if one.kind == Merged.KIND]:
            raise CannotUndo(why=self.to_take_back_first(merges))
        from ..care.readable import Readable

        words = Readable(self.kiosk.plugins.projects)
        return [
            counted("{n} household: {sort}", "{n} households: {sort}", n, sort=words.title(kind))
            for kind, n in since.counted_by_kind(self.house, keys)
        ]

    def undo_import(
        self, id: str, progress: Progress = lambda done, of: None, wait: Callable[[float], None] = time.sleep, *,
        along: bool = False,
    ) -> int:  # fmt: skip
        """All acts of an import are taken back, the newest first; how many. One that is broken off is simply given again.
        `along`: with them what `since_import` says. Raises NotAllowed, NotFound: no such import, or it was undone already;
        BuiltSince (without `along`), CannotUndo, StoreError."""
        of = len(self._acts_of(id))
        return _whole(self._long(partial(self._undo_acts, id, along), wait), of, progress)

    def undo_import_steps(self, id: str, *, along: bool = False) -> Iterator[int]:
        """The same for a screen, an act each time that it is asked on: how many are taken back by then."""
        return self._long(partial(self._undo_acts, id, along))

    def export_clients(self, out: Path, words: Catalogue) -> int:
        """Everybody who belongs to a household today, one line a person, as XLSX or CSV: what an import of the same file
        finds unchanged. Protected households only for who may see where they live. Leaves a trace; how many persons.
        Raises NotAllowed, NotUnderstood (ending), OSError."""
        self.require("dossier")
        self.require("report")
        from ..reports.clients import clients_sheet

        day = self.here().day
        protected = self.may("protected")
        sheet = clients_sheet(self.house, day, protected=protected, projects=self.kiosk.plugins.projects)
        persons = sum(1 for _ in sheet.rows)
        self.tell(imports.ClientsExported(what=Word("clients"), persons=persons, protected=protected))
        self.write_sheets([sheet], out, words)
        return persons

    # ---- inside ----

    def _long(
        self, begin: Callable[[Pace], Iterator[int]], wait: Callable[[float], None] | None = None
    ) -> Generator[int, None, None]:
        """How far the acts are after each transaction: of one act, or of as many as there is room for when nobody else writes.
        `wait`: leaves the lock free behind one; None for a screen, which asks on when it likes and writes itself in between. They
        wait for the disk behind the lock, so a power cut before that takes what is taken on again."""
        store = self.kiosk.store
        with store.long_writing() as (wanted, copying):
            pace = Pace(store.data_version, wanted.asked, time.monotonic, polite=wait is None)
            acts, more = begin(pace), True
            while more:
                done, alone = 0, pace.alone
                with store.unsynced(), self.kiosk.journal.batch(whole=True) if alone else nullcontext():
                    while more := bool(step := next(acts, 0)):
                        done = step
                        if not alone or not pace.room:
                            break
                copying()
                if done:
                    yield done
                if wait and (pause := pace.pause):
                    wait(pause)

    def _import_acts(self, foreseen: Foreseen, pace: Pace) -> Iterator[int]:
        """Writes an act each time that it is asked on."""
        self.require("register")
        todo, done = foreseen.todo, 0
        while batch := list(islice(todo, pace.size)):
            began = time.thread_time()
            self.tell(partial(self._drafts, foreseen, batch))
            pace.took(time.thread_time() - began)
            done += len(batch)
            yield done

    def _undo_acts(self, id: str, along: bool, pace: Pace) -> Iterator[int]:
        """Takes an act back each time that it is asked on."""
        self.require("register")
        acts = self._acts_of(id)
        if not acts:
            raise imports.refusal(self.house, id)
        if (had := self.since_import(id)) and not along:
            raise BuiltSince(what=tuple(had))
        for done, act in enumerate(acts, 1):
            self.undo(act, "mistake", along=along)
            yield done

    def _acts_of(self, id: str) -> list[str]:
        """Those of an import that stand, the newest first."""
        ledger = self.kiosk.journal.ledger
        return list(dict.fromkeys(self.kiosk.act(ledger.name(key)).id for key in imports.events_of(self.house, id)))

    def _words(self) -> list[Catalogue]:
        from ..catalogues import LANGUAGES, catalogue

        return [catalogue(lang, self.kiosk.plugins.packages) for lang in LANGUAGES]

    def _called(self, terms: Mapping[str, Term]) -> dict[str, str]:
        """Folded heading -> field code: as an export has it, or the question alone."""
        return {
            folded(spoken(title, words)): code
            for words in self._words()
            for code, term in terms.items()
            for title in (term.field.title, term.title)
        }

    def _told_terms(self, header: Header, day: date, enrolling: Enrolling | None) -> Terms | None:
        """None where no column says any. Raises NotAllowed: who changes a decision may enrol."""
        there = {code: term for code, term in header.terms.items() if code in header.fields}
        if not there:
            return None
        self.require("enrol")
        from ..importing.terms import Terms

        def check(project: str, terms: Mapping[str, str]) -> None:
            self.check_answers({**terms, "core.project": project, "core.from_day": day, "core.until_day": day}, None)

        words = [partial(_said, words) for words in self._words()]
        titles = {code: header.titles[header.fields[code]] for code in there}
        return Terms(self.house, day, there, titles, words, check, enrolling.project if enrolling else "", self._is_own)

    def _asked(self, members: Sequence[NewMember], address: str) -> Iterable[Sentence]:
        return [finding.text for finding in self._look_at_answers(members, None, address)]

    def _check_enrolling(self, enrolling: Enrolling) -> None:
        self.require("enrol")
        if enrolling.project not in self.kiosk.plugins.projects:
            raise NotFound(what=enrolling.project)
        if enrolling.until < self.here().day:
            raise NotUnderstood(why=Sentence("the last day lies before the first."))

    def _drafts(self, foreseen: Foreseen, batch: Sequence[Compared], house: House) -> Iterator[Any]:
        """Inside the lock: only there is the next number known."""
        letter, day = self.letter, self.here().day
        first = serial = next_number(house, client_series(letter), FIRST_CLIENT)
        for one in batch:
            if one.sort == "new":
                household = HouseholdId(new_id())
                reached = {"address": None, "phone": None, "collective": False, "protected": False} | dict(one.new)
                made = list(households.registered(household, letter, serial, one.members, day, **reached))
                yield from made
                yield from self._enrolled(foreseen.enrolling, household, made, day, one.terms)
                serial += 1
            else:
                yield from one.changes
                if one.members and one.household:
                    yield from households.join(one.household, one.members, day)(house)
        layout = foreseen.header.layout
        columns = {Word(field): place for field, place in sorted(layout.columns.items())}
        for (_, sort), run in groupby(enumerate(batch), lambda pair: (pair[1].place - pair[0], pair[1].sort)):
            ones = [one for _, one in run]
            new = len(ones) if sort == "new" else 0
            yield imports.ClientsImported(
                file=Word(foreseen.id), first=ones[0].lines[0], last=ones[-1].lines[0], new=new, changed=len(ones) - new,
                serial=first if new else None, headings=layout.headings, columns=columns,
            )  # fmt: skip
            first += new

    def _enrolled(
        self,
        enrolling: Enrolling | None,
        household: HouseholdId,
        made: Sequence[Any],
        day: date,
        terms: Mapping[str, object],
    ) -> Iterator[Any]:
        if enrolling is None:
            return
        services = self.kiosk.plugins.projects[enrolling.project].services
        first = next(one.person for one in made if isinstance(one, households.MemberJoined))
        whose: HouseholdId | PersonId = household if services and services[0].serves == "household" else first
        yield enrolments.Enrolled(
            whose=ClientId(whose), project=Word(enrolling.project), from_day=day, until_day=enrolling.until, basis=None,
            decided_by=None, terms=dict(terms) or None,
        )  # fmt: skip


def _said(words: Catalogue, text: Text) -> str:
    return spoken(text, words)


def _whole(steps: Generator[int, None, None], of: int, progress: Progress) -> int:
    """Goes all the way, and ends what was begun when it is broken off; how far it came."""
    done = 0
    with closing(steps):
        for done in steps:
            progress(done, of)
    return done


def _named(file: Path, sheet: str) -> str:
    """The same bytes are the same import, whatever their columns were taken for; each sheet of several is one of its own."""
    return hashlib.sha256(file.read_bytes() + sheet.encode()).hexdigest()[:12]
