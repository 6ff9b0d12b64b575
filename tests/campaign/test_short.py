"""The campaigns in short, so that every change meets them. The long ones: `make campaign`."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from .crash import ENOUGH_INSIDE, TILL, crash_loop
from .cuts import LATER, found_after, power_cuts, recorded
from .disk import Disk, read_record
from .house import SETTING, Watch, acts, counter, make_house, opened, read_book, wrong
from .processes import HERE, build
from .races import race


@pytest.mark.slow
def test_a_counter_that_is_killed_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    said = crash_loop(tmp_path, kills=20, seed=6)
    assert said.wrong == []
    assert said.kills == 20 and said.acknowledged > 50
    assert said.inside >= ENOUGH_INSIDE, said.fell  # else it missed its aim


def test_of_what_nobody_acknowledged_the_one_before_the_last_may_be_what_landed(tmp_path: Path) -> None:
    """Killed twice in a row while it was noted: the first had landed already, the second had not. No loss."""
    house = tmp_path / "house.db"
    make_house(house, 1)
    with opened(house, Watch(LATER)) as kiosk:
        first, second = ({"does": "set", "value": value} for value in ("first", "second"))
        act = counter(kiosk).set_setting(SETTING, "first").id
        there = acts(kiosk)
        assert wrong(kiosk, [{"intent": first}, {"intent": second}], acts_before=there) == []
        (lost,) = wrong(kiosk, [{"intent": second}, {"done": {**second, "act": act}}], acts_before=there)
        assert lost.startswith("the setting is"), "what was acknowledged must be there"


@pytest.mark.slow
def test_a_sale_whose_paid_was_shown_is_there_once_and_another_is_sold_once_or_lies_there(tmp_path: Path) -> None:
    said = crash_loop(tmp_path, kills=20, seed=8, desk=TILL)
    assert said.wrong == []
    assert said.kills == 20 and said.acknowledged > 30
    assert said.inside >= ENOUGH_INSIDE, said.fell


@pytest.mark.slow
def test_a_power_cut_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    said = power_cuts(tmp_path, cuts=20, seed=6)
    assert said.wrong == []
    assert said.cuts == 20 and said.acknowledged > 50 and said.unsynced > 10


@pytest.mark.parametrize(("done", "announced"), [("one", None), ("sent", "one"), ("two", "one"), ("behind", "two")])
def test_what_does_not_wait_under_the_lock_is_on_disk_behind_it_and_before_it_leaves_the_house(
    tmp_path: Path, done: str, announced: str | None
) -> None:
    """The power is cut just when that was done, and nothing is left but what was synced."""
    record = tmp_path / "record"
    recorded(build(HERE / "record.c", tmp_path), tmp_path / "recorded", record, "unsynced.py")
    disk = Disk()
    for entry in read_record(record):
        disk.follow(entry)
        if entry.name == "book" and any(
            line.get("done") == {"does": done} for line in read_book(disk.names["book"].now())
        ):
            break
    home = found_after(disk, "lost", Random(1), tmp_path / "cut")
    with opened(home / "house.db", Watch(LATER)) as kiosk:
        found = kiosk.house.one("SELECT value FROM core_setting WHERE subject=?", SETTING)
        assert (json.loads(found[0]) if found else None) == announced


@pytest.mark.slow
def test_two_counters_never_serve_one_household_twice(tmp_path: Path) -> None:
    said = race(tmp_path, scans=400)
    assert said.wrong == []
    assert said.met["changed"] > 0, "they never met over one household"
