"""What lies on the counter, a line each with its price, and below it each reason why it costs less."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kiosk_core import Money, Sentence
from kiosk_core.tui import plain, say

from ..lines import Line

LEAST = 30
"""columns, before it is painted first."""


class Basket(OptionList, can_focus=False):
    """The newest line is marked; the arrows of the screen mark another one."""

    def __init__(self) -> None:
        super().__init__(markup=False, id="basket")

    def show(self, lines: Sequence[Line]) -> None:
        """As many lines as before are written over: laying out the screen anew takes longer than all the rest of a key."""
        told = [self._words(line) for line in lines]
        if len(told) != self.option_count:
            self.clear_options()
            self.add_options([Option(plain(words)) for words in told])
        for n, words in enumerate(told):
            if words != str(self.get_option_at_index(n).prompt):
                self.replace_option_prompt_at_index(n, plain(words))
        self.highlighted = len(lines) - 1 if lines else None
        self.display = bool(lines)

    def _words(self, line: Line) -> str:
        room = max(self.size.width - 2, LEAST)
        what = f"{say(self, line.quantity)} {line.category.title}"
        price = say(self, Sentence("{amount}", {"amount": Money(line.net)}))
        first = f"{what:<{room - len(price) - 1}.{room - len(price) - 1}} {price}"
        return "\n".join([first, *(f"   {say(self, reason):.{room - 3}}" for reason in line.why)])
