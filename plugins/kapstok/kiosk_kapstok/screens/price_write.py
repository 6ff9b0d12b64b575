"""The price list as a spreadsheet, to be changed and taken over again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from kiosk_core import Sentence
from kiosk_core.tui import Question, written

from .. import pricelist
from .file_form import WRITING, FileForm


class PriceWriteScreen(FileForm):
    """Dismissed with what was done (a Sentence), or None."""

    HEADING: ClassVar[Sentence] = Sentence("Price list as a spreadsheet")
    GUIDE: ClassVar[Sentence] = Sentence(
        "F8 writes what holds today into a file. Change it in your spreadsheet program, and take it over again with F7 on the price list."
    )

    def questions(self) -> Iterable[Question]:
        yield self.ask_file(Sentence("prices"))

    def save(self) -> None:
        out, words = self.file, self.desk.kiosk.paper_words()
        self.beside(
            lambda shift: written(out, lambda file: pricelist.write(shift, file, words)),
            lambda _: self.dismiss(Sentence("✓ Written to {file}", {"file": out})),
            WRITING,
        )
