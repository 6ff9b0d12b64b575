"""Client cards as a PDF: sheets of ten to cut, fronts and backs, and the hand-out list of the coordinator.

A card is neutral: a QR code that holds its letters and nothing else, the letters in groups of four, and a phone number
for finders. First name, number and the house's name are on it only when the house chose so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..domain.cards import grouped
from ..domain.texts import Catalogue, Sentence
from .drawing import drawable, font_path, matrix
from .layout import EXAMPLE
from .spelling import spelled

WIDTH, HEIGHT = 85.6, 54.0
"""mm, a bank card. Source: ISO/IEC 7810, ID-1 (53.98 mm)."""
ACROSS, DOWN = 2, 5
LEFT, TOP = (210 - ACROSS * WIDTH) / 2, (297 - DOWN * HEIGHT) / 2
"""mm, the margins of an A4 sheet; equal on both sides, so that a sheet turned on its long edge fits."""
MODULE = 1.3
"""mm, one module of the QR code: 38 mm with its quiet zone of four modules."""
QUIET = 4

LIST_TOP, LIST_LINE, LIST_LINES = 42.0, 7.0, 33


@dataclass(frozen=True, slots=True)
class CardFace:
    """One card to print, with what the hand-out list says of it; the card itself shows what its look allows."""

    code: str
    """17 letters."""
    number: str
    """'A1042.1'"""
    display: str
    """First name, or the number when there is no name."""


@dataclass(frozen=True, slots=True)
class CardLook:
    """What the house wants on its cards. All names are off by default."""

    phone: str = ""
    """For finders, on the back; '' leaves it out."""
    house: str = ""
    """The house's name on both sides; '' leaves it out."""
    first_name: bool = False
    number: bool = False
    example: bool = False
    """The cards of the demo house are marked VOORBEELD."""


def print_cards(cards: Sequence[CardFace], out: Path, look: CardLook, words: Catalogue) -> None:
    """Writes the PDF to `out`: for each ten cards a front and a back, for printing on both sides turned on the long
    edge, then the hand-out list. Raises OSError when it cannot be written, and then leaves what was there."""
    from fpdf import FPDF

    pdf = FPDF(unit="mm", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.add_font("Roboto", "", font_path())
    pdf.add_font("Roboto", "B", font_path(bold=True))
    pdf.set_title(Sentence("Client cards").spoken(words))
    back = _back(pdf, look, words)
    for start in range(0, len(cards), ACROSS * DOWN):
        sheet = cards[start : start + ACROSS * DOWN]
        _sheet(pdf)
        for card, (x, y) in zip(sheet, _places(mirrored=False), strict=False):
            _front(pdf, x, y, card, look)
        _sheet(pdf)
        for _, (x, y) in zip(sheet, _places(mirrored=True), strict=False):
            for line in back:
                _place(pdf, line, x, y)
    _list(pdf, cards, look, words)
    beside = out.with_name(out.name + ".part")
    try:
        beside.write_bytes(bytes(pdf.output()))
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)


def _places(mirrored: bool) -> Iterator[tuple[float, float]]:
    """Left upper corners of the cards of a sheet, row by row; a back lies behind its front when the sheet is turned."""
    for row in range(DOWN):
        for column in range(ACROSS):
            across = ACROSS - 1 - column if mirrored else column
            yield LEFT + across * WIDTH, TOP + row * HEIGHT


def _sheet(pdf: Any) -> None:
    """A new page with its cut marks: short lines in the margins, and small crosses where four cards meet."""
    pdf.add_page()
    pdf.set_draw_color(120)
    pdf.set_line_width(0.15)
    right, bottom = LEFT + ACROSS * WIDTH, TOP + DOWN * HEIGHT
    for column in range(ACROSS + 1):
        x = LEFT + column * WIDTH
        pdf.line(x, TOP - 7, x, TOP - 2)
        pdf.line(x, bottom + 2, x, bottom + 7)
        for row in range(1, DOWN):
            pdf.line(x, TOP + row * HEIGHT - 1, x, TOP + row * HEIGHT + 1)
    for row in range(DOWN + 1):
        y = TOP + row * HEIGHT
        pdf.line(LEFT - 7, y, LEFT - 2, y)
        pdf.line(right + 2, y, right + 7, y)
        for column in range(1, ACROSS):
            pdf.line(LEFT + column * WIDTH - 1, y, LEFT + column * WIDTH + 1, y)


def _front(pdf: Any, x: float, y: float, card: CardFace, look: CardLook) -> None:
    modules = matrix(card.code)
    side = len(modules) * MODULE
    _qr(pdf, modules, x + 8, y + (HEIGHT - side) / 2)
    left = x + 8 + side + (QUIET + 1) * MODULE
    room = WIDTH - (left - x) - 5
    _text(pdf, look.house, left, y + 12, room, 10)
    middle = y + HEIGHT / 2 + 2 - 3 * (look.first_name + look.number)
    _text(pdf, grouped(card.code[:8]), left, middle - 1, room, 16, "B")
    _text(pdf, grouped(card.code[8:]), left, middle + 6, room, 16, "B")
    if look.first_name:
        _text(pdf, card.display, left, middle + 15, room, 13)
    if look.number and not (look.first_name and card.display == card.number):
        _text(pdf, card.number, left, middle + 15 + 6 * look.first_name, room, 11)
    if look.example:
        _text(pdf, EXAMPLE, left, y + HEIGHT - 4, room, 9, "B")


def _qr(pdf: Any, modules: list[list[bool]], x: float, y: float) -> None:
    """Vector, so that it is sharp at any size: as few rectangles as rows allow, each grown down while rows are alike."""
    k, bottom_edge = pdf.k, pdf.h - y
    path: list[str] = []
    size = len(modules)
    drawn = [[False] * size for _ in range(size)]
    for top, row in enumerate(modules):
        start = 0
        while start < size:
            if not row[start] or drawn[top][start]:
                start += 1
                continue
            end = start
            while end < size and row[end] and not drawn[top][end]:
                end += 1
            bottom = top + 1
            while bottom < size and all(modules[bottom][start:end]):
                drawn[bottom][start:end] = [True] * (end - start)
                bottom += 1
            corner = f"{(x + start * MODULE) * k:.2f} {(bottom_edge - bottom * MODULE) * k:.2f}"
            path.append(f"{corner} {(end - start) * MODULE * k:.2f} {(bottom - top) * MODULE * k:.2f} re")
            start = end
    # One path of PDF's own `re` and `f` operators: fpdf2's rect(), 76 times a card, cost as much as half the QR code.
    pdf._out(" ".join(["0 g", *path, "f"]))


def _back(pdf: Any, look: CardLook, words: Catalogue) -> list[_Line]:
    """The lines of a back, alike on all cards, from a card's left upper corner."""
    bring, found = Sentence("Please bring this card with you."), Sentence("Did you find it? Please call")
    lines: list[tuple[str, float, float, str]] = [(look.house, 13, 12, "B"), (bring.spoken(words), 24, 12, "")]
    if look.phone:
        lines += [(found.spoken(words), 34, 12, ""), (look.phone, 42, 18, "B")]
    if look.example:
        lines.append((EXAMPLE, HEIGHT - 4, 9, "B"))
    return [_fitted(pdf, text, 6, y, WIDTH - 12, size, style, centred=True) for text, y, size, style in lines]


def _list(pdf: Any, cards: Sequence[CardFace], look: CardLook, words: Catalogue) -> None:
    """Which card is whose: number, name, first letters of the code, and a box to tick."""
    pages = max(1, -(-len(cards) // LIST_LINES))
    columns = (
        (20.0, 34.0, Sentence("Number")),
        (56.0, 78.0, Sentence("For")),
        (136.0, 30.0, Sentence("Card begins with")),
        (176.0, 20.0, Sentence("Handed out")),
    )
    for page in range(pages):
        pdf.add_page()
        mark = f"{EXAMPLE}  " if look.example else ""
        _text(pdf, mark + Sentence("Hand-out list").spoken(words), 20, 22, 120, 18, "B")
        where = Sentence("Page {page} of {pages}", {"page": page + 1, "pages": pages})
        _text(pdf, where.spoken(words), 150, 22, 44, 10)
        remark = Sentence("For the coordinator only. Destroy this list when all cards are handed out.")
        _text(pdf, remark.spoken(words), 20, 29, 174, 10)
        for left, room, title in columns:
            _text(pdf, title.spoken(words), left, LIST_TOP - 3, room, 9, "B")
        pdf.set_draw_color(150)
        for place, card in enumerate(cards[page * LIST_LINES : (page + 1) * LIST_LINES]):
            y = LIST_TOP + (place + 1) * LIST_LINE
            pdf.line(20, y - LIST_LINE + 1.2, 194, y - LIST_LINE + 1.2)
            shown = (card.number, card.display, card.code[:4])
            for (left, room, _), text in zip(columns, shown, strict=False):
                _text(pdf, text, left, y - 1, room, 11)
            pdf.rect(176, y - 4.6, 4, 4)


@dataclass(frozen=True, slots=True)
class _Line:
    """Text that fits, at a baseline."""

    text: str
    x: float
    y: float
    size: float
    style: str


def _fitted(
    pdf: Any, text: str, x: float, y: float, room: float, size: float, style: str = "", centred: bool = False
) -> _Line:
    """One line, made smaller until it fits into `room` mm. A letter that the font lacks is spelled."""
    text = spelled(text, drawable).strip()
    pdf.set_font("Roboto", style, size)
    width = pdf.get_string_width(text)
    smaller = min(1.0, room / width) if width else 1.0
    return _Line(text, x + (room - width * smaller) / 2 * centred, y, size * smaller, style)


def _place(pdf: Any, line: _Line, x: float = 0, y: float = 0) -> None:
    if line.text:
        pdf.set_font("Roboto", line.style, line.size)
        pdf.text(x + line.x, y + line.y, line.text)


def _text(pdf: Any, text: str, x: float, y: float, room: float, size: float, style: str = "") -> None:
    _place(pdf, _fitted(pdf, text, x, y, room, size, style))
