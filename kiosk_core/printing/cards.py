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
from .drawing import matrix
from .layout import EXAMPLE
from .pdf import MODULE, QUIET, Placed, a4, draw_qr, fitted, put, put_right, put_text, write

WIDTH, HEIGHT = 85.6, 54.0
"""mm, a bank card. Source: ISO/IEC 7810, ID-1 (53.98 mm)."""
ACROSS, DOWN = 2, 5
LEFT, TOP = (210 - ACROSS * WIDTH) / 2, (297 - DOWN * HEIGHT) / 2
"""mm, the margins of an A4 sheet; equal on both sides, so that a sheet turned on its long edge fits."""

CLIENT_CARDS = Sentence("Client cards")
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


def print_cards(
    cards: Sequence[CardFace], out: Path, look: CardLook, words: Catalogue, title: Sentence = CLIENT_CARDS
) -> None:
    """Writes the PDF to `out`: for each ten cards a front and a back, for printing on both sides turned on the long
    edge, then the hand-out list. Raises OSError when it cannot be written, and then leaves what was there."""
    pdf = a4()
    pdf.set_title(title.spoken(words))
    back = _back(pdf, look, words)
    for start in range(0, len(cards), ACROSS * DOWN):
        sheet = cards[start : start + ACROSS * DOWN]
        _sheet(pdf)
        for card, (x, y) in zip(sheet, _places(mirrored=False), strict=False):
            _front(pdf, x, y, card, look)
        _sheet(pdf)
        for _, (x, y) in zip(sheet, _places(mirrored=True), strict=False):
            for line in back:
                put(pdf, line, x, y)
    _list(pdf, cards, look, words)
    write(pdf, out)


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
    draw_qr(pdf, modules, x + 8, y + (HEIGHT - side) / 2)
    left = x + 8 + side + (QUIET + 1) * MODULE
    room = WIDTH - (left - x) - 5
    put_text(pdf, look.house, left, y + 12, room, 10)
    middle = y + HEIGHT / 2 + 2 - 3 * (look.first_name + look.number)
    put_text(pdf, grouped(card.code[:8]), left, middle - 1, room, 16, "B")
    put_text(pdf, grouped(card.code[8:]), left, middle + 6, room, 16, "B")
    if look.first_name:
        put_text(pdf, card.display, left, middle + 15, room, 13)
    if look.number and not (look.first_name and card.display == card.number):
        put_text(pdf, card.number, left, middle + 15 + 6 * look.first_name, room, 11)
    if look.example:
        put_text(pdf, EXAMPLE, left, y + HEIGHT - 4, room, 9, "B")


def _back(pdf: Any, look: CardLook, words: Catalogue) -> list[Placed]:
    """The lines of a back, alike on all cards, from a card's left upper corner."""
    bring, found = Sentence("Please bring this card with you."), Sentence("Did you find it? Please call")
    lines: list[tuple[str, float, float, str]] = [(look.house, 13, 12, "B"), (bring.spoken(words), 24, 12, "")]
    if look.phone:
        lines += [(found.spoken(words), 34, 12, ""), (look.phone, 42, 18, "B")]
    if look.example:
        lines.append((EXAMPLE, HEIGHT - 4, 9, "B"))
    return [fitted(pdf, text, 6, y, WIDTH - 12, size, style, centred=True) for text, y, size, style in lines]


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
        put_text(pdf, mark + Sentence("Hand-out list").spoken(words), 20, 22, 120, 18, "B")
        where = Sentence("Page {page} of {pages}", {"page": page + 1, "pages": pages})
        put_right(pdf, where.spoken(words), 194, 22, 44, 10)
        remark = Sentence("For the coordinator only. Destroy this list when all cards are handed out.")
        put_text(pdf, remark.spoken(words), 20, 29, 174, 10)
        for left, room, title in columns:
            put_text(pdf, title.spoken(words), left, LIST_TOP - 3, room, 9, "B")
        pdf.set_draw_color(150)
        for place, card in enumerate(cards[page * LIST_LINES : (page + 1) * LIST_LINES]):
            y = LIST_TOP + (place + 1) * LIST_LINE
            pdf.line(20, y - LIST_LINE + 1.2, 194, y - LIST_LINE + 1.2)
            shown = (card.number, card.display, card.code[:4])
            for (left, room, _), text in zip(columns, shown, strict=False):
                put_text(pdf, text, left, y - 1, room, 11)
            pdf.rect(176, y - 4.6, 4, 4)
