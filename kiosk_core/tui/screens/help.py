"""F1: a few plain lines about the screen one came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from kiosk_core.domain.texts import Sentence
from kiosk_core.registry.volunteers import Volunteer

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.words import Words


class HelpScreen(Place):
    CSS_PATH = "help.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Help")

    def __init__(self, paragraphs: Sequence[Sentence]) -> None:
        super().__init__()
        self._paragraphs = paragraphs

    def body(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Words("\n\n".join(map(self.say, self._paragraphs)))

    def hints(self) -> Iterable[Hint]:
        yield Hint("enter", "", self.leave)
        yield Hint("f1", "", self.leave)

    def scanned(self, keys: str) -> None:
        self._below().scanned(keys)

    def badge_shown(self, who: Volunteer) -> None:
        self._below().badge_shown(who)

    def badge_named(self, who: Volunteer) -> None:
        self._below().badge_named(who)

    def _below(self) -> Place:
        """Whatever comes from a scanner is for the screen that is explained, the locked one too: this page closes."""
        below = self.app.screen_stack[-2]
        assert isinstance(below, Place)
        self.dismiss(None)
        return below
