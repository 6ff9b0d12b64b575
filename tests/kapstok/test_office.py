"""What a coordinator does for the shop in the office: prices, vouchers, credit, and labels of our own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from kiosk_kapstok import credit, labels, prices, vouchers
from kiosk_kapstok.settings import ShopSettings
from textual.widgets import Input

from kiosk_core import Cents, NotAllowed, NotUnderstood
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.testing import HouseOnDisk
from tests.tui.conftest import WAIT, Visitor

from .test_till import AZERTY, at_the_till, basket
from .told import sell


@asynccontextmanager
async def office(house: HouseOnDisk, entry: str) -> AsyncIterator[Visitor]:
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Office")
        await sits.chooses(entry)
        yield sits


async def test_the_price_list_is_changed_from_a_day_on_and_a_category_comes_and_goes(house: HouseOnDisk) -> None:
    async with office(house, "Price list") as sits:
        assert "Jas" in sits.rows[0] and "€4.00" in sits.rows[0]
        await sits.presses("enter", "enter", *["backspace"] * 4)
        await sits.types("4,50")
        await sits.presses("f8")
        assert "✓ Jas holds from 25/11/2026." in sits.place.message and "€4.50" in sits.rows[0]
        await sits.presses("enter", "enter", *["backspace"] * 4)
        await sits.types("99")
        await sits.presses("f8")
        assert "the price lies between its lowest and its highest" in sits.place.message
        await sits.presses("escape", "f6")
        await sits.types("hoed\rHoed\r")
        for typed in ("3", "1", "9"):
            await sits.presses(*["backspace"] * 4)
            await sits.types(f"{typed}\r")
        await sits.types("1,50\rz\r")
        await sits.presses("f8")
        assert "✓ Hoed holds" in sits.place.message
        await sits.presses(*["down"] * 12, "enter", "f7")
        assert "✓ Hoed is not sold any more" in sits.place.message
    listed = {one.code: one.price for one in prices.categories(house.kiosk.house, house.today)}
    assert listed["jas"] == 450 and "hoed" not in listed


async def test_vouchers_are_given_stopped_given_anew_and_printed(
    house: HouseOnDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with office(house, "Vouchers") as sits:
        await sits.presses("f6")
        await sits.types("10\r")
        await sits.presses("backspace")
        await sits.types("2")
        await sits.presses("f4", "f8")
        assert "✓ 2 vouchers: A-V00001, A-V00002" in sits.place.message
        assert "Still to be spent: €20.00" in sits.shows and "A-V00002" in sits.rows[0]
        await sits.presses("f7")
        assert "✓ Stopped. Voucher A-V00003 has what was left." in sits.place.message
        await sits.presses("f9")
        assert "✓ 1 voucher:" in sits.place.message, "the one that has what was left, and no other"
        house.later(seconds=1)
        await sits.presses("down", "down", "f8")
        assert "Still to be spent: €10.00" in sits.shows
        await sits.presses("f4")
        assert "Still to be spent: €20.00" in sits.shows
        await sits.presses("f8", "f5")
        assert "✓ 1 voucher:" in sits.place.message
    assert [file.read_bytes()[:4] for file in tmp_path.glob("tegoedbonnen-*.pdf")] == [b"%PDF"] * 2
    assert [(one.number, one.state) for one in vouchers.listed(house.at("kapstok"))] == [
        ("A-V00003", "live"), ("A-V00002", "stopped"), ("A-V00001", "stopped"),
    ]  # fmt: skip


async def test_what_every_client_gets_stands_on_one_page_and_is_kept_together_or_not_at_all(house: HouseOnDisk) -> None:
    async with office(house, "Terms of all clients") as sits:
        began = house.kiosk.house.number("SELECT count(*) FROM event")
        await sits.types("\x1550\r\x1530\r\x1520\r\x15jas=1, rok")
        await sits.presses("f8")
        assert "written so: jas=1" in sits.place.message
        await sits.types("=2, hoed=1")
        await sits.presses("f8")
        assert "hoed" in sits.place.message and house.kiosk.house.number("SELECT count(*) FROM event") == began
        await sits.presses(*["backspace"] * 8, "f5", "f6", "f8")
        assert sits.place.message == "✓ These terms hold from 25/11/2026."
        await sits.presses("f4")
        assert sits.place.message == "", "what is turned is not saved yet"
        await sits.presses("f8")
        assert "A free shop with a customer card" in sits.shows
    rules = house.kiosk.house.settings(ShopSettings, house.today)
    assert (rules.percent, rules.credit_adult, rules.credit_child, rules.most) == (50, 3000, 2000, ("jas=1", "rok=2"))
    assert (rules.mode, rules.client_prices, rules.most_within) == ("free", True, "month")
    with pytest.raises(NotUnderstood):
        house.at("kapstok").set_settings({"kapstok.percent": "40", "kapstok.credit_adult": "x"})
    assert house.kiosk.house.settings(ShopSettings, house.today).percent == 50
    with pytest.raises(NotAllowed):
        house.at("kapstok", "volunteer").set_settings({"kapstok.percent": "40"})


async def test_the_most_pieces_are_read_and_typed_by_the_names_of_the_articles(house: HouseOnDisk) -> None:
    house.set("kapstok.most", "jas=1")
    coat = prices.category(house.kiosk.house, "jas", house.today)
    prices.change(house.at("kapstok"), [replace(coat, title="Manteau d'été")], house.today, {})
    async with office(house, "Terms of all clients") as sits:
        assert sits.place.query_one("#q-most", Input).value == "Manteau d'été=1"
        await sits.types("\r\r\r\x15manteau d'ete=2, Rok=3")
        await sits.presses("f8")
        assert sits.place.message == "✓ These terms hold from 25/11/2026."
    assert house.kiosk.house.settings(ShopSettings, house.today).most == ("jas=2", "rok=3")


async def test_the_credit_of_the_season_is_seen_household_by_household(house: HouseOnDisk) -> None:
    house.set("kapstok.credit_adult", "10")
    fatima = house.with_household(enrolled=("kapstok",))
    house.with_household(2, name="Omar", enrolled=("kapstok",))
    house.with_household(name="Lien")
    sell(house, "jas", who=fatima, pays=("credit:4",))
    assert [(one.granted, one.used, one.left) for one in credit.overview(house.at("kapstok"))] == [
        (1000, 400, 600), (2000, 0, 2000),
    ]  # fmt: skip
    async with office(house, "Clothing credit") as sits:
        assert "Used: €4.00. Left: €26.00." in sits.shows and "€6.00 left of €10.00" in sits.rows[0]
    with pytest.raises(NotAllowed):
        credit.overview(house.at("kapstok", "volunteer"))


async def test_labels_of_our_own_are_printed_and_scan_at_the_till_on_any_keyboard(
    house: HouseOnDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    lead = house.at("kapstok")
    label = labels.print_sheet(lead, "jas", Cents(1250), 30, tmp_path / "own.pdf", ENGLISH)
    assert labels.print_sheet(lead, "jas", Cents(1250), 1, tmp_path / "again.pdf", ENGLISH) == label
    assert (tmp_path / "own.pdf").read_bytes().count(b"/Type /Page\n") == 2, "24 on a sheet"
    for wrong in ((Cents(-1), 1), (None, 0), (None, 481)):
        with pytest.raises(NotUnderstood):
            labels.print_sheet(lead, "jas", *wrong, tmp_path / "x.pdf", ENGLISH)
    with pytest.raises(NotAllowed):
        labels.print_sheet(house.at("kapstok", "volunteer"), "jas", None, 1, tmp_path / "x.pdf", ENGLISH)
    async with office(house, "Price list") as sits:
        await sits.presses("f5")
        await sits.types("2")
        await sits.presses("f8")
        assert "✓ 24 labels:" in sits.place.message
    (sheet,) = tmp_path.glob("etiketten-*.pdf")
    with pypdfium2.PdfDocument(sheet) as document:
        priced = document[0].get_textpage().get_text_bounded()
    assert "2,00" in priced and "2.00" not in priced, "customers read it, whoever's screen made it"
    async with at_the_till(house) as sits:
        await sits.scans(label)
        await sits.scans(label.translate(AZERTY))
        assert basket(sits) == ["2 × Jas €25.00"]


async def test_a_price_list_comes_from_a_spreadsheet_looked_at_first_and_goes_into_one(
    house: HouseOnDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with office(house, "Price list") as sits:
        await sits.presses("f9")
        await sits.types("\x15~/prijzen.csv")
        await sits.presses("f8")
        assert "✓ Written to" in sits.place.message
        began, file = house.kiosk.house.number("SELECT count(*) FROM event"), tmp_path / "prijzen.csv"
        listed = file.read_text(encoding="utf-8-sig")
        file.write_text(
            listed.replace("4,00", "6,00", 1).replace("broek;Broek;", "broek;;") + "hoed;Hoed [red];;piece;-1;;\n",
            encoding="utf8",
        )
        await sits.presses("f7", "enter")
        assert "2 lines are wrong: nothing can be taken over yet." in sits.shows, sits.shows
        assert "the name has 1 to 40 letters" in sits.rows[0] and "a price is not negative" in sits.rows[1]
        assert "jas: €4.00 becomes €6.00" in sits.rows[2] and sits.keys().get("f8") is None
        file.write_text(listed.replace("4,00", "6,00", 1) + "hoed;Hoed [red];;piece;1;;\n", encoding="utf8")
        await sits.presses("f5")
        assert "New: 1. Changed: 1." in sits.shows and "hoed: new, €1.00" in sits.rows[1]
        await sits.presses("f4")
        await sits.types("\x1530/11/2026\r")
        assert "From 30/11/2026" in sits.keys().values()
        assert house.kiosk.house.number("SELECT count(*) FROM event") == began
        await sits.presses("f8")
        assert sits.place.message == "✓ 2 categories hold from 30/11/2026." and "€4.00" in sits.rows[0]
    assert prices.category(house.kiosk.house, "hoed", house.today.replace(day=30)).title == "Hoed [red]"


async def test_the_finance_service_gets_a_period_from_a_screen_which_says_what_is_not_said_yet(
    house: HouseOnDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    sell(house, "jas", pays=("cash:3", "card:1"))
    async with office(house, "For the finance service") as sits:
        await sits.presses("f8")
        assert "Entries: 3. Debit and credit: €4.00 each. Closings: 0." in sits.shows
        assert "the till of 25/11/2026 is not closed yet." in sits.shows and "No ledger account yet:" in sits.shows
        await sits.presses("down", "down")
        await sits.types("\x15~/dagboek.csv")
        await sits.presses("f4", "f4", "f8")
        assert "✓ Written to" in sits.place.message
        await sits.presses("ctrl+u")
        await sits.types("/nowhere/x.csv")
        await sits.presses("f8")
        assert "nothing can be written to /nowhere/x.csv" in sits.place.message
    assert [file.read_bytes()[:2] for file in tmp_path.glob("boekhouding-*.xlsx")] == [b"PK"]
    heads = (tmp_path / "dagboek.csv").read_text(encoding="utf-8-sig").partition("\n")[0]
    assert "Rekening" in heads and "Account" not in heads, "the finance service reads it, whoever's screen made it"


async def test_what_holds_from_a_later_day_is_seen_and_changed_before_it_comes(house: HouseOnDisk) -> None:
    lead, jas = house.at("kapstok"), prices.category(house.kiosk.house, "jas", house.today)
    later = house.today + timedelta(days=6)
    hat = prices.Category("hoed", "Hoed", "", "piece", Cents(150), Cents(100), Cents(200))
    prices.change(lead, [replace(jas, price=Cents(500)), hat], later, {})
    with pytest.raises(NotUnderstood, match="from 25/11/2026 at the earliest"):
        prices.change(lead, [replace(jas, price=Cents(300))], house.today - timedelta(days=1), {})
    async with office(house, "Price list") as sits:
        assert "€4.00" in sits.rows[0], "today"
        assert [" ".join(row.split()) for row in sits.rows[-2:]] == [
            "From 01/12/2026 Hoed €1.50", "From 01/12/2026 Jas €5.00",
        ]  # fmt: skip
        await sits.presses("end", "enter", "enter", *["backspace"] * 4)
        await sits.types("5,50")
        await sits.presses("f8")
        assert "✓ Jas holds from 01/12/2026." in sits.place.message and "€5.50" in sits.rows[-1]
    assert prices.category(house.kiosk.house, "jas", house.today).price == 400
    assert prices.category(house.kiosk.house, "jas", later).price == 550
