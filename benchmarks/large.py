"""A house of 200,000 clients and 10,000,000 events: `make bench-large`, or

`python -m benchmarks.large [CLIENTS [PARCELS_EACH [PART ...]]]`: only these parts of painted, counter, verify, rebuild, import, and no
table is written. `python -m benchmarks.large 20000 45` is a smaller house, that of `make bench`.

What grows is measured beside the same on a house of 200 clients. The houses are built once, through `append` in batches, and kept in
`benchmarks/.cache`: the large one takes hours. It is the house of `make bench`, with 45 parcels for each of 20,000 households, and
180,000 more who have PARCELS_EACH. A size that was not run is not in the table.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random

from kiosk_core import Kiosk
from kiosk_core.journal.declaring import OLD
from kiosk_core.registry import search
from kiosk_core.store import Store
from kiosk_core.store.looking import Looking
from kiosk_core.store.store import Landed

from . import build, counters, imports, parcels_again, screen
from .decide import percentile, timed
from .imports import Scans
from .table import Row, write_table
from .terminal import letters

MARK = "<!-- printed by make bench-large -->"
CLIENTS, PARCELS_EACH, SMALL, MIDDLE = 200_000, 42, 200, 20_000
TIMES = 200
FRAME_MS = 16.7
CLEARED_S = 300
OF_SMALL = f"1.2x of {SMALL}"


def main(clients: int = CLIENTS, parcels_each: int = PARCELS_EACH, *only: str) -> None:
    small = build.house(SMALL)
    if clients > MIDDLE:
        large = build.grown(build.house(MIDDLE), clients, parcels_each)
    else:
        large = build.house(clients, parcels_each)
    what = (
        f"{large.households} households, {large.events} events, {large.megabytes:.0f} MB, load {os.getloadavg()[0]:.1f}"
    )
    rows = [Row("the house", what)]
    print(rows[0], flush=True)
    for name in only or PARTS:
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:  # each with its own memory
            rows += alone.submit(_part, name, small, large).result()
        if not only:
            rest = [Row(part, "not measured") for part in [*PARTS][[*PARTS].index(name) + 1 :]]
            write_table(MARK, [*rows, *rest])


def _part(name: str, small: build.Made, large: build.Made) -> list[Row]:
    rows = []
    for row in PARTS[name](small, large):
        print(row, flush=True)
        rows.append(row)
    return rows


def _said(seconds: Sequence[float]) -> str:
    return f"p50 {statistics.median(seconds):.2f} ms, p99 {percentile(seconds, 0.99):.2f} ms"


# ---- at the counter ----


def _painted(small: build.Made, large: build.Made) -> Iterator[Row]:
    took: list[tuple[list[float], float]] = []
    for made in (small, large):
        places = Random(3).choices(range(len(made.cards)), k=screen.SCANS)
        seconds, megabytes, _ = screen.kiosk(made, [p for n, p in enumerate(places) if n == 0 or p != places[n - 1]])
        took.append((seconds, megabytes))
    (one, _), (other, megabytes) = took
    ratio = statistics.median(other) / statistics.median(one)
    yield Row("Enter to painted verdict", f"{letters(other)}, {ratio:.2f}x of {SMALL} ({letters(one)})", OF_SMALL)
    yield Row("memory with search warm", f"{megabytes:.0f} MB", "150 MB")


def _counters(small: build.Made, large: build.Made) -> Iterator[Row]:
    yield from counters.rows(small, large, OF_SMALL)
    yield _searched(large.path)


def _searched(path: Path) -> Row:
    with build.open_house(path) as kiosk:
        day = str(build.LAST_DAY)
        begun = [
            word[:n] for typed in counters.typed_names(kiosk, TIMES) for word in typed.split()[:1] for n in (2, 3, 4)
        ]
        took = [timed(partial(search.find, kiosk.house, typed, day)) for typed in begun]
    return Row("search by two to four letters", _said(took), f"p99 {3 * FRAME_MS:.0f} ms (3 frames)")


# ---- behind the counter ----


class _EnoughError(Exception):
    """Enough was measured."""


def _verified(small: build.Made, large: build.Made) -> Iterator[Row]:
    with build.open_house(large.path) as kiosk:
        shift = kiosk.sign_in("administrator", "3333")
        said = list[str]()
        began = time.perf_counter()
        report = shift.verify(lambda what, done, of: said.append(what))
        took = time.perf_counter() - began
    rate = f"{large.events / took:,.0f} events/s, {took:.0f} s, {len(said)} times progress, clean: {report.clean}"
    yield Row("verify", rate, "its rate")
    yield Row("memory of that", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _rebuilt(small: build.Made, large: build.Made) -> Iterator[Row]:
    """A copy is opened with the next release of the food distribution (`parcels_again`) while another process scans. What is
    replaced is taken away for CLEARED_S at most: a row is like the other, and there are as many as there were parcels."""
    with tempfile.TemporaryDirectory(dir=build.CACHE) as folder:
        copy = Path(shutil.copy(large.path, folder))
        with copy.open("rb") as file:
            os.fsync(file.fileno())
        said, held, cleared = list[str](), list[float](), list[tuple[float, int, int]]()

        def progress(what: str, done: int, of: int) -> None:
            said.append(what)
            if what == OLD:
                cleared.append((time.perf_counter(), done, of))
                if cleared[-1][0] - cleared[0][0] > CLEARED_S:
                    raise _EnoughError

        class Timed(Store):
            @contextmanager
            def writing(self, landed: Landed | None = None) -> Iterator[Looking]:
                used = time.thread_time()
                with super().writing(landed) as db:
                    yield db
                held.append((time.thread_time() - used) * 1000)

        with Scans(copy, large.cards) as scans:
            began = time.perf_counter()
            with suppress(_EnoughError):
                Kiosk(Timed(copy, build.KEY), [parcels_again], progress=progress).close()
    (swapped, _, rows), (until, done, _) = cleared[0], cleared[-1]
    took = swapped - began
    rate = f"{large.events / took:,.0f} events/s, {took:.0f} s, {len(said) - len(cleared)} times progress"
    yield Row("rebuild after a changed table", rate, "its rate")
    rate = f"{done / (until - swapped):,.0f} rows/s, the first {done:,} of {rows:,}"
    yield Row("the rows that it replaced are taken away", rate, "its rate")
    most = f"p99 {percentile(held, 0.99):.1f} ms, longest {max(held):.1f} ms of {len(held)}, of processor time"
    yield Row("the lock held by that rebuild", most, "about 10 ms")
    longest = f"p99 {percentile(scans.took, 0.99):.0f} ms, longest {max(scans.took):.0f} ms of {len(scans.took)}"
    yield Row("scans with their record beside that rebuild", longest, "50 ms")


def _imported(small: build.Made, large: build.Made) -> Iterator[Row]:
    yield from imports.rows(large.households)


PARTS = {"painted": _painted, "counter": _counters, "verify": _verified, "rebuild": _rebuilt, "import": _imported}

if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), *sys.argv[3:])
