"""A receipt or voucher whose code cannot be read, by the number that is printed on it; a voucher also through its client."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import NotUnderstood, Sentence
from kiosk_core.tui import FormPlace, Hint, Question, Words

from .. import vouchers
from .back import BackScreen

MOST_SAID = 8
"""vouchers of one client, the newest first."""


class ByNumberScreen(FormPlace):
    HEADING: ClassVar[Sentence] = Sentence("Receipt or voucher by number")
    GUIDE: ClassVar[Sentence] = Sentence(
        "When the code on the paper cannot be read. The number of a receipt shows what was sold: then goods can come back. Its "
        "last digits are enough.\n"
        "The number of a voucher (A-V00012), or of the client it was given to, says what is left on it. To pay with it, go back "
        "to the sale."
    )

    def above(self) -> ComposeResult:
        yield Words(id="found", classes="about")

    def questions(self) -> Iterable[Question]:
        yield Question("number", Sentence("Number"), Sentence("For instance 377, A-V00012 or A1042."))

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Look"), self.save, main=True)

    def save(self) -> None:
        self.look(self.said["number"])

    def look(self, typed: str) -> None:
        """Raises NotFound, NotUnderstood, NotAllowed: money goes out."""
        self.query_one("#found", Words).put("")
        if not typed:
            raise NotUnderstood(why=Sentence("type the number first."))
        if typed.isdigit() or ("-" in typed and not vouchers.NUMBER.fullmatch(typed.upper())):
            self.take_back(typed)
        else:
            found = vouchers.find(self.shift, typed)[:MOST_SAID]
            self.query_one("#found", Words).put("\n".join(self.say(one.says) for one in found))
            self.form.empty("number")
            self.tell("")

    def take_back(self, typed: str) -> None:
        self.shift.require("give_back")

        def done(said: object) -> None:
            self.form.empty("number")
            if isinstance(said, Sentence):
                self.tell(said)

        self.app.push_screen(BackScreen(self.shift, typed), done)

    def scanned(self, keys: str) -> None:
        """It can be read after all."""
        found = self.desk.kiosk.resolve(keys)
        if found.kind == "voucher":
            self.look(found.code)
        elif found.kind == "receipt" and found.owner == "kapstok":
            self.take_back(found.code)
        else:
            self.turn_away(Sentence("First back to the sale (Esc), then scan."))
