"""What to hand over, beside it what must not be in it, and what is to be paid; in the plain look the numbers are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from kiosk_core.domain.texts import Sentence

from .letters import drawn
from .words import Words

if TYPE_CHECKING:
    from ..desk import Desk


class OfferPanel(Vertical):
    DEFAULT_CSS = """
    OfferPanel { height: 1fr; display: none; }
    OfferPanel.-some { display: block; }
    OfferPanel #lists { height: 1fr; }
    OfferPanel VerticalScroll { width: 1fr; height: 1fr; scrollbar-size-vertical: 1; }
    OfferPanel #not-in-it { border-left: outer $secondary; padding-left: 1; display: none; }
    OfferPanel #not-in-it.-some { display: block; }
    OfferPanel .heading { text-style: bold; width: 1fr; }
    OfferPanel .list { width: 1fr; height: auto; }
    OfferPanel #due { text-style: bold; height: auto; width: 1fr; }
    OfferPanel #amount { width: 1fr; height: auto; }
    """

    _hand_over: Sequence[tuple[str, int]] = ()
    _beside_rows = 0
    _due = _amount = ""

    def compose(self) -> ComposeResult:
        with Horizontal(id="lists"):
            with VerticalScroll(can_focus=False):
                yield Words(id="offer-title", classes="heading")
                yield Words(id="hand-over", classes="list")
            with VerticalScroll(id="not-in-it", can_focus=False):
                yield Words(id="leave-title", classes="heading")
                yield Words(id="leave-out", classes="list")
                yield Words(id="amount")
        yield Words(id="due")

    def show(
        self, title: str, hand_over: Sequence[tuple[str, int]], leave_out: Sequence[str], due: str, amount: str = ""
    ) -> None:
        """`title`: what is done with what. `hand_over`: (text, how many). `due`: a sentence; `amount`: only what is to be paid, to be drawn. All in the
        volunteer's language; an empty title shows nothing."""
        say = cast("Desk", self.app).say
        plain = self.app.has_class("-plain")
        self.set_class(bool(title), "-some")
        self._put("#offer-title", title)
        self.query_one("#offer-title").display = not (plain and hand_over)
        self._hand_over, self._beside_rows, self._due, self._amount = hand_over, len(leave_out), due, amount
        self._put("#leave-title", say(Sentence("NOT in it")))
        for which in ("#leave-title", "#leave-out"):
            self.query_one(which).display = bool(leave_out)
        self._put("#leave-out", "\n".join(f"✗ {text.upper() if plain else text}" for text in leave_out))
        self._put("#due", due)
        self.on_resize()

    def on_resize(self) -> None:
        """What is drawn depends on the room that the verdict leaves."""
        plain = self.app.has_class("-plain")
        lines = self._large() if plain else (_counted(*one) for one in self._hand_over)
        self._put("#hand-over", "\n".join(lines))
        beside = self._beside_rows + bool(self._beside_rows) + 1 + ROWS
        draws = plain and bool(self._due) and beside <= self.size.height
        self._put("#amount", "\n".join([self._due, *drawn(self._amount)]) if draws else "")
        self.query_one("#amount").display = draws
        self.query_one("#not-in-it").set_class(bool(self._beside_rows) or draws, "-some")
        self.query_one("#due").display = bool(self._due) and not draws

    def _put(self, which: str, text: str) -> None:
        self.query_one(which, Words).put(text)

    def _large(self) -> Iterator[str]:
        """How many is drawn beside what, as far as there is room for it; the rest is a line each."""
        usual = self.app.size.height - TAKEN
        room = min(self.size.height or usual, usual)
        wide = self.app.size.width // 2 - MARGIN
        lines = [(_counted(text, n), [*_beside(drawn(f"{n}×"), text.upper())]) for text, n in self._hand_over]
        left = sum(_rows(line, wide) for line, _ in lines)
        for line, large in lines:
            left -= _rows(line, wide)
            if room >= ROWS + left and max(map(len, large)) <= wide:
                yield from large
                room -= ROWS
            else:
                yield line
                room -= _rows(line, wide)


ROWS = 3
"""of what is drawn in half blocks."""
TAKEN = 18
"""rows of the plain counter for everything else, before it was laid out: title, verdict, search, keys, state."""


MARGIN = 5
"""columns around a list, its scrollbar included."""


def _rows(line: str, wide: int) -> int:
    """How many a line takes, about, in a list that wide."""
    return -(-len(line) // wide)


def _beside(rows: Sequence[str], text: str) -> Iterator[str]:
    """The words stand beside the middle of what is drawn."""
    for place, row in enumerate(rows):
        yield f"{row}  {text}" if place == len(rows) // 2 else row


def _counted(text: str, quantity: int) -> str:
    return f"{quantity} × {text}" if quantity != 1 else f"• {text}"
