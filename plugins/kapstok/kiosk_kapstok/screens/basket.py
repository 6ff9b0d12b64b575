"""What lies on the counter, a line each with its price, and below it each reason why it costs less."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size
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

    def when_empty(self, said: str) -> None:
        """What stands there while nothing lies on the counter."""
        self._when_empty = said
        if not self._sale_lines:
            self.show(())

    def show(self, lines: Sequence[Line]) -> None:
        """As many lines as before are written over: laying out the screen anew takes longer than all the rest of a key."""
        changed, self._sale_lines = bool(lines) != bool(self._sale_lines), lines
        told = [self._words(line) for line in lines] or [self._when_empty]
        if changed or len(told) != self.option_count:
            self.clear_options()
            self.add_options([Option(plain(words), disabled=not lines) for words in told])
        for n, words in enumerate(told):
            if words != str(self.get_option_at_index(n).prompt):
                self.replace_option_prompt_at_index(n, plain(words))
        self.highlighted = len(lines) - 1 if lines else None

    def _words(self, line: Line) -> str:
        room = max(self.size.width - 2, LEAST)
        what = f"{say(self, line.quantity)} {line.category.title}"
        price = say(self, Sentence("{amount}", {"amount": Money(line.net)}))
        first = f"{what:<{room - len(price) - 1}.{room - len(price) - 1}} {price}"
        return "\n".join([first, *(f"   {say(self, reason):.{room - 3}}" for reason in line.why)])
