"""Keeps a key and renews the recovery key, run under record.c: keeper.py FOLDER. Says each one when it is kept."""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk_core.store import renew_recovery, save_key
from tests.campaign.house import Book

folder, key = Path(sys.argv[1]), bytes(range(32))
book = Book(folder / "book")
save_key(folder / "house.db", key, in_vault=False)
book.done(does="key")
for _ in range(3):
    book.intent(does="recovery")
    book.done(does="recovery", recovery=renew_recovery(folder / "house.db", key))
print("done", flush=True)
