"""Selling: prices, quantities, discounts and payments of a real house."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import kiosk_kapstok
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kiosk_kapstok import donations, prices, vouchers
from kiosk_kapstok import sale as sales
from kiosk_kapstok.lines import REASONS, Wanted, read_line, usual_price
from kiosk_kapstok.sale import SALE, NotSold

from kiosk_core import Act, Cents, Changed, DoesNotBalance, Grams, KioskError, NotFound, NotUnderstood
from kiosk_core.testing import HouseOnDisk

from .told import basket, pay, sell, slip, whys


def test_three_lines_are_paid_in_cash_with_change(house: HouseOnDisk) -> None:
    done = sell(house, "jas", "3*kindertrui@0.50", "kilo:2.4kg", pays=("cash:20",))
    assert (done.receipt, done.sale.total, done.cash, done.change) == ("A-2026-000001", 1030, 1030, 970)
    assert slip(house, done.act).startswith(
        "Het Welzijnshuis 25/11/2026 A-2026-000001 Jas €4.00 3 × Kindertrui €1.50 2.4 kg Kledij per kilo €4.80"
    )


def test_cash_is_rounded_by_law_and_the_total_is_not(house: HouseOnDisk) -> None:
    done = sell(house, "jas@4.02", by="coordinator", pays=("cash:5",))
    assert (done.sale.total, done.cash, done.change) == (402, 400, 100)
    mixed = sell(house, "jas@4.02", "broek", by="coordinator", pays=("card:1.49:T-17", "cash:10"))
    assert (mixed.sale.total, mixed.cash, mixed.change) == (602, 455, 545)
    rows = house.kiosk.house.rows("SELECT means, cents FROM core_money WHERE receipt=? ORDER BY means", mixed.receipt)
    assert rows == [("card", 149), ("cash", 455), ("rounding", 2)]


@pytest.mark.parametrize(("price", "coins"), [("4.02", 400), ("4.03", 405), ("0.03", 3)])
def test_cash_without_an_amount_is_what_is_asked_in_coins_and_gives_no_change(
    house: HouseOnDisk, price: str, coins: int
) -> None:
    done = sell(house, f"jas@{price}", by="coordinator", pays=("cash",))
    assert (done.cash, done.change) == (coins, 0)
    assert "Change" not in slip(house, done.act)


def test_with_rounding_of_all_means_a_card_pays_the_rounded_total(house: HouseOnDisk) -> None:
    house.set("core.round_all", "yes")
    for pays in (("card",), ("card:1", "cash"), ("cash:5",)):
        assert sell(house, "jas@1.53", by="coordinator", pays=pays).receipt


def test_a_volunteer_changes_a_price_within_its_limits_and_a_coordinator_any(house: HouseOnDisk) -> None:
    assert basket(house, "jas@8").total == 800
    for line in ("jas@8.01", "jas@1.99", "jas@3-2/damaged", "jas@0"):
        with pytest.raises(NotUnderstood, match=r"€2\.00 to €8\.00; for another price ask the coordinator"):
            basket(house, line)
    assert basket(house, "jas@7.77", "jas@0", "jas@900", by="coordinator").total == 90777
    with pytest.raises(NotUnderstood, match="not negative"):
        basket(house, "jas@-1", by="coordinator")


def test_a_discount_needs_a_reason_and_says_it(house: HouseOnDisk) -> None:
    sale = basket(house, "jas-25%/damaged", "2*trui-1/many")
    assert ([line.net for line in sale.lines], whys(sale)) == (
        [300, 300],
        [["a stain or a hole"], ["many pieces at once"]],
    )
    with pytest.raises(NotUnderstood, match="has a reason: damaged, many, last, goodwill"):
        basket(house, "jas-25%/because")
    with pytest.raises(NotUnderstood, match="not more than the price"):
        basket(house, "jas-101%/damaged", by="coordinator")


@pytest.mark.parametrize("line", ["", "jas@", "jas-1", "0*jas", "1000*jas", "jas:1kg", "kilo", "kilo:0kg", "2*kilo:1kg", "kilo:2.4", "open", "jas@1,2,3", "j as", "jas@€1", "x" * 10_000, "jas'--", "\x1b[31mjas"])  # fmt: skip
def test_what_cannot_be_a_line_gets_a_sentence_and_uses_no_number(house: HouseOnDisk, line: str) -> None:
    before = house.kiosk.house.number("SELECT count(*) FROM event")
    with pytest.raises((NotUnderstood, NotFound)) as raised:
        sell(house, line, by="coordinator")
    assert str(raised.value.sentence) and len(str(raised.value.sentence)) < 200
    assert house.kiosk.house.number("SELECT count(*) FROM event") == before
    assert sell(house, "jas").receipt == "A-2026-000001"


@pytest.mark.parametrize("pays", [(), ("cash:3.99",), ("cash:3", "card:0.50"), ("card:5",), ("owed:4",), ("gold:4",), ("cash:x",), ("cash:-4",), ("credit:4",), ("cash:" + "9" * 10_000,)])  # fmt: skip
def test_what_does_not_pay_it_changes_nothing(house: HouseOnDisk, pays: tuple[str, ...]) -> None:
    sale = basket(house, "jas")
    with pytest.raises((DoesNotBalance, NotUnderstood)):
        pay(house, sale, *pays)
    assert house.kiosk.house.number("SELECT count(*) FROM kapstok_sale_all") == 0
    assert pay(house, sale, "cash:4").receipt == "A-2026-000001"


def test_a_sale_is_paid_once_whatever_is_tried_again(house: HouseOnDisk) -> None:
    sale, other = basket(house, "jas"), house.again()
    house.at("kapstok", "volunteer").keep_draft(sales.as_draft(sale, parked=True))
    shift = other.at("kapstok", "volunteer")
    (theirs,) = [sales.from_draft(shift, draft) for draft in shift.drafts()]
    assert pay(house, sale, "cash").receipt == "A-2026-000001"
    for again in (lambda: pay(house, sale, "cash"), lambda: pay(other, theirs, "cash")):
        with pytest.raises(Changed, match="this sale was paid already"):
            again()
    assert house.kiosk.house.number("SELECT sum(net) FROM kapstok_line") == 400
    assert sell(house, "jas").receipt == "A-2026-000002", "no number was used"
    other.close()


def test_what_costs_nothing_takes_nothing_off_a_voucher_or_the_credit(house: HouseOnDisk) -> None:
    _, (voucher,) = vouchers.issue(house.at("kapstok"), Cents(1000), "gift")
    house.set("kapstok.credit_adult", "10")
    house.set("kapstok.percent", "100")
    fatima = house.with_household(1, enrolled=("kapstok",))
    for means in (f"voucher:{voucher.code}:5", "credit:5", "cash:5"):
        with pytest.raises(DoesNotBalance, match=r"Paid is €5\.00, due is €0\.00"):
            sell(house, "jas", who=fatima, pays=(means,))
    assert sell(house, "jas", who=fatima, pays=("cash",)).receipt is None
    assert vouchers.one(house.at("kapstok"), voucher.code).left == 1000
    assert house.kiosk.house.number("SELECT count(*) FROM kapstok_credit") == 0


def test_nothing_is_sold_before_the_vat_treatment_is_chosen(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [kiosk_kapstok])
    with pytest.raises(NotSold, match=r"no VAT treatment is chosen\. Ask the coordinator"):
        sell(house, "jas")
    house.set("kapstok.vat", "exempt")
    house.set("kapstok.vat_article", "art. 44")
    assert "exempt from VAT: art. 44 €4.00" in slip(house, sell(house, "jas").act)
    house.close()


def test_a_price_holds_from_its_day_on_and_old_receipts_keep_theirs(house: HouseOnDisk) -> None:
    done, office = sell(house, "jas"), house.at("kapstok")
    house.later(days=1)
    dearer = prices.Category("jas", "Winterjas", "j", "piece", Cents(600), Cents(500), Cents(900), vat="standard_21")
    prices.change(office, [dearer], house.today, {})
    new = sell(house, "jas")
    assert (new.sale.total, done.sale.total) == (600, 400)
    assert "Jas €4.00" in slip(house, done.act) and "outside the scope" in slip(house, done.act)
    assert "Winterjas €6.00" in slip(house, new.act) and "VAT 21 % €6.00" in slip(house, new.act)


def test_two_categories_never_have_the_same_letter_on_the_till(house: HouseOnDisk) -> None:
    office = house.at("kapstok")
    toys = prices.Category("speelgoed", "Speelgoed", "j", "piece", Cents(100), Cents(0), Cents(200))
    with pytest.raises(NotUnderstood, match="speelgoed: the letter J is that of jas"):
        prices.change(office, [toys], house.today, {})
    known = {one.code: one for one in prices.categories(office.house, house.today)}
    assert "speelgoed" not in known
    prices.change(office, [toys, replace(known["jas"], key="")], house.today, {})
    prices.change(office, [replace(toys, sold=False)], house.today, {})
    prices.change(office, [replace(known["jas"], key="j")], house.today, {})


def test_an_article_label_is_a_category_with_or_without_a_price_of_its_own(house: HouseOnDisk) -> None:
    prices.change(
        house.at("kapstok"), [], house.today, {"5412345678908": ("jas", Cents(1500)), "20000017": ("broek", None)}
    )
    assert basket(house, "5412345678908", "20000017").total == 1700
    with pytest.raises(NotFound):
        basket(house, "5412345678909")


def test_a_discount_on_a_label_goes_no_lower_than_on_the_list(house: HouseOnDisk) -> None:
    """A coat costs 2 to 8 euros."""
    labels = {"5412345678908": ("jas", Cents(1500)), "5412345678915": ("jas", Cents(100))}
    prices.change(house.at("kapstok"), [], house.today, labels)
    assert basket(house, "5412345678908-13/damaged", "5412345678915").total == 300
    for line in ("5412345678908-13.50/damaged", "5412345678908-100%/damaged", "5412345678915-0.50/damaged"):
        with pytest.raises(NotUnderstood, match="ask the coordinator"):
            basket(house, line)
        assert basket(house, line, by="coordinator").lines


def test_a_till_that_stood_open_overnight_sells_on_the_new_day_at_its_prices(house: HouseOnDisk) -> None:
    lay, dearer = basket(house, "broek"), basket(house, "jas")
    jas = prices.category(house.kiosk.house, "jas", house.today)
    tomorrow = house.today + timedelta(days=1)
    prices.change(house.at("kapstok"), [replace(jas, price=Cents(500))], tomorrow, {})
    house.later(days=1)
    with pytest.raises(NotSold, match="Since yesterday"):
        pay(house, dearer, "cash")
    paid = pay(house, lay, "cash")
    assert {event.day for event in paid.act.events} == {tomorrow}
    assert house.kiosk.house.rows("SELECT day FROM kapstok_sale") == [(str(tomorrow),)]


def test_an_undone_sale_is_no_turnover_and_its_number_stays_taken(house: HouseOnDisk) -> None:
    done = sell(house, "jas")
    house.at("kapstok", "volunteer").undo(done.act.id, "mistake")
    assert house.kiosk.house.number("SELECT sum(net) FROM kapstok_line") == 0
    assert sell(house, "jas").receipt == "A-2026-000002"


amounts = st.integers(0, 100_000).map(Cents)
categories = st.builds(
    lambda unit, price, low, high: prices.Category("x", "X", "x", unit, price, low, high),
    st.sampled_from(["piece", "kilo", "open"]), amounts, amounts, amounts,
)  # fmt: skip
wishes = st.builds(
    Wanted, st.just("x"), st.integers(-1, 1001), st.integers(-1, 1_000_000).map(Grams), st.none() | amounts, amounts,
    st.integers(0, 120), st.sampled_from([*REASONS, ""]),
)  # fmt: skip


@given(wishes, categories, st.booleans())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_line_that_can_be_never_costs_less_than_nothing_nor_more_than_its_price(
    wanted: Wanted, category: prices.Category, any_price: bool
) -> None:
    try:
        line = usual_price(wanted, category, any_price)
    except KioskError:
        return
    assert 0 <= line.net <= line.gross and line.net == line.gross - line.discount


@given(st.text(max_size=60))
def test_any_text_is_a_line_or_a_sentence(text: str) -> None:
    try:
        wanted = read_line(text)
    except NotUnderstood:
        return
    assert wanted.what and wanted.pieces >= 0


def test_what_had_its_slip_gets_a_copy_whoever_asks_and_however(house: HouseOnDisk) -> None:
    till = house.at("kapstok", "volunteer")

    def queued(act: Act) -> list[str]:
        query = "SELECT what FROM local_spool WHERE act=? ORDER BY id"
        return [what for (what,) in house.kiosk.house.rows(query, act.id)]

    bought, brought = sell(house, "jas").act, donations.take_in(till, [donations.Brought("kledij", Grams(5000))])
    for act in (bought, brought):
        till.print_slip(act.id, SALE)
    assert (queued(bought), queued(brought)) == (["slip", "copy"], ["slip"]), "nothing of a donation came out before"
    with house.kiosk.store.writing() as db:
        db.execute("DELETE FROM local_spool")  # all of it is printed
    for act in (bought, brought):
        till.print_slip(act.id, SALE)
    assert (queued(bought), queued(brought)) == (["copy"], ["copy"])


def test_each_slip_of_the_card_terminal_keeps_its_number_however_many_there_are(house: HouseOnDisk) -> None:
    slips = [f"{n}" * 17 for n in (1, 2, 3)]
    bought = sell(house, "3*jas", pays=tuple(f"card:4:{slip}" for slip in slips))
    query = "SELECT cents, reference FROM core_money WHERE receipt=? ORDER BY reference"
    assert house.kiosk.house.rows(query, bought.receipt) == [(400, slip) for slip in slips]
    assert [(one.means, one.times, one.cents) for one in house.at("kapstok").x().means] == [("card", 3, 1200)]
