"""Who was registered twice becomes one on the screen, and two again."""

from __future__ import annotations

from kiosk_core import NewMember
from kiosk_core.testing import HouseOnDisk

from .conftest import Visitor
from .test_family import changes, page


async def test_registered_twice_becomes_one_with_its_people_and_is_taken_apart_later(house: HouseOnDisk) -> None:
    office = house.at("core")
    office.register([NewMember(name="Aicha Ben Ali", born="1984"), NewMember(born="2019-04-01")], address="Markt 1")
    office.register([NewMember(name="Aïsha Benali", born="1984-02-01"), NewMember(name="Omar", born="2019-04-01")])
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await page(sits)
        await changes(sits, "This household was registered twice")
        await sits.types("A1002\r")
        await sits.presses("f8")
        assert sits.rows == [" ✓  Aicha (A1001.1)                    = Aïsha (A1002.1)"]
        holds = "A1001.1 and A1002.1 are one person from now on: Aicha Ben Ali (01/02/1984)."
        assert holds in sits.shows
        await sits.presses("enter")
        assert holds not in sits.shows, "two people"
        await sits.presses("enter")
        assert "Besides: A1001.2, Omar (A1002.2)" in sits.shows
        assert "0 cards go on." in sits.shows and "It can be taken apart again, also later." in sits.shows
        await sits.presses("f8")
        assert "✓ They are one now" in sits.place.message and "3 persons" in sits.shows and "Markt 1" in sits.shows
        await sits.presses("escape")
        await page(sits)
        await changes(sits, "take them apart")
        assert "A1001, A1002, one since 25/11/2026" in sits.menu[0]
        await sits.presses("1")
        assert "✓ They are two again." in sits.place.message and "A1001 · 2 persons" in sits.shows
    assert house.kiosk.house.by_number("A1002", house.today).size == 2


async def test_registered_twice_is_told_from_the_page_of_the_younger_household_too(house: HouseOnDisk) -> None:
    house.at("core").register([NewMember(name="Aicha Ben Ali", born="1984")], address="Markt 1", protected=True)
    house.at("core").register([NewMember(name="Aïsha Benali", born="1984-02-01")])
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await page(sits, "A1002")
        await changes(sits, "This household was registered twice")
        await sits.types("A1001\r")
        await sits.presses("f8")
        assert "A1001 is protected: all of them are from now on." in sits.shows
        await sits.presses("f8")
        assert "✓ They are one now" in sits.place.message and "Markt 1" in sits.shows
        await sits.presses("f4")
        assert "A1002 · 1 person" in sits.shows and "Markt 1" not in sits.shows


async def test_a_person_registered_twice_becomes_one_after_it_is_read_what_changes_and_two_again(
    house: HouseOnDisk,
) -> None:
    members = [NewMember(name="Aicha Ben Ali", born="1984"), NewMember(name="Aïsha Benali", born="1984-02-01")]
    house.at("core").register(members)
    card = house.at("core").issue_card(house.kiosk.house.by_number("A1001.2", house.today))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await page(sits)
        await changes(sits, "Somebody of this household was registered twice")
        await sits.presses("1")
        assert "Aicha (A1001.1) is also known under:" in sits.shows
        await sits.scans(card)
        await sits.presses("f8")
        assert "A1001 counts 1 person instead of 2." in sits.shows and "F8 again saves it." in sits.place.message
        await sits.presses("f8")
        assert "✓ A1001.1 and A1001.2 are one person now." in sits.place.message and "A1001 · 1 person" in sits.shows
        await sits.presses("f4")
        assert "A1001 · 2 persons" in sits.shows
        await changes(sits, "Somebody of this household was registered twice")
        await sits.presses("2")
        await sits.types("A1001.1")
        await sits.presses("f8", "f8")
        assert "A1001 · 1 person" in sits.shows
        await changes(sits, "take them apart")
        assert "stays with whom was registered first" in sits.shows and "A1001.1, A1001.2" in sits.menu[0]
        await sits.presses("1")
        assert "A1001 · 2 persons" in sits.shows
