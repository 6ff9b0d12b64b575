"""What is done at a counter, in a house of few clients and in one of many.

Both houses are open in one process and are asked turn and turn about: the machine is as busy for the one as for the other.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

from kiosk_core import Kiosk
from kiosk_core.registry import search

from . import build
from .decide import percentile
from .table import Row

SERVED, TIMES = 300, 150
"""Scans before anything is measured, and how often each thing is: of the small house's households some are left for the first."""
FIRST, AGAIN, RECORD, FIND, ONE = (
    "decide, the first time",
    "decide, again",
    "record a parcel with its slip",
    "find without a card, by first name and three letters: up to five persons",
    "the same, typed on until one person is left",
)


@dataclass(slots=True)
class Took:
    """Milliseconds, by the clock and of processor time."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def time(self, act: Callable[[], object]) -> None:
        began, used = time.perf_counter(), time.thread_time()
        act()
        self.processor.append((time.thread_time() - used) * 1000)
        self.clock.append((time.perf_counter() - began) * 1000)

    def __str__(self) -> str:
        tail = percentile(self.clock, 0.99)
        return f"p50 {statistics.median(self.clock):.2f} ms, p99 {tail:.2f} ms, processor p50 {self.middle:.2f} ms"

    @property
    def middle(self) -> float:
        return statistics.median(self.processor)


def rows(small: build.Made, large: build.Made, asked: str) -> Iterator[Row]:
    """The small house is a copy: in itself, most of its households would have had their parcel already at the second measuring,
    and a refusal costs less than an offer. In the large one some hundred parcels more do not matter."""
    with tempfile.TemporaryDirectory(dir=build.CACHE) as folder, ExitStack() as opened:
        copy = Path(shutil.copy(small.path, folder))
        houses = [
            _turns(opened.enter_context(build.open_house(path)), replace(made, path=path))
            for path, made in ((copy, small), (large.path, large))
        ]
        few, many = ({name: Took() for name in (FIRST, AGAIN, RECORD, FIND, ONE)} for _ in houses)
        for turns in zip(*houses, strict=True):
            for took, (name, act) in zip((few, many), turns, strict=True):
                took[name].time(act)
    for name, took in many.items():
        ratio = took.middle / few[name].middle
        yield Row(name, f"{took}; {ratio:.2f}x of {small.households} by the processor ({few[name]})", asked)


def _turns(kiosk: Kiosk, made: build.Made) -> Iterator[tuple[str, Callable[[], object]]]:
    """What to time next. `the first time`: nobody scanned that household since the house was opened, so whatever of it is not in
    memory of the program is read and deciphered, as for each in a queue; the tables' upper pages are there since the SERVED
    before it. The system has read the file before."""
    typed, whole = typed_names(kiosk, TIMES), typed_until_one(kiosk, TIMES)
    shift = kiosk.sign_in("volunteer", build.PIN, project="foodbank")
    kiosk.confirm_clock()
    mixed = Random(11).sample(made.cards, len(made.cards))
    waiting = _not_served(made, mixed)
    rest = [card for card in mixed[: 2 * TIMES + SERVED] if card not in waiting]
    for card in Random(12).choices(rest, k=SERVED):
        shift.scan(card)
    for card, name, one in zip(waiting, typed, whole, strict=True):
        yield FIRST, partial(shift.scan, card)
        yield AGAIN, partial(shift.scan, card)
        (offer,) = shift.scan(card).offers
        yield RECORD, partial(shift.record, offer)
        yield FIND, partial(shift.find, name)
        yield ONE, partial(shift.find, one)


def _not_served(made: build.Made, cards: list[str]) -> list[str]:
    """The first TIMES who are offered a parcel now, and had none when the house was measured before; asked through another
    connection."""
    with build.open_house(made.path) as kiosk:
        shift = kiosk.sign_in("volunteer", build.PIN, project="foodbank")
        return list(islice((card for card in cards if shift.scan(card).offers), TIMES))


def typed_names(kiosk: Kiosk, times: int) -> list[str]:
    """What somebody types who knows a first name and the beginning of a family name."""
    return [f"{words[0]} {words[-1][:3]}" for words in map(str.split, Random(4).choices(_names(kiosk), k=times))]


def typed_until_one(kiosk: Kiosk, times: int) -> list[str]:
    """What somebody has typed when one person is left, of those whose name nobody else has; others than `typed_names`."""
    found, day = list[str](), str(build.LAST_DAY)
    for words in map(str.split, Random(5).sample(names := _names(kiosk), k=len(names))):
        typed = (f"{words[0]} {words[-1][:letters]}" for letters in range(3, len(words[-1]) + 1))
        if enough := next((text for text in typed if len(search.find(kiosk.house, text, day)) == 1), None):
            found.append(enough)
            if len(found) == times:
                break
    return found


def _names(kiosk: Kiosk) -> list[str]:
    return [name for (name,) in kiosk.house.rows("SELECT name FROM core_person WHERE name LIKE '% %' ORDER BY subject")]
