"""On a disk of 1 MB: writes until it is full, makes room, writes once more, and prints what it was told."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from kiosk_core.care.backup import backup
from kiosk_core.domain.errors import StoreError
from kiosk_core.store import Store

folder = Path(sys.argv[1])
ballast = folder / "ballast"
ballast.write_bytes(bytes(200_000))
store = Store(folder / "house.db", bytes(range(32)), create=True)
with store.writing() as db:
    db.execute("CREATE TABLE event (act INTEGER, body TEXT) STRICT")


def record(act: int) -> None:
    with store.writing(lambda db: bool(db.execute("SELECT 1 FROM event WHERE act = ?", (act,)).fetchone())) as db:
        db.execute("INSERT INTO event VALUES (?, ?)", (act, "x" * 3000))


def refused(what: Callable[..., object], *arguments: object) -> str:
    try:
        what(*arguments)
    except StoreError as error:
        return error.code
    return ""


acknowledged = 0
while not (why := refused(record, acknowledged)):
    acknowledged += 1
again = {refused(record, -1) for _ in range(5)}
assert again == {why}, again
copied = refused(lambda: backup(store, folder / "copy", origin="A1", head=lambda db: ""))
left = [file.name for file in folder.iterdir() if file.name.startswith((".", "copy"))]
ballast.unlink()
record(acknowledged)
store.close()
store = Store(folder / "house.db", bytes(range(32)))
(found,) = store.db.execute("SELECT count(*) FROM event").fetchone()
print(json.dumps({"refused": why, "backup": copied, "left": left, "acknowledged": acknowledged, "found": found}))
