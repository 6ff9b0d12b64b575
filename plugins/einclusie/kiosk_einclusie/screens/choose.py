"""One letter for each word of a list; ticked and ticked off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from string import ascii_lowercase

from textual import events

from kiosk_core import Shift, Word
from kiosk_core.tui import Hint, Place, Words

from ..vocabulary import Text


class TickScreen(Place):
    """Its body yields `Words(id="points")`. `wanted` says what the letters stand for."""

    CSS_PATH = "ticks.tcss"

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._ticked: set[Word] = set()

    def wanted(self) -> Mapping[Word, Text]:
        """Word -> what people read, in order."""
        return {}

    def on_mount(self) -> None:
        self.paint()

    def letters(self) -> Iterable[Hint]:
        for letter, word in zip(ascii_lowercase, self.wanted(), strict=False):
            yield Hint(letter, "", partial(self.tick_word, word))

    def on_key(self, event: events.Key) -> None:
        key = (event.character or "").lower()
        if len(key) == 1 and any(hint.key == key for hint in self._all_hints()):
            event.stop()
            self.press(key)

    def tick_word(self, word: Word) -> None:
        self._ticked ^= {word}
        self.paint()

    def paint(self) -> None:
        lines = [
            f"{letter.upper()}  {'✓' if word in self._ticked else '·'}  {self.say(text)}"
            for letter, (word, text) in zip(ascii_lowercase, self.wanted().items(), strict=False)
        ]
        self.query_one("#points", Words).put("\n\n".join(lines))
        self.refresh_if_shown()
