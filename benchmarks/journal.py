"""What the journal costs, beside a bare insert in the same run: `python -m benchmarks.journal [--events N]`.

Each line is a ratio to one bare, unencrypted, durable one-row insert (WAL, synchronous=FULL) on the same disk, measured in
turns with it. The house is encrypted. Sizes are read back from the file that was measured.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kiosk_core.care.verification import verify
from kiosk_core.domain.ids import ClientId, HouseholdId, PersonId, Word
from kiosk_core.journal import Event, Leaf, Merged, Voided
from kiosk_core.store import open_store
from tests.journal import world
from tests.journal.world import Counter, counter

Sent = tuple[Event, Sequence[Leaf]]
HISTORY, MENTIONS, ROUNDS = 5_000, 2_000, 40
H1 = HouseholdId("h-long")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--events", type=int, default=20_000, help="events in the house before anything is measured")
    events: int = asked.parse_args().events
    with tempfile.TemporaryDirectory(dir=".") as folder:
        measure(Path(folder), events)


def measure(folder: Path, events: int) -> None:
    one, other = counter(folder / "house.db", "A1"), counter(folder / "other.db", "B1")
    per_event = filled(one, events)
    bare = Bare(folder / "bare.db")
    print(f"{platform.platform()}, Python {platform.python_version()}, SQLite {sqlite_of(one)}")
    print(
        f"house: {counted(one, 'event')} events, {counted(one, 'leaf')} leaves, {size_of(one)} bytes an event,", end=" "
    )
    settings = {name: one.rows(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "secure_delete")}
    print(f"encrypted: {one.store.encrypted}, {settings}")
    print(f"in a batch: {per_event * 1e3:.3f} ms an event (bare: {bare.in_batch() * 1e3:.3f} ms a row)\n")
    print(f"{'one after the other with a bare insert':54} {'p50 ms':>8} {'bare':>8} {'ratio':>7}")

    line("append, one event and one fact", bare, lambda n: one.append(parcel(n)))
    late_ones = foreign(other)
    line(f"late foreign event, household of {HISTORY}", bare, lambda n: receive(one, late_ones[n]))
    long = [event.id for event in one.journal.ledger.events("WHERE e.subject=? ORDER BY e.id LIMIT 200", H1)]
    line(f"undo, household of {HISTORY}", bare, lambda n: one.append(Voided(event=long[n], reason=Word("mistake"))))
    merged: list[Event] = []
    pair = ClientId("m1"), ClientId("m2")
    both = f"two persons mentioned {MENTIONS} times each"
    line(f"merge of {both}", bare, lambda n: merged.extend(one.append(Merged(one=pair[0], other=pair[1]))), 1)
    undone = Voided(event=merged[0].id, reason=Word("mistake"))
    line("the same taken back", bare, lambda n: one.append(undone), 1)

    begun = time.perf_counter()
    report = verify(one.journal)
    took, count = time.perf_counter() - begun, counted(one, "event")
    print(f"\nverify: {count / took:,.0f} events/s ({took:.1f} s), clean: {report.clean}")
    if not report.clean:
        sys.exit(f"not clean: {report.differing[:5]}")
    for each in (one, other):
        each.store.close()


def filled(one: Counter, events: int) -> float:
    """Seconds an event. One household with a long history, two persons with many mentions, and everybody else."""
    long = [parcel_of(H1, PersonId(f"c{n % 40}"), n) for n in range(HISTORY)]
    many = [parcel_of(HouseholdId(f"h{n % 500}"), PersonId(f"m{n % 2 + 1}"), n) for n in range(2 * MENTIONS)]
    rest = [parcel(n) for n in range(max(0, events - len(long) - len(many)))]
    begun = time.perf_counter()
    for first in range(0, len(drafts := long + many + rest), 1000):
        with one.journal.batch():
            for draft in drafts[first : first + 1000]:
                one.append(draft)
    return (time.perf_counter() - begun) / len(drafts)


def parcel(n: int) -> world.ParcelCollected:
    return parcel_of(HouseholdId(f"h{n % 5000}"), PersonId(f"p{n % 9000}"), n)


def parcel_of(household: HouseholdId, collector: PersonId, n: int) -> world.ParcelCollected:
    return world.ParcelCollected(household=household, collector=collector, size=n % 7)


def foreign(other: Counter) -> list[Sent]:
    """Parcels of the long household, collected at another counter before most of ours."""
    with other.journal.batch():
        for n in range(ROUNDS):
            other.append(parcel_of(H1, PersonId("c1"), n))
    return other.all()


def receive(one: Counter, sent: Sent) -> None:
    found = one.journal.receive([sent])
    if found.refused:
        sys.exit(f"refused: {found.refused}")


class Bare:
    """A plain table in a plain file with the same promises about the disk."""

    def __init__(self, path: Path) -> None:
        self.db = open_store(path, None, create=True)
        self.db.execute("PRAGMA query_only=OFF")
        self.db.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, what TEXT)")

    def insert(self) -> None:
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute("INSERT INTO bare (what) VALUES (?)", ("x" * 80,))
        self.db.execute("COMMIT")

    def in_batch(self) -> float:
        """Seconds a row, a thousand in one transaction."""
        begun = time.perf_counter()
        self.db.execute("BEGIN IMMEDIATE")
        for _ in range(1000):
            self.db.execute("INSERT INTO bare (what) VALUES (?)", ("x" * 80,))
        self.db.execute("COMMIT")
        return (time.perf_counter() - begun) / 1000


def line(what: str, bare: Bare, act: Callable[[int], Any], rounds: int = ROUNDS) -> None:
    beside, took = [], []
    for n in range(max(rounds, ROUNDS)):
        beside.append(timed(bare.insert))
        if n < rounds:
            took.append(timed(lambda n=n: act(n)))  # type: ignore[misc]
    p50, alone = statistics.median(took), statistics.median(beside)
    print(f"{what:54} {p50 * 1e3:8.2f} {alone * 1e3:8.2f} {p50 / alone:6.1f}x")


def timed(act: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def counted(one: Counter, table: str) -> int:
    return int(one.rows(f"SELECT count(*) FROM {table}")[0][0])


def size_of(one: Counter) -> int:
    (pages,), (page,) = one.rows("PRAGMA page_count")[0], one.rows("PRAGMA page_size")[0]
    return int(int(pages) * int(page) / counted(one, "event"))


def sqlite_of(one: Counter) -> str:
    return str(one.rows("SELECT sqlite_version()")[0][0])


if __name__ == "__main__":
    main()
