"""A receipt as plain text: the preview on the screen and the paper of tests."""

from __future__ import annotations

from ..domain.cards import grouped
from ..domain.receipts import Line, Picture, Qr, Receipt, Rule
from ..domain.texts import Catalogue, spoken
from .layout import in_columns, on_paper
from .spelling import clean


def plain(receipt: Receipt, words: Catalogue, columns: int = 42) -> str:
    """The whole slip, a line each, none longer than `columns`. A picture is its words in brackets."""
    lines: list[str] = []
    for part in on_paper(receipt):
        match part:
            case Line(left, right, _, centred):
                lines += in_columns(clean(spoken(left, words)), clean(spoken(right, words)), columns, centred)
            case Rule():
                lines.append("-" * columns)
            case Qr(code):
                lines += in_columns(f"[QR {grouped(clean(code))}]", "", columns, centred=True)
            case Picture(_, alt):
                lines += in_columns(f"[{clean(spoken(alt, words))}]", "", columns, centred=True)
    return "\n".join(line.rstrip() for line in lines) + "\n"
