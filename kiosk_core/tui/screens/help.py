"""F1: a few plain lines about the screen one came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from kiosk_core.domain.texts import Sentence

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.words import Words


class HelpScreen(Place):
    CSS_PATH = "help.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Help")
    PERSONAL = False

    def __init__(self, paragraphs: Sequence[Sentence]) -> None:
        super().__init__()
        self._paragraphs = paragraphs

    def body(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Words("\n\n".join(map(self.say, self._paragraphs)))

    def hints(self) -> Iterable[Hint]:
        yield Hint("enter", "", self.leave)
        yield Hint("f1", "", self.leave)
