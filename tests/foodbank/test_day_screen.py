"""The distribution's day on the screen: open, serve, close with what lies in the box, and the backup beside it."""

from __future__ import annotations

from pathlib import Path

import kiosk_foodbank

from kiosk_core import CASH, Cents, Payment
from kiosk_core.testing import HouseOnDisk
from tests.tui.conftest import WAIT, Visitor

from .told import collect


async def test_a_day_is_opened_counted_closed_and_backed_up(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [kiosk_foodbank])
    house.set("foodbank.contribution", "2")
    house.set("core.backup_folder", str(tmp_path / "backups"))
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    (tmp_path / "backups").mkdir()
    fatima = house.with_household(adults=2, enrolled=("foodbank",))
    house.with_household(name="Amina Diallo", enrolled=("foodbank",))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("volunteer")
        await sits.presses("d")
        assert "is not open yet" in sits.shows and "without an hour       2" in sits.shows
        await sits.presses("f8")
        assert "✓ The day is open." in sits.shows
        await sits.scans(fatima.card)
        await sits.presses("f5")
        assert sits.look == "done" and "Paid: €2.00" in sits.shows
        await sits.presses("f10", "d")
        assert "1 of 2 households were here" in sits.shows and "In cash: €2.00" in sits.shows
        assert "Fatima" not in sits.shows and "Amina" not in sits.shows, "names stand behind a key"
        await sits.presses("f6")
        assert ["Amina" in row for row in sits.rows] == [True]
        await sits.presses("f7")
        assert "0 households are still to come" in sits.shows and "excused" in sits.rows[0]
        await sits.presses("f7", "escape")
        await sits.types("12")
        await sits.presses("f8")
        await sits.types("1,50\r")
        await sits.settles()
        assert "Too little: €0.50" in sits.shows
        assert "the backup is good" in sits.place.message
        assert "Backup: 25/11/2026 12:00" in sits.app.state
        await sits.scans(fatima.card)
        assert "already has its parcel" in sits.shows
        assert "still for that day" not in sits.shows, "nothing is asked that nobody can answer"
        await sits.presses("f10", "d", "f4")
        assert "is open." in sits.shows
    assert len(list((tmp_path / "backups").glob("*.backup"))) == 1
    house.close()


async def test_the_screen_says_when_what_was_paid_is_counted_in_the_till_and_not_in_the_box(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [kiosk_foodbank])
    house.set("foodbank.contribution", "2")
    house.at("core").change_counter("balie", None, has_drawer=True)
    fatima, omar = (house.with_household(enrolled=("foodbank",)) for _ in range(2))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("volunteer")
        await sits.presses("1")
        await sits.scans(fatima.card)
        await sits.presses("f5")
        assert "Paid: €2.00" in sits.shows and "into the till" not in sits.shows
        house.at("core").open_till(Cents(5000))
        await sits.scans(omar.card)
        await sits.presses("f5")
        assert "Paid: €2.00, into the till" in sits.shows
    house.close()


async def test_at_closing_a_stick_that_is_out_is_asked_for_and_the_day_is_closed(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [kiosk_foodbank])
    house.set("core.backup_folder", str(tmp_path / "s"))
    house.set("foodbank.list_folder", str(tmp_path / "s"))
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("volunteer")
        await sits.presses("d", "f8")
        await sits.presses("f8")
        await sits.types("\r")
        await sits.settles()
        assert "is not there. Is the stick plugged in? If there is none, make the folder first." in sits.place.message
        assert "The paper list was not written: its folder is not there." in sits.place.message
    house.close()


async def test_f8_pressed_twice_opens_the_day_and_asks_before_it_closes_it(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [kiosk_foodbank])
    house.at("core").change_counter("balie", None, has_drawer=True)
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("volunteer")
        await sits.presses("d")
        await sits.presses("f8", "f8", "f8")
        assert "is open." in sits.shows and "Enter closes the day." in sits.place.message
        await sits.presses("escape")
        assert "is open." in sits.shows and not sits.place.message
        await sits.types("6")
        await sits.presses("f8", "enter")
        assert "is closed." in sits.shows
        assert "€6.00" not in sits.shows, "what is typed on a screen that asks for nothing is not counted"
    house.close()


async def test_cash_that_was_taken_before_the_till_was_opened_is_said_to_lie_outside_of_it(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [kiosk_foodbank])
    house.at("core").change_counter("balie", None, has_drawer=True)
    house.set("foodbank.contribution", "2")
    fatima = house.with_household(enrolled=("foodbank",))
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.presses("d")
        assert "In the till: €0.00" in sits.shows
        collect(house, fatima, [Payment(CASH, Cents(200))])
        await sits.presses("escape", "d")
        assert "In cash, not in the till: €2.00" in sits.shows and "In the till: " not in sits.shows
    house.close()
