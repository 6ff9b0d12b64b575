"""Who is still to come today, by the hour of their group; who does not come is noted here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core import Sentence, counted
from kiosk_core.tui import Hint

from .. import groups
from ..day import Awaited, still_to_come
from ..words import awaited_line
from .listed import ListPlace


class ExpectedScreen(ListPlace):
    HEADING: ClassVar[Sentence] = Sentence("Still to come")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Who may still collect today, by the hour of their group. A protected household is counted, and does not stand here.\n\n"
        "F7: the household told that it does not come, or comes after all. No reason is asked."
    )

    def lines(self) -> Sequence[str]:
        self._awaited: list[Awaited] = still_to_come(self.shift.house, self.shift.here().day)
        return [self.say(awaited_line(one)) for one in self._awaited]

    def above(self) -> Sentence:
        come = sum(not one.excused for one in self._awaited)
        return counted("{n} household is still to come", "{n} households are still to come", come)

    def hints(self) -> Iterable[Hint]:
        if self._awaited:
            excused = self._awaited[self.marked].excused
            title = Sentence("Comes after all") if excused else Sentence("Does not come")
            yield self.hint("f7", title, self.excuse)

    def on_option_list_option_highlighted(self) -> None:
        """What F7 does depends on the household."""
        self.refresh_if_shown()

    def excuse(self) -> None:
        one, day = self._awaited[self.marked], self.shift.here().day
        groups.excuse(self.shift, self.shift.house.by_number(one.number, day), day, not one.excused)
        self.read()
        said = {"number": one.number, "day": day}
        done = (
            Sentence("{number} comes on {day}.", said)
            if one.excused
            else Sentence("{number} does not come on {day}.", said)
        )
        self.tell(done)
