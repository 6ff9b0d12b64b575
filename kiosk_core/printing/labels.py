"""Labels for things with a code of their own, as a PDF: sheets of 24, 70 x 37 mm, as office shops sell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..domain.cards import grouped
from ..domain.texts import Catalogue, Sentence
from .drawing import matrix
from .layout import EXAMPLE
from .pdf import QUIET, a4, draw_qr, put_text, write

WIDTH, HEIGHT = 70.0, 37.0
ACROSS, DOWN = 3, 8
TOP = (297 - DOWN * HEIGHT) / 2
MODULE = 1.0
"""mm, one module of the QR code."""


@dataclass(frozen=True, slots=True)
class Label:
    """One thing: its code (17 letters), its number and what it is."""

    code: str
    number: str
    title: str


def print_labels(labels: Sequence[Label], out: Path, house: str, words: Catalogue, *, example: bool = False) -> None:
    """Writes the PDF to `out`. `house`: its name, so that a finder knows whose it is. Raises OSError when it cannot be
    written, and then leaves what was there."""
    pdf = a4()
    pdf.set_title(Sentence("Labels").spoken(words))
    for n, label in enumerate(labels):
        at = n % (ACROSS * DOWN)
        if at == 0:
            pdf.add_page()
        x, y = at % ACROSS * WIDTH, TOP + at // ACROSS * HEIGHT
        modules = matrix(label.code)
        side = len(modules) * MODULE
        draw_qr(pdf, modules, x + QUIET * MODULE + 1, y + (HEIGHT - side) / 2, MODULE)
        left = x + side + 2 * QUIET * MODULE + 1
        room = WIDTH - (left - x) - 4
        put_text(pdf, label.number, left, y + 10, room, 14, "B")
        put_text(pdf, label.title, left, y + 16, room, 9)
        put_text(pdf, grouped(label.code[:8]), left, y + 22, room, 9)
        put_text(pdf, grouped(label.code[8:]), left, y + 26, room, 9)
        put_text(pdf, EXAMPLE if example else house, left, y + 32, room, 8, "B" * example)
    write(pdf, out)
