"""Power cuts: the record of a real process is cut at random places, the files that could be left are opened and compared."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from kiosk_core.care.verification import verify
from kiosk_core.domain.errors import KioskError, NoHouse
from kiosk_core.store import find_key, recovery_file_of, unlock

from .disk import HOWS, Disk, Entry, How, read_record
from .house import MORNING, SETTING, Line, Watch, counter, make_house, opened, read_book, wrong
from .processes import HERE, build, script

LATER = MORNING + timedelta(days=30)
PER_RECORD = 100
"""So many cuts through one record, then another one is made."""


@dataclass(slots=True)
class Cuts:
    """What the cuts came to. `how`: by what became of the writes that were not synced."""

    seed: int
    cuts: int = 0
    calls: int = 0
    """Entries of all records: the places where a cut could fall."""
    acknowledged: int = 0
    """Acts that were acknowledged before their cut, over all cuts."""
    unsynced: int = 0
    """Cuts that fell while a write was not yet synced."""
    founding: int = 0
    """Cuts that fell before the house was founded."""
    how: Counter[How] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def power_cuts(folder: Path, cuts: int, seed: int, acts: int = 60) -> Cuts:
    """Each cut is named `seed/record/number` and is the same whenever it is asked for again."""
    said = Cuts(seed)
    shim = build(HERE / "record.c", folder)
    for n in range(-(-cuts // PER_RECORD)):
        record = _recorded(folder, shim, seed + n, acts)
        said.calls += len(record)
        _cut_through(folder, record, min(PER_RECORD, cuts - said.cuts), f"{seed}/{n}", said)
    return said


def _recorded(folder: Path, shim: Path, seed: int, acts: int) -> list[Entry]:
    home, to = folder / f"recorded-{seed}", folder / f"record-{seed}"
    home.mkdir()
    beneath = {"LD_PRELOAD": str(shim), "RECORD_BELOW": str(home), "RECORD_TO": str(to)}
    with script("afternoon.py", home, seed, acts, **beneath) as process:
        process.hear()
    record = read_record(to)
    disk = Disk()
    for entry in record:
        disk.follow(entry)
    for name, file in disk.names.items():
        if file.now() != (home / name).read_bytes():
            raise RuntimeError(f"the record missed something that was done to {name}")
    shutil.rmtree(home)
    to.unlink()
    return record


def _cut_through(folder: Path, record: Sequence[Entry], cuts: int, name: str, said: Cuts) -> None:
    chance = random.Random(name)
    places = sorted(chance.randrange(len(record)) for _ in range(cuts))
    disk, followed = Disk(), 0
    for n, place in enumerate(places):
        for entry in record[followed : place + 1]:
            disk.follow(entry)
        followed = place + 1
        how = HOWS[n % len(HOWS)]
        book = read_book(disk.names["book"].now()) if "book" in disk.names else []
        found = {name: left for name, left in disk.cut(how, chance).items() if name != "book"}
        said.cuts += 1
        said.how[how] += 1
        said.unsynced += any(file.since for one, file in disk.names.items() if one not in ("book", "house.db-shm"))
        said.acknowledged += sum(1 for line in book if line.get("done", {}).get("act"))
        home = folder / "cut"
        home.mkdir()
        for one, left in found.items():
            (home / one).write_bytes(left)
            (home / one).chmod(0o600)
        if chance.random() < 0.5:  # the WAL's index is never synced: what lies there is of no time
            (home / "house.db-shm").write_bytes(chance.randbytes(32768))
        said.wrong += [f"cut {name}/{n} ({how}, call {place}): {problem}" for problem in _after(home, book, said)]
        shutil.rmtree(home)


def _after(home: Path, book: Sequence[Line], said: Cuts) -> list[str]:
    """What is wrong with the house that is found when the power is back."""
    house = home / "house.db"
    founded = next((line["done"] for line in book if line.get("done", {}).get("does") == "found"), None)
    try:
        if founded is None:
            said.founding += 1
            return _begun(house)
        with opened(house, Watch(LATER)) as kiosk:
            problems = wrong(kiosk, book, acts_before=frozenset(founded["acts"]))
            counter(kiosk).set_setting(SETTING, "The power is back.")  # it goes on
            problems += [] if verify(kiosk.journal).clean else ["not clean after the first act"]
        return problems + _keys(house, book)
    except KioskError as error:
        return [f"{type(error).__name__}: {error}"]


def _begun(house: Path) -> list[str]:
    """Cut while it was founded: what is there can be used, or it can be founded again."""
    try:
        with opened(house, Watch(LATER)) as kiosk:
            if kiosk.journal.origin is None:
                kiosk.start("Campaign", "administrator", "3333", pin_cost=1)
            kiosk.sign_in("administrator", "3333")
            return [] if verify(kiosk.journal).clean else ["not clean"]
    except NoHouse:
        make_house(house, 1)
        return []


def _keys(house: Path, book: Sequence[Line]) -> list[str]:
    """The last recovery key that was acknowledged opens the house, unless another was being made."""
    begun = [line for line in book if {"recovery", "found"} & {part.get("does") for part in line.values()}]
    if "intent" in begun[-1] or not recovery_file_of(house).exists():
        return [] if recovery_file_of(house).exists() else ["the wrapped key is gone"]
    right = unlock(house, begun[-1]["done"]["recovery"]) == find_key(house)
    return [] if right else ["the recovery key opens something else"]
