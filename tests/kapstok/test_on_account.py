"""On account of the social service: for whom, where nobody's card was scanned."""

from __future__ import annotations

from pathlib import Path

import pytest
from kiosk_kapstok import finance, ledger, on_account, returns

from kiosk_core import NotUnderstood, Period
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.testing import HouseOnDisk

from .test_till import at_the_till, basket, sold, total
from .told import sell, slip

SAID = "decision 2026/114, asked by Mrs Maes"


def billed(house: HouseOnDisk) -> list[tuple[str, int]]:
    """What the finance service reads of this day: (for whom, cents)."""
    book = ledger.read(house.at("kapstok"), Period(house.today, house.today))
    return [(one.code, one.left) for one in ledger.billed(book)]


@pytest.mark.parametrize("pays", ["account", "account:1", "account:: "])
def test_nothing_is_sold_on_account_of_nobody(house: HouseOnDisk, pays: str) -> None:
    with pytest.raises(on_account.NoReference, match=r"Scan the client's card, or give a reference"):
        sell(house, "jas", pays=(pays, "cash"))
    with pytest.raises(NotUnderstood, match="at most 60 letters"):
        sell(house, "jas", pays=("account::" + "x" * 61,))
    assert sold(house) == [] and billed(house) == []


def test_the_finance_service_reads_the_reference_and_nobody_else_does(house: HouseOnDisk, tmp_path: Path) -> None:
    done = sell(house, "2*jas", pays=(f"account:3:{SAID}", f"account:3: {SAID}", "cash"))
    back, _ = returns.give_back(house.at("kapstok"), done.receipt or "", "too_small", "account", {1: 1})
    assert billed(house) == [(SAID, 200)]
    for act in (done.act, back):
        assert "Maes" not in slip(house, act)
    assert not [kept for (kept,) in house.kiosk.house.rows("SELECT kept FROM event") if "Maes" in kept], (
        "in no envelope"
    )
    assert not house.kiosk.house.rows("SELECT * FROM core_money WHERE reference IS NOT NULL")
    till = house.at("kapstok")
    assert "Maes" not in str(till.close_till(till.x().expected))
    finance.write(till, Period(house.today, house.today), out := tmp_path / "x.csv", ENGLISH)
    assert out.read_text("utf-8-sig").count(SAID) == 2


def test_for_a_client_the_number_says_it_and_no_words_are_kept(house: HouseOnDisk) -> None:
    fatima = house.with_household()
    sell(house, "jas", who=fatima, pays=(f"account::{SAID}",))
    assert billed(house) == [(fatima.client.number.partition(".")[0], 400)]
    assert not house.kiosk.house.rows("SELECT * FROM kapstok_account WHERE reference IS NOT NULL")


def test_the_words_go_with_the_money_of_that_time_and_the_client_at_a_forgetting(house: HouseOnDisk) -> None:
    fatima = house.with_household()
    sell(house, "jas", who=fatima, pays=("account",))
    sell(house, "broek", pays=(f"account::{SAID}",))
    office = house.at("core")
    office.forget(fatima.client.number.partition(".")[0], "asked", with_open=True)
    assert billed(house) == [("", 400), (SAID, 200)]
    house.later(days=11 * 366)
    house.kiosk.confirm_clock()
    house.at("core").retain(wait=lambda seconds: None)
    assert house.kiosk.house.rows("SELECT client, reference FROM kapstok_account") == [(None, None)] * 2


async def test_at_the_till_the_reference_is_asked_where_no_card_was_scanned(house: HouseOnDisk) -> None:
    async with at_the_till(house) as sits:
        await sits.types("2j")
        await sits.presses("enter")
        await sits.types("5")
        await sits.presses("f3")
        assert "Number of the decision, or who of them asked for it." in sits.shows
        await sits.presses("enter")
        assert "For whom does the social service pay?" in sits.place.message and sold(house) == []
        await sits.presses("escape")
        assert total(sits) == "€8.00", "nothing is paid so"
        await sits.presses("f3")
        await sits.types(SAID)
        await sits.presses("enter")
        assert total(sits) == "€3.00" and "Maes" not in sits.shows
        await sits.presses("f5")
        assert "✓ Sold. Receipt A-2026-000001." in sits.place.message and basket(sits) == []
    assert billed(house) == [(SAID, 500)]


async def test_with_a_client_at_the_till_one_key_is_enough(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=("kapstok",))
    async with at_the_till(house) as sits:
        await sits.scans(fatima.card)
        await sits.types("j")
        await sits.presses("enter", "f3")
        assert "✓ Sold." in sits.place.message
    assert billed(house) == [(fatima.client.number.partition(".")[0], 400)]


@pytest.mark.parametrize("reason", ["too_small", "mistake"])
def test_a_sale_on_account_that_is_void_bills_nobody(house: HouseOnDisk, reason: str) -> None:
    done = sell(house, "jas", pays=(f"account::{SAID}",))
    returns.void(house.at("kapstok"), done.receipt or "", reason)
    assert billed(house) == []
