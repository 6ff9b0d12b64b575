"""A form with one thing that is so, or otherwise: how it is stands above the questions, and F6 names what it would become."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core.domain.texts import Sentence

from .form_place import FormPlace
from .widgets.key_bar import Hint
from .widgets.words import Words


class Turned(FormPlace):
    SO: ClassVar[Sentence]
    """As it is at first."""
    OTHERWISE: ClassVar[Sentence]
    turned = False

    def above(self) -> ComposeResult:
        yield from super().above()
        yield Words(self.say(self.SO), id="turned", classes="about")

    def turning(self) -> Hint:
        return self.hint("f6", self.SO if self.turned else self.OTHERWISE, self.turn)

    def turn(self) -> None:
        self.turned = not self.turned
        self.query_one("#turned", Words).put(self.say(self.OTHERWISE if self.turned else self.SO))
