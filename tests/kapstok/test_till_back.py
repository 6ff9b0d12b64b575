"""What comes back to the till: by its receipt, its number or its piece, and how the money goes back."""

from __future__ import annotations

from kiosk_kapstok import vouchers
from textual.widgets import OptionList

from kiosk_core import Cents
from kiosk_core.testing import HouseOnDisk

from .test_till import at_the_till, half_price, voided
from .told import sell


async def test_a_scanned_receipt_takes_goods_back_or_voids_the_sale(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.types("j2b")
        await sits.presses("enter", "f5")
        first = house.kiosk.house.rows("SELECT code FROM core_code WHERE kind='receipt'")[0][0]
        await sits.scans(first)
        assert "Receipt A-2026-000001: what comes back?" in sits.shows
        await sits.presses("down", "enter", "f5")
        assert sits.place.message == "✓ Taken back. Give back €4.00."
        await sits.types("j")
        await sits.presses("enter", "f5")
        codes = {code for (code,) in house.kiosk.house.rows("SELECT code FROM core_code WHERE kind='receipt'")}
        await sits.scans((codes - {first}).pop())
        await sits.presses("f8", "enter")
        assert "Why is it voided?" in sits.shows, "no habit decides"
        await sits.presses("2")
        assert sits.place.message == "✓ The sale is void. Give back €4.00."
    assert house.kiosk.house.number("SELECT sum(net) FROM kapstok_line") == 400
    assert all('"not_taken"' in kept for kept in voided(house))


async def test_a_receipt_or_voucher_whose_code_cannot_be_read_is_found_by_number(house: HouseOnDisk) -> None:
    amina, lead = half_price(house), house.at("kapstok")
    _, (voucher,) = vouchers.issue(lead, Cents(1000), "social_service", client=amina.client)
    async with at_the_till(house) as sits:
        await sits.types("jj")
        await sits.presses("enter", "f5", "tab", "n", "enter")
        assert "type the number first" in sits.place.message
        for typed in ("a1001", "a-v00001"):
            await sits.types(typed)
            await sits.presses("enter")
            assert f"Voucher {voucher.number}: €10.00 left" in sits.shows
        await sits.types("77")
        await sits.presses("enter")
        assert sits.place.message == "Receipt 77 is not known here." and voucher.number not in sits.shows
        await sits.presses("backspace", "backspace", "1", "enter")
        assert "Receipt A-2026-000001: what comes back?" in sits.shows
        await sits.presses("enter", "f2", "f5")
        assert sits.place.message == "✓ Taken back. Give back €4.00."
    assert house.kiosk.house.number("SELECT sum(net) FROM kapstok_line") == 400


async def test_why_a_sale_is_voided_or_goods_come_back_is_chosen_or_typed_in_words(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.types("2j")
        await sits.presses("enter")
        await sits.types("3")
        await sits.presses("f8", "f5")
        first = house.kiosk.house.rows("SELECT code FROM core_code WHERE kind='receipt'")[0][0]
        await sits.scans(first)
        await sits.presses("f4", "5", "enter")
        assert "say why" in sits.place.message
        await sits.types("buttons are off\r")
        assert "Reason: buttons are off" in sits.shows
        await sits.presses("enter", "f2", "f6")
        assert "✓ Taken back. Voucher A-V00001: €4.00." in sits.place.message
        await sits.types("bj")
        await sits.presses("enter")
        await sits.types("1,50")
        await sits.presses("f9", "f5")
        (second,) = house.kiosk.house.rows("SELECT code FROM core_code WHERE kind='receipt' AND code<>?", first)[0]
        await sits.scans(second)
        await sits.presses("f8", "5")
        await sits.types("[red]he ran off\r")
        assert sits.place.message == "✓ The sale is void. Give back Wero €1.50, €4.50."
    notes = [
        note
        for (note,) in house.kiosk.house.rows(
            "SELECT note FROM kapstok_noted UNION ALL SELECT note FROM core_till_note"
        )
    ]
    assert notes == ["buttons are off", "[red]he ran off"]
    assert not any("ran off" in kept for kept in voided(house)), "no words in what is kept for ever"


async def test_goods_go_back_as_they_were_paid_and_the_till_says_what_to_give(house: HouseOnDisk) -> None:
    house.set("kapstok.credit_adult", "1")
    fatima = house.with_household(1, enrolled=("kapstok",))
    mixed, billed = (
        sell(house, "jas", pays=("credit:1", "cash"), who=fatima),
        sell(house, "broek", pays=("account::decision 7",)),
    )
    async with at_the_till(house) as sits:
        for done, keys, said in (
            (mixed, {"f5", "f6", "f7"}, "✓ Taken back. Give back €3.00. The rest goes back as it was paid."),
            (billed, {"f9"}, "✓ The goods are taken back."),
        ):
            await sits.scans(next(event.fields["code"] for event in done.act.events if event.kind == "kapstok.sold"))
            await sits.presses("enter")
            assert {"f5", "f6", "f7", "f9"} & set(sits.keys()) == keys
            await sits.presses("f9" if done is billed else "f5")
            assert sits.place.message == said
    assert house.kiosk.house.number("SELECT sum(net) FROM kapstok_line") == 0


async def test_what_comes_back_stands_there_with_its_price_before_anything_is_given_back(house: HouseOnDisk) -> None:
    def listed() -> list[str]:
        there = sits.place.query_one(OptionList).options
        return [" ".join(str(one.prompt).split()) for one in there]

    async with at_the_till(house) as sits:
        await sits.types("3k2,4w")
        await sits.presses("enter", "f5")
        receipt = house.kiosk.house.rows("SELECT code FROM core_code WHERE kind='receipt'")[0][0]
        await sits.scans(receipt)
        assert listed() == ["· 3 × Kindertrui €3.00", "· 2.4 kg Kledij per kilo €4.80"]
        assert "Comes back" not in sits.shows
        await sits.presses("enter", "f2")
        assert listed()[0] == "✓ 2/3 × Kindertrui €2.00" and "Comes back: €2.00" in sits.shows
        await sits.presses("down", "enter")
        assert "Comes back: €6.80" in sits.shows
        await sits.presses("enter", "f5")
        await sits.scans(receipt)
        assert listed()[0] == "· 1/3 × Kindertrui €1.00", "what is left of it"
        await sits.presses("enter")
        assert "Comes back: €1.00" in sits.shows


async def test_one_of_three_pieces_comes_back(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.types("3kj")
        await sits.presses("enter", "f5")
        await sits.scans(house.kiosk.house.rows("SELECT code FROM core_code WHERE kind='receipt'")[0][0])
        assert sits.keys().get("f2") is None
        await sits.presses("enter", "f2", "f2")
        listed = sits.place.query_one(OptionList)
        assert "1/3 × Kindertrui" in str(listed.get_option_at_index(0).prompt) and sits.keys().get("f2") is None
        assert "Comes back: €1.00" in sits.shows
        await sits.presses("f5")
        assert sits.place.message == "✓ Taken back. Give back €1.00."
    assert house.kiosk.house.rows("SELECT category, pieces, net FROM kapstok_line WHERE back=1") == [
        ("kindertrui", -1, -100)
    ]
