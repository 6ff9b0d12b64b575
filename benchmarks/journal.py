"""What the journal costs in a household with a long history: `python -m benchmarks.journal [--history N]`.

Each line is measured in turns with a bare, unencrypted, durable one-row insert (WAL, synchronous=FULL) on the same disk, and
compared with the record of one act. The house is encrypted and has the food distribution. Merges are made and taken apart
once by themselves, and once while another process scans and records: the longest that it waited is what a counter would
have felt.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import kiosk_foodbank
from kiosk_foodbank.events import ParcelCollected

from kiosk_core import Kiosk, NewMember, Shift, Word
from kiosk_core.domain.ids import HouseholdId, PersonId
from kiosk_core.journal import Merged, Voided
from kiosk_core.store import Store, open_store

from . import build
from .table import Row

HISTORY, ROUNDS, MERGES = 5_000, 40, 5
PAUSE_S = 0.3
"""Nobody merges one household after the other without looking."""
OF_RECORD = "4x the record of one act"
OTHERS = 40
"""Households that are scanned meanwhile."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--history", type=int, default=HISTORY, help="events of each of the two households")
    for row in rows(asked.parse_args().history):
        print(row)


def rows(history: int = HISTORY) -> list[Row]:
    """For the table."""
    build.CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build.CACHE) as folder:
        return list(_measured(Path(folder), history))


def _measured(folder: Path, history: int) -> Iterator[Row]:
    bare = Bare(folder / "bare.db")
    with _house(folder / "other.db") as other, _house(folder / "house.db") as kiosk:
        shift = kiosk.sign_in("administrator", "3333", project="foodbank")
        homes = _filled(shift, history)
        events = kiosk.house.number("SELECT count(*) FROM event")
        settings = [kiosk.house.one(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "secure_delete")]
        yield Row(
            f"two households of {history} events", f"{events} events, {settings}, encrypted: {kiosk.store.encrypted}"
        )
        parcel = partial(_parcel, homes[0])
        record, line = _line(bare, "append one event", lambda n: _append(shift, parcel()), "4x bare")
        yield line
        receive = kiosk.journal.receive
        before, late = _foreign(other, homes[0])
        receive(before)
        yield _line(bare, "late foreign event", lambda n: receive([late[n]]), OF_RECORD, record)[1]
        ids = [event.id for event in kiosk.journal.ledger.events("WHERE e.subject=? LIMIT 100", homes[0][0])]
        undo = partial(Voided, reason=Word("mistake"))
        yield _line(bare, "undo", lambda n: _append(shift, undo(event=ids[n])), OF_RECORD, record)[1]
        yield from _merging(shift, homes, record)
        began = time.perf_counter()
        report = shift.verify()
        took = time.perf_counter() - began
        yield Row("verify", f"{events / took:,.0f} events/s, clean: {report.clean}")


def _merging(shift: Shift, homes: list[tuple[HouseholdId, PersonId]], record: float) -> Iterator[Row]:
    """Merges and their taking apart; then the same with another process scanning, and that process by itself."""
    path = shift.kiosk.store.path
    took = _merges(shift, homes)
    for what, seconds in took.items():
        middle = statistics.median(seconds)
        said = f"p50 {middle * 1e3:.1f} ms, {middle / record:.0f}x the record of one act"
        yield Row(f"{what}, of these two", said, "100x")
    alone = _waits(path, lambda: time.sleep(2.0))
    beside = _waits(path, lambda: _merges(shift, homes))
    longest = f"{max(beside) * 1e3:.0f} ms of {len(beside)} (without merging {max(alone) * 1e3:.0f} ms of {len(alone)})"
    yield Row("longest scan with its record in another process, while merging", longest, "50 ms")


def _merges(shift: Shift, homes: list[tuple[HouseholdId, PersonId]]) -> dict[str, list[float]]:
    """Seconds of each merge of the first two households, and of each taking apart."""
    (one, _), (other, _) = homes[:2]
    took: dict[str, list[float]] = {"merge": [], "the same taken apart": []}
    for _ in range(MERGES):
        time.sleep(PAUSE_S)
        began = time.perf_counter()
        (merged,) = _append(shift, Merged(one=one, other=other))
        took["merge"].append(time.perf_counter() - began)
        time.sleep(PAUSE_S)
        began = time.perf_counter()
        _append(shift, Voided(event=merged.id, reason=Word("mistake")))
        took["the same taken apart"].append(time.perf_counter() - began)
    return took


def _waits(path: Path, meanwhile: Callable[[], None]) -> list[float]:
    """Seconds of each scan with its record that another process made meanwhile."""
    scanner = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.journal_scans", str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert scanner.stdout is not None
    scanner.stdout.readline()
    meanwhile()
    told, _ = scanner.communicate("stop\n")
    return [float(one) for one in told.split()]


def _house(path: Path) -> Kiosk:
    kiosk = Kiosk(Store(path, build.KEY, create=True), [kiosk_foodbank])
    kiosk.start("Meethuis", "administrator", "3333", pin_cost=1)
    return kiosk


def _filled(shift: Shift, history: int) -> list[tuple[HouseholdId, PersonId]]:
    """Two households with that many parcels each, and others with a card that may collect every day."""
    shift.set_setting("foodbank.again", "ask")
    clients = [shift.register([NewMember(name=f"Naam {n}", born="1980")]) for n in range(2 + OTHERS)]
    for client in clients:
        shift.enrol(client, "foodbank", until=shift.here().day + timedelta(days=300))
        shift.issue_card(client)
    homes = [(HouseholdId(c.household or ""), c.members[0].person) for c in clients]
    for home in homes[:2]:
        for first in range(0, history, build.BATCH):
            with shift.kiosk.journal.batch():
                for _ in range(first, min(first + build.BATCH, history)):
                    _append(shift, _parcel(home))
    return homes


def _parcel(home: tuple[HouseholdId, PersonId]) -> ParcelCollected:
    return build.parcel(*home, size=3)


def _append(shift: Shift, draft: Any) -> Any:
    return shift.kiosk.journal.append(lambda: [draft], shift.here())


def _foreign(other: Kiosk, home: tuple[HouseholdId, PersonId]) -> tuple[list[Any], list[Any]]:
    """What another counter wrote: its beginning, and parcels of that household, collected before most of ours."""
    shift = other.sign_in("administrator", "3333", project="foodbank")
    origin = other.journal.origin
    assert origin is not None
    beginning = list(other.journal.sent(origin))
    for _ in range(ROUNDS):
        _append(shift, _parcel(home))
    return beginning, list(other.journal.sent(origin, len(beginning)))


class Bare:
    """A plain table in a plain file with the same promises about the disk."""

    def __init__(self, path: Path) -> None:
        self.db = open_store(path, None, create=True)
        self.db.may_write = True
        self.db.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, what TEXT)")

    def insert(self) -> None:
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute("INSERT INTO bare (what) VALUES (?)", ("x" * 300,))
        self.db.execute("COMMIT")


def _line(
    bare: Bare, what: str, act: Callable[[int], Any], asked: str, record: float | None = None
) -> tuple[float, Row]:
    """(median seconds, the line of the table). `record`: seconds of the record of one act, to compare with."""
    beside, took = [], []
    for n in range(ROUNDS):
        beside.append(_timed(bare.insert))
        took.append(_timed(partial(act, n)))
    middle, alone = statistics.median(took), statistics.median(beside)
    ratio = f", {middle / record:.1f}x the record of one act" if record else ""
    said = f"p50 {middle * 1e3:.2f} ms, {middle / alone:.1f}x bare ({alone * 1e3:.2f} ms){ratio}"
    return middle, Row(what, said, asked)


def _timed(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
