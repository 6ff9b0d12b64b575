"""Somebody without a PIN at the till, because a colleague vouched: sells, and gives nothing back."""

from __future__ import annotations

import pytest
from kiosk_kapstok import paying, returns, sale
from kiosk_kapstok.lines import read_line

from kiosk_core import Cents, NotAllowed
from kiosk_core.testing import HouseOnDisk

from .test_till import at_the_till, basket


async def test_who_was_vouched_for_sells_and_gives_no_money_back(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.presses("f12")
        await sits.types("volunteer")
        await sits.presses("f7")
        await sits.types("coordinator\r2222\r")
        await sits.settles()
        await sits.presses("j", "enter", "f7")
        assert sits.place.message == "✓ Sold. Receipt A-2026-000001."
        code, at_till = house.kiosk.house.one("SELECT code FROM core_code WHERE kind='receipt'"), sits.place
        assert code is not None
        await sits.presses("k")
        await sits.scans(code[0])
        assert sits.place is at_till and "A colleague with a PIN does this one." in sits.place.message
        assert basket(sits) == ["1 × Kindertrui €1.00"], "the sale at hand goes on"
        shift = sits.place.shift
        for barred in (
            lambda: returns.void(shift, "A-2026-000001", "mistake"),
            lambda: returns.give_back(shift, "A-2026-000001", "damaged"),
            lambda: returns.give_back(shift, "A-2026-000001", "damaged", "voucher"),
            lambda: shift.cash_out(Cents(100), "bread"),
            lambda: shift.open_drawer("test"),
            shift.x,
        ):
            with pytest.raises(NotAllowed):
                barred()
        await sits.presses("delete", "f12")
        await sits.signs_in("volunteer", "1111")
        await sits.scans(code[0])
        await sits.presses("f8", "1")
        assert "✓ The sale is void." in sits.shows


def test_who_was_vouched_for_sells_nothing_on_account(house: HouseOnDisk) -> None:
    colleague = house.at("kapstok").vouch("volunteer")
    shift = house.kiosk.shift(colleague, project="kapstok")
    bought = sale.with_lines(shift, sale.begin(shift), [read_line("10*jas")])
    for pays in (["account"], ["cash:20", "account"]):
        with pytest.raises(NotAllowed):
            paying.pay(shift, bought, [paying.read_tendered(one) for one in pays])
    assert paying.pay(shift, bought, [paying.read_tendered("card")]).receipt == "A-2026-000001"


async def test_a_sale_that_lies_open_keeps_its_place_before_what_is_to_be_read(house: HouseOnDisk) -> None:
    house.at("kapstok").write_briefing("The lift is broken.", house.today, house.today)
    async with at_the_till(house) as sits:
        await sits.presses("j", "f12")
        await sits.signs_in("volunteer", "1111")
        assert basket(sits) == ["1 × Jas €4.00"] and "There is something to read for you" in sits.place.message
        await sits.presses("enter", "f7", "f12")
        await sits.signs_in("volunteer", "1111")
        assert "Give back" in sits.shows, "the change stands there yet"
        await sits.presses("j", "delete", "f12")
        await sits.signs_in("volunteer", "1111")
        assert "The lift is broken." in sits.shows
