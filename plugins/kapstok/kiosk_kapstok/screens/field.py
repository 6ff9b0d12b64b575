"""The fields of the till: digits, a comma, a point and a minus stay in them; a letter is a category."""

from __future__ import annotations

from typing import cast

from textual import events
from textual.message import Message
from textual.widgets import Input

from kiosk_core import as_digits
from kiosk_core.tui import Place


def _meant(character: str | None) -> str:
    """What that key puts into a number; '' for nothing. A minus stays one, so that it is refused where it is read: it is
    the 6 of a French keyboard without Shift, and -5 would be 65."""
    typed = "-" if character == "-" else as_digits(character or "")
    return typed if len(typed) == 1 and typed in "0123456789,.-" else ""


class NumberField(Input):
    """Digits count without Shift too. Delete is the screen's key: nothing stands behind what is typed here."""

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable:
            event.stop()
            event.prevent_default()
            if typed := _meant(event.character):
                self.replace(typed, *self.selection)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """No letters: the QR of a stranger is not typed into it."""
        return bool(_meant(character))

    def action_delete_right(self) -> None:
        cast(Place, self.screen).press("delete")

    def take(self) -> str:
        """What stands in it, which is empty then."""
        typed, self.value = self.value.strip(), ""
        return typed

    def put_back(self, typed: str, *, wrong: bool = False) -> None:
        """It stands there again. `wrong`: it was not understood, and what is typed now takes its place."""
        self.value = typed + self.value
        self.cursor_position = len(self.value)
        if wrong:
            self.select_all()


class PayField(NumberField):
    """An amount, or the number of a voucher as it is printed: of 'A-V00012' the digits behind the V are enough, and what was
    typed before it is no amount."""

    async def _on_key(self, event: events.Key) -> None:
        if (event.character or "").lower() == "v":
            event.stop()
            event.prevent_default()
            self.take()
        else:
            await super()._on_key(event)


class TillField(NumberField):
    """A number, then a letter: '3 k' is three of what K stands for, '2,4 w' is 2.4 kg of it."""

    class Letter(Message):
        """`typed`: the number before it, which is out of the field: what is typed meanwhile is the next one's."""

        def __init__(self, letter: str, typed: str) -> None:
            super().__init__()
            self.letter, self.typed = letter, typed

    async def _on_key(self, event: events.Key) -> None:
        typed = (event.character or "").lower()
        if len(typed) == 1 and "a" <= typed <= "z":
            event.stop()
            event.prevent_default()
            self.post_message(self.Letter(typed, self.take()))
        else:
            await super()._on_key(event)
