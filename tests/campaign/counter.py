"""A counter in a process of its own: scans, hands over, takes back, changes a setting, prints; and keeps a book of it.

counter.py HOUSE BOOK MARKS reads lines "SEED N ACTS", and for each of them forks a process that opens the house, makes so
many acts (0: without end) on the N-th day after the first, and ends; it says the process's number when it begins and the
signal that ended it. The forking one never opens a house: it only saves the seconds that starting Python takes. `MARKS`: a
file of 16 bytes shared with whoever watches.
"""

from __future__ import annotations

import itertools
import mmap
import os
import random
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

from kiosk_core.domain.errors import Changed
from kiosk_core.journal import Act
from kiosk_core.kiosk import Kiosk
from kiosk_core.printing.spool import Spool
from kiosk_core.shift import Shift
from tests.campaign.house import MORNING, SETTING, Book, Watch, cards, counter, opened

IDLE, BEFORE, INSIDE, AFTER = range(4)
"""Where a process is: between acts; in an open transaction; in COMMIT; after COMMIT, not yet acknowledged."""
LAYOUT = "=qq"
"""The marks: phase, number of COMMITs begun."""


class Marks:
    """Says in shared memory where the process is. SQLite itself tells: every statement is shown before it runs."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), struct.calcsize(LAYOUT))
        self._commits = 0
        self.put(IDLE)

    def watch(self, kiosk: Kiosk) -> None:
        kiosk.store.db.set_trace_callback(self._seen)

    def put(self, phase: int) -> None:
        self._phase = phase
        self._memory[:] = struct.pack(LAYOUT, phase, self._commits)

    def _seen(self, statement: str) -> None:
        if statement.startswith("BEGIN IMMEDIATE"):
            self.put(BEFORE)
        elif statement.startswith("COMMIT"):
            self._commits += 1
            self.put(INSIDE)
        elif self._phase == INSIDE:
            self.put(AFTER)


def work(kiosk: Kiosk, book: Book, watch: Watch, chance: random.Random, times: int) -> Iterator[None]:
    """One day at the counter: households come in any order, some twice. Yields after each act; `times` 0: without end."""
    shift = counter(kiosk)
    codes = cards(kiosk)
    served: list[tuple[Act, str]] = []
    for n in range(times) if times else itertools.count():
        watch.tick()
        match chance.random():
            case r if r < 0.12 and served:
                act, household = served.pop(chance.randrange(len(served)))
                said = {"does": "undo", "household": household, "event": act.events[0].id}
                book.intent(**said)
                book.done(**said, act=shift.undo(act.id, "mistake").id)
            case r if r < 0.17:
                said = {"does": "set", "value": f"Announcement {n} {chance.random()}"}
                book.intent(**said)
                book.done(**said, act=shift.set_setting(SETTING, said["value"]).id)
            case r if r < 0.25:
                prints(kiosk, book, shift, watch)
            case _:
                _serve(shift, book, chance.choice(codes), lambda act, household: served.append((act, household)))
        yield


def _serve(shift: Shift, book: Book, card: str, served: Callable[[Act, str], None]) -> None:
    verdict = shift.scan(card)
    if verdict.outcome not in ("granted", "ask") or verdict.visit is None:
        return
    said = {"does": "serve", "household": verdict.visit.whose, "day": str(verdict.visit.day)}
    book.intent(**said)
    try:
        act = shift.record(verdict.offers[0])
    except Changed:
        book.done(does="changed")
        return
    book.done(**said, act=act.id, event=act.events[0].id)
    served(act, str(said["household"]))


def prints(kiosk: Kiosk, book: Book, shift: Shift, watch: Watch) -> None:
    """Takes one slip from the queue as the worker does. What a dead process left is asked about, and did not print."""
    spool = Spool(kiosk.store, shift.counter, watch)
    job = spool.next_job()
    if job is None:
        return
    book.intent(does="print", slip=job.act)
    spool.begin(job)
    spool.done(job)
    book.done(does="print", slip=job.act)


def on_day(n: int) -> datetime:
    """When the n-th process works: each has a day of its own."""
    return MORNING + timedelta(days=n)


def forking(
    opened: Callable[[Path, Watch], AbstractContextManager[Kiosk]], work: Callable[..., Iterator[None]],
    moment: Callable[[int], datetime],
) -> None:  # fmt: skip
    """What this script does, for whoever works at a counter."""
    house, path, marked = map(Path, sys.argv[1:4])
    for line in sys.stdin:
        seed, place, times = map(int, line.split())
        child = os.fork()
        if child == 0:
            watch, marks = Watch(moment(place)), Marks(marked)
            with opened(house, watch) as kiosk:
                marks.watch(kiosk)
                for _ in work(kiosk, Book(path), watch, random.Random(seed), times):
                    marks.put(IDLE)
            os._exit(0)
        print(child, flush=True)
        print(-os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    forking(opened, work, on_day)
