"""The categories with their letters and prices, to be pressed by key, mouse or finger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from kiosk_core import Money, Sentence
from kiosk_core.tui import say

from ..prices import Category


class Goods(Widget):
    """Read downwards, in two columns where one does not fit. Twice as high in the plain theme, where all of them fit so."""

    DEFAULT_CSS = """
    Goods { width: 1fr; height: auto; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}

    class Chosen(Message):
        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sequence[Category] = ()
        self._room = 0
        """rows that are seen at once."""

    def show(self, categories: Sequence[Category]) -> None:
        if list(categories) != list(self._shown):
            self._shown = categories
            self.refresh(layout=True)

    @property
    def _shape(self) -> tuple[int, int, int]:
        """(columns, categories in each, rows a category)"""
        high = 2 if self.app.has_class("-plain") else 1
        for across, rows in ((1, high), (2, high), (1, 1), (2, 1)):
            down = -(-len(self._shown) // across)
            if down * rows <= self._room:
                break
        return across, down, rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._room = container.height
        _, down, rows = self._shape
        return down * rows

    def render(self) -> Content:
        across, down, rows = self._shape
        room, style = self.size.width // across, self.get_visual_style("key-bar--key")
        lines = []
        for row in range(down):
            first, second = [], []
            for category in self._shown[row::down]:
                key = Content.styled(f" {category.key.upper() or ' '} ", style)
                name, below = self._words(category, room - 3)
                first.append(Content("").join([key, Content(name)]))
                second.append(Content(f"{below:>{room - 1}} "))
            lines += [Content("").join(first), *([Content("").join(second)] * (rows - 1))]
        return Content("\n").join(lines)

    def _words(self, category: Category, room: int) -> tuple[str, str]:
        """Name and price; the price in the row below where both do not fit, so that no name is cut for it."""
        price = say(self, Sentence("{amount}", {"amount": Money(category.price)})) if category.price else ""
        name = f" {category.title}"
        if len(name) + len(price) < room - 1:
            return f"{name:<{room - 1 - len(price)}}{price} ", ""
        return f"{name:<{room}.{room}}", price

    def on_click(self, event: events.Click) -> None:
        across, down, rows = self._shape
        column = min(event.x // max(self.size.width // across, 1), across - 1)
        listed = list(self._shown[event.y // rows :: down])
        if column < len(listed):
            event.stop()
            self.post_message(self.Chosen(listed[column].code))
