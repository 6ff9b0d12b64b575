"""The sign-in counter and the list of sessions on a screen, as a volunteer uses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import kiosk_einclusie
import kiosk_kapstok
import pytest
from kiosk_einclusie import sessions

from kiosk_core.testing import HouseOnDisk
from tests.kapstok.told import sell
from tests.tui.conftest import WAIT, Visitor

from .told import PROJECT, planned


@pytest.fixture
def sits(house: HouseOnDisk) -> Iterator[Visitor]:
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    yield Visitor(house)


async def test_a_scan_is_a_welcome_and_needs_no_key(house: HouseOnDisk, sits: Visitor) -> None:
    planned(house, capacity=12)
    fatima = house.with_household(adults=2)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        assert "Open help desk" in sits.shows
        await sits.scans(fatima.card)
        assert sits.look == "done"
        assert "Fatima" in sits.shows and "1 of 12 seats" in sits.shows
        assert "5 persons" not in sits.shows and "(age" not in sits.shows
        await sits.scans(fatima.card)
        assert "0 of 12 seats" in sits.shows
    assert sessions.around(house.at(PROJECT))[0].came == 1


async def test_a_visitor_without_a_name_is_one_key_and_an_age_one_more(house: HouseOnDisk, sits: Visitor) -> None:
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.presses("f3")
        assert sits.look == "done" and "1 visitor is inside" in sits.shows
        await sits.presses("f7")
        assert "✓ 65+ years is noted." in sits.place.message
        shown = sits.keys()
        assert "f7" not in shown
        await sits.presses("f3")
        assert "2 visitors are inside" in sits.shows
    assert house.kiosk.house.rows("SELECT band FROM einclusie_band") == [("65+",)]


async def test_a_finger_that_trembles_counts_one_visitor(house: HouseOnDisk, sits: Visitor) -> None:
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.types_ahead("f3", "f3", "f3")
        assert sits.place.message == "One visitor is counted. Is there another? Then press F3 once more."
        assert sits.look == "done" and len(attended(house)) == 1
        await sits.passes(1)
        await sits.presses("f3")
        assert sits.look == "done" and len(attended(house)) == 2


async def test_a_receipt_of_the_shop_says_what_it_is_and_where_it_belongs(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [kiosk_einclusie, kiosk_kapstok])
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    house.set("kapstok.vat", "outside_scope")
    sell(house, "jas")
    ((receipt,),) = house.kiosk.house.rows("SELECT code FROM core_code WHERE kind='receipt'")
    sits = Visitor(house, project=PROJECT)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.scans(receipt)
        assert "This is a receipt of Second-hand shop, no card." in sits.shows, "code core.receipt"
        assert "Receipts are scanned at the counter of Second-hand shop. Here: the card, or a name." in sits.shows
        sits.app.to_counter(None, house.kiosk.plugins.projects["kapstok"])
        await sits.settles()
        await sits.send_quickly(receipt + "\r")
        assert "BackScreen" in type(sits.place).__name__, "what was refused there is heard here at once"
    house.close()


async def test_a_borrowed_card_is_moved_to_who_really_came(house: HouseOnDisk, sits: Visitor) -> None:
    fatima = house.with_household(adults=2)
    other = fatima.client.members[1].person
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.scans(fatima.card)
        await sits.presses("f6")
        await sits.presses("down", "enter")
        assert sits.look == "done" and fatima.client.members[1].number in sits.shows
    assert house.kiosk.house.rows("SELECT person FROM einclusie_attended") == [(other,)]


async def test_a_card_of_their_own_household_is_moved_when_a_colleague_says_yes(
    house: HouseOnDisk, sits: Visitor
) -> None:
    fatima = house.with_household(adults=2)
    other = fatima.client.members[1].person
    house.at("core").link_volunteer("volunteer", other)
    house.at("core").welcome("Mia", ["volunteer"], "4444", cost=1)
    house.kiosk.sign_in("Mia", "4444", project=PROJECT)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.scans(fatima.card)
        await sits.presses("f8")
        await sits.signs_in("Mia", "4444")
        assert sits.look == "done" and "Fatima" in sits.shows
        await sits.presses("f6", "down", "enter")
        assert "A second volunteer confirms this one." in sits.shows
        await sits.presses("escape")
        assert attended(house) == [(fatima.client.members[0].person,)], "nobody said yes: it stays as it was"
        await sits.presses("f6", "down", "enter")
        await sits.signs_in("Mia", "4444")
        assert sits.look == "done" and fatima.client.members[1].number in sits.shows
    assert attended(house) == [(other,)]


def attended(house: HouseOnDisk) -> list[tuple[object, ...]]:
    """Persons who were signed in."""
    return house.kiosk.house.rows("SELECT person FROM einclusie_attended")


async def test_a_full_house_says_so_without_alarm(house: HouseOnDisk, sits: Visitor) -> None:
    planned(house, capacity=1)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.presses("f3", "f3")
        assert sits.look == "read"
        assert "The seat is taken. Ask to wait until somebody goes home." in sits.shows


async def test_a_wrong_scan_is_taken_back(house: HouseOnDisk, sits: Visitor) -> None:
    fatima = house.with_household()
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.scans(fatima.card)
        await sits.presses("f4", "f8")
        assert "✓ Taken back." in sits.place.message
    assert house.kiosk.house.number("SELECT count(*) FROM einclusie_attended") == 0


async def test_without_fast_mode_enter_signs_in(house: HouseOnDisk, sits: Visitor) -> None:
    house.set("core.fast", "einclusie.sign_in=off")
    fatima = house.with_household()
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.scans(fatima.card)
        assert (sits.look, sits.keys()["enter"]) == ("yes", "Sign the visitor in")
        await sits.presses("enter")
        assert sits.look == "done"


async def test_sessions_are_planned_opened_closed_and_cancelled_by_key(house: HouseOnDisk, sits: Visitor) -> None:
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Digital help: sessions")
        assert "Nothing is planned" in sits.shows
        await sits.presses("f5")
        for text in ("\r", "13\r", "16\r", "3\r", "8\r"):
            await sits.types(text)
        await sits.presses("f8")
        assert sits.place.message.startswith("✓ 3 sessions are planned.")
        await sits.presses("f4")
        assert sits.place.message == "✓ Taken back." and "Nothing is planned" in sits.shows
        await sits.presses("f5")
        for text in ("\r", "13\r", "16\r", "3\r", "8\r"):
            await sits.types(text)
        await sits.presses("f8")
        await sits.presses("enter")
        assert "✓ Open: Open help desk" in sits.place.message
        await sits.presses("f8")
        assert "✓ Closed. 0 visitors came." in sits.place.message
        await sits.presses("down", "delete")
        assert "✓ Cancelled: Open help desk, 02/12/2026" in sits.place.message
    found = sessions.around(house.at(PROJECT))
    assert [(one.condition, one.begins, one.capacity) for one in found] == [
        ("closed", "13:00", 8), ("cancelled", "13:00", 8), ("planned", "13:00", 8),
    ]  # fmt: skip


async def test_a_volunteer_sees_no_planning(house: HouseOnDisk, sits: Visitor) -> None:
    planned(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: sessions")
        shown = sits.keys()
        assert "f5" not in shown and "delete" not in shown and shown["enter"] == "Open it"
