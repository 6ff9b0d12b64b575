"""Somebody brings goods: how much of what, and a thank-you slip."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from kiosk_core import Sentence
from kiosk_core.tui import Form, Hint, Place, Question

from .. import donations, sale
from ..donations import Noted

DONOR = "donor"


class DonationScreen(Place):
    CSS_PATH = Path(__file__).with_name("donation.tcss")
    HEADING: ClassVar[Sentence] = Sentence("Goods brought")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type how many kilos there are, for instance 12,5. Did nobody weigh it? Then type how many bags, with an x: 3x.\n"
        "A name is not needed. It stands on the thank-you slip only, and goes after a year.\n"
        "F8 notes it, F5 prints a thank-you slip too. F4 takes the last one back."
    )
    _last: Noted | None = None
    """Of today, also from before this screen was opened."""

    def body(self) -> ComposeResult:
        hint = Sentence("Kilos: 12,5. Bags: 3x.")
        self._goods = donations.goods_of(self.shift.house, self.shift.here().day)
        asked = [Question(f"g-{n}", called, hint, optional=True) for n, called in enumerate(self._goods.values())]
        yield Form(*asked, Question(DONOR, Sentence("Name on the slip"), Sentence("Only if they want."), optional=True))

    def on_mount(self) -> None:
        self.query(Input).first().focus()
        self._last = donations.last_brought(self.shift)

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Next"), self.query_one(Form).to_next_empty)
        yield self.hint("f8", Sentence("Note it"), self.note, main=True)
        yield self.hint("f5", Sentence("Note it, with a slip"), lambda: self.note(slip=True))
        if self._last is not None:
            yield self.hint("f4", Sentence("Take back the last one"), self.take_back)
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    def note(self, slip: bool = False) -> None:
        """A finger that trembles notes it once, and reads that it is noted."""
        if self.trembles("note"):
            return
        form = self.query_one(Form)
        said = form.answers()
        typed = [(code, said[f"g-{n}"], called) for n, (code, called) in enumerate(self._goods.items())]
        brought = [donations.read_brought(code, much, called) for code, much, called in typed if much]
        act = donations.take_in(self.shift, brought, said[DONOR])
        self._last = donations.last_brought(self.shift)
        if slip:
            self.shift.print_slip(act.id, sale.SALE)
            self.desk.paper.wake()
        form.empty(*said)
        self.tell(Sentence("✓ It is noted. Thank you."))

    def take_back(self) -> None:
        assert self._last is not None
        if self.trembles("take back"):
            return
        gone = self._last.what
        self.shift.undo(self._last.act, "mistake")
        self._last = donations.last_brought(self.shift)
        self.tell(Sentence("✓ Taken back: {what}", {"what": gone}))

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("First back to the sale (Esc), then scan."))
