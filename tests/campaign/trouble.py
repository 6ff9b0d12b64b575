"""A counter on a disk in trouble: trouble.py FOLDER full|read_only|commit. Prints what each act was told, as JSON lines.

full: FOLDER is a small disk of its own (tmpfs). read_only: FOLDER is a mount of its own. commit: run under
tests/store/beneath.c, which makes calls fail.
"""

from __future__ import annotations

import ctypes
import errno
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from kiosk_core.domain.errors import KioskError
from kiosk_core.kiosk import Kiosk
from kiosk_core.shift import Shift
from tests.campaign.house import MORNING, Watch, cards, counter, make_house, opened, wrong

EVENING = Watch(MORNING + timedelta(hours=9))
PLANS = [
    (letters, passing, failing, errno.EIO)
    for letters in ("s", "w", "W", "sw", "st", "r", "rw")
    for passing in (0, 1, 3, 6, 9)
    for failing in (1, 2, 1000)
] + [
    ("w", passing, failing, error)
    for error in (errno.ENOSPC, errno.EROFS)
    for passing in (0, 2)
    for failing in (1, 1000)
]


def record(shift: Shift, card: str) -> dict[str, Any]:
    """One parcel: what was said of it, and whose it is."""
    verdict = shift.scan(card)
    assert verdict.outcome == "granted" and verdict.visit is not None, verdict
    household = str(verdict.visit.whose)
    try:
        shift.record(verdict.offers[0])
    except KioskError as error:
        return {"said": error.code, "sentence": str(error.sentence), "household": household}
    return {"said": "recorded", "household": household}


def parcels(kiosk: Kiosk, household: str) -> int:
    return kiosk.house.number("SELECT count(*) FROM core_served WHERE client=?", household)


def full(folder: Path) -> Iterator[dict[str, Any]]:
    """Fills the disk with parcels, makes room, and goes on where it stopped."""
    make_house(folder / "house.db", 120)
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(max(0, shutil.disk_usage(folder).free - 500_000)))
    with opened(folder / "house.db", Watch(MORNING)) as kiosk:
        shift, codes = counter(kiosk), iter(cards(kiosk))
        told = {"said": "recorded"}
        while told["said"] == "recorded":
            card = next(codes)
            told = record(shift, card)
            yield told | {"parcels": parcels(kiosk, told["household"])}
        for _ in range(3):
            told = record(shift, card)
            yield told | {"parcels": parcels(kiosk, told["household"])}
        ballast.unlink()
        told = record(shift, card)
        yield told | {"parcels": parcels(kiosk, told["household"]), "resumed": True}
    yield end(folder)


def read_only(folder: Path) -> Iterator[dict[str, Any]]:
    """The disk becomes read-only at night, as a system does to one with faults, and is mended."""
    make_house(folder / "house.db", 3)
    with opened(folder / "house.db", Watch(MORNING)) as kiosk:
        yield record(counter(kiosk), cards(kiosk)[0]) | {"parcels": 1}
    subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
    try:
        with opened(folder / "house.db", EVENING):
            pass
    except KioskError as error:
        yield {"said": error.code, "sentence": str(error.sentence)}
    subprocess.run(["mount", "-o", "remount,rw,bind", folder], check=True)
    with opened(folder / "house.db", EVENING) as kiosk:
        yield record(counter(kiosk), cards(kiosk)[1]) | {"resumed": True}
    yield end(folder)


def commit(folder: Path) -> Iterator[dict[str, Any]]:
    """One parcel under every plan of faults; then another one without."""
    shim = ctypes.CDLL(None)
    shim.faults_index(f"{folder / 'house.db'}-shm".encode())
    make_house(folder / "house.db", len(PLANS) + 1)
    with opened(folder / "house.db", Watch(MORNING)) as kiosk:
        shift, codes = counter(kiosk), cards(kiosk)
        for n, (card, plan) in enumerate(zip(codes, PLANS, strict=False)):
            kiosk.store.db.execute(f"PRAGMA wal_autocheckpoint={1 if n % 3 == 0 else 1000}")
            shim.faults_arm(plan[0].encode(), *plan[1:])
            told = record(shift, card)
            told["failed"] = shim.faults_disarm()
            yield told | {
                "plan": plan, "parcels": parcels(kiosk, told["household"]), "cut": after_cut(folder, told["household"])
            }  # fmt: skip
        told = record(shift, codes[-1])
        yield told | {"parcels": parcels(kiosk, told["household"]), "resumed": True}
    yield end(folder)


def after_cut(folder: Path, household: str) -> int:
    """Parcels that another process would find now, from the files as they lie there."""
    copy = folder / "cut"
    copy.mkdir()
    for tail in ("", "-wal", ".key"):
        shutil.copyfile(folder / f"house.db{tail}", copy / f"house.db{tail}")
        (copy / f"house.db{tail}").chmod(0o600)
    try:
        with opened(copy / "house.db", EVENING) as kiosk:
            return parcels(kiosk, household)
    finally:
        shutil.rmtree(copy)


def end(folder: Path) -> dict[str, Any]:
    """The house in the evening, opened anew."""
    with opened(folder / "house.db", EVENING) as kiosk:
        found = dict(kiosk.house.rows("SELECT client, count(*) FROM core_served GROUP BY client"))
        slips = kiosk.house.number("SELECT count(*) FROM local_spool")
        return {"end": found, "slips": slips, "wrong": wrong(kiosk, [])}


if __name__ == "__main__":
    for line in {"full": full, "read_only": read_only, "commit": commit}[sys.argv[2]](Path(sys.argv[1])):
        print(json.dumps(line), flush=True)
