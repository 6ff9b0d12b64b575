"""Earlier closings of this counter's drawer, as they were printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import OptionList

from kiosk_core.cash.closing import Closing
from kiosk_core.domain.texts import Money, Sentence

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.rows import Rows
from ..widgets.slip_paper import SlipPaper
from ..widgets.words import Words


class ClosingsScreen(Place):
    CSS_PATH = "closings.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Earlier closings")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Choose one with the arrows: on the right it stands as it was printed, and it never changes. F6 shows the rest of it.\n"
        "F5 prints it once more; the paper says that it is a copy."
    )

    def body(self) -> ComposeResult:
        self._found = self.shift.last_closings()
        with Horizontal(id="closings"):
            yield Rows(id="list")
            yield Words("" if self._found else self.say(Sentence("No till was closed here yet.")), id="none")
            yield SlipPaper()

    def on_mount(self) -> None:
        self.query_one("#none").display = not self._found
        self.query_one(SlipPaper).display = bool(self._found)
        self.query_one(Rows).show([self._line(one) for one in self._found])

    def hints(self) -> Iterable[Hint]:
        if self._found:
            yield self.hint("f5", Sentence("Print a copy"), self.print_copy, main=True)
        if self.query_one(SlipPaper).is_longer:
            yield self.hint("f6", Sentence("Read on"), self.query_one(SlipPaper).turn)

    def _line(self, one: Closing) -> str:
        line = {"day": one.day, "z": one.z, "amount": Money(one.counted)} if one.counted is not None else {}
        return self.say(Sentence("{day}  {z}  {amount}", line))

    @property
    def _marked(self) -> Closing:
        return self._found[self.query_one(Rows).highlighted or 0]

    @on(OptionList.OptionHighlighted)
    def marked(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self._found:
            self.query_one(SlipPaper).show(self.shift.closing_slip(self._marked), self.desk.words)
            self.refresh_if_shown()

    def print_copy(self) -> None:
        self.shift.print_z(self._marked.z)
        self.desk.paper.wake()
        self.tell(Sentence("✓ A copy is being printed."))
