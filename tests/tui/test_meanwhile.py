"""Somebody is forgotten at one screen while another shows them."""

from __future__ import annotations

from kiosk_core.testing import HouseOnDisk

from .conftest import Visitor
from .test_office import at

NAME = "Zephyrina"
GONE = "This client has just been forgotten."


async def test_a_name_leaves_every_screen_when_it_is_forgotten_at_another(house: HouseOnDisk) -> None:
    known, page = house.with_household(name=NAME), house.with_household(name=f"{NAME} Two")
    house.with_household(name=f"{NAME} Three")
    other = house.again()
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter("coordinator")
        await sits.scans(known.card)
        assert NAME in sits.shows
        other.at("core").forget("A1001", "request")
        await sits.passes(1)
        assert NAME not in sits.shows and sits.place.message == GONE and sits.look == "ready"
        await sits.presses("f10")
        await sits.chooses("Office")
        await sits.chooses("Clients")
        await sits.types(f"{page.client.number}\r")
        await sits.settles()
        assert NAME in sits.shows
        other.at("core").forget("A1002", "request")
        await sits.passes(1)
        assert NAME not in sits.shows and sits.place.message == "A1002 is not known here."
        await sits.types("Zeph")
        assert "enter" in dict(sits.keys())
        other.at("core").forget("A1003", "request")
        await sits.passes(1)
        assert "enter" not in dict(sits.keys())
    other.close()


async def test_the_list_that_somebody_was_found_in_shows_them_no_more_after_forgetting(house: HouseOnDisk) -> None:
    house.with_household(name=NAME)
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Clients")
        await sits.types("Zeph\r")
        await sits.settles()
        await sits.presses("f9")
        await sits.chooses("Forget")
        await sits.chooses("The household A1001")
        await sits.types("A1001")
        await sits.presses("f8")
        assert sits.place.message.startswith("✓ Forgotten.")
        assert "enter" not in dict(sits.keys()), "who was forgotten may still be chosen"


async def test_last_traces_go_with_a_key_once_the_other_program_lets_them(house: HouseOnDisk) -> None:
    house.with_household(name=NAME)
    other = house.again()
    other.kiosk.store.db.execute("BEGIN")
    other.kiosk.house.rows("SELECT count(*) FROM core_person")
    assert not house.at("core").forget("A1001", "request").gone
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "How long we keep")
        await sits.presses("f7")
        assert sits.place.message == "Another program still has the house open. Close it, and try again."
        other.kiosk.store.db.execute("ROLLBACK")
        await sits.presses("f7")
        assert sits.place.message == "✓ The last traces are gone from this PC."
        assert "f7" not in dict(sits.keys()) and "pending" not in sits.shows
    other.close()
