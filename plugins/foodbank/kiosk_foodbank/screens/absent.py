"""Who was excused or did not come: the coordinator's list, and nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kiosk_core import Sentence, counted

from .. import absent
from ..words import absent_line, not_known_line
from .listed import ListPlace


class AbsentScreen(ListPlace):
    HEADING: ClassVar[Sentence] = Sentence("Who did not come")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Households that had a place in the last six weeks and were not there, excused or not.\n\n"
        "Perhaps somebody is ill, or the hour does not fit. Ask how it goes. Nothing follows from this list: at the "
        "counter nobody sees it.\n\n"
        "Who did not come is noted when the day is closed. Was the list kept on paper? Close the day once it is entered (F9 there)."
    )

    def lines(self) -> Sequence[str]:
        self._found = absent.lately(self.shift)
        not_known = map(not_known_line, absent.not_known(self.shift))
        return [self.say(line) for line in (*not_known, *map(absent_line, self._found))]

    def above(self) -> Sentence:
        return counted("{n} household in six weeks", "{n} households in six weeks", len(self._found))
