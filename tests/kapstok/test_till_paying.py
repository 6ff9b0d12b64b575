"""Paying at the till: every means and their mixtures, coins by law, what is not enough, and a finger that taps twice."""

from __future__ import annotations

from kiosk_kapstok import vouchers
from kiosk_kapstok.screens.till import TillScreen

from kiosk_core import Cents
from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui.widgets.key_bar import KeyBar

from .test_till import at_the_till, basket, half_price, sold, total


async def test_a_mixture_is_paid_part_by_part(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.types("2j")
        await sits.presses("enter")
        await sits.types("3")
        await sits.presses("f8")
        assert (total(sits), "Bancontact: €3.00" in sits.shows) == ("€5.00", True)
        await sits.types("7")
        await sits.presses("f9")
        assert "Paid is" in sits.place.message and total(sits) == "€5.00"
        await sits.types("20")
        await sits.presses("f5")
        assert total(sits) == "€15.00"
    moved = house.kiosk.house.rows("SELECT means, name, cents FROM core_money ORDER BY means")
    assert moved == [("card", "bancontact", 300), ("cash", None, 500)]


async def test_what_is_paid_says_so_first_and_the_next_key_is_the_tills(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.types("j")
        await sits.presses("enter")
        paying = sits.place
        paying.press("f5")
        assert "✓ Sold." in paying.message and len(sold(house)) == 1, "on disk when it says so"
        assert isinstance(sits.place, TillScreen), "before anything else can be pressed"
        await sits.types("2t")
        assert basket(sits) == ["2 × Trui €4.00"]


async def test_cards_and_apps_have_the_names_of_the_houses_own_list(house: HouseOnDisk) -> None:
    house.set("core.payments", "bancontact=card, wero=qr, ecocheque=card")
    async with at_the_till(house) as sits:
        await sits.types("j")
        await sits.presses("enter")
        keys = sits.keys()
        assert (keys["f8"], keys["f9"], keys["f10"]) == ("Bancontact", "Wero", "Ecocheque")
        await sits.presses("f9")
        assert "✓ Sold." in sits.place.message
        house.set("core.payments", "")
        await sits.types("j")
        await sits.presses("enter")
        assert not {"f8", "f9", "f10"} & set(sits.keys())
    assert house.kiosk.house.rows("SELECT means, name FROM core_money") == [("qr", "wero")]


async def test_the_number_on_the_slip_of_the_terminal_is_asked_where_the_house_wants_it(house: HouseOnDisk) -> None:
    house.set("kapstok.card_slip", "yes")
    async with at_the_till(house) as sits:
        await sits.types("j")
        await sits.presses("enter")
        await sits.types("3")
        await sits.presses("f8")
        assert (sits.keys()["enter"], "Number on the slip" in sits.shows, sold(house)) == ("Go on", True, [])
        await sits.presses("escape")
        assert sits.keys().get("enter") is None and total(sits) == "€4.00"
        await sits.types("3")
        await sits.presses("f8")
        await sits.types("9" * 21)
        await sits.presses("enter")
        assert "at most 20 digits" in sits.place.message
        await sits.presses("ctrl+u")
        await sits.types("004217")
        await sits.presses("enter")
        assert total(sits) == "€1.00"
        await sits.presses("f9", "enter")
        assert sits.place.message == "✓ Sold. Receipt A-2026-000001.", "without a number too"
    rows = house.kiosk.house.rows("SELECT name, cents, reference FROM core_money ORDER BY name")
    assert rows == [("bancontact", 300, "004217"), ("wero", 100, None)]


async def test_coins_are_asked_as_the_law_rounds_them_whatever_was_paid_before(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        for typed, paid in (("1,53", ()), ("1,52", ()), ("1,52", ("1,5",)), ("1,53", ("1,5", "1")), ("1,53", ("5",))):
            await sits.types(f"{typed}o")
            await sits.presses("enter")
            assert sits.keys()["f5"] == ("Cash: €1.55" if typed == "1,53" else "Cash: €1.50")
            for amount in paid:
                await sits.types(amount)
                await sits.presses("f5")
            if not isinstance(sits.place, TillScreen):
                await sits.presses("f5")
            assert "✓ Sold." in sits.place.message, (typed, paid)
    assert house.kiosk.house.rows("SELECT cents FROM core_money WHERE means='cash' ORDER BY event") == [
        (155,),
        (150,),
        (150,),
        (155,),
        (155,),
    ]


async def test_a_number_that_was_typed_for_one_sale_is_no_pieces_of_the_next(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.types("jj99")
        await sits.presses("f5")
        assert "ask the coordinator" in sits.place.message
        await sits.presses("enter", "f5")
        await sits.types("j")
        assert basket(sits) == ["1 × Jas €4.00"]
        await sits.types("9")
        await sits.presses("f8")
        await sits.types("j")
        assert basket(sits) == ["1 × Jas €4.00"], "nor of the one that goes on while it is put aside"
        await sits.types("9")
        await sits.presses("f4")
        await sits.types("b")
        assert basket(sits) == ["1 × Jas €4.00", "1 × Broek €2.00"]


async def test_a_voucher_is_scanned_or_its_number_typed(house: HouseOnDisk) -> None:
    _, (voucher, other) = vouchers.issue(house.at("kapstok"), Cents(500), "gift", count=2)
    async with at_the_till(house) as sits:
        await sits.scans(voucher.code)
        assert sits.place.message == "Voucher A-V00001: €5.00 left, until 25/11/2027."
        await sits.types("j")
        await sits.scans(voucher.code)
        left = "Voucher A-V00001: €1.00 left, until 25/11/2027."
        assert sits.place.message == f"✓ Sold. Receipt A-2026-000001. {left}", "it paid all of it"
        await sits.types("j")
        await sits.presses("enter")
        await sits.scans(voucher.code)
        assert (total(sits), "Voucher: €1.00" in sits.shows) == ("€3.00", True)
        await sits.scans("XVUTSRPNLKJIHGFED")
        assert sits.place.message == "This is no voucher of ours. It can be paid another way."
        await sits.types("2")
        await sits.presses("f4")
        ends = "Voucher A-V00001 is used up. Voucher A-V00002: €2.00 left, until 25/11/2027."
        assert sits.place.message == f"✓ Sold. Receipt A-2026-000002. {ends}"
        await sits.types("j")
        await sits.scans(voucher.code)
        assert "is used up" in sits.place.message and basket(sits) == ["1 × Jas €4.00"]
    assert vouchers.one(house.at("kapstok"), other.code).left == 200


async def test_too_little_money_stays_to_be_paid_and_escape_pays_nothing(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.types("j")
        await sits.presses("enter")
        await sits.types("1,50")
        await sits.presses("f5")
        assert total(sits) == "€2.50"
        await sits.presses("escape")
        assert isinstance(sits.place, TillScreen) and total(sits) == "€4.00"
    assert sold(house) == []


async def test_a_finger_sells_and_a_tap_never_sells_twice(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:

        async def taps(key: str, times: int = 1) -> None:
            """On a key of the bar; twice as fast as a trembling finger does."""
            where = sits.where(key)
            for _ in range(times):
                await sits.pilot.click(offset=where)
            await sits.settles()
            sits.now += 1

        await sits.pilot.click("Goods", offset=(3, 0))
        await sits.pilot.click("Goods", offset=(3, 2))
        await sits.settles()
        sits.now += 1
        await sits.pilot.click("#basket", offset=(3, 0))
        await sits.settles()
        await taps("delete")
        assert basket(sits) == ["1 × Broek €2.00"], "the line that was tapped went away"
        await taps("enter", 2)
        assert sits.keys()["f5"] == "Cash: €2.00" and sold(house) == [], "the second tap pays nothing"
        await taps("f5", 2)
        assert sits.place.message == "✓ Sold. Receipt A-2026-000001."
        await sits.types("j")
        await taps("enter")
        pay = sits.place
        for _ in range(2):
            pay.query_one(KeyBar).post_message(KeyBar.Pressed("f5"))  # both told before the screen is gone
        await sits.settles()
        assert sits.place.message == "✓ Sold. Receipt A-2026-000002."
    assert [category for category, *_ in sold(house)] == ["broek", "jas"]


async def test_other_terms_meanwhile_are_shown_before_anything_is_paid(house: HouseOnDisk) -> None:
    fatima = half_price(house)
    async with at_the_till(house) as sits:
        await sits.scans(fatima.card)
        await sits.types("j")
        await sits.presses("enter")
        house.set("kapstok.percent", "25")
        await sits.presses("f5")
        assert "other prices hold" in sits.place.message and total(sits) == "€3.00"
    assert sold(house) == []


async def test_a_sale_that_lay_open_in_two_windows_is_sold_once_and_the_second_one_goes_on(house: HouseOnDisk) -> None:
    other = house.again()
    async with at_the_till(house) as sits:
        await sits.types("j")
        async with at_the_till(other) as beside:
            assert basket(beside) == ["1 × Jas €4.00"]
            await sits.presses("enter", "f5")
            assert sits.place.message == "✓ Sold. Receipt A-2026-000001."
            await beside.presses("enter", "f5")
            assert beside.place.message == "This sale was paid already. Nothing was recorded twice."
            await beside.types("b")
            await beside.presses("enter", "f5")
            assert beside.place.message == "✓ Sold. Receipt A-2026-000002."
    assert [line[0] for line in sold(house)] == ["jas", "broek"] and house.at("kapstok").drafts() == []
    other.close()


async def test_the_number_of_a_voucher_is_typed_as_it_is_printed(house: HouseOnDisk) -> None:
    _, (voucher,) = vouchers.issue(house.at("kapstok"), Cents(1000), "gift")
    assert voucher.number == "A-V00001"
    async with at_the_till(house) as sits:
        await sits.types("j")
        await sits.presses("enter")
        await sits.types("A-V00009")
        await sits.presses("f4")
        assert sits.place.message == "Voucher 00009 is not known here."
        await sits.types("a-v00001")
        await sits.presses("f4")
        assert sits.place.message.startswith("✓ Sold. Receipt A-2026-000001. Voucher A-V00001: €6.00 left")
    assert house.kiosk.house.rows("SELECT means, cents, reference FROM core_money") == [("voucher", 400, "A-V00001")]


async def test_what_a_card_paid_of_a_sale_stays_paid_when_the_sale_is_looked_at_again(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.types("j")
        await sits.presses("enter")
        await sits.types("1")
        await sits.presses("f8", "escape")
        assert sits.place.message == "€1.00 of this is paid already. Enter goes on with that."
        await sits.presses("delete")
        assert "give it back first" in sits.place.message and basket(sits) == ["1 × Jas €4.00"]
        await sits.types("b")
    async with at_the_till(house) as sits:
        assert sits.place.message == "€1.00 of this is paid already. Enter goes on with that.", "after a power cut too"
        await sits.presses("enter")
        assert ("Bancontact: €1.00" in sits.shows, total(sits)) == (True, "€5.00")
        await sits.presses("delete")
        assert total(sits) == "€6.00"
        await sits.types("1")
        await sits.presses("f8", "f5")
        assert "✓ Sold." in sits.place.message
        await sits.types("j")
        await sits.presses("enter")
        assert "Bancontact:" not in sits.shows, "nothing of it stays for the next sale"
    assert sorted(house.kiosk.house.rows("SELECT means, cents FROM core_money")) == [("card", 100), ("cash", 500)]


async def test_more_was_paid_than_the_sale_comes_to_since(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.types("jb")
        await sits.presses("enter")
        await sits.types("3")
        await sits.presses("f8", "escape", "up", "delete")
        await sits.presses("enter")
        assert "Paid is €3.00, due is €2.00." in sits.place.message
        await sits.presses("delete", "f8")
        assert "✓ Sold." in sits.place.message
    assert house.kiosk.house.rows("SELECT means, cents FROM core_money") == [("card", 200)]


async def test_nothing_is_no_payment_and_what_was_wrong_before_is_not_said_after_it_went_well(
    house: HouseOnDisk,
) -> None:
    async with at_the_till(house) as sits:
        await sits.types("j")
        await sits.presses("enter")
        await sits.types("0")
        await sits.presses("f5")
        assert "0 pays nothing" in sits.place.message and "Cash: €0.00" not in sits.shows
        await sits.types("999")
        await sits.presses("f8")
        assert "Paid is €999.00" in sits.place.message
        await sits.types("1")
        await sits.presses("f5")
        assert (sits.place.message, total(sits)) == ("", "€3.00")


async def test_what_stood_in_the_way_of_selling_is_not_said_any_more_once_it_is_put_right(house: HouseOnDisk) -> None:
    house.set("kapstok.vat", "unchosen")
    async with at_the_till(house) as sits:
        await sits.types("j")
        await sits.presses("enter")
        assert "no VAT treatment is chosen" in sits.place.message
        await sits.presses("f10")
        house.set("kapstok.vat", "outside_scope")
        sits.app.to_counter(None, sits.app.project)
        await sits.settles()
        assert (sits.place.message, basket(sits)) == ("", ["1 × Jas €4.00"])
