"""On account of the social service, and no client is known: by what it knows for whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from kiosk_core import Sentence
from kiosk_core.tui import FormPlace, Hint, Question

from ..on_account import read_reference


class OnAccountScreen(FormPlace):
    """Dismissed with the reference, or None."""

    HEADING: ClassVar[Sentence] = Sentence("On account of the social service")
    GUIDE: ClassVar[Sentence] = Sentence(
        "The finance service asks the social service for this money, and has to know for whom. Is there a card? Then Esc, Esc and scan it.\n"
        "Else type what the social service knows it by: the number of its decision, or who of them asked for it. No names of clients."
    )

    def questions(self) -> Iterable[Question]:
        yield Question(
            "reference", Sentence("Reference"), Sentence("Number of the decision, or who of them asked for it.")
        )

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Go on"), self.save, main=True)

    def save(self) -> None:
        self.dismiss(read_reference(self.said["reference"]))
