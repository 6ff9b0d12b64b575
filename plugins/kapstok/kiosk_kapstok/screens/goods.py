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

from ..prices import Category

ONE_COLUMN = 14
"""categories that stand below each other on a small terminal; more of them take two columns."""


class Goods(Widget):
    """Read downwards; twice as high in the plain theme."""

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

    def show(self, categories: Sequence[Category]) -> None:
        if list(categories) != list(self._shown):
            self._shown = categories
            self.refresh(layout=True)

    @property
    def _across(self) -> int:
        return 1 if len(self._shown) * self._rows <= ONE_COLUMN else 2

    @property
    def _down(self) -> int:
        return -(-len(self._shown) // self._across)

    @property
    def _rows(self) -> int:
        return 2 if self.app.has_class("-plain") else 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._down * self._rows

    def render(self) -> Content:
        room, style = self.size.width // self._across, self.get_visual_style("key-bar--key")
        lines = []
        for row in range(self._down):
            parts = []
            for category in self._shown[row :: self._down]:
                key = Content.styled(f" {category.key.upper() or ' '} ", style)
                parts.append(Content("").join([key, Content(self._words(category, room - 4) + " ")]))
            lines += [Content("").join(parts), *([Content("")] * (self._rows - 1))]
        return Content("\n").join(lines)

    def _words(self, category: Category, room: int) -> str:
        say = self.app.say  # type: ignore[attr-defined]
        price = say(Sentence("{amount}", {"amount": Money(category.price)})) if category.price else ""
        name = " " + category.title
        return f"{name:<{room - len(price)}.{room - len(price)}}{price}" if room > len(price) + 1 else name[:room]

    def on_click(self, event: events.Click) -> None:
        column = min(event.x // max(self.size.width // self._across, 1), self._across - 1)
        listed = list(self._shown[event.y // self._rows :: self._down])
        if column < len(listed):
            event.stop()
            self.post_message(self.Chosen(listed[column].code))
