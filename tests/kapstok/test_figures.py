"""Figures of the shop, and the price list as a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from kiosk_kapstok import closing, donations, indicators, labels, pricelist, prices, returns, terms, vouchers
from kiosk_kapstok.donations import Brought
from openpyxl import Workbook

from kiosk_core import Cents, Grams, NoSpreadsheet, NotAllowed, NotUnderstood, Period, month_of
from kiosk_core.cli.report import lines
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.testing import HouseOnDisk

from .told import basket, sell


def test_every_figure_takes_returns_off_and_leaves_voids_out(house: HouseOnDisk) -> None:
    house.set("kapstok.percent", "50")
    shift, fatima = house.at("kapstok", "volunteer"), house.with_household(enrolled=("kapstok",))
    _, (voucher,) = vouchers.issue(house.at("kapstok"), Cents(500), "gift")
    sell(house, "2*jas", who=fatima, pays=(f"voucher:{voucher.code}:3", "cash"))
    back = sell(house, "3*trui-10%/many", "kilo:2.4kg")
    returns.give_back(shift, back.receipt or "", "too_small", wanted={1: 1})
    returns.void(shift, sell(house, "jas").receipt or "", "mistake")
    period = month_of(house.today)
    found = {
        (one.code.partition(".")[2], f.breakdown): f.value
        for one in indicators.ALL
        for f in one.compute(house.kiosk.house, period)
    }
    assert found == {
        ("sales", ""): 2, ("sales", "with_card"): 1, ("sales", "without_card"): 1, ("pieces", ""): 4, ("weighed", ""): 2400,
        ("turnover", ""): 1240, ("turnover", "jas"): 400, ("turnover", "kilo"): 480, ("turnover", "trui"): 360,
        ("reductions", ""): 440, ("reductions", "discount"): 40, ("reductions", "client_terms"): 400,
        ("vouchers", "issued"): 500, ("vouchers", "redeemed"): 300, ("households", ""): 1,
        ("donated", ""): 0, ("bags", ""): 0, ("sorted", ""): 0,
    }  # fmt: skip
    assert {one.code: one.unit for one in indicators.ALL}["kapstok.sales"] == "sales", "who buys twice was here once"
    (z,) = [line for line in closing.lines(shift.drawer(), house.kiosk.house) if line.code == "kapstok.pieces"]
    (net,) = [one for one in indicators.ALL if one.code == "kapstok.pieces"]
    assert (str(z.title), z.times) == ("Pieces sold, returns not taken off", 5)
    assert str(net.title) == "Pieces sold, less returns"
    before = list(indicators.households(house.kiosk.house, period))
    house.at("core").forget(fatima.client.number.partition(".")[0], "request", with_open=True)
    assert list(indicators.households(house.kiosk.house, period)) == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_price_list_goes_out_and_comes_back_the_same(house: HouseOnDisk, tmp_path: Path, ending: str) -> None:
    office, file = house.at("kapstok"), tmp_path / f"prijzen.{ending}"
    prices.change(
        office,
        [prices.Category("hoed", "=Hoed", "z", "piece", Cents(350), Cents(0), Cents(999), Cents(100))],
        house.today,
        {"20000017": ("jas", None)},
    )
    pricelist.write(office, file, ENGLISH)
    assert ending == "xlsx" or "'=Hoed;z;piece;3,50;0,00;9,99;1,00" in file.read_text("utf8")
    before = prices.categories(house.kiosk.house, house.today)
    found = pricelist.bring_in(office, file, house.today)
    assert (len(found.changed), len(found.labels), found.different) == (13, 1, [])
    assert prices.categories(house.kiosk.house, house.today) == before


def test_a_list_as_belgian_excel_saves_it_holds_from_its_day(house: HouseOnDisk, tmp_path: Path) -> None:
    file = tmp_path / "prijzen.csv"
    file.write_bytes(
        "Code;Title;Price;Label\r\nmuts;Muts voor één kind;1,5;40000017 40000024\r\n;;;\r\n".encode("cp1252")
    )
    tomorrow = house.today.replace(day=26)
    pricelist.bring_in(house.at("kapstok"), file, tomorrow)
    assert "muts" not in {one.code for one in prices.categories(house.kiosk.house, house.today)}
    house.later(days=1)
    assert basket(house, "muts", "40000024").total == 300
    assert prices.title(house.kiosk.house, "muts", house.today) == "Muts voor één kind"


def test_a_list_as_a_coordinator_has_it_in_excel_says_which_line_is_wrong(house: HouseOnDisk, tmp_path: Path) -> None:
    file, book = tmp_path / "prijzen.xlsx", Workbook()
    for row in (["Prijzen najaar"], [], ["Code", "Title", "Price", "Sold", "Label"], ["jas", "Winterjas", 5.5, None, 5412345678908],
                [], ["rok", "Rok", 2, False, None], ["hoed", "Hoed", "vier", None, None]):  # fmt: skip
        book.active.append(row)
    book.save(file)
    office, before = house.at("kapstok"), house.kiosk.house.number("SELECT count(*) FROM event")
    with pytest.raises(NotUnderstood, match="line 7"):
        pricelist.bring_in(office, file, house.today)
    assert house.kiosk.house.number("SELECT count(*) FROM event") == before
    book.active.delete_rows(7)
    book.save(file)
    pricelist.bring_in(office, file, house.today)
    assert basket(house, "jas", "5412345678908").total == 1100
    assert "rok" not in {one.code for one in prices.categories(house.kiosk.house, house.today)}


def test_a_price_list_is_looked_at_before_it_is_taken_over(house: HouseOnDisk, tmp_path: Path) -> None:
    file, office = tmp_path / "prijzen.csv", house.at("kapstok")
    file.write_text(
        "code;title;price;low;high;sold\njas;Jas;5;2;8;yes\nhoed;Hoed;1;1;1;yes\nrok;Rok;2;1;4;no\n", encoding="utf8"
    )
    before = house.kiosk.house.number("SELECT count(*) FROM event")
    said = [
        (old.price if old else None, new.price, new.sold)
        for old, new in pricelist.look(office, file, house.today).different
    ]
    assert said == [(400, 500, True), (None, 100, True), (200, 200, False)]
    assert house.kiosk.house.number("SELECT count(*) FROM event") == before
    pricelist.bring_in(office, file, house.today)
    assert basket(house, "jas", "hoed").total == 600


@pytest.mark.parametrize("text", ["", "x", "code;title;price\n", "code;title;price\njas;Jas;4\nhoed;Hoed;vier", "code;title;price\nHOED;Hoed;4", "code;title;price;unit\nhoed;Hoed;4;doos", "code;title;price\nhoed;Hoed;-4"])  # fmt: skip
def test_a_file_with_one_wrong_line_changes_nothing(house: HouseOnDisk, tmp_path: Path, text: str) -> None:
    file = tmp_path / "prijzen.csv"
    file.write_text(text, encoding="utf8")
    before = house.kiosk.house.number("SELECT count(*) FROM event")
    with pytest.raises((NotUnderstood, NoSpreadsheet)):
        pricelist.bring_in(house.at("kapstok"), file, house.today)
    assert house.kiosk.house.number("SELECT count(*) FROM event") == before


def test_a_price_list_swallows_no_missing_price_no_card_as_a_label_and_no_label_twice(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    fatima, office = house.with_household(enrolled=("kapstok",)), house.at("kapstok")
    ean, own = "5412345678908", labels.print_sheet(office, "jas", None, 1, tmp_path / "own.pdf", ENGLISH)
    file = tmp_path / "prijzen.csv"
    rows = [
        "code;title;unit;price;label;high", "jas;Jas;;;", f"broek;Broek;;2,00;{fatima.card}", "hemd;Hemd;;1,00;" + "9" * 5000,
        "hemd;Hemd;;1,00;1234567", f"trui;Trui;;2,00;{ean}", f"rok;Rok;;2,00;{ean}", f"iets;Iets anders;open;;{own};25,00",
    ]  # fmt: skip
    file.write_text("\n".join(rows), encoding="utf8")
    assert [str(why) for why in pricelist.look(office, file, house.today).rejected] == [
        "line 2: jas: the price is missing.",
        "line 3: broek: a label is 8 to 48 digits, or one of our own labels.",
        "line 4: hemd: a label is 8 to 48 digits, or one of our own labels.",
        "line 5: hemd: a label is 8 to 48 digits, or one of our own labels.",
        "line 7: rok: a label of it is that of trui.",
    ]
    with pytest.raises(NotUnderstood, match="a label is 8 to 48 digits"):
        prices.change(office, [], house.today, {fatima.card: ("jas", None)})
    assert house.at("kapstok", "volunteer").scan(fatima.card, terms.TERMS).outcome == "granted"
    file.write_text("\n".join((rows[0], rows[5], rows[7])), encoding="utf8")
    pricelist.bring_in(office, file, house.today)
    assert [prices.labelled(house.kiosk.house, one) for one in (ean, own)] == [("trui", None), ("iets", None)]


def test_a_category_whose_price_is_typed_says_up_to_which_price_so_that_a_volunteer_sells_it(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    office, file = house.at("kapstok"), tmp_path / "prijzen.csv"
    for wrong in (";", "0;0", "2,00;1,00", "-1,00;5,00"):
        file.write_text(f"code;title;unit;price;low;high\nallerlei;Allerlei;open;;{wrong}\n", encoding="utf8")
        (why,) = pricelist.look(office, file, house.today).rejected
        assert str(why) == (
            "line 2: allerlei: the price is typed: fill in the lowest and the highest that a volunteer may ask."
        )
    file.write_text("code;title;unit;price;low;high\nallerlei;Allerlei;open;;0,50;10,00\n", encoding="utf8")
    pricelist.bring_in(office, file, house.today)
    assert basket(house, "allerlei@1,50").total == 150


def test_a_volunteer_changes_no_price_list(house: HouseOnDisk, tmp_path: Path) -> None:
    file = tmp_path / "prijzen.csv"
    file.write_text("code;title;price\njas;Jas;1", encoding="utf8")
    with pytest.raises(NotAllowed):
        pricelist.bring_in(house.at("kapstok", "volunteer"), file, house.today)


def test_a_command_says_weights_in_kilos_and_parts_of_no_whole_under_their_own_title(house: HouseOnDisk) -> None:
    donations.take_in(house.at("kapstok", "volunteer"), [Brought("kledij", Grams(12_500))])
    shift = house.at("kapstok")
    said = [str(line) for line in lines(shift, shift.report(month_of(house.today), "kapstok"))]
    assert "Goods brought, weighed: 12.5 kg" in said
    at = said.index("Vouchers")
    assert said[at : at + 3] == ["Vouchers", "  issued: €0.00", "  redeemed: €0.00"]


def test_a_voucher_in_place_of_a_lost_one_is_counted_once(house: HouseOnDisk) -> None:
    _, (voucher,) = vouchers.issue(house.at("kapstok"), Cents(500), "gift")
    vouchers.stop(house.at("kapstok"), voucher.number, "lost", anew=True)
    found = indicators.vouchers(house.kiosk.house, Period(house.today, house.today))
    assert [figure.value for figure in found] == [500, 0]
