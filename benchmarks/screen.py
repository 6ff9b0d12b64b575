"""Enter on the scanner to the painted verdict, through a pseudo-terminal, beside a bare app that paints as much.

`python -m benchmarks.screen [households ...]`
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from . import build
from .table import Row
from .terminal import Terminal, at_counter, letters

SCANS = 250
RARE = "zwyvqgo"
"""Letters that stand in no escape sequence, so that one that is painted is the one that was typed."""


def number_of(place: int) -> bytes:
    return f"A{1001 + place}.1".encode()


def bare(numbers: Sequence[bytes]) -> list[float]:
    """Seconds from Enter to paint for each."""
    terminal = Terminal(sys.executable, "-m", "benchmarks.bare_app", *(n.decode() for n in numbers))
    terminal.wait(b"READY")
    took = []
    for number in numbers:
        terminal.drain()
        terminal.type("x" * 17)
        terminal.drain(0.05)
        terminal.type("\r", 0)
        took.append(terminal.wait(number))
    terminal.close()
    return took


def kiosk(made: build.Made, places: Sequence[int]) -> tuple[list[float], float, list[float]]:
    """(scan to verdict each, megabytes with search warm, key to paint of a slow typist)."""
    terminal = at_counter(sys.executable, "-m", "benchmarks.kiosk_app", str(made.path), pin=build.PIN)
    took = []
    for place in places:
        terminal.drain(0.3)
        terminal.type(made.cards[place])
        terminal.type("\r", 0)
        took.append(terminal.wait(number_of(place)))
    terminal.drain(0.5)
    terminal.type("\x1b", 0)
    terminal.drain(1.0)
    typed = []
    for key in RARE * 3:
        terminal.drain(0.12, 0.4)
        terminal.type(key, 0)
        typed.append(terminal.wait(key.encode()))
    megabytes = terminal.megabytes()
    terminal.close()
    return took, megabytes, typed


def first_screens(path: Path) -> tuple[float, float]:
    """Seconds from `make kiosk`, and from starting a bare app, to the first usable screen. They take turns, so that a slow
    moment of the machine meets both; the quickest of three each, as a second start is."""
    kiosk_took, bare_took = [], []
    for _ in range(3):
        kiosk_took.append(_first_screen("make", "-s", "kiosk", wanted=b"PIN", KIOSK_DB=str(path), KIOSK_LANG="en"))
        bare_took.append(_first_screen(sys.executable, "-m", "benchmarks.bare_app", wanted=b"READY"))
    return min(kiosk_took), min(bare_took)


def _first_screen(*command: str, wanted: bytes, **environ: str) -> float:
    began = time.perf_counter()
    terminal = Terminal(*command, **environ)
    terminal.wait(wanted)
    took = time.perf_counter() - began
    terminal.close()
    return took


def rows(sizes: Sequence[int]) -> list[Row]:
    """For the table."""
    table: list[Row] = []
    first_middle = 0.0
    for size in sizes:
        made = build.house(size)
        places = Random(3).choices(range(len(made.cards)), k=SCANS)
        places = [p for n, p in enumerate(places) if n == 0 or p != places[n - 1]]
        bare_took = bare([number_of(place) for place in places])
        took, megabytes, typed = kiosk(made, places)
        middle, bare_middle = statistics.median(took), statistics.median(bare_took)
        ratio = f", {middle / bare_middle:.2f}x bare ({letters(bare_took)})"
        asked = "p50 1.5x bare, p99 50 ms"
        if first_middle:
            asked += f", 1.2x of {sizes[0]}"
            ratio += f", {middle / first_middle:.2f}x of {sizes[0]}"
        first_middle = first_middle or middle
        what = f"{size} households, {made.events} events"
        kiosk_first, bare_first = first_screens(made.path)
        table += [
            Row(f"Enter to painted verdict: {what}", letters(took) + ratio, asked),
            Row(f"slow typing, key to paint: {what}", letters(typed), "p99 67 ms (4 frames)"),
            Row(
                f"a second `make kiosk` to the sign-in screen: {what}",
                f"{kiosk_first:.2f} s, {kiosk_first / bare_first:.1f}x bare ({bare_first:.2f} s)",
                "3x bare",
            ),
            Row(f"memory with search warm: {what}", f"{megabytes:.0f} MB", "150 MB"),
        ]
    return table


if __name__ == "__main__":
    for row in rows([int(size) for size in sys.argv[1:]] or [200]):
        print(row)
