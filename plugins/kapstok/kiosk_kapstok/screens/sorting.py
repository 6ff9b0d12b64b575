"""What came of sorting: how many kilos went to the shop, to another project, to the textile recycler."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from kiosk_core import Sentence
from kiosk_core.tui import Form, Hint, Place, Question

from .. import donations
from ..donations import Noted


class SortingScreen(Place):
    CSS_PATH = Path(__file__).with_name("sorting.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Goods sorted")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type how many kilos went where, for instance 12,5. Leave empty what is nothing. F8 notes it; F4 takes the last one back."
    )
    _last: Noted | None = None
    """Of today, also from before this screen was opened."""

    def body(self) -> ComposeResult:
        kilos = Sentence("Kilos, for instance 12,5.")
        yield Form(*(Question(way, title, kilos, optional=True) for way, title in donations.WAYS.items()))

    def on_mount(self) -> None:
        self.query(Input).first().focus()
        self._last = donations.last_sorted(self.shift)

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Next"), self.query_one(Form).to_next_empty)
        yield self.hint("f8", Sentence("Note it"), self.note, main=True)
        if self._last is not None:
            yield self.hint("f4", Sentence("Take back the last one"), self.take_back)
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    def note(self) -> None:
        """A finger that trembles notes it once, and reads that it is noted."""
        if self.trembles("note"):
            return
        form = self.query_one(Form)
        said = form.answers()
        donations.sort(self.shift, donations.read_sorted(said))
        self._last = donations.last_sorted(self.shift)
        form.empty(*said)
        self.tell(Sentence("✓ It is noted."))

    def take_back(self) -> None:
        assert self._last is not None
        if self.trembles("take back"):
            return
        gone = self._last.what
        self.shift.undo(self._last.act, "mistake")
        self._last = donations.last_sorted(self.shift)
        self.tell(Sentence("✓ Taken back: {what}", {"what": gone}))

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("First back to the sale (Esc), then scan."))
