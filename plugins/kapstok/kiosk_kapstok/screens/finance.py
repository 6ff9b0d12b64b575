"""The day book of a period for the finance service, as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import Cents, Money, NotUnderstood, Period, Sentence, Shift, Text, read_day
from kiosk_core.tui import Hint, Question, Words, written

from .. import finance
from ..finance import Written
from .file_form import WRITING, FileForm

TABLES: dict[str, Sentence] = {
    "": Sentence("All tables"),
    "day_book": Sentence("Day book"),
    "period": Sentence("Period"),
    "closings": Sentence("Closings"),
    "open": Sentence("Still open"),
}
STEM = Sentence("finance")
"""Of the name of the file."""


class FinanceScreen(FileForm):
    """Stays, and says what the finance service still has to decide."""

    CSS_PATH = Path(__file__).with_name("form.tcss")
    HEADING: ClassVar[Sentence] = Sentence("For the finance service")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type the first and the last day. F8 writes the day book with its ledger accounts, the sums of the period, the closings (Z) of "
        "the drawers, and what is still open of vouchers and deposits.\n"
        "An Excel file (.xlsx) has all tables. A CSV has one: F4 chooses which.\n"
        "What the finance service still has to say stands below when the file is there."
    )

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._table = ""

    def questions(self) -> Iterable[Question]:
        day, why = self.shift.here().day, Sentence("For instance 31/12/2027.")
        yield Question("first", Sentence("First day"), why, value=f"{day.replace(day=1):%d/%m/%Y}")
        yield Question("last", Sentence("Last day"), why, value=f"{day:%d/%m/%Y}")
        yield self.ask_file(STEM)

    def body(self) -> ComposeResult:
        yield from super().body()
        yield Words(id="written")

    def saving(self) -> Iterable[Hint]:
        yield from super().saving()
        yield self.hint("f4", TABLES[self._table], self.next_table)

    def next_table(self) -> None:
        codes = list(TABLES)
        self._table = codes[(codes.index(self._table) + 1) % len(codes)]

    def save(self) -> None:
        said, out, words, table = self.said, self.file, self.desk.kiosk.paper_words(), self._table or None
        first, last = read_day(said["first"]), read_day(said["last"])
        if last < first:
            raise NotUnderstood(why=Sentence("the last day lies before the first."))
        self.query_one("#written", Words).put("")
        self.beside(
            lambda shift: written(out, lambda file: finance.write(shift, Period(first, last), file, words, table)),
            lambda done: self._show(out, done),
            WRITING,
        )

    def _show(self, out: Path, done: Written) -> None:
        self.query_one("#written", Words).put("\n".join(map(self.say, self._lines(done))))
        file = self.form.field("file")
        file.value = self.usual(STEM)
        file.cursor_position = len(file.value)
        self.tell(Sentence("✓ Written to {file}", {"file": out}))

    def _lines(self, done: Written) -> Iterable[Text]:
        book = done.book
        debit = Cents(-sum(min(one.cents, 0) for one in book.entries))
        sums = {"n": len(book.entries), "amount": Money(debit), "z": len(book.zs)}
        yield Sentence("Entries: {n}. Debit and credit: {amount} each. Closings: {z}.", sums)
        for _, counter, day in book.open:
            yield Sentence("{counter}: the till of {day} is not closed yet.", {"counter": counter, "day": day})
        for z in book.zs:
            if not book.agrees(z):
                yield Sentence("{z} differs from the day book: something came in after the closing.", {"z": z.z})
        yield from done.missing
