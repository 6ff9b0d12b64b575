"""What a sale comes to, in large digits."""

from __future__ import annotations

from typing import Self

from textual.geometry import Region
from textual.widgets import Digits

USUAL = 8
"""characters: up to € 999,99 in every language."""


class Total(Digits):
    """Its place is fixed for a usual amount: laying out the till anew for a digit more takes longer than all the rest of a
    key."""

    DEFAULT_CSS = """
    Total { width: 20; height: 3; text-align: right; }
    Total.-long { width: auto; }
    """

    def show(self, amount: str) -> None:
        """In the volunteer's language."""
        self.set_class(len(amount) > USUAL, "-long")
        self.update(amount)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:  # fmt: skip
        moves = layout and self.styles.auto_dimensions
        return super().refresh(*regions, repaint=repaint, layout=moves, recompose=recompose)
