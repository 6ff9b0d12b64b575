"""Crash loop: a counter, or a till, is killed (SIGKILL) again and again; each time the house is opened and compared with the book."""

from __future__ import annotations

import os
import random
import shutil
import signal
import struct
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from kiosk_core.kiosk import Kiosk

from . import shop
from .counter import AFTER, BEFORE, IDLE, INSIDE, LAYOUT, on_day
from .house import Watch, acts, make_house, opened, read_book, wrong
from .processes import Process, script

NAMES = {IDLE: "between acts", BEFORE: "before COMMIT", INSIDE: "inside COMMIT", AFTER: "after COMMIT"}
PER_HOUSE = 25
"""So many kills, then a fresh house: verify reads all of it after each kill."""
HOUSEHOLDS = 40
MOST = 16
"""COMMITs before a kill, fewer than this: counted and not timed, because a busy machine does less in a second."""
ENOUGH_INSIDE = 0.2
"""With a smaller share of kills inside COMMIT the loop failed to test what it is for."""
AIMED = 0.5
"""The share of kills that wait for a COMMIT to begin."""
COMMIT_TAKES, ACT_TAKES = 0.0012, 0.006
"""seconds; a kill falls at a random moment of about so long after a COMMIT began, or after one was seen."""


@dataclass(slots=True)
class Crashes:
    """What a crash loop came to. `fell`: kills by where the process was."""

    seed: int
    kills: int = 0
    acknowledged: int = 0
    landed: int = 0
    """Acts that were in the file although the process died before it could say so: allowed, and once only."""
    fell: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def inside(self) -> float:
        return self.fell[NAMES[INSIDE]] / max(self.kills, 1)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody works who is killed. `script`: of this folder, as counter.py. `moment`: when the n-th process works."""

    name: str
    attacked: str
    """What must not happen there, in words for the table."""
    script: str
    make_house: Callable[[Path], object]
    opened: Callable[[Path, Watch], AbstractContextManager[Kiosk]]
    wrong: Callable[..., list[str]]
    """As house.wrong."""
    moment: Callable[[int], datetime]


PARCELS = Desk("parcels", "lost, twice", "counter.py", lambda path: make_house(path, HOUSEHOLDS), opened, wrong, on_day)
TILL = Desk(
    "till",
    "lost, sold twice, half paid, a number missing or twice, a sale that lay there gone",
    "till.py",
    shop.make_house,
    shop.opened,
    shop.wrong,
    shop.moment,
)


def crash_loop(folder: Path, kills: int, seed: int, desk: Desk = PARCELS) -> Crashes:
    """Some kills fall at any moment, the share AIMED waits for a COMMIT to begin and falls somewhere in it."""
    said = Crashes(seed)
    chance = random.Random(seed)
    template = folder / "template"
    template.mkdir()
    desk.make_house(template / "house.db")
    while said.kills < kills:
        home = folder / f"house-{said.kills}"
        shutil.copytree(template, home)
        _one_house(home, min(PER_HOUSE, kills - said.kills), said, chance, desk)
        shutil.rmtree(home)
    return said


def _one_house(home: Path, kills: int, said: Crashes, chance: random.Random, desk: Desk) -> None:
    house, marks = home / "house.db", home / "marks"
    (home / "book").touch()
    with desk.opened(house, Watch(desk.moment(0))) as kiosk:
        before = acts(kiosk)
    with script(desk.script, house, home / "book", marks) as forking:
        for place in range(1, kills + 1):
            phase = _killed(forking, marks, f"{chance.randrange(1 << 30)} {place} 0", chance)
            said.kills += 1
            said.fell[NAMES[phase]] += 1
            book = read_book((home / "book").read_bytes())
            with desk.opened(house, Watch(desk.moment(place) + timedelta(minutes=10))) as kiosk:
                problems = desk.wrong(kiosk, book, acts_before=before)
                told = {line["done"].get("act") for line in book if "done" in line}
                landed = len(acts(kiosk) - before - told)
            said.wrong += [f"seed {said.seed}, kill {said.kills} ({NAMES[phase]}): {problem}" for problem in problems]
    said.acknowledged += sum(1 for line in book if line.get("done", {}).get("act"))
    said.landed += landed


def _killed(forking: Process, marks: Path, order: str, chance: random.Random) -> int:
    """Lets a counter work, ends it, and answers where it was: SIGKILL cannot be caught, and nothing is tidied up."""
    marks.write_bytes(bytes(struct.calcsize(LAYOUT)))
    file = os.open(marks, os.O_RDONLY)
    try:
        forking.say(order)
        process = int(forking.hear())
        _wait_for_the_moment(file, chance)
        os.kill(process, signal.SIGKILL)
        if int(forking.hear()) != signal.SIGKILL:
            raise RuntimeError("the counter ended by itself")
        return _look(file)[0]
    finally:
        os.close(file)


def _wait_for_the_moment(marks: int, chance: random.Random) -> None:
    _until_more_commits(marks, chance.randrange(MOST))
    if chance.random() >= AIMED:
        _pass(chance.uniform(0, ACT_TAKES))
        return
    while True:  # while this process waited for its turn, the COMMIT may be over: then it aims at the next one
        wait = chance.uniform(0, COMMIT_TAKES)
        _until_more_commits(marks, _look(marks)[1])
        _pass(wait)
        if _look(marks)[0] == INSIDE:
            return


def _pass(seconds: float) -> None:
    """Without giving the processor away: a sleep of so little may last ten times as long."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


def _until_more_commits(marks: int, than: int) -> None:
    """Looks without a pause: a COMMIT is over in a millisecond. Raises RuntimeError: the counter does nothing."""
    until = time.perf_counter() + 60
    while _look(marks)[1] <= than:
        if time.perf_counter() > until:
            raise RuntimeError("the counter does nothing")


def _look(marks: int) -> tuple[int, int]:
    phase, commits = struct.unpack(LAYOUT, os.pread(marks, struct.calcsize(LAYOUT), 0))
    return phase, commits
