"""Twenty scans, each handed over, with a printer that accepts and never reads, beside the same without a printer.

`python -m benchmarks.printer [households]`. Both houses are copies of one; the runs take turns, so that a busy moment of the
machine meets both.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from . import build
from .screen import number_of
from .table import Row
from .terminal import at_counter, letters

SCANS, RUNS = 20, 3
SHARE = 1.2
"""What was asked of it: at most so many times as long."""


def copy(made: build.Made, folder: Path, printer: str) -> Path:
    """The house with that printer, in a folder of its own."""
    folder.mkdir()
    path = folder / made.path.name
    shutil.copy(made.path, path)
    with build.open_house(path) as kiosk:
        kiosk.confirm_clock()
        kiosk.sign_in("administrator", "3333", project="core").set_setting("core.printer", printer)
    return path


def paints(made: build.Made, path: Path, places: Sequence[int]) -> list[float]:
    """Seconds from Enter to verdict for each, with the slips of those before it in the queue."""
    terminal = at_counter(sys.executable, "-m", "benchmarks.kiosk_app", str(path), pin=build.PIN)
    took = []
    for place in places:
        terminal.drain(0.3)
        terminal.type(made.cards[place])
        terminal.type("\r", 0)
        took.append(terminal.wait(number_of(place)))
        terminal.drain(0.3)
        terminal.type("\r", 0)
        terminal.wait(b"recorded")
    terminal.close()
    return took


def deaf_printer(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A process that accepts connections and never reads, and its address."""
    folder.mkdir()
    (folder / "mode").write_text("never")
    process = subprocess.Popen([sys.executable, "-m", "tests.printing.fake_printer", str(folder)])
    while not (folder / "port").exists():
        time.sleep(0.02)
    return process, f"tcp://127.0.0.1:{(folder / 'port').read_text()}"


def rows(households: int = 200) -> list[Row]:
    """For the table."""
    made = build.house(households)
    without: list[float] = []
    deaf: list[float] = []
    with tempfile.TemporaryDirectory() as kept:
        process, address = deaf_printer(Path(kept) / "printer")
        try:
            houses = {
                name: copy(made, Path(kept) / name, name_of) for name, name_of in (("none", "none"), ("deaf", address))
            }
            for run in range(RUNS):
                places = range(run * SCANS, (run + 1) * SCANS)
                without += paints(made, houses["none"], places)
                deaf += paints(made, houses["deaf"], places)
            with build.open_house(houses["deaf"]) as kiosk:
                waiting = kiosk.house.number("SELECT count(*) FROM local_spool")
        finally:
            process.kill()
            process.wait()
    ratio = statistics.median(deaf) / statistics.median(without)
    return [
        Row(f"{SCANS} scans without a printer, {RUNS} runs: Enter to verdict", letters(without)),
        Row(
            "the same, with a printer that accepts and never reads",
            f"{letters(deaf)}, {ratio:.2f}x; {waiting} slips wait",
            f"{SHARE}x",
        ),
    ]


if __name__ == "__main__":
    for row in rows(*map(int, sys.argv[1:])):
        print(row)
