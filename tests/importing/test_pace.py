"""A long writing takes what it can get while nobody else writes, and steps aside when somebody does."""

from __future__ import annotations

import gc
import tracemalloc
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_core.registry.alike import NEAR, letters_apart
from kiosk_core.shift import pace
from kiosk_core.shift.pace import Pace
from kiosk_core.testing import HouseOnDisk

from .test_whole import many


@dataclass
class Others:
    """A clock, how often somebody else wrote, and whether one waits for the lock."""

    seconds: float = 0.0
    wrote: int = 0
    waits: bool = False

    def pace(self, *, polite: bool = False) -> Pace:
        return Pace(lambda: self.wrote, self.asked, lambda: self.seconds, polite=polite)

    def asked(self) -> bool:
        waited, self.waits = self.waits, False
        return waited


def test_alone_it_goes_on_without_a_pause_until_somebody_else_writes() -> None:
    house = Others()
    writing = house.pace()
    assert not writing.alone and writing.pause == 0
    small = writing.size
    house.seconds += pace.NOTICE_S
    assert writing.alone and writing.pause == 0 and writing.room
    assert writing.size == pace.MOST > small
    house.seconds += pace.ALONE_S
    assert not writing.room
    writing.took(10.0)
    house.wrote += 1
    assert not writing.alone and writing.size == small
    house.seconds += pace.AWAY_S
    assert writing.alone and writing.pause == 0
    assert not house.pace(polite=True).alone


def test_who_waits_has_the_lock_behind_the_act_that_is_being_written() -> None:
    house = Others()
    writing = house.pace()
    house.waits = True
    assert writing.pause > 0, "and the pause stays until the next act"
    assert writing.pause > 0 and not writing.alone and writing.pause == 0
    house.seconds += pace.AWAY_S
    assert writing.alone and writing.room
    house.waits = True
    assert not writing.room and writing.pause > 0 and not writing.alone, "nor does it go on alone"


def test_an_act_is_as_large_as_there_is_time_for() -> None:
    writing = Others().pace()
    sizes = [writing.size]
    for _ in range(8):
        writing.took(writing.size * 0.001)
        sizes.append(writing.size)
    assert all(later <= 2 * size for size, later in pairwise(sizes))
    assert 0.8 * pace.LOCK_S < writing.size * 0.001 < pace.LOCK_S
    writing.took(1.0)
    assert writing.size == pace.LEAST


def test_a_writing_alone_leaves_the_same_people_in_fewer_transactions(
    house: HouseOnDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = house.at("core")
    foreseen = office.look_at_import(many(tmp_path, 60))
    waited = list[float]()
    monkeypatch.setattr(pace, "NOTICE_S", 0.0)
    office.import_clients(foreseen, wait=waited.append)
    assert waited == []
    assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 60
    assert max(len(house.kiosk.act(act).events) for act in office._acts_of(foreseen.id)) < 4 * pace.MOST
    office.undo_import(foreseen.id, wait=waited.append)
    assert waited == [] and house.kiosk.house.number("SELECT count(*) FROM core_household") == 0
    assert house.at("core", "administrator").verify().clean


def test_what_a_long_list_would_do_is_kept_small(house: HouseOnDisk, tmp_path: Path) -> None:
    """200,000 lines fit beside everything else into 300 MB. Bytes a line, by the difference of two lists; the long one twice,
    for now and then Python doubles its table of words."""
    office, kept = house.at("core"), list[int]()
    for lines in (200, 200, 1_200, 1_200):
        file = many(tmp_path, lines)
        tracemalloc.start()
        foreseen = office.look_at_import(file)
        gc.collect()
        kept.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        assert foreseen.to_write == sum(1 for _ in foreseen.todo) == lines
    _, small, *large = kept
    assert (min(large) - small) / 1_000 < 400, kept


NAMES = st.text("aeiklmnrs ", max_size=14)


@given(NAMES, NAMES)
def test_a_quick_look_at_two_names_says_what_a_long_one_says(one: str, other: str) -> None:
    assert letters_apart(one, other) == (SequenceMatcher(None, one, other).ratio() >= NEAR)
