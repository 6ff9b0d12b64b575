"""A slip as it stands on paper, beside what is done on a screen. What does not fit is turned to by a key."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from kiosk_core.domain.receipts import Receipt
from kiosk_core.domain.texts import Catalogue
from kiosk_core.printing.plain import plain as as_text

from .words import plain

COLUMNS = 42


class SlipPaper(VerticalScroll, can_focus=False):
    DEFAULT_CSS = """
    SlipPaper { width: 46; height: 1fr; padding: 0 1; border-left: tall $panel; scrollbar-size-vertical: 1; }
    SlipPaper Static { width: 42; height: auto; }
    """

    def compose(self) -> ComposeResult:
        yield Static(markup=False)

    def show(self, slip: Receipt, words: Catalogue) -> None:
        """This slip instead, from its top."""
        self.query_one(Static).update(plain(as_text(slip, words, COLUMNS)))
        self.scroll_home(animate=False)

    @property
    def is_longer(self) -> bool:
        """Whether some of it does not fit."""
        return self.display and self.max_scroll_y > 0

    def turn(self) -> None:
        """A page on; behind the last one the first."""
        if self.scroll_y >= self.max_scroll_y:
            self.scroll_home(animate=False)
        else:
            self.scroll_page_down(animate=False)
