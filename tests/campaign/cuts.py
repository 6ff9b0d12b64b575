"""Power cuts: the record of a real process is cut at random places, the files that could be left are opened and compared."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from kiosk_core.care.verification import verify
from kiosk_core.domain.errors import KioskError, NoHouse
from kiosk_core.kiosk import Kiosk
from kiosk_core.store import find_key, recovery_file_of, unlock

from .disk import HOWS, Disk, Entry, How, read_record
from .house import (
    LISTED,
    MORNING,
    PIN,
    SETTING,
    Line,
    Watch,
    counter,
    foreseen_list,
    listed,
    make_house,
    opened,
    read_book,
    told,
    wrong,
)  # fmt: skip
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


def power_cuts(folder: Path, cuts: int, seed: int, acts: int = 60, keep: Path | None = None) -> Cuts:
    """Every cut has a name, `seed/record/number`. `keep`: where the record of a cut that went wrong is put.

    Keys, ids and salts are chance that no seed decides, so two records of one seed differ in their bytes; with its record a
    cut is the same for ever (`replay`)."""
    said = Cuts(seed)
    shim = build(HERE / "record.c", folder)
    for n in range(-(-cuts // PER_RECORD)):
        file = _recorded(folder, shim, seed + n, acts)
        record, wrong_before = read_record(file), len(said.wrong)
        said.calls += len(record)
        numbers = range(min(PER_RECORD, cuts - said.cuts))
        for place, disk, name in _places(record, f"{seed}/{n}", numbers):
            _cut(folder, disk, place, name, said)
        if keep is not None and len(said.wrong) > wrong_before:
            shutil.move(file, keep / f"record-{seed}-{n}")
        else:
            file.unlink()
    return said


def replay(folder: Path, record: Path, name: str) -> Cuts:
    """One cut again, from the record that was kept."""
    group, _, number = name.rpartition("/")
    said = Cuts(int(name.partition("/")[0]))
    for place, disk, _ in _places(read_record(record), group, [int(number)]):
        _cut(folder, disk, place, name, said)
    return said


def _places(record: Sequence[Entry], group: str, numbers: Iterable[int]) -> Iterator[tuple[int, Disk, str]]:
    """Where each cut falls, in the order of the record, with the disk as it is then."""
    names = [f"{group}/{number}" for number in numbers]
    disk, followed = Disk(), 0
    for place, name in sorted((random.Random(name).randrange(len(record)), name) for name in names):
        for entry in record[followed : place + 1]:
            disk.follow(entry)
        followed = place + 1
        yield place, disk, name


def _recorded(folder: Path, shim: Path, seed: int, acts: int) -> Path:
    home, to = folder / f"recorded-{seed}", folder / f"record-{seed}"
    recorded(shim, home, to, "afternoon.py", seed, acts)
    disk = Disk()
    for entry in read_record(to):
        disk.follow(entry)
    for name, file in disk.names.items():
        if file.now() != (home / name).read_bytes():
            raise RuntimeError(f"the record missed something that was done to {name}")
    shutil.rmtree(home)
    return to


def recorded(shim: Path, home: Path, to: Path, name: str, *more: object) -> None:
    """Runs that script in a new folder `home`, with a record of all that it does there."""
    home.mkdir()
    beneath = {"LD_PRELOAD": str(shim), "RECORD_BELOW": str(home), "RECORD_TO": str(to)}
    with script(name, home, *more, **beneath) as process:
        process.hear()


def _cut(folder: Path, disk: Disk, place: int, name: str, said: Cuts) -> None:
    chance = random.Random(f"cut {name}")
    how = HOWS[int(name.rpartition("/")[2]) % len(HOWS)]
    book = read_book(disk.names["book"].now()) if "book" in disk.names else []
    said.cuts += 1
    said.how[how] += 1
    said.unsynced += any(file.since for one, file in disk.names.items() if one not in ("book", "house.db-shm"))
    said.acknowledged += sum(1 for line in book if line.get("done", {}).get("act"))
    home = found_after(disk, how, chance, folder / "cut")
    if chance.random() < 0.5:  # the WAL's index is never synced: what lies there is of no time
        (home / "house.db-shm").write_bytes(chance.randbytes(32768))
    said.wrong += [f"cut {name} ({how}, call {place}): {problem}" for problem in _after(home, book, said)]
    shutil.rmtree(home)


def found_after(disk: Disk, how: How, chance: random.Random, home: Path) -> Path:
    """A new folder with the house's files as they are found when the power is back."""
    home.mkdir()
    for one, left in disk.cut(how, chance).items():
        if one != "book":
            (home / one).write_bytes(left)
            (home / one).chmod(0o600)
    return home


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
            problems += _goes_on_with_its_list(kiosk, home, book)
            counter(kiosk).set_setting(SETTING, "The power is back.")  # it goes on
            problems += [] if verify(kiosk.journal).clean else ["not clean after the first act"]
        return problems + _keys(house, book)
    except KioskError as error:
        return [f"{type(error).__name__}: {error}"]


def _goes_on_with_its_list(kiosk: Kiosk, home: Path, book: Sequence[Line]) -> list[str]:
    """Of a list as many are there as it was said; one that was broken off goes on where it was, and nobody is there twice."""
    there, said = listed(kiosk), max((line["n"] for line in told(book, "import")), default=0)
    problems = [f"{there} of the list are there, told were {said}"] if there < said else []
    if any(line.get("intent", {}).get("does") == "import" for line in book):
        counter(kiosk).import_clients(foreseen_list(kiosk, home))
        problems += [f"{listed(kiosk)} of the list in the end"] if listed(kiosk) != LISTED else []
    return problems


def _begun(house: Path) -> list[str]:
    """Cut while it was founded: what is there can be used, or it can be founded again."""
    try:
        with opened(house, Watch(LATER)) as kiosk:
            kiosk.sign_in("administrator", PIN)
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
