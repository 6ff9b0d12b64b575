"""Counting the drawer, note by note: the float in the morning, what lies in it in the evening."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from kiosk_core.cash.coins import DENOMINATIONS, amount_of, counted
from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.domain.ids import Cents
from kiosk_core.domain.texts import Money, Sentence
from kiosk_core.shift import Shift

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.typed_line import TypedLine
from ..widgets.words import Words

NOTES = 7
"""Of the denominations, the first; coins stand beside them."""


class CoinsScreen(Place):
    """Dismissed with what was done, in the volunteer's language."""

    CSS_PATH = "coins.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Count the drawer")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type how many of each note and coin lie in the drawer, not their value. Leave empty what is not there. Enter goes to "
        "the next.\n\n"
        "When you open, what should lie there stands below. When it does not fit, count once more, or say in a few words why. "
        "It can be opened and closed without."
    )

    def __init__(self, shift: Shift, closes: bool) -> None:
        super().__init__(shift)
        self._closes = closes
        self._left = None if closes else shift.left_in_drawer()
        self._asked = False
        """Whether what stands in the message line holds only until something else is typed."""

    def body(self) -> ComposeResult:
        with Horizontal(id="coins"):
            for part in (DENOMINATIONS[:NOTES], DENOMINATIONS[NOTES:]):
                with Vertical(classes="column"):
                    for cents in part:
                        with Horizontal(classes="row"):
                            yield Words(self.say(Sentence("{amount} ×", {"amount": Money(cents)})), classes="worth")
                            yield TypedLine(id=f"c-{cents}", restrict=r"[0-9.,]*", max_length=5)
        yield Words(id="counted")
        if not self._closes:
            yield self._line(Sentence("Counted by"), TypedLine(self.shift.volunteer.name, id="by", max_length=200))
        why = self._line(Sentence("Why is there a difference?"), TypedLine(id="said", max_length=200))
        why.display = False
        yield why

    def _line(self, label: Sentence, field: TypedLine) -> Horizontal:
        return Horizontal(Words(self.say(label), classes="label"), field, classes="beside")

    def on_mount(self) -> None:
        self.query(TypedLine).first().focus()
        self.attempt(self._add)

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Next"), self.focus_next)
        text = Sentence("Close the till") if self._closes else Sentence("Open the till")
        yield self.hint("f8", text, self.keep, main=True)
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    @property
    def _pieces(self) -> dict[int, int]:
        fields = {cents: self.query_one(f"#c-{cents}", TypedLine).value for cents in DENOMINATIONS}
        return {cents: self._how_many(cents, typed) for cents, typed in fields.items() if typed}

    def _how_many(self, cents: Cents, typed: str) -> int:
        """2,5 is neither 2 pieces nor 25. Raises NotUnderstood."""
        if not typed.isdigit():
            self._asked = True
            raise NotUnderstood(why=Sentence("type how many of {amount} there are.", {"amount": Money(cents)}))
        return int(typed)

    @on(Input.Changed)
    def typed(self) -> None:
        if self.stands:
            if self._asked:
                self._asked = False
                self.is_answered(None)
                self.tell("")
            self.attempt(self._add)

    def _add(self) -> None:
        total = amount_of(counted(self._pieces))
        said = Sentence("Together: {amount}", {"amount": Money(total)})
        if self._left is not None:
            both = {"amount": Money(total), "left": Money(self._left)}
            said = Sentence("Together: {amount}. Should lie there: {left}.", both)
        self.query_one("#counted", Words).put(self.say(said))

    def keep(self) -> None:
        """Opens or closes; a difference is said first, and saying why, or the same key again, goes on with it."""
        why, there = self.query_one("#said", TypedLine).value.strip(), amount_of(counted(self._pieces))
        should = self.shift.x().expected if self._closes else self._left
        difference = Cents(0 if should is None else there - should)
        if should is None and not self._pieces and not self.is_answered("empty"):
            self._ask(Sentence("Nothing is counted. Is the drawer empty? Then press F8 again."))
        elif difference and not why and not self.is_answered(difference):
            self._ask_why(difference)
        elif self._closes:
            self._close(why)
        else:
            who = self.shift.colleague(self.query_one("#by", TypedLine).value.strip())
            self.shift.open_till(coins=self._pieces, counted_by=who, note=why)
            self.dismiss(self.say(Sentence("✓ The till is open.")))

    def leave(self) -> None:
        typed = any(self.query_one(f"#c-{cents}", TypedLine).value for cents in DENOMINATIONS)
        if typed and not self.is_answered("escape"):
            self._ask(Sentence("What is counted would be lost. Esc again leaves all the same."))
        else:
            super().leave()

    def _ask(self, question: Sentence) -> None:
        """It holds until something else is counted."""
        self._asked = True
        self.tell(question)

    def _ask_why(self, difference: Cents) -> None:
        why = self.query_one("#said", TypedLine)
        assert why.parent is not None
        why.parent.display = True
        self.set_focus(why)
        amount = {"amount": Money(Cents(abs(difference)))}
        too = {
            "difference": Sentence("There is {amount} too much.", amount)
            if difference > 0
            else Sentence("There is {amount} too little.", amount)
        }
        if self._closes:
            self.tell(Sentence("{difference} Count again, or say why. F8 again closes the till.", too))
        else:
            self.tell(Sentence("{difference} Count again, or say why. F8 again opens the till.", too))

    def _close(self, note: str) -> None:
        closing = self.shift.close_till(coins=self._pieces, note=note, keep_aside=True)
        self.desk.paper.wake()
        self.dismiss(self.say(Sentence("✓ The till is closed: {z}.", {"z": closing.z})))

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Finish counting first (F8), or leave it (Esc)."))
