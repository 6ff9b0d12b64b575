"""Somebody is forgotten while another program has them on its screen, or keeps the file open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import wrap

import kiosk_foodbank
import pytest

from kiosk_core.care import forgetting
from kiosk_core.catalogues import catalogue
from kiosk_core.domain.errors import WasForgotten
from kiosk_core.domain.texts import spoken
from kiosk_core.shift.keeping import Forgetting
from kiosk_core.testing import HouseOnDisk

CANARY = "Zephyrina"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[HouseOnDisk]:
    made = HouseOnDisk.make(tmp_path, [kiosk_foodbank], key=None)
    made.with_household(name=CANARY, enrolled=["foodbank"])
    yield made
    made.close()


def test_nothing_is_written_down_about_who_was_forgotten_meanwhile(house: HouseOnDisk) -> None:
    other = house.again()
    food = other.at("foodbank")
    shown = food.scan(other.kiosk.house.rows("SELECT code FROM core_card")[0][0])
    house.at("core").forget("A1001", "request")
    before = len(house.kiosk.last_events(1000))
    with pytest.raises(WasForgotten):
        food.record(shown.offers[0])
    assert food.decide(shown.visit and shown.visit.client).outcome == "refused"
    with pytest.raises(WasForgotten):
        food.record(food.overrule(food.decide(shown.visit and shown.visit.client), "urgent").offers[0])
    assert len(house.kiosk.last_events(1000)) == before
    other.close()


def test_bytes_that_another_program_keeps_wait_also_after_a_power_cut(house: HouseOnDisk, tmp_path: Path) -> None:
    def bytes_there() -> set[str]:
        return {file.name for file in tmp_path.iterdir() if CANARY.encode() in file.read_bytes()}

    other = house.again()
    other.kiosk.store.db.execute("BEGIN")
    other.kiosk.house.rows("SELECT count(*) FROM core_person")
    done = house.at("core").forget("A1001", "request")
    assert (done.gone, house.at("core").erasure_pending()) == (False, True)
    assert bytes_there(), "what the other still reads is still there, and that was said"
    other.kiosk.store.db.execute("ROLLBACK")
    other.kiosk.store.close()  # it vanishes: nothing of its closing is done
    house.kiosk.store.close()
    again = HouseOnDisk(house.path, house.modules, key=None)
    assert again.at("core").erasure_pending(), "a program that died took the note with it"
    assert forgetting.finish_pending(again.kiosk.store)
    assert not again.at("core").erasure_pending()
    assert bytes_there() == set()
    again.close()


@pytest.mark.parametrize("lang", ["nl", "fr", "en"])
@pytest.mark.parametrize("gone", [True, False])
def test_until_which_day_a_backup_holds_it_stands_on_two_lines_of_a_screen(lang: str, gone: bool) -> None:
    said = spoken(Forgetting("A-1", 2, 1, gone, date(2027, 1, 1)).says, catalogue(lang))
    assert len(wrap(said, 78)) <= 2, said
