"""A counter in a process of its own: scans and records until it is told to stop, then says how long each took.

`python -m benchmarks.journal_scans HOUSE [SECONDS]`: so long from one scan to the next; without it there is no pause. Once another
process has made tables anew by a newer program, only the lock is waited for, as any counter would."""

from __future__ import annotations

import select
import sys
import time
from itertools import cycle
from pathlib import Path

from kiosk_core.domain.errors import TooNew

from . import build


def main(path: Path, pause: float = 0.0) -> None:
    with build.open_house(path) as kiosk:
        kiosk.confirm_clock()
        shift = kiosk.sign_in("administrator", "3333", project="foodbank")
        # the first two households are being merged by somebody else
        codes = kiosk.house.rows("SELECT code FROM core_card ORDER BY subject LIMIT -1 OFFSET 2")
        took: list[float] = []
        print("ready", flush=True)
        for (code,) in cycle(codes):
            if took and select.select([sys.stdin], [], [], pause)[0]:
                break
            began = time.perf_counter()
            try:
                verdict = shift.scan(code)
                if verdict.offers:
                    shift.record(verdict.offers[0])
            except TooNew:
                with kiosk.store.writing():
                    pass
            took.append(time.perf_counter() - began)
    print(*(f"{one:.6f}" for one in took))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(float, sys.argv[2:]))
