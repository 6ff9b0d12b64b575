"""A receipt as an A4 page, for what is signed, posted or kept: the same document, another paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..domain.cards import grouped
from ..domain.receipts import Line, Picture, Qr, Receipt, Rule
from ..domain.texts import Catalogue, spoken
from .drawing import drawable, matrix
from .layout import drawn, on_paper
from .pdf import QUIET, a4, draw_qr, write
from .spelling import spelled

LEFT, TOP, BOTTOM, ROOM = 25.0, 28.0, 275.0, 160.0
"""mm"""
SIZES = {"plain": (11.5, 6.2, ""), "strong": (12.5, 7.0, "B"), "large": (20.0, 11.0, "B"), "small": (9.0, 5.0, "")}
"""Style -> points, mm a line, bold."""
MODULE = 1.2


def print_page(receipt: Receipt, out: Path, words: Catalogue) -> None:
    """Writes the PDF to `out`, as many pages as it takes. Raises OSError when it cannot be written, and then leaves what
    was there."""
    pdf = a4()
    pdf.add_page()
    y = TOP
    for part in on_paper(receipt):
        high = _height(pdf, part, words)
        if y + high > BOTTOM and high < BOTTOM - TOP:
            pdf.add_page()
            y = TOP
        _draw(pdf, part, y, words)
        y += high
    write(pdf, out)


def _lines(pdf: Any, part: Line, words: Catalogue) -> list[str]:
    size, _, bold = SIZES[part.style]
    pdf.set_font("Roboto", bold, size)
    text = spelled(spoken(part.left, words), drawable)
    right = pdf.get_string_width(spelled(spoken(part.right, words), drawable))
    found: list[str] = pdf.multi_cell(ROOM - right, 1, text, dry_run=True, output="LINES") if text else [""]
    return found


def _height(pdf: Any, part: object, words: Catalogue) -> float:
    match part:
        case Line():
            return len(_lines(pdf, part, words)) * SIZES[part.style][1]
        case Rule():
            return 6
        case Qr():
            return 42
        case Picture():
            return 18
    return 0


def _draw(pdf: Any, part: object, y: float, words: Catalogue) -> None:
    match part:
        case Line():
            _write(pdf, part, y, words)
        case Rule():
            pdf.set_draw_color(150)
            pdf.line(LEFT, y + 1, LEFT + ROOM, y + 1)
        case Qr(code):
            modules = matrix(code)
            draw_qr(pdf, modules, LEFT + QUIET * MODULE, y + 3, MODULE)
            pdf.set_font("Roboto", "", 10)
            pdf.text(LEFT, y + 36, grouped(code))
        case Picture():
            picture = drawn(part)
            if picture is not None:
                pdf.image(picture.convert("RGB"), LEFT, y, h=14)


def _write(pdf: Any, part: Line, y: float, words: Catalogue) -> None:
    size, high, bold = SIZES[part.style]
    lines = _lines(pdf, part, words)
    pdf.set_font("Roboto", bold, size)
    for n, line in enumerate(lines):
        shift = (ROOM - pdf.get_string_width(line)) / 2 if part.centred else 0
        pdf.text(LEFT + shift, y + high * (n + 1) - 1.5, line)
    if right := spelled(spoken(part.right, words), drawable):
        pdf.text(LEFT + ROOM - pdf.get_string_width(right), y + high * len(lines) - 1.5, right)
