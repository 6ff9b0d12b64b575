"""A power cut while a key is kept or renewed, at every place: the one before or the one after, never none, never half."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kiosk_core.store import key_file_of, read_key_file, recovery_file_of, unlock

from .disk import HOWS, Disk, read_record
from .house import read_book
from .processes import HERE, build, script

WHOLE = 93
"""Bytes of a wrapped key."""


@pytest.mark.slow
def test_a_key_that_was_acknowledged_survives_a_power_cut_at_any_place(tmp_path: Path) -> None:
    home, record = tmp_path / "home", tmp_path / "record"
    home.mkdir()
    shim = build(HERE / "record.c", tmp_path)
    with script("keeper.py", home, LD_PRELOAD=str(shim), RECORD_BELOW=str(home), RECORD_TO=str(record)) as process:
        assert process.hear() == "done"
    disk, chance, looked = Disk(), random.Random(6), 0
    for entry in read_record(record):
        disk.follow(entry)
        book = read_book(disk.names["book"].now()) if "book" in disk.names else []
        kept = [line["done"] for line in book if "done" in line]
        renewing = bool(book) and "intent" in book[-1]
        for how in HOWS * 3:
            left = disk.cut(how, chance)
            for name in ("house.db.key", "house.db.recovery"):
                (tmp_path / name).unlink(missing_ok=True)
                if name in left:
                    (tmp_path / name).write_bytes(left[name])
                    (tmp_path / name).chmod(0o600)
            house = tmp_path / "house.db"
            if kept:
                assert read_key_file(key_file_of(house)) == bytes(range(32)), (entry, how)
            if len(kept) > 1:
                assert recovery_file_of(house).stat().st_size == WHOLE, (entry, how)
                if not renewing:
                    assert unlock(house, kept[-1]["recovery"]) == bytes(range(32)), (entry, how)
                looked += 1
    assert looked > 50
