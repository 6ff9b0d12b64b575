"""Lines of paper lists that the rules did not let through: the coordinator says what they were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core import Sentence, counted
from kiosk_core.tui import Hint

from .. import from_paper
from ..contribution import asked
from ..from_paper import Doubt
from ..settings import FoodSettings
from ..words import doubt_line
from .listed import ListPlace


class DoubtsScreen(ListPlace):
    HEADING: ClassVar[Sentence] = Sentence("Paper lists to look at")
    GUIDE: ClassVar[Sentence] = Sentence(
        "A paper list had a parcel for these households that the rules do not let through: mostly a second one.\n\n"
        "F8: it was handed over, so it counts. Where the house asks a contribution: F8 when that is still to pay, F6 when it was "
        "paid in cash.\n"
        "F7: a mistake on the list; nothing is counted."
    )

    def lines(self) -> Sequence[str]:
        self._doubts: list[Doubt] = from_paper.doubts(self.shift)
        return [self.say(doubt_line(one)) for one in self._doubts]

    def above(self) -> Sentence:
        return counted("{n} line waits", "{n} lines wait", len(self._doubts))

    def hints(self) -> Iterable[Hint]:
        if self._doubts:
            asks = asked(self.shift.house.settings(FoodSettings, self._doubts[self.marked].day))
            handed = Sentence("Handed over, still to pay") if asks else Sentence("It was handed over")
            yield self.hint("f8", handed, self.count, main=True)
            if asks:
                yield self.hint("f6", Sentence("Handed over and paid"), self.count_paid)
            yield self.hint("f7", Sentence("A mistake"), self.take_off)

    def count(self) -> None:
        self._count(paid=False)

    def count_paid(self) -> None:
        self._count(paid=True)

    def _count(self, paid: bool) -> None:
        from_paper.count_after_all(self.shift, self._doubts[self.marked].event, paid)
        self.read()
        self.tell(Sentence("✓ The parcel is counted."))

    def take_off(self) -> None:
        from_paper.take_off(self.shift, self._doubts[self.marked].event)
        self.read()
        self.tell(Sentence("✓ Nothing is counted for it."))
