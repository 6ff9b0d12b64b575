"""Text as it is: never parsed as markup, so that a name like '[red]' shows its letters."""

from __future__ import annotations

from textwrap import wrap
from typing import Self

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Static

from kiosk_core.domain.texts import Catalogue, Text, spoken

GOES_ON = 3
"""columns"""


class Said(str):
    """A text in the language of the screen that remembers what it says, so that it can be said in another one."""

    text: Text

    def __new__(cls, text: Text, words: Catalogue) -> Self:
        meant = text.text if isinstance(text, Said) else text
        made = super().__new__(cls, spoken(meant, words))
        made.text = meant
        return made


class Words(Static):
    """A label for data and sentences alike."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(plain(text), id=id, classes=classes, markup=False)
        self.text = text

    def put(self, text: str) -> None:
        """Shows it instead. Nothing is painted when it is the same, and the screen is laid out anew only when it needs another
        place: that takes longer than all the rest of a key."""
        same, self.text = text == self.text, text
        if not same:
            self._lay_out()

    def _lay_out(self) -> None:
        self.update(plain(self._painted()), layout=False)
        if self.styles.auto_dimensions and self._moves():
            self.refresh(layout=True)

    def _painted(self) -> str:
        """The text as it is painted."""
        return self.text

    def _moves(self) -> bool:
        width, height = self.content_size
        return self.styles.is_auto_width or height != self.get_content_height(self.size, self.app.size, width)


class Hanging(Words):
    """A list: a line that is too long goes on a little further to the right, so that each begins where one can see it."""

    def on_resize(self) -> None:
        self._lay_out()

    def _painted(self) -> str:
        return hung(self.text, self.content_size.width)


class Hung(Visual):
    """The same in a list that is no widget of its own."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        return plain(hung(self.text, width)).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return plain(self.text).get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return plain(hung(self.text, width)).get_height(rules, width)


def hung(text: str, width: int) -> str:
    """Its lines, of which a long one goes on a little further to the right."""
    return "\n".join(part for line in text.split("\n") for part in _hung(line, width))


def _hung(line: str, width: int) -> list[str]:
    begins = " " * (len(line) - len(line.lstrip(" ")))
    if len(line) <= width or width <= len(begins) + GOES_ON:
        return [line]
    return wrap(line, width, subsequent_indent=begins + " " * GOES_ON, break_on_hyphens=False)


def plain(text: str) -> Content:
    """As content without markup, and without what a terminal would act on."""
    return Content("".join(c if c.isprintable() or c in _SPACES else "�" for c in text))


_SPACES = "\n\xa0\u202f"
