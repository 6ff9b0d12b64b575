"""Why goods come back or a sale was a mistake: one digit, or a few words of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from kiosk_core import NotUnderstood, Sentence, Shift
from kiosk_core.tui import FormPlace, Hint, Place, Question

from ..returns import REASONS

IN_WORDS = ""
"""The choice of somebody whose reason is not in the list."""


def ask_why(place: Place, question: Sentence, then: Callable[[str], object]) -> None:
    """`then` gets one of REASONS or the words typed; leaving asks nothing more. Enter decides nothing: a digit does."""

    def chosen(code: object) -> None:
        if code == IN_WORDS:
            place.app.push_screen(WordsScreen(place.shift, question), typed)
        else:
            typed(code)

    def typed(reason: object) -> None:
        if isinstance(reason, str):
            place.attempt(lambda: then(reason))

    choices = {**REASONS, IN_WORDS: Sentence("another reason, in a few words")}
    place.app.push_screen(place.desk.load("choose:ChooseScreen", place.shift, question, choices, enter=False), chosen)


class WordsScreen(FormPlace):
    """Dismissed with the words, or None."""

    HEADING: ClassVar[Sentence] = Sentence("Take back")
    GUIDE: ClassVar[Sentence] = Sentence("Type why, in a few words. No names of clients. Enter goes on.")

    def __init__(self, shift: Shift, question: Sentence) -> None:
        super().__init__(shift)
        self._question = question

    def questions(self) -> Iterable[Question]:
        yield Question("why", self._question, Sentence("In a few words; no names of clients."))

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Go on"), self.save, main=True)

    def save(self) -> None:
        if not self.said["why"]:
            raise NotUnderstood(why=Sentence("say why."))
        self.dismiss(self.said["why"])
