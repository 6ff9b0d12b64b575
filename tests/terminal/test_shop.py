"""A day of the second-hand shop at the installed kiosk, 80×24: a float, sales of all kinds, two power cuts, goods that come
back, a parcel's contribution and a laptop's deposit through the same drawer, and the Z. Then everything that is left of it
side by side: journal, readings, receipts and the Z as they came out of the printer.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pyzbar.pyzbar import decode as read_qr

from tests.printing.decoder import Pulse, decode, text_of
from tests.printing.render_png import picture_of

from .conftest import House, Printer, found_house
from .driver import PATIENCE, Terminal
from .shopside import CONTRIBUTION, DEPOSIT, SALE, ShopBook, Ticket, Tillside
from .test_einclusie import lends

pytestmark = [pytest.mark.slow, pytest.mark.tour]

EAN = "5412345678908"
AZERTY = str.maketrans("1234567890", "&é\"'(§è!çà")
FLOAT, VOUCHERS, MILK, SHORT = 12000, "10,00", 450, 50
DENOMINATIONS = (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
"""As the screen asks for them."""


@pytest.fixture
def house(tmp_path: Path, printer: Printer) -> House:
    settings = {
        "core.house_name": "Sociaal Huis", "core.printer": printer.address, "foodbank.contribution": "2,00",
        "kapstok.vat": "outside_scope", "kapstok.percent": "50", "kapstok.credit_adult": "10,00",
    }  # fmt: skip
    made = found_house(tmp_path / "home", [{"name": "Zofia Kwakkel"}, {"name": "Yusuf Jaworska"}], settings)
    made.kiosk("counter", "set", "balie", "--drawer")
    made.kiosk("enrol", made.households[0].number, "kapstok", "--until", f"{int(made.day[:4]) + 1}-12-31")
    made.kiosk("einclusie", "device", "add", "ThinkPad")
    prices = tmp_path / "prijzen.csv"
    prices.write_text(f"code;title;key;price;low;high;label\njas;Jas;j;4;2;8;{EAN}\n")
    made.kiosk("kapstok", "prices", "import", str(prices), "--yes")
    return made


def test_a_day_of_the_shop_tells_one_story_everywhere(house: House, printer: Printer) -> None:
    book = ShopBook(FLOAT, house.day[:4])
    vouchers = house.kiosk("kapstok", "voucher", "issue", VOUCHERS, "--reason", "gift", "--count", "2")["vouchers"]
    codes = [one["code"] for one in vouchers]
    with house.screen() as screen:
        till = Tillside(screen, book)
        till.signs_in("Marie", "Today")
        opens_the_till(till)
        takes_a_contribution(till, house)
        sells_in_the_morning(till, house, codes)
        till.lays("2b", "2 × Broek")
        marks_one_line(till, screen)
        comes_out(house, screen)
        screen.app.kill()
    with house.screen() as screen:
        till = Tillside(screen, book)
        till.signs_in("Marie", "Today")
        till.to("Counter: Second-hand shop")
        screen.wait_for("The sale that was open is here again.", "2 × Broek")
        till.asks_money("€4.00")
        screen.press("f5")
        till.sold(("broek", 2, 0, 400), cash=400)
        sells_in_the_afternoon(till, house)
        comes_out(house, screen)
        printer.switch_off()
        till.sells("r", "€2.00", "f5", shown="1 × Rok", items=(("rok", 1, 0, 200),), cash=200)
        screen.wait_for("The printer is off.")
        screen.app.kill()
    printer.switch_on()
    with house.screen() as screen:
        till = Tillside(screen, book)
        till.signs_in("Celine", "Today")
        till.to("Counter: Second-hand shop")
        screen.wait_for("Scan a client's card", gone=["1 × Rok"])
        comes_out(house, screen)
        takes_back(till, printer)
        lends_a_laptop(till, house)
        closes_the_till(till)
        comes_out(house, screen)
    compare(house, book, printer)


def comes_out(house: House, screen: Terminal) -> None:
    """Every slip so far: a power cut while one is printed has a test of its own."""
    until = time.monotonic() + PATIENCE
    while house.readings()["queue"]:
        assert screen.read(0.02) and time.monotonic() < until, screen.text


def marks_one_line(till: Tillside, screen: Terminal) -> None:
    """Of three lines, each painted at another moment, the newest is marked and no other; then the first lies there alone."""
    till.lays("r", "1 × Rok")
    screen.press("up")
    screen.settle()
    marked, plain = screen.style_of("2 × Broek"), screen.style_of("1 × Rok")
    assert marked != plain
    till.lays("t", "1 × Trui")
    screen.settle()
    assert [screen.style_of(line) for line in ("2 × Broek", "1 × Rok", "1 × Trui")] == [plain, plain, marked]
    for line in ("1 × Trui", "1 × Rok"):
        screen.press("delete")
        screen.wait_for("2 × Broek", gone=[line])
    screen.settle()
    assert screen.style_of("2 × Broek") == marked


def opens_the_till(till: Tillside) -> None:
    till.to("Till")
    till.screen.wait_for("The till is closed.")
    counts(till, FLOAT)
    till.screen.press("f8")
    till.screen.wait_for("✓ The till is open.")
    till.screen.press("escape")


def counts(till: Tillside, cents: int) -> None:
    """Note by note and coin by coin, the largest first."""
    till.screen.press("f8")
    till.screen.wait_for("Together: €0.00")
    for worth in DENOMINATIONS:
        pieces, cents = divmod(cents, worth)
        till.screen.press(*([str(pieces)] if pieces else []), "enter")


def takes_a_contribution(till: Tillside, house: House) -> None:
    till.to("Counter: Food distribution")
    till.screen.wait_for("Scan the card")
    till.pays(house.households[1])
    till.shop.write(CONTRIBUTION, cash=200)
    till.screen.press("f10")


def sells_in_the_morning(till: Tillside, house: House, vouchers: list[str]) -> None:
    screen, zofia = till.screen, house.households[0]
    till.to("Counter: Second-hand shop")
    screen.wait_for("Scan a client's card")
    till.sells("j", "€4.00", "f5", shown="1 × Jas", items=(("jas", 1, 0, 400),), cash=400)
    screen.scans(zofia.card)
    screen.wait_for("50 % discount.", "Zofia")
    items = (("jas", 1, 0, 200), ("kindertrui", 3, 0, 150), ("broek", 1, 0, 100))
    till.sells("j3kb", "€4.50", "f7", shown="1 × Broek", items=items, cash=450, change=550)
    till.sells("2,4w", "€4.80", "f8", shown="2.4 kg", items=(("kilo", 0, 2400, 480),), card=480)
    till.sells("1,50o", "€1.50", "f9", shown="1 × Iets anders", items=(("open", 1, 0, 150),), qr=150)
    for asked, exact, cents, coins in (("1,51o", "€1.50", 151, 150), ("1,53o", "€1.55", 153, 155)):
        items = (("open", 1, 0, cents),)
        till.sells(asked, exact, "f5", shown="1 × Iets anders", items=items, cash=coins, rounding=coins - cents)
    till.lays("j3,50", "1 × Jas")
    screen.press("f5")
    screen.wait_for("€3.50")
    till.asks_money("€3.50")
    screen.types("20")
    screen.press("f5")
    till.sold(("jas", 1, 0, 350), cash=350, change=1650)
    till.lays("j25", "1 × Jas")
    screen.press("f6")
    screen.wait_for("How much off")
    screen.press("f5")
    screen.wait_for("How many percent off")
    screen.press("down", "enter")
    screen.wait_for("many pieces at once", "€3.00", gone=["How many percent off"])
    till.asks_money("€3.00")
    screen.press("f5")
    till.sold(("jas", 1, 0, 300), cash=300)
    till.lays("2j", "2 × Jas")
    till.asks_money("€8.00")
    screen.types("3")
    screen.press("f8")
    screen.wait_for("Bancontact: €3.00", "Cash: €5.00")
    screen.press("f5")
    till.sold(("jas", 2, 0, 800), card=300, cash=500)
    till.lays("j", "1 × Jas")
    screen.scans(vouchers[0])
    till.sold(("jas", 1, 0, 400), voucher=400)
    screen.scans(EAN.translate(AZERTY))
    till.sells("", "€4.00", "f5", shown="1 × Jas", items=(("jas", 1, 0, 400),), cash=400)
    till.lays("3s", "3 × Schoenen")
    till.asks_money("€9.00")
    screen.scans(vouchers[0])
    screen.wait_for("Voucher: €6.00", "Cash: €3.00")
    screen.press("f5")
    till.sold(("schoenen", 3, 0, 900), voucher=600, cash=300)
    till.sells("t", "€2.00", "2", "f4", shown="1 × Trui", items=(("trui", 1, 0, 200),), voucher=200)


def sells_in_the_afternoon(till: Tillside, house: House) -> None:
    screen, zofia = till.screen, house.households[0]
    screen.scans(zofia.card)
    screen.wait_for("50 % discount.", "Zofia")
    till.sells("j", "€2.00", "f2", shown="1 × Jas", items=(("jas", 1, 0, 200),), credit=200)
    till.lays("b", "1 × Broek")
    till.asks_money("€2.00")
    screen.press("f3")
    screen.wait_for("Reference")
    screen.types("besluit 7")
    screen.press("enter")
    till.sold(("broek", 1, 0, 200), account=200)
    till.sells('"k', "€3.00", "f6", shown="3 × Kindertrui", items=(("kindertrui", 3, 0, 300),), cash=300, change=200)
    screen.press("f3")
    screen.wait_for("Search", gone=["Scan a client's card"])
    screen.types("zofi")
    screen.wait_for("This one")
    screen.press("enter")
    screen.wait_for("50 % discount.")
    till.sells("t", "€1.00", "f5", shown="1 × Trui", items=(("trui", 1, 0, 100),), cash=100)
    till.lays("j", "1 × Jas")
    screen.press("f8")
    screen.wait_for("✓ Put aside.", "1 put aside")
    till.sells("h", "€1.00", "f5", shown="1 × Hemd", items=(("hemd", 1, 0, 100),), cash=100)
    screen.press("f4")
    screen.wait_for("1 × Jas", gone=["put aside"])
    till.asks_money("€4.00")
    screen.press("f8")
    till.sold(("jas", 1, 0, 400), card=400)


def takes_back(till: Tillside, printer: Printer) -> None:
    """The first sale was a mistake; the children's trousers of a later one do not fit. Both by the QR on paper."""
    codes = {number_on(job): qr_on(job) for job in printer.printed}
    mistake, returned = (
        next(ticket for ticket in till.shop.tickets if ticket.items == items)
        for items in ((("jas", 1, 0, 400),), (("kindertrui", 3, 0, 300),))
    )
    till.screen.scans(codes[mistake.number])
    till.screen.wait_for(f"Receipt {mistake.number}: what comes back?")
    till.screen.press("f8")
    till.screen.wait_for("Why is it voided?")
    till.screen.types("1")
    till.screen.wait_for("✓ The sale is void. Give back €4.00.")
    till.shop.voided.add(mistake.number)
    till.screen.scans(codes[returned.number])
    till.screen.wait_for(f"Receipt {returned.number}: what comes back?")
    till.screen.press("enter", "f5")
    till.screen.wait_for("✓ Taken back. Give back €3.00.")
    till.shop.write(SALE, (("kindertrui", -3, 0, -300),), cash=-300)


def lends_a_laptop(till: Tillside, house: House) -> None:
    till.screen.press("f10")
    till.to("Digital help: devices")
    lends(till.screen, house.households[1])
    till.shop.write(DEPOSIT, cash=2000)
    till.screen.press("escape")


def closes_the_till(till: Tillside) -> None:
    """Milk was bought from the drawer; a coin of 50 cents is missing."""
    screen = till.screen
    till.to("Till")
    till.to("Take cash out")
    screen.wait_for("What for")
    screen.types("4,50\rmilk\r")
    screen.press("f8")
    till.shop.carried -= MILK
    screen.wait_for("✓ It is noted.")
    counts(till, till.shop.in_drawer - SHORT)
    screen.press("f8")
    screen.wait_for("There is €0.50 too little.")
    screen.types("a coin fell")
    screen.press("f8")
    screen.wait_for("✓ The till is closed: A-Z00001.")


def compare(house: House, book: ShopBook, printer: Printer) -> None:
    """Every place that remembers the day, against the book."""
    assert len([ticket for ticket in book.tickets if ticket.purpose == SALE and ticket.due > 0]) >= 20
    _journal_tells_it(house, book)
    _figures_tell_it(house, book)
    _z_tells_it(house, book)
    _paper_tells_it(book, printer)
    found = house.kiosk("verify")
    assert found["clean"] and found["differing"] == []


def _journal_tells_it(house: House, book: ShopBook) -> None:
    envelopes, acts = house.kiosk("journal"), dict[str, dict[str, Any]]()
    for one in envelopes:
        acts.setdefault(one["act"], {})[one["kind"]] = one["kept"]
    told = []
    for act in acts.values():
        if money := act.get("core.money_moved"):
            number = f"{money['letter']}-{money['year']}-{money['serial']:06}"
            assert money["due"] == sum(cents for _, cents in money["payments"]) - money["rounding"]
            cash = sum(cents for means, cents in money["payments"] if means == "cash")
            change = money["given"] - cash if money["given"] is not None else 0
            paid = dict(money["payments"])
            told.append(Ticket(number, money["purpose"], tuple(_items(act)), paid, money["rounding"], change))
    assert told == book.tickets, "each receipt once, in order, with its lines and its money"
    voided = [one for one in envelopes if one["kind"] == "core.voided"]
    assert len(voided) == 2 * len(book.voided), "a sale and its money"
    assert not [name for name in ("Zofia", "Kwakkel", "Yusuf", "milk", "fell") if name in json.dumps(envelopes)]


def _items(act: dict[str, Any]) -> list[tuple[str, int, int, int]]:
    sign, lines = 1, act.get("kapstok.sold", {}).get("lines", [])
    if "kapstok.returned" in act:
        sign, lines = -1, act["kapstok.returned"]["lines"]
    return [(one["category"], sign * one["pieces"], sign * one["grams"], sign * one["net"]) for one in lines]


def _figures_tell_it(house: House, book: ShopBook) -> None:
    figures = house.kiosk("report", "--from", house.day, "--to", house.day, "--project", "kapstok")["figures"]
    value = {(one["indicator"], one["breakdown"]): one["value"] for one in figures}
    sales = [ticket for ticket in book.standing if ticket.purpose == SALE]
    items = [item for ticket in sales for item in ticket.items]
    assert value["kapstok.sales", ""] == sum(ticket.due > 0 for ticket in sales)
    assert value["kapstok.pieces", ""] == sum(pieces for _, pieces, _, _ in items)
    assert value["kapstok.weighed", ""] == sum(grams for _, _, grams, _ in items)
    assert value["kapstok.turnover", ""] == sum(ticket.due for ticket in sales)
    by_category = Counter[str]()
    for category, _, _, cents in items:
        by_category[category] += cents
    assert {c: value["kapstok.turnover", c] for c in by_category} == dict(by_category)
    assert value["kapstok.vouchers", "redeemed"] == book.by_means()["voucher"]


def _z_tells_it(house: House, book: ShopBook) -> None:
    z = house.kiosk("till", "z", "A-Z00001")
    assert {one["purpose"]: (one["taken_cents"], one["back_cents"], one["nature"]) for one in z["purposes"]} == {
        purpose: (
            sum(t.due for t in book.standing if t.purpose == purpose and t.due > 0),
            sum(t.due for t in book.standing if t.purpose == purpose and t.due < 0),
            nature,
        )
        for purpose, nature in ((SALE, "turnover"), (CONTRIBUTION, "contribution"), (DEPOSIT, "deposit"))
    }
    assert {one["means"]: one["cents"] for one in z["means"]} == dict(book.by_means())
    assert z["rounding_cents"] == sum(ticket.rounding for ticket in book.standing)
    assert (z["float_cents"], z["expected_cents"], z["difference_cents"]) == (FLOAT, book.in_drawer, -SHORT)
    assert z["counted_cents"] == sum(one["denomination_cents"] * one["pieces"] for one in z["coins"])
    assert z["receipts"] == [{"series": f"A-{book.year}", "first": 1, "last": len(book.tickets)}], "none twice, no gap"
    assert sorted(z["worked"]) == ["Celine", "Marie"]


def _paper_tells_it(book: ShopBook, printer: Printer) -> None:
    """Read by a decoder that knows nothing of the app: each receipt once, and the Z with the same sums."""
    jobs = printer.printed
    printed = {number: job for job in jobs if (number := number_on(job))}
    assert len(printed) == sum(bool(number_on(job)) for job in jobs), "no receipt twice"
    sales = [ticket for ticket in book.tickets if ticket.purpose == SALE]
    assert set(printed) >= {ticket.number for ticket in sales}
    for ticket in sales:
        words = " ".join(text_of(decode(printed[ticket.number])).split())
        assert f"{'Totaal' if ticket.due >= 0 else 'Terug te geven'} {euro(abs(ticket.due))}" in words
        assert ("Afronding " + euro(ticket.rounding) in words) == bool(ticket.rounding)
        assert (f"Wisselgeld {euro(ticket.change)}" in words) == bool(ticket.change)
        cash = ticket.paid.get("cash", 0)
        assert not cash or f"{'Contant betaald' if cash > 0 else 'Contant teruggegeven'} {euro(abs(cash))}" in words
        pulses = sum(isinstance(item, Pulse) for item in decode(printed[ticket.number]))
        assert pulses == bool(cash), "the drawer opens for coins only"
        assert not [name for name in ("Zofia", "Kwakkel", "A1001") if name in words], "nobody's name"
    z = " ".join(text_of(decode(jobs[-1])).split())
    assert "A-Z00001" in z
    turnover = sum(ticket.due for ticket in sales if ticket.number not in book.voided and ticket.due > 0)
    for said in (
        f"Tweedehandskleding {euro(turnover)}",
        f"Afronding {euro(sum(ticket.rounding for ticket in book.standing))}",
        f"Wisselgeld bij de start {euro(FLOAT)}",
        f"Kasverschil {euro(-SHORT)}",
        *(
            f"{name} {euro(book.by_means()[means])}"
            for means, name in (("cash", "Contant"), ("card", "Kaart (bancontact)"))
        ),
        *(euro(cents) for cents in (book.in_drawer, book.in_drawer - SHORT, 2000, 200, -300)),
        f"000001 - {len(book.tickets):06}",
        "a coin fell",
    ):
        assert said in z, f"{said}\n{z}"


def euro(cents: int) -> str:
    """As it stands on Dutch paper."""
    return f"€ {cents / 100:.2f}".replace(".", ",")


def number_on(job: bytes) -> str:
    """The receipt's number; '' for other paper."""
    words = text_of(decode(job)).split()
    return next((word for word in words[:12] if word.startswith("A-20")), "")


def qr_on(job: bytes) -> str:
    return next((found.data.decode() for found in read_qr(picture_of(decode(job)))), "")
