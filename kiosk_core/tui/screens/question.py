"""One sentence, yes or no. For what cannot be undone afterwards; everything else is done and can be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core.domain.texts import Sentence

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.words import Words


class QuestionScreen(Place):
    """Dismissed with True or False."""

    CSS_PATH = "question.tcss"
    HEADING: ClassVar[Sentence] = Sentence("A question")

    def __init__(self, question: Sentence) -> None:
        super().__init__()
        self._question = question

    def body(self) -> ComposeResult:
        yield Words(self.say(self._question), id="question")

    def hints(self) -> Iterable[Hint]:
        yield self.hint("f8", Sentence("Yes"), lambda: self.dismiss(True), main=True)
        yield self.hint("escape", Sentence("No"), lambda: self.dismiss(False))

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Answer the question first."))
