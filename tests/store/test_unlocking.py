"""The key of a house is put back by two programs at once, as when the screen and a command are tried at the same time."""

from __future__ import annotations

import multiprocessing
from multiprocessing.synchronize import Barrier
from pathlib import Path

from kiosk_core.opening import unlock_house
from kiosk_core.store import find_key, found, key_file_of

ROUNDS = 40


def unlocks(database: Path, recovery: str, together: Barrier) -> None:
    """One of the two programs; it ends with 1 when any of its tries raised."""
    for _ in range(ROUNDS):
        together.wait(20)
        unlock_house(database, recovery)
        together.wait(20)


def test_two_that_unlock_at_once_both_succeed_and_no_key_that_lay_there_is_lost(tmp_path: Path) -> None:
    store, recovery = found(tmp_path / "kiosk.db")
    key = store.key
    store.close()
    beside = key_file_of(store.path)
    start = multiprocessing.get_context("fork")
    together = start.Barrier(3)
    both = [start.Process(target=unlocks, args=(store.path, recovery, together)) for _ in range(2)]
    for one in both:
        one.start()
    strange = []
    for turn in range(ROUNDS):
        strange.append(f"of another house {turn}")
        beside.write_text(strange[-1])
        beside.chmod(0o600)
        together.wait(20)
        together.wait(20)
        assert find_key(store.path) == key
    for one in both:
        one.join(20)
    assert [one.exitcode for one in both] == [0, 0]
    kept = {file.read_text() for file in tmp_path.glob("kiosk.db.key.*")}
    assert set(strange) <= kept
