"""The till on a screen: keys, scans, change, what is put aside, and what survives a power cut."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from kiosk_kapstok import prices
from kiosk_kapstok.screens.field import TillField
from kiosk_kapstok.screens.goods import Goods
from kiosk_kapstok.screens.till import TillScreen
from textual import events
from textual.widgets import Digits, Input, OptionList

from kiosk_core.testing import HouseOnDisk, Known
from tests.tui.conftest import WAIT, Visitor
from tests.tui.test_nothing_cut import Tour

from .told import open_till

AZERTY = str.maketrans("1234567890", "&é\"'(§è!çà")


@asynccontextmanager
async def at_the_till(house: HouseOnDisk, who: str = "volunteer") -> AsyncIterator[Visitor]:
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    open_till(house)
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter(who)
        yield sits


def total(sits: Visitor) -> str:
    return str(sits.place.query_one(Digits).value)


def basket(sits: Visitor) -> list[str]:
    there = sits.place.query_one("#basket", OptionList).options
    return [" ".join(str(one.prompt).split()) for one in there if not one.disabled]


def sold(house: HouseOnDisk) -> list[tuple[object, ...]]:
    return house.kiosk.house.rows("SELECT category, pieces, grams, net FROM kapstok_line ORDER BY event, place")


def voided(house: HouseOnDisk) -> list[str]:
    """What each voiding keeps."""
    found = house.kiosk.house.rows(
        "SELECT kept FROM event JOIN kind ON kind.n=event.kind WHERE kind.name='core.voided'"
    )
    return [kept for (kept,) in found]


def half_price(house: HouseOnDisk) -> Known:
    house.set("kapstok.percent", "50")
    return house.with_household(2, enrolled=("kapstok",))


async def test_a_sale_of_three_lines_in_cash_takes_at_most_12_keys_and_1_scan(house: HouseOnDisk) -> None:
    fatima = half_price(house)
    async with at_the_till(house) as sits:
        keys = ["j", "3", "k", "b", "enter", "f7"]  # the card, three lines, pay, a note of ten
        await sits.scans(fatima.card)
        for key in keys:
            await sits.presses(key)
        assert isinstance(sits.place, TillScreen)
        assert (total(sits), sits.place.message) == ("€5.50", "✓ Sold. Receipt A-2026-000001.")
        assert "Give back" in sits.shows
    assert len(keys) <= 12
    assert sold(house) == [("jas", 1, 0, 200), ("kindertrui", 3, 0, 150), ("broek", 1, 0, 100)]


async def test_a_letter_is_written_over_the_till_and_lays_nothing_out_anew(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        for key in ("j", "enter", "f5"):
            await sits.presses(key)
        assert sits.place.message == "✓ Sold. Receipt A-2026-000001."
        laid_out = list[object]()
        sits.place.screen_layout_refresh_signal.subscribe(sits.place, laid_out.append)
        for key in ("j", "k", "j"):
            await sits.presses(key)
        assert (len(basket(sits)), sits.place.message, laid_out) == (3, "", [])


async def test_weights_open_prices_and_changed_prices_are_typed_before_the_key(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.types("2,4w1,50o")
        assert basket(sits) == ["2.4 kg Kledij per kilo €4.80", "1 × Iets anders €1.50"]
        await sits.presses("w")
        assert "type the weight first" in sits.place.message
        await sits.types("jj")
        assert basket(sits)[2] == "2 × Jas €8.00"
        await sits.types("3,50")
        await sits.presses("f5")
        assert (basket(sits)[2], total(sits)) == ("2 × Jas €7.00", "€13.30")
        await sits.types("9")
        await sits.presses("f5")
        assert "ask the coordinator" in sits.place.message
        await sits.types("3")
        assert sits.place.query_one(TillField).value == "3", "typed anew, not behind what was wrong"
        await sits.presses("escape", "up", "delete")
        assert basket(sits) == ["2.4 kg Kledij per kilo €4.80", "2 × Jas €7.00"]
        await sits.presses("z")
        assert sits.place.message == "No category has the letter Z."


async def test_digits_of_a_belgian_keyboard_count_without_shift(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.types('"k')
        assert basket(sits) == ["3 × Kindertrui €3.00"]


async def test_the_card_comes_at_any_moment_and_the_line_says_why(house: HouseOnDisk) -> None:
    fatima, omar = half_price(house), house.with_household(name="Omar")
    async with at_the_till(house) as sits:
        await sits.types("j")
        await sits.scans(fatima.card)
        assert basket(sits) == ["1 × Jas €2.00 50 % for clients"]
        assert "Fatima" in sits.shows and "50 % discount." in sits.shows
        await sits.passes(61)
        assert "Fatima" not in sits.shows and "A1001.1" in sits.shows
        await sits.scans(omar.card)
        assert "The sale goes on at the usual prices." in sits.shows and total(sits) == "€4.00"
        assert "50 % discount." not in sits.shows, "what does not hold for them is not said"
        await sits.presses("f3", "f3")
        await sits.types("fatim")
        await sits.presses("enter")
        assert total(sits) == "€2.00"
        await sits.scans("BCDEFGHIJKLNPRSTU")
        assert total(sits) == "€2.00"


async def test_the_free_shop_asks_a_card_first_and_says_when_somebody_is_welcome_again(house: HouseOnDisk) -> None:
    house.set("kapstok.mode", "free")
    amina = house.with_household(2, enrolled=("kapstok",))
    async with at_the_till(house) as sits:
        assert "This is a shop with a customer card.\nScan a card that has a visit left this month" in sits.shows
        await sits.scans(amina.card)
        assert "Free shop: 1 visit left this month." in sits.shows
        await sits.types("2j")
        assert ("Pieces" in sits.shows, total(sits)) == (True, "2"), "pieces instead of prices"
        assert "€" not in str(sits.place.query_one(Goods).render())
        await sits.presses("enter", "enter")
        assert sits.place.message == "✓ 2 pieces go along. Nothing is to be paid." and total(sits) == "2"
        await sits.scans(amina.card)
        assert "The visits of this month are used. Welcome again from 01/12/2026." in sits.shows
        assert "usual prices" not in sits.shows, "nothing is sold here at a price"


async def test_a_discount_is_given_with_its_reason(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.types("j25")
        await sits.presses("f6", "f5", "down", "enter")
        assert basket(sits) == ["1 × Jas €3.00 many pieces at once"]


async def test_what_is_no_input_of_the_till_is_said_and_changes_nothing(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        began = house.kiosk.house.number("SELECT count(*) FROM event")
        for foreign in ("https://www.example.com/kind?id=12", "BEGIN:VCARD"):
            await sits.scans(foreign)
            assert (basket(sits), "not a card of ours" in sits.place.message) == ([], True), foreign
        await sits.app.on_event(events.Paste("j" * 10_000))
        await sits.settles()
        assert (basket(sits), "not a card of ours" in sits.place.message) == ([], True)
        for stranger in ("XVUTSRPNLKJIHGFED", "jjjkkkbbb"):
            await sits.scans(stranger)
            assert basket(sits) == []
            assert sits.place.message == "This is no card, label or voucher of ours. The sale can go on."
        for typed, said in (
            ("1000j", "between 1 and 999 pieces"), ("99999j", "between 1 and 999 pieces"), ("0j", "between 1 and 999 pieces"), ("1,5j", "how many is a whole number"),
            ("w", "type the weight first"), ("2,4,4w", "a weight looks like"), ("9999999w", "a weight looks like"),
            ("o", "type the price first"), ("1,2,3o", "an amount looks like"), ("99o", "ask the coordinator"), ("z", "No category"),
            ("-3j", "how many is a whole number"), ("-2w", "a weight looks like"), ("-1o", "a price is not negative"),
        ):  # fmt: skip
            await sits.types(typed)
            assert said in sits.place.message, (typed, sits.place.message)
            await sits.presses("escape")
        assert (basket(sits), sits.place.query_one(TillField).value) == ([], "")
        await sits.types("€ 3 j")
        await sits.settles()
        assert basket(sits) == ["3 × Jas €12.00"], sits.shows
        await sits.presses("enter")
        for typed, key, said in (
            ("1,2,3", "f5", "an amount looks like"), ("99999999", "f8", "an amount looks like"), ("13", "f8", "Paid is"),
            ("-5", "f5", "is not negative"), ("-5", "f8", "is not negative"), ("99", "f4", "Voucher 99"), ("https", "f4", "type the number of the voucher first"),
        ):  # fmt: skip
            await sits.types(typed)
            await sits.presses(key)
            assert said in sits.place.message, (typed, sits.place.message)
            await sits.presses("ctrl+u")
        await sits.scans("https://www.example.com/kind?id=12")
        assert "not a card of ours" in sits.place.message
        await sits.types("1")
        await sits.presses("f5")
        assert total(sits) == "€11.00", "too little money stays to be paid"
        await sits.presses("escape")
        assert house.kiosk.house.number("SELECT count(*) FROM event") == began
        await sits.presses("enter", "f5")
        assert sits.place.message == "✓ Sold. Receipt A-2026-000001.", "no number was used"


async def test_several_sales_are_put_aside_and_taken_up_again(house: HouseOnDisk) -> None:
    house.set("core.printer", "file:/dev/null", counter="balie")
    fatima = half_price(house)
    async with at_the_till(house) as sits:
        await sits.scans(fatima.card)
        await sits.types("j")
        await sits.presses("f8")
        assert basket(sits) == []
        await sits.types("b")
        await sits.presses("f4")
        assert basket(sits) == ["1 × Jas €2.00 50 % for clients"]
        assert sits.place.message == "Put aside: Broek, 1 piece, €2.00. Here now: Jas, 1 piece, €2.00."
        assert sits.keys()["f4"] == "1 put aside"
        await sits.presses("enter", "f5")
        assert (sits.keys()["f4"], sits.keys()["f9"]) == ("1 put aside", "Slip again"), "each has a key of its own"
        await sits.presses("f4")
        assert basket(sits) == ["1 × Broek €2.00"]
        await sits.presses("enter", "f5")
        assert not any("put aside" in text for text in sits.keys().values())
    assert len(sold(house)) == 2 and house.at("kapstok").drafts() == []


async def test_of_several_sales_put_aside_the_right_one_is_chosen_by_what_lies_in_it(house: HouseOnDisk) -> None:
    fatima = half_price(house)
    home = fatima.client.number.partition(".")[0]
    async with at_the_till(house) as sits:
        for keys in ("jb", "3k", "s"):
            await sits.types(keys)
            if keys == "s":
                await sits.scans(fatima.card)
            await sits.presses("f8")
        await sits.types("b")
        await sits.presses("f4")
        assert "Which one goes on?" in sits.shows
        assert [line.split(maxsplit=1)[1].strip() for line in sits.menu] == [
            "12:00, Jas, 2 pieces, €6.00", "12:00, Kindertrui, 3 pieces, €3.00", f"12:00, Schoenen, 1 piece, €1.50, card {home}",
        ]  # fmt: skip
        await sits.presses("enter", "2")
        assert basket(sits) == ["3 × Kindertrui €3.00"]
        assert sits.keys()["f4"] == "3 put aside", "the one at hand went aside instead"


async def test_an_open_sale_is_there_again_after_a_power_cut_and_a_paid_one_is_not(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.types("j")
        await sits.presses("enter", "f5")
        await sits.types("2b")
    other = house.again()
    async with at_the_till(other) as sits:
        assert basket(sits) == ["2 × Broek €4.00"]
        assert sits.place.message == "The sale that was open is here again."
        await sits.presses("enter", "f5")
    assert len(sold(other)) == 2 and other.at("kapstok").drafts() == []
    other.close()


async def test_a_till_that_is_not_open_says_so_before_anything_is_rung_up(house: HouseOnDisk) -> None:
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    till = house.at("kapstok")
    till.close_till(till.x().expected)
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        assert sits.place.message == "The till is not open yet: F10, then choose the till."
        for opened in (True, False):
            if opened:
                open_till(house)
            else:
                house.later(days=1)
            await sits.presses("f10")
            sits.app.to_counter()
            await sits.settles()
            assert bool(sits.place.message) != opened, "one of yesterday takes nothing either"


async def test_nothing_is_paid_before_the_vat_treatment_is_chosen(house: HouseOnDisk) -> None:
    house.set("kapstok.vat", "unchosen")
    async with at_the_till(house) as sits:
        await sits.types("j")
        await sits.presses("enter")
        assert "Ask the coordinator" in sits.place.message


async def test_categories_are_chosen_with_mouse_or_finger(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.pilot.click("Goods", offset=(3, 0))
        await sits.settles()
        await sits.pilot.click("Goods", offset=(3, 11))
        await sits.settles()
        assert basket(sits)[0] == "1 × Jas €4.00"
        assert "type the price first" in sits.place.message


async def test_no_name_is_cut_where_the_plain_look_has_less_room(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        for look, client in (("plain", False), ("plain", True)):
            sits.app.wear(look)
            if client:
                await sits.scans(half_price(house).card)
            await sits.types("jbk")
            goods = sits.place.query_one(Goods)
            shown = str(goods.render())
            assert all(one.title in shown for one in prices.categories(house.kiosk.house, house.today)), shown
            assert sits.place.query_one("#left").max_scroll_y == 0, "all of them are seen at once"


async def test_why_nothing_can_be_sold_yet_is_read_whole_at_the_till(house: HouseOnDisk) -> None:
    house.set("kapstok.vat", "unchosen")
    for lang in ("nl", "fr"):
        sits = Visitor(house, lang=lang)
        async with sits.app.run_test(size=(80, 24)) as sits.pilot:
            await sits.at_counter()
            await sits.types("j\r")
            assert {"nl": "Kantoor, Instellingen", "fr": "Bureau, "}[lang] in sits.place.message
            tour = Tour(sits)
            await tour.looks()
            assert tour.found == []


@pytest.mark.parametrize("how", ["F6", "a badge"])
async def test_after_another_language_was_chosen_the_whole_till_speaks_it(house: HouseOnDisk, how: str) -> None:
    house.kiosk.choose_language(house.at("core", "coordinator").volunteer, "fr")
    badge = house.at("core").give_badge("coordinator")
    async with at_the_till(house) as sits:
        await sits.types("j")
        await sits.presses("enter", "f5")
        assert "✓ Sold." in sits.place.message
        await sits.types("j")
        assert "€4.00" in str(sits.place.query_one(Goods).render())
        if how == "F6":
            await sits.presses("f10")
            while sits.app.lang != "fr":
                await sits.presses("f6")
            await sits.presses("1")
        else:
            await sits.scans(badge)
        goods = sits.place.query_one(Goods)
        painted = " ".join(line.text for line in goods.render_lines(goods.size.region))
        assert ("4,00\xa0€" in painted, total(sits)) == (True, "4,00\xa0€")
        assert "Nombre" in sits.shows and "How many" not in sits.shows and "Sold" not in sits.shows
        await sits.presses("enter")
        assert "À payer" in sits.shows


async def test_what_is_half_paid_is_said_in_the_language_of_whoever_goes_on_with_it(house: HouseOnDisk) -> None:
    house.kiosk.choose_language(house.at("core", "coordinator").volunteer, "nl")
    badge = house.at("core").give_badge("coordinator")
    async with at_the_till(house) as sits:
        await sits.types("j")
        await sits.presses("enter")
        await sits.types("3")
        await sits.presses("f8")
        assert "Bancontact: €3.00" in sits.shows
        await sits.scans(badge)
        assert "Te betalen" in sits.shows and "Bancontact: €\xa03,00" in sits.shows and total(sits) == "€\xa01,00"
        field = sits.place.query_one("#typed", Input)
        assert (field.placeholder, "Bedrag" in sits.shows) == ("alles wat nog te betalen is", True)
        await sits.presses("escape")
        assert "is al betaald" in sits.place.message
