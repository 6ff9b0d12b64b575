"""The coordinator's lists on the screen: emergency slips to take up, contributions to pay."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kiosk_foodbank import contribution, emergency

from kiosk_core.testing import HouseOnDisk
from tests.tui.conftest import WAIT, Visitor

from .test_paper import entered
from .told import collect


@asynccontextmanager
async def office(house: HouseOnDisk, letter: str) -> AsyncIterator[Visitor]:
    """A coordinator before the list with that letter."""
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Office")
        await sits.presses(letter)
        yield sits


async def test_a_slip_is_taken_up_by_its_own_key_and_put_back_by_another(house: HouseOnDisk) -> None:
    shift = house.at("foodbank")
    offer = shift.decide(None, "foodbank.emergency", asked={"adults": 2}).offers[0]
    shift.record(emergency.with_call_back(offer, "0470 12 34 56"))
    async with office(house, "s") as sits:
        assert "1 slip waits" in sits.shows and "0470 12 34 56" in sits.rows[0]
        await sits.presses("enter")
        assert len(emergency.open_signals(house.kiosk.house)) == 1
        await sits.presses("f8")
        assert "0 slips wait" in sits.shows and emergency.open_signals(house.kiosk.house) == []
        await sits.presses("f8", "f4")
        assert "1 slip waits" in sits.shows and len(emergency.open_signals(house.kiosk.house)) == 1


async def test_what_is_owed_is_paid_in_cash_all_of_it_or_a_part(house: HouseOnDisk) -> None:
    house.set("foodbank.contribution", "5")
    known = house.with_household(enrolled=("foodbank",))
    shift = house.at("foodbank", "volunteer")
    shift.record(shift.scan(known.card).offers[0])
    async with office(house, "b") as sits:
        assert "Still to pay: €5.00" in sits.shows and known.client.number.partition(".")[0] in sits.rows[0]
        await sits.presses("enter", *["backspace"] * 4)
        await sits.types("2,50")
        await sits.presses("f5")
        assert "✓ €2.50 is paid." in sits.place.message and "Still to pay: €2.50" in sits.shows
        await sits.presses("enter", *["backspace"] * 4)
        await sits.types("9")
        await sits.presses("f7", "1")
        assert "type €2.50, or less." in sits.place.message, "a card pays what is owed and gives no change"
        await sits.presses("escape", "escape")
        await sits.chooses("Clients")
        await sits.scans(known.card)
        await sits.presses("b", "f5")
        assert "Still to pay" not in sits.shows
    assert contribution.debts(house.at("foodbank")) == []


async def test_a_note_for_an_old_contribution_gives_change_and_the_coins_are_rounded(house: HouseOnDisk) -> None:
    house.set("foodbank.contribution", "1,52")
    house.set("core.rounding", "foodbank.contribution=on")
    shift = house.at("foodbank", "volunteer")
    for name in ("Fatima", "Omar"):
        shift.record(shift.scan(house.with_household(name=name, enrolled=("foodbank",)).card).offers[0])
    async with office(house, "b") as sits:
        await sits.presses("enter")
        assert "€1.52 still to pay, in cash €1.50" in sits.shows
        await sits.presses(*["backspace"] * 4)
        await sits.types("5")
        await sits.presses("f5")
        assert sits.place.message == "✓ €1.50 is paid. Give back: €3.50"
        await sits.presses("enter", "f5")
        assert sits.place.message == "✓ €1.50 is paid.", "all of it, in coins"
        assert "Still to pay: €0.00" in sits.shows
    assert contribution.debts(house.at("foodbank")) == []


async def test_a_contribution_is_paid_by_card_at_the_counter_and_afterwards(house: HouseOnDisk) -> None:
    house.set("foodbank.contribution", "5,02")
    house.set("core.rounding", "foodbank.contribution=on")
    first, second = (house.with_household(name=name, enrolled=("foodbank",)) for name in ("Fatima", "Omar"))
    shift = house.at("foodbank", "volunteer")
    shift.record(shift.scan(second.card).offers[0])
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.scans(first.card)
        assert sits.keys()["f7"] == "Card or app"
        await sits.presses("f7", "1")
        assert "Paid: €5.02" in sits.shows, "a card pays to the cent"
    house.set("core.payments", "wero=qr")
    async with office(house, "b") as sits:
        await sits.presses("enter")
        assert sits.keys()["f7"] == "Wero"
        await sits.presses("f7")
        assert "Still to pay: €0.00" in sits.shows
    moved = "SELECT means, name, cents FROM core_money WHERE means IN ('card', 'qr') ORDER BY means"
    assert house.kiosk.house.rows(moved) == [("card", "bancontact", 502), ("qr", "wero", 502)]


async def test_a_line_of_a_paper_list_is_counted_as_paid_or_as_still_to_pay(house: HouseOnDisk) -> None:
    house.set("foodbank.contribution", "2")
    wednesday = house.today
    twice = [house.with_household(name=name, enrolled=("foodbank",)) for name in ("Fatima", "Omar")]
    for known in twice:
        collect(house, known)
    house.later(days=1)
    for known in twice:
        entered(house, known, wednesday)
    async with office(house, "p") as sits:
        assert "2 lines wait" in sits.shows
        assert (sits.keys()["f8"], sits.keys()["f6"]) == ("Handed over, still to pay", "Handed over and paid")
        began = open_cents(house)
        await sits.presses("f6")
        assert open_cents(house) == began, "it was paid"
        await sits.presses("f8")
        assert "0 lines wait" in sits.shows
    assert open_cents(house) == began + 200, "only the one that was not paid"


def open_cents(house: HouseOnDisk) -> int:
    """What all households together still owe."""
    return sum(one.cents for one in contribution.debts(house.at("foodbank")))


async def test_a_volunteer_sees_neither_list(house: HouseOnDisk) -> None:
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("volunteer")
        assert not [line for line in sits.menu if "Office" in line]
        await sits.presses("b", "s")
        assert "Today" in sits.shows
