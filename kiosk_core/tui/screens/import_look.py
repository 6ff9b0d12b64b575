"""What a spreadsheet would do, line by line; then it is written a little at a time, and the counter goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from heapq import nsmallest
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.domain.texts import Sentence, Text, counted
from kiosk_core.importing.comparing import SAID, Compared, how_many
from kiosk_core.importing.foreseen import Enrolling, Foreseen, of_book, of_columns
from kiosk_core.registry.persons import folded
from kiosk_core.shift import Shift
from kiosk_core.shift.pace import PAUSE_S

from ..beside import Beside
from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.rows import Rows
from ..widgets.words import Words
from .import_columns import lettered

MOST = 1_000
"""Lines shown; the numbers above them count all."""
ORDER = ("rejected", "duplicate", "changed", "new", "same", "done")
A_YEAR = timedelta(days=365)


class ImportLookScreen(Beside):
    LEAVES = True
    CSS_PATH = "import_look.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Clients from a spreadsheet")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Nothing is written before F8. Look first: what is left out, and why, stands on top.\n\n"
        "F4 reads another sheet of the file. F5 puts columns right. F6 registers also who looks like somebody known. F7 lets all new households come to a project, for a year.\n\n"
        "F8 writes, a little at a time: you may scan meanwhile. If it is broken off, choose the same file again: it goes on where it was. "
        "F9 takes all of it back."
    )

    def __init__(self, shift: Shift, file: Path) -> None:
        super().__init__(shift)
        self._file = file
        self._columns: Mapping[str, str] = {}
        self._sheet: str | None = None
        self._alike = False
        self._enrolling: Enrolling | None = None
        self._foreseen: Foreseen | None = None
        self._steps: Iterator[int] | None = None
        self._asks = False
        """Whether all of it is to go, with what came after it."""

    def body(self) -> ComposeResult:
        yield Words(self.say(Sentence("Reading {file} …", {"file": self._file.name})), id="import-counts")
        yield Words(id="import-columns")
        yield Rows(id="import-lines")

    def on_mount(self) -> None:
        self.call_after_refresh(self.attempt, self._look)

    def hints(self) -> Iterable[Hint]:
        foreseen = self._foreseen
        if self._steps is not None or self.busy:
            return
        if self._asks:
            yield self.hint("f8", Sentence("Take all of that back"), self.undo, main=True)
            yield self.hint("f9", Sentence("Leave it as it is"), self.leave_it)
            return
        yield self.hint("f5", Sentence("Columns"), self.columns)
        if foreseen is None:
            return
        if foreseen.others:
            yield self.hint("f4", Sentence("Another sheet"), self.another_sheet)
        if self._alike or foreseen.counts["duplicate"]:
            title = Sentence("Leave out who looks alike") if self._alike else Sentence("Also who looks alike")
            yield self.hint("f6", title, self.alike)
        if foreseen.to_write:
            yield self.hint("f7", Sentence("May come to"), self.enrol)
            yield self.hint("f8", Sentence("Write"), self.write, main=True)
        if foreseen.counts["done"]:
            yield self.hint("f9", Sentence("Take it back"), self.undo)

    # ---- looking ----

    def _look(self) -> None:
        self._foreseen = None
        self._paint((), "", ())
        file, columns, alike, enrolling, sheet = self._file, self._columns, self._alike, self._enrolling, self._sheet

        def look(shift: Shift) -> Foreseen:
            try:
                return shift.look_at_import(
                    file, columns, sheet=sheet, add_alike=alike, enrolling=enrolling, asking=True
                )
            except OSError as error:
                raise NotUnderstood(why=Sentence("{file} cannot be looked into.", {"file": file.name})) from error

        self.beside(look, self._show, Sentence("Reading {file} …", {"file": file.name}))

    def _show(self, foreseen: Foreseen) -> None:
        self._foreseen = foreseen
        header = foreseen.header
        if not header.fields:
            self._paint(self._what_to_ask(foreseen), lettered(header), ())
            return
        pairs: list[Text] = (
            [Sentence("Not read: {headings}", {"headings": ", ".join(header.unused)})] if header.unused else []
        )
        pairs += [
            self._read_as(header.titles[at], header.said(name))
            for name, at in sorted(header.fields.items(), key=lambda pair: pair[1])
        ]
        first = nsmallest(MOST, foreseen.found, key=_order)
        self._paint(self._counts(foreseen), " · ".join(map(self.say, pairs)), map(_line, _together(first)))

    def _read_as(self, heading: str, field: Text) -> Text:
        """What a heading is read as; itself alone where it is called so already."""
        if folded(heading) == folded(self.say(field)):
            return heading
        return Sentence("{heading} = {field}", {"heading": heading, "field": field})

    def _paint(self, counts: Iterable[Text], columns: str, lines: Iterable[Text]) -> None:
        self.query_one("#import-counts", Words).put("\n".join(map(self.say, counts)))
        self.query_one("#import-columns", Words).put(columns)
        self.query_one(Rows).show([self.say(line) for line in lines])

    def _what_to_ask(self, foreseen: Foreseen) -> Iterator[Text]:
        if foreseen.others:
            yield of_book(foreseen)
        yield Sentence("No heading here is known. F5: say which column is what, by its letter.")
        if foreseen.others:
            yield Sentence("Is the list on another sheet? F4.")

    def _counts(self, foreseen: Foreseen) -> Iterator[Text]:
        """How many of each sort on one line, and what there is to know below it."""
        yield " · ".join(self.say(how_many(sort, n)) for sort, n in foreseen.counts.items() if n)
        if foreseen.others:
            yield of_book(foreseen)
        yield from of_columns(foreseen)
        if self._enrolling:
            title = self.desk.kiosk.plugins.projects[self._enrolling.project].title
            said = {"project": title, "day": self._enrolling.until}
            yield Sentence("New households may come to {project} until {day}", said)

    def columns(self) -> None:
        now = self._foreseen.header if self._foreseen else None
        self.desk.open("import_columns:ImportColumnsScreen", self.shift, now, self._columns, done=self._corrected)

    def _corrected(self, columns: Mapping[str, str] | None) -> None:
        if columns is not None:
            self._columns = columns
            self.attempt(self._look)

    def another_sheet(self) -> None:
        if self._foreseen:
            question = Sentence("Which sheet of {file} has the clients?", {"file": self._file.name})
            titles = {title: title for title in (self._foreseen.sheet, *self._foreseen.others)}
            self.desk.open("choose:ChooseScreen", self.shift, question, titles, done=self._of_sheet)

    def _of_sheet(self, sheet: str | None) -> None:
        if sheet is not None:
            self._sheet, self._columns = sheet, {}
            self.attempt(self._look)

    def alike(self) -> None:
        self._alike = not self._alike
        self._look()

    def enrol(self) -> None:
        projects = {name: one.title for name, one in self.desk.kiosk.plugins.projects.items() if one.services}
        question = Sentence("To which project may all new households of this list come?")
        none = {"": Sentence("None: I decide later, one by one")}
        self.desk.open("choose:ChooseScreen", self.shift, question, {**projects, **none}, done=self._decided)

    def _decided(self, project: str | None) -> None:
        if project is None:
            return
        self._enrolling = Enrolling(project, self.shift.here().day + A_YEAR) if project else None
        self.attempt(self._look)

    # ---- writing ----

    def write(self) -> None:
        self._be_sure_of_the_date()
        if self._foreseen:
            of = self._foreseen.to_write
            self._begin(self.shift.import_steps(replace(self._foreseen, enrolling=self._enrolling)), of)

    def undo(self) -> None:
        """Asked first where the households have had more since: what that is."""
        self._be_sure_of_the_date()
        if self._foreseen is None:
            return
        had = [] if self._asks else self.shift.since_import(self._foreseen.id)
        along, self._asks = self._asks, bool(had)
        if had:
            self.tell(
                Sentence(
                    "Since this import: {what}. F8 takes that back too; what was handed over or paid stays counted, without a name.",
                    {"what": tuple(had)},
                )
            )
        else:
            self._begin(self.shift.undo_import_steps(self._foreseen.id, along=along), 0)

    def leave_it(self) -> None:
        self._asks = False
        self.tell(Sentence("Nothing was taken back."))

    def _be_sure_of_the_date(self) -> None:
        """Asked before the first step: steps that were broken off by a question do not go on behind it. Raises ClockDoubt."""
        if (doubt := self.desk.kiosk.doubt()) is not None:
            raise doubt

    def _begin(self, steps: Iterator[int], of: int) -> None:
        self._steps = steps
        self._step(of, 0)

    def _step(self, of: int, before: int) -> None:
        """One short act; the next comes by itself, also when another screen is on top."""
        steps = self._steps
        where: Place = self if self.stands else self.desk.top
        self._steps = None

        def act() -> None:
            done = next(steps, None) if steps else None
            if done is None:
                self._written(where, of, before)
                return
            self._steps = steps
            if self.stands:
                self.tell(
                    Sentence("{n} of {of} written …", {"n": done, "of": of})
                    if of
                    else Sentence("{n} taken back …", {"n": done})
                )
            self.app.set_timer(PAUSE_S, lambda: self._step(of, done))

        where.attempt(act)

    def _written(self, where: Place, of: int, done: int) -> None:
        if self.stands:
            self._look()
        said = counted("✓ {n} household written.", "✓ {n} households written.", done)
        where.tell(said if of else Sentence("✓ The import is taken back."))

    def scanned(self, keys: str) -> None:
        if self._steps is None:
            self.turn_away(Sentence("Leave this screen first (Esc)."))
        else:
            super().scanned(keys)


def _order(one: Compared) -> tuple[int, bool, bool, int]:
    """What is to be looked at stands on top: of one sort those of which there is something to say, and who was taken together."""
    return ORDER.index(one.sort), not one.why, len(one.lines) == 1, one.place


def _together(found: Iterable[Compared]) -> Iterable[Compared]:
    """What is left out for the same reason is one entry with all its lines: the reason is said once."""
    once = dict[object, Compared]()
    for one in found:
        why = tuple(map(str, one.why)) if one.sort == "rejected" else None
        before = once.get(why or one.place)
        once[why or one.place] = replace(before, lines=(*before.lines, *one.lines)) if before else one
    return once.values()


def _line(one: Compared) -> Text:
    """With the number that it got, so that a list is laid beside the house."""
    lines = ", ".join(map(str, one.lines))
    if one.why:
        why = (one.number, *one.why) if one.sort == "done" and one.number else one.why
        return Sentence("Line {line}: {sort}: {why}", {"line": lines, "sort": SAID[one.sort], "why": why})
    who = " ".join(filter(None, (one.number, _names(one) if one.members else "")))
    return Sentence("Line {line}: {sort}: {who}", {"line": lines, "sort": SAID[one.sort], "who": who})


def _names(one: Compared) -> str:
    """Of somebody new: who, and how many with them."""
    named = [member.name for member in one.members if member.name]
    return f"{', '.join(named)} ({len(one.members)})".strip()
