"""The coordinator's groups, calendar and list of who did not come, on the screen."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from kiosk_foodbank import absent, calendar, changes, groups
from kiosk_foodbank import day as days
from kiosk_foodbank.settings import FoodSettings
from textual.widgets import Input

from kiosk_core import NotAllowed
from kiosk_core.testing import HouseOnDisk
from tests.tui.conftest import Visitor

from .test_list_screens import office


async def test_a_group_is_made_filled_by_number_and_card_and_says_when_it_is_full(house: HouseOnDisk) -> None:
    fatima, omar = (
        house.with_household(enrolled=("foodbank",)),
        house.with_household(enrolled=("foodbank",), name="Omar"),
    )
    async with office(house, "g") as sits:
        assert "0 groups" in sits.shows
        await sits.presses("f5")
        await sits.types("a")
        await sits.presses(*["enter"] * 5, *["backspace"] * 2)
        await sits.types("1")
        await sits.presses("f8")
        assert "✓ Group A is saved." in sits.place.message and "0 of 1 places" in sits.rows[0]
        await sits.presses("enter")
        await sits.types("1001\r")
        assert "✓ A1001 is in group A." in sits.place.message and "Fatima" in sits.rows[0]
        await sits.scans(omar.card)
        assert "Group A is full" in sits.place.message
        await sits.presses("f6")
        await sits.scans(omar.card)
        assert [("Omar" in row) for row in sits.rows] == [True]
        await sits.presses("f7")
        assert "25/11/2026" in [field.value for field in sits.place.query(Input)]
        await sits.presses("down")
        await sits.types("2/12/2026")
        await sits.presses("f8")
        assert (
            "Group A is full" in sits.place.message
            or "no distribution" in sits.place.message
            or "one time" in sits.place.message
        )
        await sits.presses("escape", "escape", "delete")
        assert "✓ Group A has ended." in sits.place.message and "Take it back" in sits.keys().values()
        await sits.presses("f4")
        assert sits.place.message == "✓ Taken back."
        assert [(one.group.name, one.taken) for one in groups.standing(house.kiosk.house, house.today)] == [("A", 1)]
        await sits.presses("delete")
    assert groups.standing(house.kiosk.house, house.today) == []
    assert fatima.client.household


async def test_what_was_answered_to_a_decision_can_be_read_on_the_page(house: HouseOnDisk) -> None:
    house.with_household(enrolled=("foodbank",), terms={"leave_out": "pork, nuts"})
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        sits.app.open("client:ClientScreen", sits.app.shift_for("core"), "A1001")
        await sits.settles()
        assert "Must not be in the parcel: Pork, Nuts" in sits.shows


async def test_who_decided_can_be_read_on_the_page_so_that_a_question_finds_its_way(house: HouseOnDisk) -> None:
    known, until = house.with_household(), house.today + timedelta(days=90)
    house.at("core").enrol(known.client, "foodbank", until, decided_by="Mia Peeters", terms={"leave_out": "pork"})
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        sits.app.open("client:ClientScreen", sits.app.shift_for("core"), "A1001")
        await sits.settles()
        assert "    Decided by Mia Peeters" in sits.shows


async def test_a_households_group_is_seen_and_changed_from_its_page_by_who_may(house: HouseOnDisk) -> None:
    known = house.with_household(enrolled=("foodbank",))
    shift, first = house.at("foodbank"), house.today + timedelta(days=2)
    for name, day, places in (("A", first, 1), ("B", first + timedelta(days=7), 2)):
        groups.set_group(shift, name, day, start=13 * 60, minutes=60, capacity=places)
    groups.join(shift, house.with_household(name="Omar", enrolled=("foodbank",)).client, "A")
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        sits.app.open("client:ClientScreen", sits.app.shift_for("core"), known.client.number.partition(".")[0])
        await sits.settles()
        assert sits.keys()["g"] == "Collection group"
        await sits.presses("g")
        assert "A1001 is in no group" in sits.shows and len(sits.rows) == 2
        await sits.presses("enter")
        assert sits.place.message == "Group A is full: all 1 places are taken. Choose another group."
        await sits.presses("down", "enter")
        assert "✓ A1001 is in group B." in sits.place.message
        assert "A1001 collects with group B, next time 04/12/2026" in sits.shows and "✓ B" in sits.rows[1]
        await sits.presses("f7", "down")
        await sits.types("30/11/2026")
        await sits.presses("f8")
        said = "on 30/11/2026 there is no distribution to move to. The next ones: 27/11/2026, 11/12/2026, 18/12/2026."
        assert said in sits.place.message, "its own day is none of them"
        await sits.presses(*["backspace"] * 10)
        await sits.types("11/12/2026")
        await sits.presses("f8")
        assert "✓ A1001 comes on 11/12/2026, one time." in sits.place.message and "next time 11/12/2026" in sits.shows
        await sits.presses("escape")
        assert "Food distribution: group B, 13:00-14:00, next time 11/12/2026 (1 of 2 places)" in sits.shows
        await sits.presses("g")
        await sits.presses("f6")
        assert "✓ A1001 is in no group any more." in sits.place.message
    with pytest.raises(NotAllowed):
        groups.join(house.at("foodbank", "volunteer"), known.client, "B")


async def test_a_couple_that_parts_is_told_that_their_group_is_to_be_arranged_anew(house: HouseOnDisk) -> None:
    known = house.with_household(2, enrolled=("foodbank",))
    groups.set_group(house.at("foodbank"), "A", house.today, start=13 * 60, minutes=60, capacity=2)
    groups.join(house.at("foodbank"), known.client, "A")
    house.at("core").name_proxy(known.client, house.today, name="Rosa Claes")
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        sits.app.open("client:ClientScreen", sits.app.shift_for("core"), "A1001")
        await sits.settles()
        await sits.presses("f2")
        await sits.chooses("couple parts")
        await sits.presses("down", "enter", "f8")
        await sits.presses("f8")
        assert "Arrange anew with each: Food distribution." in sits.place.message
        assert sits.place.message.endswith("Note anew for each who may collect: Rosa may no longer.")
        assert "Food distribution: in no collection group" in sits.shows


async def test_where_no_group_was_made_yet_the_page_of_a_household_says_where(house: HouseOnDisk) -> None:
    house.with_household(enrolled=("foodbank",))
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        sits.app.open("client:ClientScreen", sits.app.shift_for("core"), "A1001")
        await sits.settles()
        await sits.presses("g")
        assert "A1001 is in no group. Make one first, in the office: Collection groups." in sits.shows


async def test_days_of_the_week_are_read_and_typed_in_the_readers_own_words(house: HouseOnDisk) -> None:
    """'di' is Tuesday in Dutch and Sunday in French; what is stored stays the code."""
    for lang, typed, shown, stored in (
        ("nl", "di, vr", "dinsdag, vrijdag", ("tu", "fr")), ("fr", "di, ma", "dimanche, mardi", ("su", "tu")),
        ("nl", "mo", "maandag", ("mo",)),
    ):  # fmt: skip
        sits = Visitor(house, lang=lang)
        async with sits.app.run_test(size=(80, 24)) as sits.pilot:
            await sits.enters("coordinator")
            sits.app.open("settings:SettingsScreen", sits.app.shift_for("core"))
            await sits.settles()
            await sits.types("foodbank.weekdays")
            assert ("zaterdag" if lang == "nl" else "samedi") in sits.shows
            await sits.presses("enter", *["backspace"] * 40)
            await sits.types(f"{typed}\r")
            assert shown in sits.place.message
        assert house.kiosk.house.settings(FoodSettings, house.today).weekdays == stored
        house.later(seconds=1)


async def test_the_calendar_is_changed_by_its_keys_and_written_to_a_file(house: HouseOnDisk, tmp_path: Path) -> None:
    house.set("foodbank.weekdays", "fr")
    async with office(house, "k") as sits:
        assert "distributions in the coming year" in sits.shows and "Friday 27/11/2026" in sits.rows[0]
        await sits.presses("f6")
        assert "no distribution (closed)" in sits.rows[0]
        await sits.presses("f8")
        assert "Friday 27/11/2026: distribution" in sits.rows[0]
        await sits.presses("f7")
        await sits.types("26/11/2026")
        await sits.presses("f8")
        assert "✓ The distribution of 27/11/2026 is on 26/11/2026." in sits.place.message
        assert ["instead of 27/11/2026" in sits.rows[0], "moved to 26/11/2026" in sits.rows[1]] == [True, True]
        await sits.presses("f9", *["backspace"] * 40)
        await sits.types(str(tmp_path / "x.ics"))
        await sits.presses("f8")
        assert "✓ The calendar is in" in sits.place.message
    assert (tmp_path / "x.ics").read_bytes().count(b"BEGIN:VEVENT") == 53
    assert calendar.read(house.kiosk.house, house.today).on(date(2026, 11, 26)) is not None


async def test_who_did_not_come_stands_on_the_coordinators_list(house: HouseOnDisk) -> None:
    shift = house.at("foodbank")
    groups.set_group(shift, "A", house.today, start=780, minutes=60, capacity=9)
    groups.join(shift, house.with_household(enrolled=("foodbank",)).client, "A")
    days.open_day(shift)
    days.close_day(shift)
    async with office(house, "m") as sits:
        assert "1 household in six weeks" in sits.shows and "A1001  not there on 25/11" in sits.rows[0]


async def test_of_a_day_that_nobody_closed_the_list_says_that_it_knows_nothing(house: HouseOnDisk) -> None:
    shift, tuesday = house.at("foodbank"), date(2026, 12, 1)
    groups.set_group(shift, "A", tuesday, start=780, minutes=60, capacity=9)
    groups.join(shift, house.with_household(enrolled=("foodbank",)).client, "A")
    changes.close_day(shift, date(2026, 12, 15))
    house.later(days=6)
    days.open_day(shift)
    days.close_day(shift)
    house.later(days=14)
    days.open_day(shift, date(2026, 12, 8))
    async with office(house, "m") as sits:
        assert "1 household in six weeks" in sits.shows
        assert [row.strip() for row in sits.rows] == [
            "Tuesday 08/12/2026: not closed, so who did not come is not known", "A1001  not there on 01/12",
        ]  # fmt: skip
    house.at("core").set_up_counter("site")
    there = house.kiosk.shift(shift.volunteer, "site", "foodbank")
    days.open_day(there, date(2026, 12, 8))
    days.close_day(shift, day=date(2026, 12, 8))
    assert absent.not_known(shift) == [date(2026, 12, 8)], "another counter did not close yet"
    days.close_day(there, day=date(2026, 12, 8))
    assert absent.not_known(shift) == []
