"""Labels of our own for one category: at which price, how many, into which file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from kiosk_core import NotUnderstood, Sentence, Shift, counted, read_amount
from kiosk_core.tui import Form, Hint, Place, Question, Words, usual_file, written

from .. import labels
from ..prices import Category


class LabelFormScreen(Place):
    """Dismissed with what was done (a Sentence), or None."""

    CSS_PATH = Path(__file__).with_name("form.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Labels")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Without a price the label stands for the category at the price of the day. The sheet has 24 labels of 70 by 37 mm.\n"
        "Scan a label at the till: it adds one piece. F8 writes the file."
    )

    def __init__(self, shift: Shift, one: Category) -> None:
        super().__init__(shift)
        self._one = one

    def body(self) -> ComposeResult:
        yield Words(self._one.title, id="form-title")
        yield Form(
            Question(
                "price", Sentence("Price"), Sentence("For instance 3,50. Empty: as in the price list."), optional=True
            ),
            Question("count", Sentence("How many"), value="24"),
            Question("file", Sentence("File"), value=f"~/{usual_file(self.shift, Sentence('labels')).name}"),
        )

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Next"), self.query_one(Form).to_next_empty)
        yield self.hint("f8", Sentence("Make the sheet"), self.make, main=True)
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    def make(self) -> None:
        said = self.query_one(Form).answers()
        if not (said["count"].isascii() and said["count"].isdigit() and len(said["count"]) < 4):
            raise NotUnderstood(why=Sentence("how many is a whole number, for instance 3."))
        price = read_amount(said["price"]) if said["price"] else None
        out, count, words = Path(said["file"]).expanduser(), int(said["count"]), self.desk.kiosk.paper_words()
        written(out, lambda file: labels.print_sheet(self.shift, self._one.code, price, count, file, words))
        self.dismiss(counted("✓ {n} label: {file}", "✓ {n} labels: {file}", count, file=out))

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Finish this form first (F8), or leave it (Esc)."))
