"""What the small forms about one household share: whose it is, and what they end with."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.domain.texts import Sentence, Text
from kiosk_core.domain.visits import Client
from kiosk_core.shift import Shift

from ...place import Place


@dataclass(frozen=True, slots=True)
class Done:
    """`act`: to be taken back. `number`: of the household whose page is shown now."""

    act: str
    text: str
    number: str


class AboutHousehold(Place):
    """Dismissed with Done, or None."""

    def __init__(self, shift: Shift, number: str) -> None:
        super().__init__(shift)
        self.number = number

    def client(self) -> Client:
        return self.shift.house.by_number(self.number, self.shift.here().day)

    def numbered(self, typed: str) -> Client:
        """The client of a number that was typed. Raises NotUnderstood (nothing was), NotFound."""
        if not typed.strip():
            raise NotUnderstood(why=Sentence("type a number first."))
        return self.shift.house.by_number(typed, self.shift.here().day)

    def end(self, text: Text, number: str = "") -> None:
        """What was done here last is what this screen was for."""
        act = self.shift.done
        self.dismiss(Done(act.id if act else "", self.say(text), number or self.number))
