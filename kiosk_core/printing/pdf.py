"""What all our PDFs share: an A4 sheet with our font, a QR code as vectors, text that fits, a file whole or not at all."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..domain.errors import NotUnderstood
from ..domain.texts import Sentence
from ..store.files import open_private
from .drawing import drawable, font_path
from .spelling import HARD, spelled

MODULE = 1.3
"""mm, one module of a card's QR code: 38 mm with its quiet zone of four modules."""
QUIET = 4


def a4() -> Any:
    """An empty document in millimetres, without margins, with our font."""
    from fpdf import FPDF

    pdf = FPDF(unit="mm", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.add_font("Roboto", "", font_path())
    pdf.add_font("Roboto", "B", font_path(bold=True))
    return pdf


def write(pdf: Any, out: Path) -> None:
    """For its owner only: names and codes stand on it. Raises NotUnderstood (another ending: no program would open it),
    OSError, and then leaves what was there."""
    if out.suffix.lower() != ".pdf":
        raise NotUnderstood(why=Sentence("this is a PDF: the file ends in .pdf."))
    fresh = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        with open_private(fresh) as file:
            file.write(bytes(pdf.output()))
        fresh.replace(out)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(out)) from error  # nobody knows the name of the fresh one
    finally:
        fresh.unlink(missing_ok=True)


def draw_qr(pdf: Any, modules: list[list[bool]], x: float, y: float, module: float = MODULE) -> None:
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
            corner = f"{(x + start * module) * k:.2f} {(bottom_edge - bottom * module) * k:.2f}"
            path.append(f"{corner} {(end - start) * module * k:.2f} {(bottom - top) * module * k:.2f} re")
            start = end
    # One path of PDF's own `re` and `f` operators: fpdf2's rect(), 76 times a card, cost as much as half the QR code.
    pdf._out(" ".join(["0 g", *path, "f"]))


@dataclass(frozen=True, slots=True)
class Placed:
    """Text that fits, at a baseline."""

    text: str
    x: float
    y: float
    size: float
    style: str


def fitted(
    pdf: Any, text: str, x: float, y: float, room: float, size: float, style: str = "", centred: bool = False
) -> Placed:
    """One line, made smaller until it fits into `room` mm. A letter that the font lacks is spelled."""
    text = spelled(text, drawable).replace(HARD, " ").strip()
    pdf.set_font("Roboto", style, size)
    width = pdf.get_string_width(text)
    smaller = min(1.0, room / width) if width else 1.0
    return Placed(text, x + (room - width * smaller) / 2 * centred, y, size * smaller, style)


def put(pdf: Any, line: Placed, x: float = 0, y: float = 0) -> None:
    if line.text:
        pdf.set_font("Roboto", line.style, line.size)
        pdf.text(x + line.x, y + line.y, line.text)


def put_text(pdf: Any, text: str, x: float, y: float, room: float, size: float, style: str = "") -> None:
    put(pdf, fitted(pdf, text, x, y, room, size, style))


def put_right(pdf: Any, text: str, edge: float, y: float, room: float, size: float) -> None:
    """One line that ends at `edge`, as the table above or below it does."""
    line = fitted(pdf, text, 0, y, room, size)
    pdf.set_font("Roboto", line.style, line.size)
    put(pdf, line, edge - pdf.get_string_width(line.text))
