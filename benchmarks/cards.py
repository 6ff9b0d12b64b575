"""A thousand cards as a PDF, beside making their QR matrices with `qrcode` alone: `python -m benchmarks.cards`.

In turns, so that a busy moment of the machine meets both.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import qrcode

from kiosk_core import new_code
from kiosk_core.catalogues import catalogue
from kiosk_core.printing.cards import CardFace, CardLook, print_cards

from .table import Row

CARDS, RUNS = 1000, 3


def rows() -> list[Row]:
    """For the table."""
    faces = [CardFace(new_code(), f"A{1001 + n}.1", f"A{1001 + n}.1") for n in range(CARDS)]
    alone, together = [], []
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "cards.pdf"
        for _ in range(RUNS):
            alone.append(_timed(lambda: [_matrix(face.code) for face in faces]))
            together.append(_timed(lambda: print_cards(faces, out, CardLook(), catalogue("nl"))))
    made, bare = statistics.median(together), statistics.median(alone)
    said = f"{made:.2f} s, {made / bare:.2f}x the {bare:.2f} s of their QR matrices alone"
    return [Row(f"{CARDS} cards to PDF", said, "2x")]


def _matrix(code: str) -> list[list[bool]]:
    qr = qrcode.QRCode(version=1, error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    qr.add_data(code)
    qr.make(fit=False)
    found: list[list[bool]] = qr.get_matrix()
    return found


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    for row in rows():
        print(row)
