"""A receipt as an A4 page, for what is signed, posted or kept: the same document, another paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..domain.cards import grouped
from ..domain.receipts import Line, Part, Picture, Qr, Receipt, Rule
from ..domain.texts import Catalogue, spoken
from .drawing import drawable, matrix
from .layout import drawn, pieces
from .pdf import QUIET, a4, draw_qr, write
from .spelling import spelled

LEFT, TOP, BOTTOM, FOOT, ROOM = 25.0, 28.0, 275.0, 286.0, 160.0
"""mm"""
SIZES = {"plain": (11.5, 6.2, ""), "strong": (12.5, 7.0, "B"), "large": (20.0, 11.0, "B"), "small": (9.0, 5.0, "")}
"""Style -> points, mm a line, bold."""
MODULE = 1.2


def print_page(receipt: Receipt, out: Path, words: Catalogue, mark: str = "") -> None:
    """Writes the PDF to `out`, as many pages as it takes; with several, each says at its foot which it is, and `mark`
    (a number, never a name). Raises OSError when it cannot be written, and then leaves what was there."""
    pdf = a4()
    pdf.add_page()  # before anything is measured: fpdf2 measures on a page
    pages = _pages(pdf, receipt, words)
    for n, parts in enumerate(pages, 1):
        if n > 1:
            pdf.add_page()
        y = TOP
        for part in parts:
            _draw(pdf, part, y, words)
            y += _height(pdf, part, words)
        if len(pages) > 1:
            pdf.set_font("Roboto", "", SIZES["small"][0])
            said = f"{mark}  {n} / {len(pages)}".strip()
            pdf.text(LEFT + ROOM - pdf.get_string_width(said), FOOT, said)
    write(pdf, out)


def _pages(pdf: Any, receipt: Receipt, words: Catalogue) -> list[list[Part]]:
    pages: list[list[Part]] = [[]]
    y = TOP
    for parts in _whole(pdf, receipt, words):
        high = sum(_height(pdf, part, words) for part in parts)
        if y + high > BOTTOM and y > TOP:
            pages.append([])
            y = TOP
        pages[-1] += parts
        y += high
    return pages


def _whole(pdf: Any, receipt: Receipt, words: Catalogue) -> Iterator[Sequence[Part]]:
    """What stays together on one page: a whole block; of one that is longer than a page what stands between two rules; of
    that, when it is longer too, a line."""
    for piece in pieces(receipt):
        for parts in [piece.parts] if piece.whole and _fits(pdf, piece.parts, words) else _between_rules(piece.parts):
            if piece.whole and _fits(pdf, parts, words):
                yield parts
            else:
                yield from ([part] for part in parts)


def _between_rules(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    starts = [0, *(n for n, part in enumerate(parts) if n and isinstance(part, Rule)), len(parts)]
    return (parts[a:b] for a, b in pairwise(starts))


def _fits(pdf: Any, parts: Sequence[Part], words: Catalogue) -> bool:
    return sum(_height(pdf, part, words) for part in parts) <= BOTTOM - TOP


def _lines(pdf: Any, part: Line, words: Catalogue) -> list[str]:
    size, _, bold = SIZES[part.style]
    pdf.set_font("Roboto", bold, size)
    text = spelled(spoken(part.left, words), drawable)
    right = pdf.get_string_width(spelled(spoken(part.right, words), drawable))
    room = ROOM - right - _indent(pdf, text)
    found: list[str] = pdf.multi_cell(room, 1, text.strip(), dry_run=True, output="LINES") if text.strip() else [""]
    return found


def _indent(pdf: Any, text: str) -> float:
    """mm: a line that begins with spaces keeps them where it is wrapped."""
    return float(pdf.get_string_width(" " * (len(text) - len(text.lstrip(" ")))))


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
    indent = _indent(pdf, spoken(part.left, words))
    for n, line in enumerate(lines):
        shift = (ROOM - pdf.get_string_width(line)) / 2 if part.centred else indent
        pdf.text(LEFT + shift, y + high * (n + 1) - 1.5, line)
    if right := spelled(spoken(part.right, words), drawable):
        pdf.text(LEFT + ROOM - pdf.get_string_width(right), y + high * len(lines) - 1.5, right)
