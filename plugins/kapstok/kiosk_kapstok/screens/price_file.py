"""A price list from a spreadsheet: which file, what it would do, and then it is taken over or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import NotUnderstood, Sentence, Shift, Text, counted, read_day
from kiosk_core.tui import Beside, FilePlace, FormPlace, Hint, Question, Rows, Words

from .. import pricelist
from ..pricelist import Brought


class PriceFileScreen(FilePlace):
    """Dismissed with what was done (a Sentence), or None."""

    HEADING: ClassVar[Sentence] = Sentence("Price list from a spreadsheet")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Choose the price list: an Excel file (.xlsx) or a CSV. Type where it is, or go there with the arrows and Enter.\n"
        "Nothing is written yet. The next screen shows what would change.\n\n"
        "You have no such file yet? F9 on the price list makes one with what holds today: change that."
    )

    def chosen(self, path: Path) -> None:
        self.app.push_screen(PriceLookScreen(self.shift, path), self._done)

    def _done(self, said: object) -> None:
        if isinstance(said, Sentence):
            self.dismiss(said)


class PriceLookScreen(Beside):
    """Dismissed with what was done (a Sentence), or None."""

    LEAVES = True
    CSS_PATH = Path(__file__).with_name("lists.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Price list from a spreadsheet")
    GUIDE: ClassVar[Sentence] = Sentence(
        "This is what the file would change. Nothing is written before F8.\n"
        "F4: from which day it holds; what was sold before keeps its price.\n"
        "Lines that are wrong stand on top, each with why. Put them right in the spreadsheet, save it there, and press F5: the file is "
        "taken over whole or not at all."
    )

    def __init__(self, shift: Shift, file: Path) -> None:
        super().__init__(shift)
        self._file, self._since = file, shift.here().day
        self._found: Brought | None = None

    def body(self) -> ComposeResult:
        yield Words(id="list-title")
        yield Rows(id="list")

    def on_mount(self) -> None:
        self.call_after_refresh(self.attempt, self.look)

    def hints(self) -> Iterable[Hint]:
        if self.busy:
            return
        found = self._found
        if found is not None and not found.rejected and (found.different or found.labels):
            yield self.hint("f8", Sentence("Take it over"), self.take_over, main=True)
        yield self.hint("f4", Sentence("From {day}", {"day": self._since}), self.ask_day)
        yield self.hint("f5", Sentence("Read it again"), self.look)

    def look(self) -> None:
        self._found = None
        file, since = self._file, self._since
        self.beside(
            lambda shift: _read(shift, file, since, take_over=False),
            self._show,
            Sentence("Reading {file} …", {"file": file.name}),
        )

    def take_over(self) -> None:
        file, since = self._file, self._since

        def done(found: Brought) -> None:
            n = len(found.different)
            self.dismiss(counted("✓ {n} category holds from {day}.", "✓ {n} categories hold from {day}.", n, day=since))

        self.beside(
            lambda shift: _read(shift, file, since, take_over=True),
            done,
            Sentence("One moment: the prices are being written."),
        )

    def _show(self, found: Brought) -> None:
        self._found = found
        self.query_one("#list-title", Words).put("\n".join(map(self.say, self._counts(found))))
        changes = [pricelist.said(old, new) for old, new in found.different]
        self.query_one(Rows).show([self.say(line) for line in (*found.rejected, *changes)])

    def _counts(self, found: Brought) -> Iterable[Text]:
        new = sum(old is None for old, _ in found.different)
        same = len(found.changed) - len(found.different)
        yield Sentence(
            "{file}, from {day}. New: {new}. Changed: {changed}. The same: {same}. Labels: {labels}.",
            {"file": self._file.name, "day": self._since, "new": new, "changed": len(found.different) - new, "same": same,
             "labels": len(found.labels)},
        )  # fmt: skip
        if wrong := len(found.rejected):
            yield counted(
                "{n} line is wrong: nothing can be taken over yet.",
                "{n} lines are wrong: nothing can be taken over yet.",
                wrong,
            )

    def ask_day(self) -> None:
        self.app.push_screen(SinceScreen(self.shift, self._since), self._from)

    def _from(self, since: object) -> None:
        if isinstance(since, date):
            self._since = since
            self.attempt(self.look)


class SinceScreen(FormPlace):
    """Dismissed with the day, or None."""

    HEADING: ClassVar[Sentence] = Sentence("From which day")
    GUIDE: ClassVar[Sentence] = Sentence("From this day on the prices of the spreadsheet hold. Enter goes on.")

    def __init__(self, shift: Shift, since: date) -> None:
        super().__init__(shift)
        self._since = since

    def questions(self) -> Iterable[Question]:
        why = Sentence("For instance 31/12/2027.")
        yield Question("since", Sentence("From which day"), why, value=f"{self._since:%d/%m/%Y}")

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Go on"), self.save, main=True)

    def save(self) -> None:
        self.dismiss(read_day(self.said["since"]))


def _read(shift: Shift, file: Path, since: date, take_over: bool) -> Brought:
    try:
        return (pricelist.bring_in if take_over else pricelist.look)(shift, file, since)
    except OSError as error:
        raise NotUnderstood(why=Sentence("{file} cannot be looked into.", {"file": file.name})) from error
