"""A house is founded by two programs at once, as when the screen was opened twice."""

from __future__ import annotations

import multiprocessing
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from kiosk_core.domain.errors import HouseExists
from kiosk_core.opening import create_house, open_house

ROUNDS = 8


def founds(database: Path, together: Barrier, told: Queue[str]) -> None:
    together.wait(20)
    try:
        made = create_house(database, "Het Huis", "administrator", "3333", modules=[], pin_cost=1)
    except HouseExists:
        told.put("exists")
    else:
        made.kiosk.close()
        told.put("founded")


def test_of_two_that_found_a_house_at_once_one_does_and_it_opens_with_the_key_that_lies_there(tmp_path: Path) -> None:
    start = multiprocessing.get_context("fork")
    for turn in range(ROUNDS):
        database = tmp_path / str(turn) / "kiosk.db"
        together, told = start.Barrier(2), start.Queue()
        both = [start.Process(target=founds, args=(database, together, told)) for _ in range(2)]
        for one in both:
            one.start()
        assert sorted(told.get(timeout=60) for _ in both) == ["exists", "founded"]
        for one in both:
            one.join(60)
        with open_house(database, modules=[]) as kiosk:
            assert kiosk.sign_in("administrator", "3333", project="core")
        assert not list(database.parent.glob("*.founding"))
