"""Run under the shim of beneath.c: records acts while calls to the kernel fail, and prints what each one came to.

Arguments: a folder, and "alone" or "beside" (another connection has the house open). One JSON object a line.
"""

from __future__ import annotations

import ctypes
import errno
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from kiosk_core.domain.errors import StoreError
from kiosk_core.store import Connection, Store

KEY = bytes(range(32))
SHIM = ctypes.CDLL(None)

PLANS = [
    *((letters, passing, failing, errno.EIO) for letters in ("s", "w", "W", "sw", "st", "r", "rw")
      for passing in range(12 if "w" in letters else 4) for failing in (1, 2, 3, 1000)),
    *(("w", passing, failing, errno.ENOSPC) for passing in range(4) for failing in (1, 1000)),
]  # fmt: skip


def holds(db: Connection, act: int) -> int:
    return int(db.execute("SELECT count(*) FROM event WHERE act = ?", (act,)).fetchone()[0])


def after_power_cut(house: Path, act: int, files: tuple[str, ...] = ("", "-wal")) -> int:
    """How often the act is in what a new process would read from those files as they lie there now."""
    copy = house.with_name("cut.db")
    for tail in ("", "-wal", "-shm"):
        Path(f"{copy}{tail}").unlink(missing_ok=True)
    for tail in files:
        if Path(f"{house}{tail}").exists():
            shutil.copyfile(f"{house}{tail}", f"{copy}{tail}")
    store = Store(copy, KEY)
    try:
        return holds(store.db, act)
    finally:
        store.close()


rescued: list[int] = []
"""Acts whose COMMIT failed and that were in the file all the same."""


def outcome(store: Store, act: int, asked: bool) -> str:
    def landed(db: Connection) -> bool:
        if found := holds(db, act) > 0:
            rescued.append(act)
        return found

    try:
        with store.writing(landed if asked else None) as db:
            db.execute("INSERT INTO event VALUES (?, ?)", (act, "x" * 6000))
    except StoreError as error:
        return error.code
    return "recorded"


def rounds(folder: Path, beside: bool) -> Iterator[dict[str, object]]:
    house = folder / "house.db"
    store = Store(house, KEY, create=True, wait=lambda seconds: None, patience=0.1)
    with store.writing() as db:
        db.execute("CREATE TABLE event (act INTEGER, body TEXT) STRICT")
    SHIM.faults_index(f"{house}-shm".encode())
    other = Store(house, KEY) if beside else None
    for act, (letters, passing, failing, error) in enumerate(PLANS):
        # in every second round the WAL is copied into the database at each COMMIT, so that faults fall there too
        store.db.execute(f"PRAGMA wal_autocheckpoint={1 if act % 2 else 1000}")
        SHIM.faults_arm(letters.encode(), passing, failing, error)
        said = outcome(store, act, asked=act % 3 != 0)
        failed = SHIM.faults_disarm()
        found = {"cut": after_power_cut(house, act), "live": holds(store.db, act)}
        if act in rescued and said == "recorded":
            found["main"] = after_power_cut(house, act, files=("",))
        yield {"act": act, "plan": (letters, passing, failing, error), "failed": failed, "said": said, **found}
    again = outcome(store, 1_000_000, asked=True)
    if other is not None:
        other.close()
    store.close()
    store = Store(house, KEY)
    for act, plan in enumerate(PLANS):
        yield {"act": act, "plan": plan, "end": holds(store.db, act)}
    yield {"act": 1_000_000, "resumed": again, "end": holds(store.db, 1_000_000)}
    store.close()


for line in rounds(Path(sys.argv[1]), sys.argv[2] == "beside"):
    print(json.dumps(line))
