"""A list of lines of which one is marked: chosen with the arrows or a finger, acted on by the keys of its screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from .words import Hung


class Rows(OptionList):
    """Names like '[red]' show their letters. Enter and a click post OptionSelected; its screen says what that does."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)

    def show(self, lines: Sequence[str], *, focus: bool = True) -> None:
        """These instead; the mark stays where it was. `focus` False: beside a field in which somebody types."""
        at = self.highlighted or 0
        self.clear_options()
        self.add_options([Option(Hung(f" {line}")) for line in lines])
        self.highlighted = min(at, len(lines) - 1) if lines else None
        self.display = bool(lines)
        if lines and focus:
            self.focus()
