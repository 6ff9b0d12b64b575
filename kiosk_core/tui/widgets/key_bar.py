"""The keys that work now, each with its words; pressed by keyboard, mouse or finger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

NAMES = {"escape": "Esc", "enter": "Enter", "up": "↑", "down": "↓", "delete": "Del", "tab": "Tab"}


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does now. What is not among a screen's hints does nothing."""

    key: str
    """As Textual calls it: 'f5', 'enter', 'escape'."""
    text: str
    """In the volunteer's language; '' works without being shown."""
    act: Callable[[], object]
    main: bool = False
    """The one that is wanted most."""

    @property
    def name(self) -> str:
        return NAMES.get(self.key, self.key.upper())


@dataclass(frozen=True, slots=True)
class _Chip:
    key: str
    row: int
    start: int
    end: int


class KeyBar(Widget):
    """As many rows as the keys need; three times as high in the plain theme, for fingers."""

    DEFAULT_CSS = """
    KeyBar { height: auto; width: 1fr; background: $panel; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key", "key-bar--main"}

    class Pressed(Message):
        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__()
        self._hints: tuple[Hint, ...] = ()
        self._shown_tall = False
        self._chips: list[_Chip] = []

    def show(self, hints: Sequence[Hint]) -> None:
        """These instead of those before. The screen is laid out anew only when they need another number of rows: that takes
        longer than all the rest of a key."""
        shown = tuple(hint for hint in hints if hint.text)
        same = [(h.key, h.text, h.main) for h in shown] == [(h.key, h.text, h.main) for h in self._hints]
        if not same or self._shown_tall != self._tall:
            before = self._height
            self._hints, self._shown_tall = shown, self._tall
            self.refresh(layout=self._height != before)

    def words_of(self, key: str) -> str:
        """'' for one that is not shown."""
        return next((hint.text for hint in self._hints if hint.key == key), "")

    @property
    def _height(self) -> float:
        """rows that it is given."""
        least = self.styles.min_height
        return max(len(self._rows(self.size.width)) * (3 if self._shown_tall else 1), least.value if least else 0)

    @property
    def _tall(self) -> bool:
        return self.app.has_class("-plain")

    def _rows(self, width: int) -> list[list[Hint]]:
        rows: list[list[Hint]] = [[]]
        left = width
        for hint in self._hints:
            needed = len(hint.name) + len(hint.text) + 4
            if needed > left and rows[-1]:
                rows.append([])
                left = width
            rows[-1].append(hint)
            left -= needed
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width)) * (3 if self._tall else 1)

    def render(self) -> Content:
        """One row of text per row of keys (the middle one of three when tall), and where each key stands."""
        key_style = self.get_visual_style("key-bar--key")
        main_style = self.get_visual_style("key-bar--main")
        self._chips = []
        lines: list[Content] = []
        for row, hints in enumerate(self._rows(self.size.width)):
            parts: list[Content] = []
            at = 0
            for hint in hints:
                name, words = f" {hint.name} ", f" {hint.text} "
                parts += [
                    Content.styled(name, key_style),
                    Content.styled(words, main_style) if hint.main else Content(words),
                ]
                self._chips.append(_Chip(hint.key, row, at, at + len(name) + len(words)))
                at += len(name) + len(words)
            line = Content("").join(parts)
            lines += [Content(""), line, Content("")] if self._tall else [line]
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        row = event.y // (3 if self._tall else 1)
        for chip in self._chips:
            if chip.row == row and chip.start <= event.x < chip.end:
                self.post_message(self.Pressed(chip.key))
                event.stop()
