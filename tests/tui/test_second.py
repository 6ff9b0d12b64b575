"""What one alone may not do at the counter: a second volunteer says yes, or the coordinator goes on with a reason."""

from __future__ import annotations

from kiosk_core.testing import HouseOnDisk

from .conftest import Visitor
from .test_counter import acts


async def test_a_finding_for_another_asks_a_second_volunteer(house: HouseOnDisk) -> None:
    house.set("toy.second", "other")
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        await sits.presses("enter")
        await sits.scans(card)
        await sits.presses("f8")
        assert "A second volunteer confirms this one." in sits.shows
        await sits.types("coordinator\r2222\r")
        await sits.settles()
        assert sits.look == "done" and acts(house) == 2
        badge = house.at("core").give_badge("coordinator")
        await sits.scans(card)
        await sits.presses("f8")
        await sits.scans(badge)
        assert sits.look == "done" and acts(house) == 3
        assert sits.app.who is not None and sits.app.who.name == "volunteer"


async def test_a_second_volunteer_who_comes_too_late_is_told_that_nothing_was_recorded(house: HouseOnDisk) -> None:
    house.set("toy.second", "other")
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        await sits.presses("enter")
        await sits.scans(card)
        await sits.presses("f8")
        await sits.types("coordinator\r")
        await sits.passes(61)
        await sits.types("2222\r")
        await sits.settles()
        assert sits.look == "ready" and acts(house) == 1
        assert "Nothing is recorded. Scan the card again." in sits.place.message
        await sits.scans(card)
        await sits.presses("f8")
        await sits.types("coordinator\r2222\r")
        await sits.settles()
        assert sits.look == "done" and acts(house) == 2


async def test_a_coordinator_may_go_on_with_a_reason_and_no_scan_or_enter_ever_does(house: HouseOnDisk) -> None:
    house.set("toy.price", "2")
    card = house.with_household().card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter("volunteer")
        await sits.scans(card)
        assert sits.look == "read" and sits.keys().get("f9") is None
        await sits.presses("f9", "2", "f8", "f5")
        assert acts(house) == 0
        await sits.presses("f12")
        await sits.signs_in("coordinator", "2222")
        await sits.scans(card)
        await sits.presses("enter", "f8", "f5", "f9", "enter", "f8")
        assert "Why may it go on?" in sits.shows and acts(house) == 0
        await sits.scans(card)
        assert sits.look == "read" and sits.keys()["f9"] == "Go on anyway" and sits.keys().get("f8") is None
        await sits.presses("f9", "2")
        assert sits.look == "read" and "Why: They cannot wait: it is urgent." in sits.shows
        await sits.presses("enter")
        await sits.scans(card)
        assert acts(house) == 0
        await sits.presses("f9", "2", "f8", "f5")
        assert sits.look == "done" and acts(house) == 1 and acts(house, "core.overruled") == 1


async def test_after_yes_go_on_a_line_says_what_is_left_to_press(house: HouseOnDisk) -> None:
    house.set("toy.price", "2")
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        await sits.presses("f5")
        await sits.scans(card)
        await sits.presses("f8")
        assert sits.place.message == "Now say how it is paid: press its key." and acts(house) == 1
        await sits.presses("f5")
    assert acts(house) == 2
