"""Who was excused or did not come: the coordinator's list, and nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kiosk_core import Sentence, counted

from .. import absent
from ..words import absent_line
from .listed import ListPlace


class AbsentScreen(ListPlace):
    HEADING: ClassVar[Sentence] = Sentence("Who did not come")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Households that had a place in the last six weeks and were not there, excused or not.\n\n"
        "Perhaps somebody is ill, or the hour does not fit. Ask how it goes. Nothing follows from this list: at the "
        "counter nobody sees it."
    )

    def lines(self) -> Sequence[str]:
        self._found = absent.lately(self.shift)
        return [self.say(absent_line(one)) for one in self._found]

    def above(self) -> Sentence:
        return counted("{n} household in six weeks", "{n} households in six weeks", len(self._found))
