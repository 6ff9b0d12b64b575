"""A CSV of many clients into a house that knows 2,000: alone, and beside a counter that scans and records every 200 ms.

`python -m benchmarks.imports [clients]`; duplicates are checked, and what was written is verified like any other house.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from faker import Faker

from . import build
from .decide import percentile
from .table import Row

CLIENTS, HOUSEHOLDS, PARCELS_EACH = 200_000, 2_000, 2
"""So many households that each scan is of one which had no parcel yet: who is refused records nothing, and an import beside
which nobody writes for a minute goes on as if it were alone."""
SCAN_S = 0.2
"""Between two scans of the counter beside an import: a busy one."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a process that imported says of itself. `look`, `write`: seconds; `cpu`: of a processor, in both together."""

    written: int
    look: float
    write: float
    cpu: float
    megabytes: float
    """The most memory that it ever had."""

    @property
    def rate(self) -> str:
        each = f"{self.cpu / max(1, self.written) * 1e6:.0f} µs of a processor each"
        return (
            f"{self.written / (self.look + self.write):,.0f} clients/s: {self.written} in {self.look:.1f} s of looking and "
            f"{self.write:.1f} s of writing, {each}, load {os.getloadavg()[0]:.1f}"
        )


def rows(clients: int = CLIENTS) -> Iterator[Row]:
    """Alone, then beside a counter."""
    alone, _ = imported(clients, beside=False)
    yield Row(
        "import of a CSV with duplicates checked, nobody else writes", alone.rate, f"{CLIENTS / 90:,.0f} clients/s"
    )
    yield Row("memory of that import", f"{alone.megabytes:.0f} MB", "300 MB")
    beside, took = imported(clients, beside=True)
    yield Row(f"the same beside a counter every {SCAN_S * 1e3:.0f} ms", beside.rate, "1,000 clients/s")
    p99 = f"p99 {percentile(took, 0.99):.0f} ms, longest {max(took):.0f} ms of {len(took)}"
    yield Row("scans with their record beside that import", p99, "p99 50 ms")


def imported(clients: int, *, beside: bool) -> tuple[Imported, list[float]]:
    """What it took, and the milliseconds of each scan with its record meanwhile."""
    house = build.house(HOUSEHOLDS, PARCELS_EACH)
    with tempfile.TemporaryDirectory(dir=build.CACHE) as folder:
        copy = Path(shutil.copy(house.path, folder))
        file = write_clients(Path(folder) / "clients.csv", clients)
        with Scans(copy, house.cards if beside else ()) as scans:
            command = [sys.executable, "-m", "benchmarks.imports", "--import", str(copy), str(file)]
            told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
        written, *seconds = told
        with build.open_house(copy) as kiosk:
            there = kiosk.house.number("SELECT count(*) FROM core_household") - HOUSEHOLDS
            if there != int(written) or not there:
                raise AssertionError(f"{there} households are there, and {written} were said to be written")
        return Imported(int(written), *map(float, seconds)), scans.took


def write_clients(file: Path, clients: int) -> Path:
    """A list as a coordinator has it: one client a line, Windows-1252, days as in Belgium."""
    names, chance = Faker("nl_BE"), Random(5)
    names.seed_instance(5)
    first, last = [names.first_name() for _ in range(2_000)], [names.last_name() for _ in range(4_000)]
    with file.open("w", encoding="cp1252", errors="replace", newline="\r\n") as out:
        out.write("Naam;Geboortedatum;GSM;Adres\n")
        for _ in range(clients):
            born = f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/{chance.randint(1930, 2006)}"
            phone = f"04{chance.randint(70, 99)} {chance.randint(100_000, 999_999)}"
            street = f"Kerkstraat {chance.randint(1, 400)}"
            out.write(f"{chance.choice(first)} {chance.choice(last)};{born};{phone};{street}\n")
    return file


def import_here(copy: Path, file: Path) -> None:
    """Prints the fields of Imported, of this process."""
    with build.open_house(copy) as kiosk:
        kiosk.confirm_clock()
        shift = kiosk.sign_in("administrator", "3333")
        began = time.perf_counter()
        foreseen = shift.look_at_import(file)
        looked = time.perf_counter()
        written = shift.import_clients(foreseen)
        ended, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    print(written, looked - began, ended - looked, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


class Scans:
    """A counter in a process of its own; without cards nobody stands there. `took`: milliseconds of each scan with its
    record, known when it is closed."""

    def __init__(self, copy: Path, cards: Sequence[str]) -> None:
        self.took: list[float] = []
        self._process: subprocess.Popen[str] | None = None
        if cards:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.journal_scans", str(copy), str(SCAN_S)], stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            assert self._process.stdout is not None
            self._process.stdout.readline()

    def __enter__(self) -> Scans:
        return self

    def __exit__(self, *error: object) -> None:
        if self._process:
            told, _ = self._process.communicate("stop\n")
            self.took = [float(one) * 1e3 for one in told.split()]


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--import", copy, file]:
            import_here(Path(copy), Path(file))
        case sizes:
            for row in rows(*map(int, sizes)):
                print(row, flush=True)
