"""How an amount is paid at a counter with a drawer, and when it is not taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from kiosk_core import (
    Act,
    Cents,
    Changed,
    DoesNotBalance,
    NoDrawer,
    NotAllowed,
    NotUnderstood,
    Payment,
    Shift,
    TillNotClosed,
    TillNotOpen,
    TooLate,
    read_payment,
)
from kiosk_core.cash.money import owed
from kiosk_core.domain.errors import NotPossible
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.printing.plain import plain
from kiosk_core.testing import HouseOnDisk

from . import stall
from .stall import open_till, owes, paid, pay

MONEY = "SELECT means, name, cents, reference FROM core_money ORDER BY event, n"


def said(house: HouseOnDisk, act: str) -> str:
    return " ".join(plain(house.kiosk.slip(act), ENGLISH).split())


def test_any_mixture_pays_and_only_the_cash_is_rounded(house: HouseOnDisk) -> None:
    shift = open_till(house)
    mixed = [*paid(("voucher", 500)), Payment("bancontact", Cents(300), "004217"), *paid(("cash", 1000))]
    act = pay(shift, 1023, *mixed)
    assert (act.receipt, act.change) == ("A-2026-000001", 775)
    assert house.kiosk.house.rows(MONEY) == [
        ("voucher", None, 500, None), ("card", "bancontact", 300, "004217"), ("cash", None, 225, None), ("rounding", None, 2, None),
    ]  # fmt: skip


def test_what_is_left_is_said_exactly_and_in_coins(house: HouseOnDisk) -> None:
    left = house.at("stall").still_to_pay(Cents(1023), stall.SALE, paid(("voucher", 500)))
    assert (left.exact, left.cash) == (523, 525)
    assert house.at("stall").still_to_pay(Cents(1023), stall.DEPOSIT).cash == 1023


def test_the_receipt_says_both_totals_what_was_received_and_the_change(house: HouseOnDisk) -> None:
    act = pay(open_till(house), 1023, *paid(("cash", 2000)))
    for line in (
        "Total €10.23",
        "Rounding €0.02",
        "To pay €10.25",
        "Paid in cash €10.25",
        "Received €20.00",
        "Change €9.75",
    ):
        assert line in said(house, act.id)


def test_with_rounding_of_all_means_the_whole_total_is_rounded_and_the_receipt_says_so(house: HouseOnDisk) -> None:
    house.set("core.round_all", "yes")
    shift = open_till(house)
    with pytest.raises(DoesNotBalance):
        pay(shift, 1023, *paid(("card", 1023)))
    by_card = pay(shift, 1023, *paid(("card", 1025)))
    mixed = pay(shift, 1023, *paid(("voucher", 501), ("cash", 524)))
    assert mixed.change == 0
    for act in (by_card, mixed):
        assert "The total is always rounded." in said(house, act.id)
        assert "To pay €10.25" in said(house, act.id)
    deposit = pay(shift, 1023, *paid(("card", 1023)), purpose=stall.DEPOSIT)
    assert "Rounding" not in said(house, deposit.id), "a purpose without the duty stays as it is"


@pytest.mark.parametrize(("given", "change"), [(150, 0), (152, 2), (500, 350)])
def test_a_debt_whose_coins_are_rounded_is_settled_and_the_rounding_stands_on_the_z(
    house: HouseOnDisk, given: int, change: int
) -> None:
    shift, fatima = open_till(house), house.with_household()
    owes(shift, fatima, 152)
    act = shift.settle_owed(fatima.client, stall.SALE, paid(("cash", given)))
    assert (owed(house.kiosk.house, str(fatima.client.person)), act.change) == (0, change)
    assert house.kiosk.house.rows(MONEY)[1:] == [
        ("cash", None, 150, None), ("owed", None, -152, None), ("rounding", None, -2, None),
    ]  # fmt: skip
    assert "Paid in cash €1.50" in said(house, act.id) and "To pay" not in said(house, act.id)
    z = shift.close_till(Cents(15150))
    assert (z.rounding, z.difference) == (-2, 0)


def test_coins_are_rounded_at_the_last_of_a_debt_only_and_a_card_pays_it_to_the_cent(house: HouseOnDisk) -> None:
    shift, fatima = open_till(house), house.with_household()
    owes(shift, fatima, 203)
    shift.settle_owed(fatima.client, stall.SALE, paid(("cash", 100)))
    with pytest.raises(DoesNotBalance, match=r"Paid is €1\.03, due is €1\.05"):
        shift.settle_owed(fatima.client, stall.SALE, paid(("cash", 103)))
    with pytest.raises(DoesNotBalance, match=r"due is €1\.03"):
        shift.settle_owed(fatima.client, stall.SALE, paid(("card", 104)))
    shift.settle_owed(fatima.client, stall.SALE, paid(("card", 103)))
    assert owed(house.kiosk.house, str(fatima.client.person)) == 0
    assert shift.x().rounding == 0
    with pytest.raises(NotPossible, match=r"€0\.00 is still to pay"):
        shift.settle_owed(fatima.client, stall.SALE, paid(("cash", 100)))


def test_a_debt_that_another_counter_took_meanwhile_is_not_paid_twice(
    house: HouseOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shift, fatima, other = open_till(house), house.with_household(), house.again()
    owes(shift, fatima, 200)
    append = Shift._append

    def meanwhile(here: Shift, *asked: Any, **more: Any) -> Act:
        monkeypatch.setattr(Shift, "_append", append)
        other.at("stall", "volunteer").settle_owed(fatima.client, stall.SALE, paid(("cash", 50)))
        return append(here, *asked, **more)

    monkeypatch.setattr(Shift, "_append", meanwhile)
    with pytest.raises(Changed, match=r"€1\.50 is still to pay"):
        shift.settle_owed(fatima.client, stall.SALE, paid(("cash", 200)))
    other.close()


@pytest.mark.parametrize(
    "wrong",
    [
        paid(("pebbles", 1000)),
        paid(("card", -500), ("cash", 1500)),
        [Payment("card", Cents(1000), "Fatima came")],
        [Payment("card", Cents(1000), "Fatima9")],
    ],
)  # fmt: skip
def test_what_is_no_payment_changes_nothing_and_uses_no_number(house: HouseOnDisk, wrong: Sequence[Payment]) -> None:
    shift = open_till(house)
    with pytest.raises(NotUnderstood):
        pay(shift, 1000, *wrong)
    assert house.kiosk.house.rows(MONEY) == []
    assert pay(shift, 1000).receipt == "A-2026-000001"


def test_the_houses_list_says_which_cards_and_apps_are_taken(house: HouseOnDisk) -> None:
    with pytest.raises(NotUnderstood, match="write it like this: bancontact=card, wero=qr"):
        house.set("core.payments", "maestro=card, sodexo=voucher")
    house.set("core.payments", "Maestro = card")
    shift = open_till(house)
    assert shift.cards() == {"maestro": "card"}
    pay(shift, 1000, *paid(("maestro", 1000)))
    with pytest.raises(NotUnderstood, match="bancontact"):
        pay(shift, 1000, *paid(("bancontact", 1000)))


@pytest.mark.parametrize(
    ("typed", "payment"),
    [
        ("cash:20", Payment("cash", Cents(2000))),
        ("card:3,50", Payment("card", Cents(350))),
        ("Bancontact:3.50:TX-004217", Payment("bancontact", Cents(350), "TX-004217")),
    ],
)
def test_a_payment_is_typed_with_comma_or_point_and_perhaps_its_reference(typed: str, payment: Payment) -> None:
    assert read_payment(typed) == payment


@pytest.mark.parametrize("typed", ["", "cash", ":3", "cash:", "cash:three", "card:1.234,5"])
def test_what_is_no_payment_is_said_so(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        read_payment(typed)


# ---- where money may be taken ----


def test_with_a_drawer_that_is_closed_nothing_is_taken_but_a_debt_may_be_noted(house: HouseOnDisk) -> None:
    shift = house.at("stall", "volunteer")
    for means in ("cash", "card", "voucher"):
        with pytest.raises(TillNotOpen):
            pay(shift, 1000, *paid((means, 1000)))
    assert pay(shift, 1000, *paid(("owed", 1000))).receipt == "A-2026-000001"


def test_a_drawer_that_was_not_closed_yesterday_takes_nothing_today(house: HouseOnDisk) -> None:
    shift = open_till(house)
    yesterday = house.today
    house.later(days=1)
    with pytest.raises(TillNotClosed) as caught:
        pay(shift, 1000)
    assert f"{yesterday:%d/%m/%Y}" in str(caught.value)
    late = shift.decide(None, here=shift.here(house.moment - timedelta(days=1)))
    assert late.visit is not None and late.visit.day == yesterday


def test_a_counter_without_a_drawer_refuses_cash_and_takes_cards(house: HouseOnDisk) -> None:
    house.at("core").change_counter("balie", None, has_drawer=False)
    shift = house.at("stall", "volunteer")
    with pytest.raises(NoDrawer):
        pay(shift, 1000, *paid(("cash", 1000)))
    assert pay(shift, 1000, *paid(("card", 1000))).receipt


def test_a_sale_in_cash_opens_the_drawer_also_without_a_slip(house: HouseOnDisk) -> None:
    house.set("core.printer", "file:/dev/null", counter="balie")
    jobs = "SELECT what FROM local_spool ORDER BY id"
    shift = open_till(house)
    sold = pay(shift, 1000)
    pay(shift, 1000, *paid(("card", 1000)))
    assert house.kiosk.house.rows(jobs) == [("drawer",)]
    with_slip = pay(shift, 1000, service="stall.slip")
    assert house.kiosk.house.rows(jobs) == [("drawer",), ("slip",)]
    assert house.kiosk.slip(with_slip.id).open_drawer
    shift.undo(sold.id, "mistake")
    assert house.kiosk.house.rows(jobs) == [("drawer",), ("slip",), ("drawer",)], "coins go back"


# ---- after the closing ----


def test_what_a_closing_counted_is_not_undone_but_given_back_in_the_open_drawer(house: HouseOnDisk) -> None:
    shift = open_till(house)
    sold = pay(shift, 1000)
    shift.close_till(Cents(16000))
    for _ in range(2):
        with pytest.raises(TooLate):
            shift.undo(sold.id, "mistake")
        if shift.drawer() is None:
            shift.open_till(Cents(15000))
    for typed in ("a-2026-000001", "A-2026-1", "2026-000001", "a-1", "A1", "0001", "1"):
        assert house.kiosk.receipt(typed).id == sold.id
    assert pay(shift, -1000).receipt == "A-2026-000002"
    assert shift.x().expected == 14000


def test_in_an_open_drawer_an_undone_sale_takes_its_cash_along_and_keeps_its_number(house: HouseOnDisk) -> None:
    shift = open_till(house)
    sold = pay(shift, 1000)
    shift.undo(sold.id, "mistake")
    pay(shift, 200)
    x = shift.x()
    assert x.expected == 15200
    assert x.receipts == (("A-2026", 1, 2),)
    assert ("core", "core.voided", 1, 1000) in x.lines


def test_only_who_may_use_the_till_sees_it(house: HouseOnDisk) -> None:
    shift = house.at("stall", "volunteer")
    shift.open_till(Cents(0))
    with pytest.raises(NotAllowed):
        shift.hand_over(Cents(100), "0042", "Lies", "Jan")
