"""The counter: a scan, a verdict, one key, done; and everything that may go otherwise."""

from __future__ import annotations

import pytest

from kiosk_core.domain.cards import grouped
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui.widgets.letters import drawn

from .conftest import Visitor


def acts(house: HouseOnDisk, kind: str = "toy.bread_given") -> int:
    return sum(event.kind == kind for event in house.kiosk.last_events(50))


async def test_a_card_is_scanned_read_and_handed_over_by_one_key(house: HouseOnDisk) -> None:
    card = house.with_household(adults=2, children=("2019-04-01",), enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        assert sits.look == "yes"
        assert "Fatima" in sits.shows and "3 persons" in sits.shows and "3 loaves" in sits.shows
        assert "✓" not in sits.shows and acts(house) == 0
        await sits.presses("enter")
        assert sits.look == "done" and "✓ Bread is recorded." in sits.shows
        assert acts(house) == 1


async def test_the_ages_that_a_volunteer_reads_are_of_everybody_who_is_counted(house: HouseOnDisk) -> None:
    card = house.with_household(children=("2019-04-01", "unknown", "0-17@2026-11-25"), enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test(size=(120, 40)) as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        assert "4 persons (age 18-64: 1, 3-11: 1, 0-17: 1, not known: 1)" in sits.shows


async def test_a_verdict_of_yesterday_is_asked_anew_before_anything_is_written(house: HouseOnDisk) -> None:
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        house.later(hours=15)
        await sits.presses("enter")
        assert "a new day has begun" in sits.shows and sits.look == "yes" and acts(house) == 0
        await sits.presses("enter")
        assert [event.day for event in house.kiosk.last_events(1)] == [house.today]


async def test_an_ask_is_confirmed_by_its_own_key_only(house: HouseOnDisk) -> None:
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        await sits.presses("enter")
        for attempt in ("enter", "f5", "f6"):
            await sits.scans(card)
            assert sits.look == "read"
            await sits.presses(attempt)
        await sits.scans(card)
        await sits.passes(1000)
        assert acts(house) == 1
        await sits.signs_in("volunteer", "1111")
        await sits.scans(card)
        await sits.presses("f8")
        assert acts(house) == 2


async def test_ask_refused_and_unknown_look_alike(house: HouseOnDisk) -> None:
    refused = house.with_household(name="Jan Peeters").card
    asked = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    looks = []
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(asked)
        await sits.presses("enter")
        for code in (asked, refused, "BCDEFGHIJKLNPRSTU"):
            await sits.scans(code)
            looks.append((sits.look, sits.place.query_one("#verdict-word").text))  # type: ignore[attr-defined]
    assert len(set(looks)) == 1


async def test_a_lost_card_says_search_by_name_and_never_whose_it_was(house: HouseOnDisk) -> None:
    known = house.with_household(enrolled=("toy",))
    house.at("toy").stop_card(known.card, "lost")
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(known.card)
        assert "This card is not known any more. Search by name." in sits.shows
        assert "Fatima" not in sits.shows and known.client.number not in sits.shows


async def test_the_name_is_typed_and_chosen_and_leaves_a_trace(house: HouseOnDisk) -> None:
    house.with_household(enrolled=("toy",))
    house.with_household(name="Fatma Demir", enrolled=("toy",))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.types("fat")
        await sits.presses("down", "enter")
        assert sits.look == "yes" and "Fatma" in sits.shows
        assert acts(house, "core.client_looked_at") == 1
        await sits.types("a1001")
        await sits.presses("enter")
        assert "Fatima" in sits.shows


async def test_the_code_under_the_qr_is_typed_by_hand_when_the_scanner_is_broken(house: HouseOnDisk) -> None:
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.types(grouped(card).lower())
        assert "Nobody is found" not in sits.shows and sits.keys()["enter"] == "This card"
        await sits.presses("enter")
        assert sits.look == "yes" and "Fatima" in sits.shows


async def test_what_is_due_is_paid_or_owed_by_one_key(house: HouseOnDisk) -> None:
    house.set("toy.price", "1,98")
    cards = [house.with_household(enrolled=("toy",)).card for _ in range(2)]
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        for card, key in zip(cards, ("f5", "f6"), strict=True):
            await sits.scans(card)
            assert "To pay: €1.98" in sits.shows
            assert sits.keys()["f5"] == "Paid: €2.00"
            await sits.presses("enter")
            assert sits.look == "yes"
            await sits.presses(key)
            assert sits.look == "done"
    found = house.kiosk.house.rows("SELECT means, cents FROM core_money ORDER BY means")
    assert found == [("cash", 200), ("owed", 198), ("rounding", 2)]


async def test_undo_says_what_to_take_back(house: HouseOnDisk) -> None:
    house.set("toy.price", "2")
    known = house.with_household(adults=2, enrolled=("toy",))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(known.card)
        await sits.presses("f5", "f4")
        assert "Fatima" not in sits.shows
        await sits.presses("f8")
        assert sits.place.message == "✓ Taken back. Ask back: 2 loaves, 2 × Pot of jam. Give back €2.00."
    assert house.at("toy").last_served() == []


async def test_it_was_for_somebody_else_is_moved_in_one_step(house: HouseOnDisk) -> None:
    wrong, right = (house.with_household(name=name, enrolled=("toy",)) for name in ("Jan Peeters", "Amina Diallo"))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(wrong.card)
        await sits.presses("enter", "f4", "f6")
        assert "Who was it for?" in sits.shows
        await sits.scans(right.card)
        await sits.presses("enter")
        assert sits.look == "done"
    (left,) = house.at("toy").last_served()
    assert right.client.number.startswith(left.number)


async def test_somebody_without_a_card_is_three_digits(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.presses("f3")
        await sits.types("210\r")
        assert sits.look == "yes" and "3 persons" in sits.shows
        await sits.presses("enter")
        assert acts(house, "toy.walk_in_helped") == 1


async def test_three_digits_in_a_bunch_find_their_three_fields(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.presses("f3")
        # A busy machine hands them over together: the third went nowhere when the focus was still on its way.
        await sits._send("123\r", 0.05)
        await sits.settles()
        assert "6 persons" in sits.shows


async def test_a_name_leaves_the_screen_after_a_while_and_at_typing(house: HouseOnDisk) -> None:
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        await sits.passes(59)
        assert "Fatima" in sits.shows
        await sits.passes(2)
        assert "Fatima" not in sits.shows and sits.look == "ready"
        await sits.scans(card)
        await sits.types("x")
        assert "Fatima" not in sits.shows


async def test_fast_mode_records_what_asks_and_costs_nothing(house: HouseOnDisk) -> None:
    house.set("core.fast", "toy.bread=on")
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        assert sits.look == "done" and acts(house) == 1
        await sits.scans(card)
        assert sits.look == "read" and acts(house) == 1


async def test_a_plugin_that_does_not_work_is_named_in_the_last_line_until_it_works_again(house: HouseOnDisk) -> None:
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        house.set("toy.second", "broken")
        await sits.scans(card)
        await sits.passes(1)
        assert sits.look == "read" and "Does not work: Bread" in sits.app.state
        assert "Amina" not in sits.app.state
        house.set("toy.second", "no")
        await sits.scans(card)
        await sits.passes(1)
        assert sits.look == "yes" and "Does not work" not in sits.app.state


async def test_a_slip_is_offered_of_what_has_something_to_say(house: HouseOnDisk) -> None:
    house.set("core.printer", "file:/dev/null", counter="balie")
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        await sits.presses("enter")
        assert sits.keys()["f9"] == "Slip"
        await sits.presses("f3")
        await sits.types("100\r")
        await sits.presses("enter")
        assert sits.look == "done" and not sits.keys().get("f9"), "a walk-in has no line on paper"


def _without_a_printer(house: HouseOnDisk) -> None:
    """Two slips of before, tried while the counter had no printer; now it has one."""
    shift = house.at("toy", "volunteer")
    for _ in range(2):
        act = shift.record(shift.scan(house.with_household(enrolled=("toy",)).card).offers[0])
        shift.print_slip(act.id, "toy.bread")
    house.at("core").print_again(ENGLISH)
    assert shift.queue_state().failed == 2
    house.set("core.printer", "file:/dev/null", counter="balie")


@pytest.mark.parametrize(
    ("key", "says"), [("1", "2 slips are on their way."), ("2", "✓ 2 slips are dropped.")], ids=["printed", "dropped"]
)
async def test_what_waited_before_there_was_a_printer_is_printed_or_dropped_by_a_key(
    house: HouseOnDisk, key: str, says: str
) -> None:
    _without_a_printer(house)
    sits = Visitor(house)
    async with sits.app.run_test(size=(120, 40)) as sits.pilot:
        await sits.at_counter()
        assert "2 slips could not be printed." in sits.app.state
        assert sits.keys()["f11"] == "Slips not printed"
        await sits.presses("f11", key)
        assert sits.place.message == says and not sits.keys().get("f11")
        assert "could not be printed" not in sits.app.state


async def test_another_service_is_for_the_one_client_and_the_next_gets_the_usual_one(house: HouseOnDisk) -> None:
    hungry = house.with_household(name="An Claes")
    cards = [house.with_household(enrolled=("toy",)).card for _ in range(2)]
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(hungry.card)
        assert sits.look == "read" and sits.keys()["f7"] == "Emergency bread"
        await sits.presses("f7", "enter")
        assert sits.look == "done" and acts(house, "toy.walk_in_helped") == 1
        await sits.scans(cards[0])
        await sits.presses("enter")
        assert "✓ Bread is recorded." in sits.shows
        await sits.presses("f7", "escape")
        await sits.presses("f7")
        assert sits.look == "ready" and "Emergency bread" in sits.shows, "asked for before the next one stands here"
        await sits.scans("BCDEFGHIJKLNPRSTU")
        await sits.types("an cl")
        await sits.presses("enter")
        assert "Emergency bread" in sits.shows, "a card that cannot be read is nobody"
        await sits.scans(cards[1])
        await sits.presses("enter")
    assert (acts(house), acts(house, "toy.walk_in_helped")) == (2, 1)


async def test_in_the_plain_look_how_many_and_how_much_are_drawn_and_the_look_changes_what_stands_there(
    house: HouseOnDisk,
) -> None:
    house.set("toy.price", "2")
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        assert "2 × Pot of jam" in sits.shows and "To pay: €2.00" in sits.shows
        sits.app.wear("plain")
        sits.place.on_screen_resume()
        await sits.settles()
        large = [line for word in ("2×", "€2.00") for line in drawn(word)]
        assert "POT OF JAM" in sits.shows and all(line in sits.shows for line in large)


async def test_markup_in_a_name_is_shown_as_it_is(house: HouseOnDisk) -> None:
    card = house.with_household(name="[red]x[/]", enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        assert "[red]x[/]" in sits.shows and "[b]nuts[/b]" in sits.shows
        await sits.types("red")
        svg = sits.app.export_screenshot()
        assert "[red]x[/]" in svg.replace("&#160;", " ")
