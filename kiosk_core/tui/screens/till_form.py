"""Cash that goes into the drawer or out of it without a sale: how much, and what for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from kiosk_core.domain.money import read_amount
from kiosk_core.domain.texts import Sentence
from kiosk_core.shift import Shift

from ..form_place import FormPlace
from ..widgets.form import Question

AMOUNT = Question("amount", Sentence("Amount"), Sentence("For instance 12,50."))
NOTE = Question("note", Sentence("What for"), Sentence("In a few words; no names of clients."))
ASKED: Mapping[str, tuple[Sentence, tuple[Question, ...]]] = {
    "in": (Sentence("Put cash in"), (AMOUNT, NOTE)),
    "out": (Sentence("Take cash out"), (AMOUNT, NOTE)),
    "change": (Sentence("Buy change"), (AMOUNT,)),
    "unsold": (Sentence("Open the drawer"), (NOTE,)),
    "float": (
        Sentence("Put the float right"),
        (
            Question("amount", Sentence("Float"), Sentence("What really lay in the drawer when it was opened.")),
            Question(
                "note", Sentence("Why"), Sentence("It stands on the closing, with the amount that was typed first.")
            ),
        ),
    ),
    "hand_over": (
        Sentence("Hand over to finance"),
        (
            AMOUNT,
            Question("bag", Sentence("Bag"), Sentence("The number on the sealed bag.")),
            Question("giver", Sentence("Handed over by"), Sentence("Both sign the slip that is printed.")),
            Question("receiver", Sentence("Taken by")),
        ),
    ),
}
"""By what is done: its heading, and what it needs."""


class TillFormScreen(FormPlace):
    """Dismissed with what was done, in the volunteer's language."""

    GUIDE: ClassVar[Sentence] = Sentence(
        "What is noted here stands on the closing of today. F4 on the screen before takes the last cash in or out back, as "
        "long as the till is open; a float is put right once more."
    )

    def __init__(self, shift: Shift, sort: str) -> None:
        super().__init__(shift)
        self._sort = sort
        heading, self._questions = ASKED[sort]
        self.HEADING = heading  # type: ignore[misc]  # one screen, six headings

    def questions(self) -> Iterable[Question]:
        return self._questions

    def save(self) -> None:
        said = self.said
        match self._sort:
            case "in":
                self.shift.cash_in(read_amount(said["amount"]), said["note"])
            case "out":
                self.shift.cash_out(read_amount(said["amount"]), said["note"])
            case "change":
                self.shift.buy_change(read_amount(said["amount"]))
            case "unsold":
                self.shift.open_drawer(said["note"])
            case "float":
                self.shift.correct_float(read_amount(said["amount"]), said["note"])
            case _:
                self.shift.hand_over(read_amount(said["amount"]), said["bag"], said["giver"], said["receiver"])
        self.dismiss(self.say(Sentence("✓ It is noted.")))
