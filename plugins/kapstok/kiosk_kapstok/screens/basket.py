"""What lies on the counter, a line each with its price, and below it each reason why it costs less."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Self

from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kiosk_core import Money, Sentence
from kiosk_core.tui import plain, say

from ..lines import Line

LEAST = 30
"""columns, before it is painted first."""


class Basket(OptionList, can_focus=False):
    """The newest line is marked; the arrows of the screen mark another one. While nothing lies there, today's numbers stand in
    its place."""

    # Else Textual lays the whole till out anew for each line that comes. A scroll bar that appears still asks for that.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self) -> None:
        super().__init__(markup=False, id="basket")
        self._sale_lines: Sequence[Line] = ()
        self._when_empty = ""
        self._rows: list[tuple[str, bool]] = []
        """What stands in each row, and whether it is of the marked line."""
        self._writing = False

    def when_empty(self, said: str) -> None:
        """What stands there while nothing lies on the counter."""
        self._when_empty = said
        if not self._sale_lines:
            self.show(())

    def show(self, lines: Sequence[Line]) -> None:
        """As many lines as before are written over: laying out the screen anew takes longer than all the rest of a key. Only
        rows that differ are painted."""
        changed, self._sale_lines = bool(lines) != bool(self._sale_lines), lines
        told = [self._words(line) for line in lines] or [self._when_empty]
        self._writing = True
        try:
            if changed or len(told) < self.option_count:
                self.clear_options()
            for n, words in enumerate(told):
                if n == self.option_count:
                    self.add_option(Option(plain(words), disabled=not lines))
                elif words != str(self.get_option_at_index(n).prompt):
                    self.replace_option_prompt_at_index(n, plain(words))
            self.highlighted = len(lines) - 1 if lines else None
        finally:
            self._writing = False
        self._paint([(row, n == self.highlighted) for n, words in enumerate(told) for row in words.split("\n")])

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        if not self._writing:
            self._rows = []

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:  # fmt: skip
        if self._writing and not (regions or layout or recompose):
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _paint(self, rows: list[tuple[str, bool]]) -> None:
        before, self._rows = self._rows, rows
        differ = [y for y, (was, now) in enumerate(zip_longest(before, rows)) if was != now]
        if len(rows) > self.size.height or self.scroll_offset.y:
            self.refresh()
        elif differ:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in differ))

    def _words(self, line: Line) -> str:
        room = max(self.size.width - 2, LEAST)
        what = f"{say(self, line.quantity)} {line.category.title}"
        price = say(self, Sentence("{amount}", {"amount": Money(line.net)}))
        first = f"{what:<{room - len(price) - 1}.{room - len(price) - 1}} {price}"
        return "\n".join([first, *(f"   {say(self, reason):.{room - 3}}" for reason in line.why)])
