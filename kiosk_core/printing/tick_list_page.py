"""A list to tick by hand, as A4 pages: title and column titles on each, what is long is wrapped, a row is never parted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..domain.texts import Catalogue, Sentence, Text, spoken
from ..domain.tick_lists import TickList, TickSection
from .drawing import drawable
from .layout import EXAMPLE
from .pdf import a4, put_right, put_text, write
from .spelling import spelled

LEFT, TOP, BOTTOM, ROOM = 12.0, 16.0, 278.0, 186.0
"""mm"""
SIZE, LINE, PAD, GAP = 10.5, 4.8, 1.6, 2.0
"""points; mm a line, above and under a row, between two columns."""
BOX, BOX_ROOM = 6.0, 16.0


def print_tick_list(ticks: TickList, out: Path, house: str, words: Catalogue, *, example: bool = False) -> int:
    """Writes the PDF; how many pages. Raises OSError when it cannot be written, and then leaves what was there."""
    pdf = a4()
    page = _Page(pdf, ticks, EXAMPLE if example else house, words)
    page.begin()
    for section in ticks.sections:
        page.section(section)
    for number in range(1, pdf.page + 1):
        pdf.page = number
        page.foot(number, len(pdf.pages))
    pages = len(pdf.pages)
    write(pdf, out)
    return pages


class _Page:
    """Where the next row goes."""

    def __init__(self, pdf: Any, ticks: TickList, mark: str, words: Catalogue) -> None:
        self._pdf, self._list, self._mark, self._words = pdf, ticks, mark, words
        self._y = TOP

    def begin(self) -> None:
        self._pdf.add_page()
        put_text(self._pdf, self._mark, LEFT, TOP, ROOM / 2, 9)
        put_text(self._pdf, self._said(self._list.title), LEFT, TOP + 8, ROOM, 17, "B")
        put_text(self._pdf, self._said(self._list.under), LEFT, TOP + 14, ROOM, 10)
        x, y = LEFT, TOP + 22
        for column in self._list.columns:
            put_text(self._pdf, self._said(column.title), x, y, column.width - GAP, 8.5)
            x += column.width
        for n, title in enumerate(self._list.boxes):
            put_text(self._pdf, self._said(title), self._box_x(n), y, BOX_ROOM - 1, 8.5)
        self._rule(y + 2, 60)
        self._y = y + 2

    def section(self, section: TickSection) -> None:
        """Its title never stands alone at the foot of a page."""
        if self._said(section.title):
            first = self._height(section.rows[0]) if section.rows else 0
            self._room_for(LINE + 3 * PAD + first)
            put_text(self._pdf, self._said(section.title), LEFT, self._y + LINE + PAD, ROOM, 11.5, "B")
            self._y += LINE + 2.5 * PAD
        for row in section.rows:
            self._row(row)

    def _row(self, row: Sequence[Text]) -> None:
        high = self._height(row)
        self._room_for(high)
        x = LEFT
        for column, text in zip(self._list.columns, row, strict=True):
            style = "B" if column.strong else ""
            for n, line in enumerate(self._lines(text, column.width, style)):
                put_text(self._pdf, line, x, self._y + PAD + LINE * (n + 0.8), column.width - GAP, SIZE, style)
            x += column.width
        for n in range(len(self._list.boxes)):
            self._pdf.set_draw_color(0)
            self._pdf.rect(self._box_x(n), self._y + (high - BOX) / 2, BOX, BOX)
        self._y += high
        self._rule(self._y, 190)

    def foot(self, number: int, of: int) -> None:
        put_text(self._pdf, self._said(self._list.foot), LEFT, BOTTOM + 9, ROOM - 30, 10, "B")
        page = Sentence("page {page} of {pages}", {"page": number, "pages": of})
        put_right(self._pdf, self._said(page), LEFT + ROOM, BOTTOM + 9, 25, 9)

    def _height(self, row: Sequence[Text]) -> float:
        lines = [
            len(self._lines(text, column.width, "B" if column.strong else ""))
            for column, text in zip(self._list.columns, row, strict=True)
        ]
        return max(max(lines) * LINE, BOX) + 2 * PAD

    def _lines(self, text: Text, width: float, style: str) -> list[str]:
        said = spelled(self._said(text), drawable)
        self._pdf.set_font("Roboto", style, SIZE)
        lines: list[str] = self._pdf.multi_cell(width - GAP, 1, said, dry_run=True, output="LINES") if said else [""]
        return lines

    def _room_for(self, high: float) -> None:
        if self._y + high > BOTTOM:
            self.begin()

    def _box_x(self, place: int) -> float:
        return LEFT + ROOM - BOX_ROOM * (len(self._list.boxes) - place)

    def _rule(self, y: float, grey: int) -> None:
        self._pdf.set_draw_color(grey)
        self._pdf.line(LEFT, y, LEFT + ROOM, y)

    def _said(self, text: Text) -> str:
        return spoken(text, self._words)
