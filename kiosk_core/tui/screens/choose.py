"""One question, one digit: why something goes on, which project, which role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList

from kiosk_core.domain.texts import Sentence, Text
from kiosk_core.shift import Shift

from ..listed import Entry, Listed
from ..widgets.key_bar import Hint
from ..widgets.words import Words


class ChooseScreen(Listed):
    """Dismissed with one of the keys of `choices`, or None. `enter` False: Enter chooses nothing, so that no habit
    decides."""

    CSS_PATH = "choose.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Choose")
    GUIDE: ClassVar[Sentence] = Sentence("Press the digit of your choice. Esc goes back, and nothing happened.")

    def __init__(self, shift: Shift, question: Sentence, choices: Mapping[str, Text], *, enter: bool = True) -> None:
        super().__init__(shift)
        self._question, self._choices, self._enter = question, choices, enter

    def body(self) -> ComposeResult:
        with Vertical(id="choice"):
            yield Words(self.say(self._question), classes="heading")
            menu = OptionList(markup=False, id="menu")
            menu.can_focus = self._enter
            yield menu

    def entries(self) -> Sequence[Entry]:
        return [Entry(text, partial(self.dismiss, code)) for code, text in self._choices.items()]

    def hints(self) -> Iterable[Hint]:
        yield from self.entry_hints()
