"""The collection group of one household, from its page: which it is, when it comes next, another group, another day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core import Client, Sentence, Shift
from kiosk_core.tui import Hint

from .. import groups, places
from ..groups import Standing
from .groups import another_day, group_line
from .listed import ListPlace


class GroupOfScreen(ListPlace):
    HEADING: ClassVar[Sentence] = Sentence("Collection group")
    GUIDE: ClassVar[Sentence] = Sentence(
        "With which group this household collects, and when it comes next. The arrows mark a group, Enter chooses it: the "
        "household leaves its other one.\n\n"
        "F7: the household comes on another day, one time. F6 takes it out of its group."
    )

    def __init__(self, shift: Shift, client: Client) -> None:
        super().__init__(shift)
        self._client = client

    def lines(self) -> Sequence[str]:
        house, day = self.shift.house, self.shift.here().day
        self._own = places.group_of(house, self._client.household or "")
        self._next = groups.next_of(house, self._client, day) if self._own else None
        self._groups: list[Standing] = groups.standing(house, day)
        return [f"{'✓' if one.group.name == self._own else ' '} {group_line(self, one)}" for one in self._groups]

    def above(self) -> Sentence:
        said = {**self._number, "group": self._own or "-"}
        if not self._groups:
            return Sentence("{number} is in no group. Make one first, in the office: Collection groups.", said)
        if self._own is None:
            return Sentence("{number} is in no group", said)
        if self._next is None:
            return Sentence("{number} collects with group {group}", said)
        return Sentence("{number} collects with group {group}, next time {day}", {**said, "day": self._next})

    def hints(self) -> Iterable[Hint]:
        if self._groups:
            yield self.hint("enter", Sentence("This group"), self.join, main=True)
        if self._own is not None:
            yield self.hint("f7", Sentence("Another day"), self.move)
            yield self.hint("f6", Sentence("Out of the group"), self.take_out)

    @property
    def _number(self) -> dict[str, str]:
        return {"number": self._client.number.partition(".")[0]}

    def join(self) -> None:
        name = self._groups[self.marked].group.name
        groups.join(self.shift, self._client, name)
        self.read()
        self.tell(Sentence("✓ {number} is in group {group}.", {**self._number, "group": name}))

    def take_out(self) -> None:
        groups.leave(self.shift, self._client)
        self.read()
        self.tell(Sentence("✓ {number} is in no group any more.", self._number))

    def move(self) -> None:
        self.app.push_screen(another_day(self.shift, self._client), self.back)
