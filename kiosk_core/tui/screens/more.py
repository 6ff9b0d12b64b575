"""What else can be done at this counter: the screens that projects put there, each with its letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import OptionList

from kiosk_core.domain.texts import Sentence

from ..listed import Entry, Listed
from ..widgets.key_bar import Hint


class MoreScreen(Listed):
    CSS_PATH = "more.tcss"
    HEADING: ClassVar[Sentence] = Sentence("More")
    GUIDE: ClassVar[Sentence] = Sentence("Press the letter of what you want to do. Esc goes back to the counter.")

    def body(self) -> ComposeResult:
        yield OptionList(markup=False, id="menu")

    def entries(self) -> Sequence[Entry]:
        return self.desk.project_entries("counter")

    def hints(self) -> Iterable[Hint]:
        yield from self.entry_hints()
