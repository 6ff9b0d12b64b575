"""What the finance service gets: a day book that balances, comes to the Zs, and says what is still missing."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import kiosk_kapstok
import pytest
from kiosk_kapstok import finance, ledger, prices, returns, vouchers
from openpyxl import load_workbook

from kiosk_core import Cents, NotAllowed, NotUnderstood, Period, Stays
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.testing import HouseOnDisk
from tests.cash import stall

from .told import sell

MODULES = (kiosk_kapstok, stall)
ACCOUNTS = (
    "cash=570000, card=580001, voucher=489000, kapstok.sale=700000, stall.deposit=488000, rounding=743000, difference=657000, "
    "out=612000"
)


@pytest.fixture(scope="module")
def founded_both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = HouseOnDisk.make(tmp_path_factory.mktemp("finance"), MODULES)
    made.set("kapstok.vat", "outside_scope")
    made.at("kapstok").open_till(Cents(15000))
    made.close()
    return made.path


@pytest.fixture
def lived(founded_both: Path, tmp_path: Path) -> Iterator[HouseOnDisk]:
    """A day with a bit of everything, closed with 50 cents too little, and a voucher and a deposit that stand open."""
    house = HouseOnDisk.copy_of(founded_both, tmp_path, MODULES)
    till = house.at("kapstok")
    shoes = prices.Category(
        "schoenen", "Schoenen", "s", "piece", Cents(300), Cents(150), Cents(600), account="700100", vat="margin"
    )
    prices.change(till, [shoes], house.today, {})
    _, (voucher, _) = vouchers.issue(till, Cents(1000), "gift", count=2)
    sell(house, "2*jas", "schoenen-1/damaged", "kilo:2.4kg", pays=(f"voucher:{voucher.code}:4", "cash"))
    back = sell(house, "jas@4.02", by="coordinator", pays=("cash",))
    returns.give_back(till, back.receipt or "", "too_small", "cash")
    returns.void(till, sell(house, "broek", pays=("card",)).receipt or "", "mistake")
    sell(house, "jas", pays=("card",))
    stall.pay(house.at("stall"), 2000, purpose=stall.DEPOSIT)
    till.cash_out(Cents(450), "milk")
    till.close_till(Cents(till.x().expected - 50), note="a coin fell")
    yield house
    house.close()


def today(house: HouseOnDisk) -> Period:
    return Period(house.today, house.today)


def read(file: Path, sheet: str) -> list[dict[str, Any]]:
    head, *rows = load_workbook(file)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_each_receipt_has_as_much_debit_as_credit_and_the_day_comes_to_the_z(
    lived: HouseOnDisk, tmp_path: Path
) -> None:
    out = tmp_path / "boekhouding.xlsx"
    lived.set("kapstok.accounts", ACCOUNTS)
    done = finance.write(lived.at("kapstok"), today(lived), out, ENGLISH)
    assert done.missing == []
    sums: dict[object, float] = defaultdict(float)
    for row in read(out, "Day book"):
        sums[row["Receipt"] or ""] += (row["Debit"] or 0) - (row["Credit"] or 0)
    assert set(sums) == {"", *(f"A-2026-{n:06}" for n in range(1, 7))}, "the void one keeps its number"
    assert not [receipt for receipt, left in sums.items() if round(left, 2)]
    (z,) = read(out, "Closings")
    assert (z["Z"], z["Turnover"], z["Deposits (to be given back)"], z["Rounding"]) == ("A-Z00001", 18.8, 20, 0)
    assert (z["Expected"], z["Difference"], z["Day book"]) == (176.3, -0.5, "the same")
    summed = {(row["Sort"], row["What"], row["VAT"] or "", row["Account"]): row for row in read(out, "Period")}
    shoes = summed["Goods", "Schoenen", "VAT on the margin (second-hand goods)", "700100"]
    assert (shoes["Pieces"], shoes["Reduced"], shoes["Credit"]) == (1, 1, 2)
    coats = summed["Goods", "Jas", "outside the scope of VAT", "700000"]
    assert (coats["Pieces"], coats["Debit"], coats["Credit"]) == (3, 4.02, 16.02)
    assert summed["Payment", "Voucher", "", "489000"]["Debit"] == 4
    assert summed["Goods", "Kledij per kilo", "outside the scope of VAT", "700000"]["Kilo"] == 2.4


def test_vouchers_and_deposits_that_stand_open_are_debts(lived: HouseOnDisk, tmp_path: Path) -> None:
    out = tmp_path / "boekhouding.xlsx"
    finance.write(lived.at("kapstok"), today(lived), out, ENGLISH)
    left = {(row["Sort"], row["What"]): row["Still open"] for row in read(out, "Still open")}
    assert left == {
        ("Voucher (a debt)", "A-V00001"): 6, ("Voucher (a debt)", "A-V00002"): 10,
        ("Deposit (a debt)", "Deposits for the barrow"): 20,
    }  # fmt: skip
    assert ("Still open", "Debts together", "€36.00") in list(
        load_workbook(out)["Definitions"].iter_rows(values_only=True)
    )
    before = ledger.standing(lived.at("kapstok"), date(2026, 11, 24))
    assert before == [], "on the day before there was none"


def test_what_stays_of_a_deposit_for_damage_is_income_and_no_debt(lived: HouseOnDisk) -> None:
    till = lived.at("kapstok")
    till.open_till(Cents(15000))
    stall.pay(lived.at("stall"), -500, purpose=stall.DEPOSIT, stays=Stays(stall.SALE, Cents(1500)))
    z = till.close_till(till.x().expected)
    assert {(line.purpose, line.taken, line.back) for line in z.purposes} == {
        (stall.DEPOSIT, 0, -2000), (stall.SALE, 1500, 0),
    }  # fmt: skip
    assert [(line.means, line.cents) for line in z.means] == [("cash", -500)], "no coins moved for what stays"
    assert "deposit" not in {one.sort for one in ledger.standing(till, lived.today)}
    book = ledger.read(till, today(lived))
    assert book.agrees(z) and not sum(one.cents for one in book.entries)


def test_what_the_finance_service_still_has_to_say_is_named(lived: HouseOnDisk, tmp_path: Path) -> None:
    lived.set("kapstok.vat", "unchosen")
    lived.set("kapstok.accounts", "cash=570000, card=580001, kapstok.sale=700000")
    accounts, vat = finance.write(lived.at("kapstok"), today(lived), tmp_path / "x.xlsx", ENGLISH).missing
    assert str(accounts).startswith(
        "No ledger account yet: difference (Cash difference), out (Cash taken out), rounding (Rounding), "
    )
    assert "jas" in str(vat) and ", schoenen," not in str(vat)


def test_each_card_and_app_of_the_houses_list_has_its_own_line_and_account(lived: HouseOnDisk, tmp_path: Path) -> None:
    lived.set("core.payments", "bancontact=card, visa=card, wero=qr")
    lived.set("kapstok.accounts", "card=580000, visa=580009, wero=580010")
    for means in ("bancontact", "visa", "wero"):
        sell(lived, "jas", pays=(means,))
    book = ledger.read(lived.at("kapstok"), today(lived))
    assert {(str(book.title(one.code, one.name)), one.account) for one in book.entries if one.name} == {
        ("Card (bancontact)", "580000"), ("Card (visa)", "580009"), ("App (wero)", "580010"),
    }  # fmt: skip
    finance.write(lived.at("kapstok"), today(lived), tmp_path / "x.csv", ENGLISH, "period")
    assert "Payment;Card (visa);;580009;1;0;0,000;0,00;4,00;0,00" in (tmp_path / "x.csv").read_text("utf-8-sig")


def test_the_day_book_says_the_bag_and_the_names_of_a_hand_over_and_what_cash_was_for(
    lived: HouseOnDisk, tmp_path: Path
) -> None:
    till, first = lived.at("kapstok"), lived.today
    left = till.left_in_drawer() or 0
    lived.later(days=1)
    till.hand_over(Cents(1000), "KS-0041", "Lies", "Jan Peeters")
    till.open_till(Cents(left - 1000 - 500), note="five euros lack")
    till.hand_over(Cents(2000), "KS-0042", "An", "Jan Peeters")
    z = till.close_till(till.x().expected)
    out = tmp_path / "boekhouding.xlsx"
    lived.set("kapstok.accounts", ACCOUNTS + ", hand_over=580002")
    done = finance.write(till, Period(first, lived.today), out, ENGLISH)
    rows = [
        (row["Sort"], row["What"], row["Reference"], row["What for"], row["Debit"], row["Z"])
        for row in read(out, "Day book")
    ]
    assert ("Cash in or out", "Cash taken out", None, "milk", 4.5, "A-Z00001") in rows
    assert ("Cash in or out", "Handed over to finance", "KS-0041", "Lies - Jan Peeters", 10, None) in rows, "on no Z"
    assert ("Cash in or out", "Handed over to finance", "KS-0042", "An - Jan Peeters", 20, "A-Z00002") in rows
    assert ("Cash difference", "Cash difference", None, "a coin fell", 0.5, "A-Z00001") in rows
    assert ("Cash difference at opening", "Cash difference", None, "five euros lack", 5, "A-Z00002") in rows
    assert not sum(one.cents for one in done.book.entries) and all(map(done.book.agrees, done.book.zs))
    assert -sum(one.cents for one in done.book.entries if one.code == "cash") + 15000 == z.counted, (
        "cash runs on from day to day"
    )
    assert [(row["Left before"], row["Float"]) for row in read(out, "Closings")][1] == (
        (left - 1000) / 100,
        (left - 1500) / 100,
    )


def test_what_was_sold_on_account_is_open_under_its_client_or_reference(lived: HouseOnDisk, tmp_path: Path) -> None:
    till, fatima = lived.at("kapstok"), lived.with_household()
    till.open_till(Cents(15000))
    first = sell(lived, "2*jas", who=fatima, pays=("account",))
    sell(lived, "jas", who=fatima, pays=("account:3", "cash"))
    other = sell(lived, "broek", pays=("account:1:decision 2026/114", "cash"))
    returns.give_back(till, first.receipt or "", "too_small", "account", {1: 1})
    returns.give_back(till, other.receipt or "", "too_small", "account", {1: 1})
    out = tmp_path / "boekhouding.xlsx"
    finance.write(till, today(lived), out, ENGLISH)
    number = fatima.client.number.partition(".")[0]
    open_ = [row for row in read(out, "Still open") if row["Sort"] == "On account, of this period"]
    assert [(row["What"], row["Value"], row["Still open"]) for row in open_] == [
        (number, 11, 7),
        ("decision 2026/114", 1, 0),
    ]
    paid = [row for row in read(out, "Day book") if row["What"] == "On account of the social service"]
    assert [row["Reference"] for row in paid] == [number, number, "decision 2026/114", number, "decision 2026/114"]
    assert "€36.00" in str(list(load_workbook(out)["Definitions"].iter_rows(values_only=True))), "no debt of the house"


def test_something_that_came_in_after_the_closing_is_seen(lived: HouseOnDisk) -> None:
    book = ledger.read(lived.at("kapstok"), today(lived))
    (z,) = book.zs
    assert book.agrees(z)
    assert not book.agrees(replace(z, rounding=Cents(z.rounding + 1)))
    assert not book.agrees(replace(z, float=Cents(z.float + 5)))


def test_a_drawer_that_is_open_is_said_to_be_so(lived: HouseOnDisk, tmp_path: Path) -> None:
    lived.later(days=1)
    lived.at("kapstok").open_till(Cents(15000))
    sell(lived, "jas")
    out = tmp_path / "boekhouding.xlsx"
    finance.write(lived.at("kapstok"), Period(date(2026, 11, 25), lived.today), out, ENGLISH)
    assert [row["Day book"] for row in read(out, "Closings")] == ["the same", "not closed yet"]


def test_a_csv_holds_the_day_book_or_the_table_that_is_named(lived: HouseOnDisk, tmp_path: Path) -> None:
    out, office = tmp_path / "boekhouding.csv", lived.at("kapstok")
    finance.write(office, today(lived), out, ENGLISH)
    head, *rows = csv.reader(out.read_text("utf-8-sig").splitlines(), delimiter=";")
    assert head[-2:] == ["Debit", "Credit"] and rows[0][-1] == "8,00"
    finance.write(office, today(lived), out, ENGLISH, "closings")
    assert "A-Z00001" in out.read_text("utf-8-sig")
    with pytest.raises(NotUnderstood, match=r"\.xlsx or \.csv"):
        finance.write(office, today(lived), tmp_path / "boekhouding.txt", ENGLISH)
    with pytest.raises(NotAllowed):
        finance.write(lived.at("kapstok", "volunteer"), today(lived), out, ENGLISH)


def test_the_number_on_a_slip_stands_in_the_day_book(house: HouseOnDisk, tmp_path: Path) -> None:
    sell(house, "jas", pays=("card:4:004217",))
    out = tmp_path / "dagboek.csv"
    finance.write(house.at("kapstok"), Period(house.today, house.today), out, ENGLISH)
    with out.open(encoding="utf-8-sig") as opened:
        rows = list(csv.DictReader(opened, delimiter=";"))
    assert [(row["What"], row["Reference"], row["Debit"]) for row in rows if row["Sort"] == "Payment"] == [
        ("Card", "004217", "4,00")
    ]
