"""A discount on one line: how much, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from kiosk_core import Cents, NotUnderstood, Sentence, Shift, read_amount
from kiosk_core.tui import Hint, Place, Words, plain

from ..lines import REASONS, Line, Wanted


class DiscountScreen(Place):
    """Dismissed with the line as it is wanted then, or None."""

    CSS_PATH = Path(__file__).with_name("discount.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Discount")
    GUIDE: ClassVar[Sentence] = Sentence(
        "How much: an amount such as 1,50. F5 turns it into a percentage.\nThen choose why with the arrows, and Enter."
    )

    def __init__(self, shift: Shift, line: Line, typed: str) -> None:
        super().__init__(shift)
        self._line, self._typed = line, typed
        self._percent = False

    def body(self) -> ComposeResult:
        with Vertical(id="asked"):
            yield Words(self._line.category.title, classes="heading")
            with Horizontal(id="row"):
                yield Words(id="much-label")
                yield Input(self._typed, id="much", restrict=r"[0-9.,]*")
            yield OptionList(*(Option(plain(f" {self.say(why)}")) for why in REASONS.values()), markup=False)

    def on_mount(self) -> None:
        listed = self.query_one(OptionList)
        listed.can_focus, listed.highlighted = False, 0
        self.query_one("#much").focus()
        self._label()

    def hints(self) -> Iterable[Hint]:
        listed = self.query_one(OptionList)
        yield self.hint("enter", Sentence("Give the discount"), self.give, main=True)
        yield Hint("down", "", listed.action_cursor_down)
        yield Hint("up", "", listed.action_cursor_up)
        other = Sentence("Amount instead") if self._percent else Sentence("Percent instead")
        yield self.hint("f5", other, self.turn)

    def _label(self) -> None:
        text = Sentence("How many percent off") if self._percent else Sentence("How much off")
        self.query_one("#much-label", Words).put(self.say(text))

    def turn(self) -> None:
        self._percent = not self._percent
        self._label()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.give)

    def give(self) -> None:
        typed = self.query_one("#much", Input).value.strip()
        reason = list(REASONS)[self.query_one(OptionList).highlighted or 0]
        plainly: Wanted = replace(self._line.wanted, off=Cents(0), percent=0, reason="")
        if not typed:
            self.dismiss(plainly)
        elif self._percent and not (typed.isdigit() and len(typed) < 4):
            raise NotUnderstood(why=Sentence("a percentage is a whole number, for instance 20."))
        elif self._percent:
            self.dismiss(replace(plainly, percent=int(typed), reason=reason))
        else:
            self.dismiss(replace(plainly, off=read_amount(typed), reason=reason))

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("First back to the sale (Esc), then scan."))
