"""The verdict, large and calm: word, symbol and colour say the same; 'ask' and 'refused' look alike from two metres."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from .letters import drawn
from .words import Words

Look = Literal["ready", "yes", "read", "done"]
SYMBOLS: dict[Look, str] = {"ready": "", "yes": "●", "read": "≡", "done": "✓"}


class VerdictBand(Vertical):
    """Above whatever may scroll, so that it never scrolls away."""

    DEFAULT_CSS = """
    VerdictBand { height: auto; padding: 1 2; }
    VerdictBand VerticalScroll { height: auto; max-height: 6; scrollbar-size-vertical: 1; }
    VerdictBand Words { width: 1fr; height: auto; }
    VerdictBand #verdict-word { text-style: bold; }
    VerdictBand #verdict-who { text-style: bold; }
    VerdictBand .-empty { display: none; }
    """

    def compose(self) -> ComposeResult:
        yield Words(id="verdict-word")
        yield Words(id="verdict-who")
        with VerticalScroll(can_focus=False):
            yield Words(id="verdict-why")

    def show(self, look: Look, word: str, who: str = "", why: str = "") -> None:
        """`word`: in the volunteer's language, drawn large behind its symbol; `why`: one finding a line."""
        tall = self.app.has_class("-plain")
        symbol = SYMBOLS[look]
        self.set_classes(f"-{look}")
        self.word = word
        self._put("#verdict-word", "\n".join(drawn(f"{symbol} {word}", tall=tall)) if symbol else word)
        self._put("#verdict-who", who)
        self._put("#verdict-why", why)

    def _put(self, which: str, text: str) -> None:
        words = self.query_one(which, Words)
        words.put(text)
        words.set_class(not text, "-empty")
