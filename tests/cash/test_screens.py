"""The till on the screen: opened, used, counted and closed as a volunteer does it."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from kiosk_core import Cents
from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui.widgets.slip_paper import SlipPaper
from tests.tui.conftest import WAIT, Visitor
from tests.tui.test_nothing_cut import Longer, cut

from .stall import open_till, pay


@pytest.fixture
def sits(house: HouseOnDisk) -> Visitor:
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    return Visitor(house)


def paper(sits: Visitor) -> str:
    return str(sits.place.query_one(SlipPaper).query_one(Static).render())


async def test_a_drawer_is_opened_note_by_note_used_and_closed_with_a_difference(
    sits: Visitor, house: HouseOnDisk
) -> None:
    shift = house.at("stall", "volunteer")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Till")
        assert "The till is closed." in sits.shows
        await sits.presses("f8")
        await sits.types("\r\r\r1\r2\r3\r")
        assert "Together: €120.00" in sits.shows
        await sits.presses("f8")
        assert "✓ The till is open." in sits.place.message
        assert "Float" in paper(sits) and "€120.00" in paper(sits)
        await sits.presses("f5")
        assert "✓ It is being printed." in sits.place.message
        await sits.chooses("Put cash in")
        await sits.types("50\rcoins\r")
        await sits.presses("f8")
        assert shift.x().expected == 17000
        await sits.chooses("Take cash out")
        await sits.types("500\rmilk\r")
        await sits.presses("f8")
        assert "€170.00 lies in the drawer." in sits.place.message, "and the form stays"
        await sits.presses("escape", "f4")
        assert "✓ It is taken back." in sits.place.message and shift.x().expected == 12000
        await sits.presses("f8")
        await sits.types("\r\r\r1\r\r")
        await sits.presses("f8")
        assert "There is €70.00 too little." in sits.place.message and shift.drawer() is not None
        await sits.types("two notes stuck")
        await sits.presses("f8")
        assert "✓ The till is closed: A-Z00001." in sits.place.message
        await sits.presses("f6")
        assert "two notes stuck" in paper(sits)
    z = shift.z("A-Z00001")
    assert (z.counted, z.difference, z.noted, z.coins) == (5000, -7000, True, ((5000, 1),))


async def test_a_drawer_in_which_nothing_was_counted_is_opened_by_no_press_too_many(
    sits: Visitor, house: HouseOnDisk
) -> None:
    shift = house.at("stall", "volunteer")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Till")
        await sits.presses("f8", "f8")
        assert shift.drawer() is None
        assert sits.place.message == "Nothing is counted. Is the drawer empty? Then press F8 again."
        await sits.types("1")
        assert sits.place.message == ""
        await sits.presses("backspace", "f8")
        assert shift.drawer() is None, "asked anew"
        await sits.presses("f8")
        opened = shift.drawer()
        assert opened is not None and opened.float == 0


async def test_a_drawer_in_which_less_lies_than_was_left_there_asks_once_why_and_says_so_on_x_and_z(
    sits: Visitor, house: HouseOnDisk
) -> None:
    shift = open_till(house, 5000)
    shift.close_till(Cents(6560), note="found")
    house.later(days=1)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Till")
        assert "The till is closed. €65.60 should lie in it." in sits.shows
        await sits.presses("f8")
        assert "Together: €0.00. Should lie there: €65.60." in sits.shows
        await sits.presses("f8")
        assert shift.drawer() is None
        assert sits.place.message == "There is €65.60 too little. Count again, or say why. F8 again opens the till."
        await sits.types("the bag went to the bank")
        await sits.presses("f8")
        assert "✓ The till is open." in sits.place.message
        assert "Should have lain there: €65.60" in paper(sits) and "Difference at opening: " in paper(sits)
        assert "the bag went to the bank" in paper(sits)
    z = shift.close_till(Cents(0))
    assert (z.left_there, z.off_at_opening, z.difference) == (6560, -6560, 0)


async def test_what_was_left_in_the_drawer_opens_it_without_a_question(sits: Visitor, house: HouseOnDisk) -> None:
    open_till(house, 5000).close_till(Cents(5000))
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Till")
        await sits.presses("f8")
        await sits.types("\r\r\r1\r")
        await sits.presses("f8")
        assert "✓ The till is open." in sits.place.message and "Difference at opening" not in paper(sits)


async def test_what_was_counted_at_the_closing_is_handed_over_before_the_till_is_opened_again(
    sits: Visitor, house: HouseOnDisk
) -> None:
    open_till(house, 15000).close_till(Cents(21560), note="sold a lot")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Till")
        await sits.chooses("Hand over to finance")
        await sits.types("65,60\rKS-0042\rLies\rJan\r")
        await sits.presses("f8")
        assert "✓ It is noted." in sits.place.message
        assert "The till is closed. €150.00 should lie in it." in sits.shows


async def test_a_finger_that_trembles_closes_no_till_with_a_wrong_count(sits: Visitor, house: HouseOnDisk) -> None:
    shift = open_till(house, 5000)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Till")
        await sits.presses("f8")
        await sits.types("9")
        await sits.types_ahead(*["f8"] * 5)
        assert "There is €4,450.00 too much. Count again" in sits.place.message and shift.drawer() is not None
        await sits.presses("f8")
        assert "✓ The till is closed" in sits.place.message


async def test_a_piece_of_a_coin_is_not_counted(sits: Visitor, house: HouseOnDisk) -> None:
    shift = open_till(house, 5000)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Till")
        await sits.presses("f8")
        await sits.types("2,5")
        assert "type how many of €500.00 there are." in sits.place.message and "€12,500" not in sits.shows
        await sits.presses("f8")
        assert shift.drawer() is not None
        await sits.presses("backspace", "backspace")
        assert sits.place.message == "" and "Together: €1,000.00" in sits.shows


async def test_what_was_counted_is_not_lost_by_one_escape(sits: Visitor, house: HouseOnDisk) -> None:
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Till")
        await sits.presses("f8")
        await sits.types("3\r")
        await sits.presses("escape")
        assert "Together: €1,500.00" in sits.shows
        assert sits.place.message == "What is counted would be lost. Esc again leaves all the same."
        await sits.presses("escape")
        assert "The till is closed." in sits.shows
        await sits.presses("f8", "escape")
        assert "The till is closed." in sits.shows, "with nothing counted nothing is asked"


async def test_a_till_of_yesterday_says_so_first_and_is_closed_with_its_own_day(
    sits: Visitor, house: HouseOnDisk
) -> None:
    shift, yesterday = open_till(house, 5000), house.today
    house.later(days=1)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Till")
        assert f"The till of {yesterday:%d/%m/%Y} was not closed." in sits.shows
        assert [line for line in sits.menu if "cash" in line] == []
        await sits.presses("f8")
        await sits.types("\r\r\r1\r")
        await sits.presses("f8")
        assert "✓ The till is closed" in sits.place.message
        await sits.presses("f8")
        assert "Counted by" in sits.shows
    assert shift.last_closings()[0].day == yesterday


async def test_earlier_closings_are_read_and_printed_as_a_copy(sits: Visitor, house: HouseOnDisk) -> None:
    shift = open_till(house)
    pay(shift, 1000)
    shift.close_till(Cents(16000))
    house.later(days=1)
    shift.open_till(Cents(100))
    shift.close_till(Cents(100))
    async with sits.app.run_test(size=(120, 40)) as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Till")
        await sits.chooses("Earlier closings")
        assert ["A-Z00002" in sits.rows[0], "A-Z00001" in sits.rows[1]] == [True, True]
        await sits.presses("down")
        assert "Z report A-Z00001" in paper(sits) and "Things sold" in paper(sits)
        await sits.presses("f5")
    assert house.kiosk.house.rows("SELECT what FROM local_spool ORDER BY id DESC LIMIT 1") == [("copy",)]


async def test_a_counter_without_a_drawer_has_no_till(sits: Visitor, house: HouseOnDisk) -> None:
    house.at("core").change_counter("balie", None, has_drawer=False)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("volunteer")
        assert [line for line in sits.menu if "Till" in line] == []


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_no_screen_of_the_till_cuts_what_it_says(
    sits: Visitor, house: HouseOnDisk, size: tuple[int, int]
) -> None:
    shift = open_till(house)
    shift.close_till(Cents(1))
    shift.open_till(Cents(15000))
    sits.app.words = Longer()
    found: list[str] = []
    seen: set[str] = set()
    async with sits.app.run_test(size=size) as sits.pilot:
        await sits.enters("coordinator")
        sits.app.open("till:TillScreen", sits.app.shift_for("stall"))
        await sits.settles()
        for key in ("", *(line.split()[0] for line in sits.menu), "f8"):
            if key:
                await sits.presses(key)
            seen.add(type(sits.place).__name__)
            found += cut(sits)
            await sits.presses("f1")
            found += cut(sits)
            await sits.presses("escape", *(["escape"] if key else []))
    assert found == []
    assert seen == {"TillScreen", "TillFormScreen", "ClosingsScreen", "CoinsScreen"}
