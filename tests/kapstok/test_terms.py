"""A card at the till: what it gives, and why."""

from __future__ import annotations

from datetime import date

import pytest
from kiosk_kapstok import prices, returns, terms, vouchers
from kiosk_kapstok import sale as sales
from kiosk_kapstok.sale import NotSold
from kiosk_kapstok.settings import ShopSettings

from kiosk_core import CannotUndo, Cents, Changed, KioskError, NotAllowed, NotUnderstood
from kiosk_core.domain.errors import OwnHousehold
from kiosk_core.testing import HouseOnDisk

from .told import basket, open_till, pay, sell, slip, terms_of, whys

ENROLLED = ("kapstok",)


def test_a_percentage_follows_at_once_and_the_line_says_why(house: HouseOnDisk) -> None:
    house.set("kapstok.percent", "50")
    fatima = house.with_household(2, enrolled=ENROLLED)
    sale = basket(house, "jas", "trui-1/damaged", who=fatima)
    assert ([line.net for line in sale.lines], whys(sale)) == (
        [200, 50],
        [["50 % for clients"], ["a stain or a hole", "50 % for clients"]],
    )
    done = pay(house, sale, "cash:10")
    assert (done.sale.total, done.change) == (250, 750)
    paper = slip(house, done.act)
    assert not [word for word in ("Fatima", fatima.client.number, "client", "terms") if word in paper]
    assert "Jas €4.00 Discount €-2.00 Trui €2.00 Discount €-1.50" in paper, "one discount, whatever it is for"


def test_the_card_may_come_last_or_turn_out_to_be_another_persons(house: HouseOnDisk) -> None:
    house.set("kapstok.percent", "50")
    fatima, shift = house.with_household(enrolled=ENROLLED), house.at("kapstok", "volunteer")
    sale = basket(house, "jas")
    theirs = sales.with_client(shift, sale, terms_of(house, fatima))
    assert (sale.total, theirs.total, sales.without_client(shift, theirs).total) == (400, 200, 400)


def test_who_is_not_enrolled_pays_the_usual_price_and_the_sale_goes_on(house: HouseOnDisk) -> None:
    house.set("kapstok.percent", "50")
    omar = house.with_household(name="Omar")
    sale = basket(house, "jas", who=omar)
    assert sale.asked is not None and sale.asked.outcome == "refused"
    assert str(sale.asked.findings[0].text) == "Not enrolled for this."
    done = pay(house, sale, "cash")
    assert (done.sale.total, done.receipt) == (400, "A-2026-000001")
    assert house.kiosk.house.number("SELECT count(*) FROM kapstok_sale WHERE card") == 0


def test_in_the_grace_after_a_decision_terms_hold_when_the_volunteer_says_yes(house: HouseOnDisk) -> None:
    house.set("kapstok.percent", "50")
    fatima = house.with_household(enrolled=ENROLLED, until=date(2026, 12, 1))
    house.later(days=10)
    asked = basket(house, "jas", who=fatima)
    assert (asked.total, asked.waits) == (400, True)
    yes = basket(house, "jas", who=fatima, confirmed=True)
    assert (yes.total, yes.waits) == (200, False)
    assert "core.ask_confirmed" in [event.kind for event in pay(house, yes, "cash").act.events]


def test_client_prices_hold_where_the_list_has_one_and_no_other_price_was_typed(house: HouseOnDisk) -> None:
    house.set("kapstok.client_prices", "yes")
    cheap = prices.Category("jas", "Jas", "j", "piece", Cents(400), Cents(0), Cents(800), Cents(150))
    prices.change(house.at("kapstok"), [cheap], house.today, {})
    fatima = house.with_household(enrolled=ENROLLED)
    sale = basket(house, "2*jas", "jas@3", "broek", who=fatima)
    assert [line.net for line in sale.lines] == [300, 300, 200]
    assert whys(sale) == [["client price"], [], []]


def test_credit_is_per_person_and_season_and_is_used_once(house: HouseOnDisk) -> None:
    house.set("kapstok.credit_adult", "10")
    house.set("kapstok.credit_child", "5")
    fatima = house.with_household(2, ("2019-04-01",), enrolled=ENROLLED)
    (left,) = terms_of(house, fatima).findings
    assert str(left.text) == "Clothing credit left: €25.00, until 31/03/2027."
    done = sell(house, "7*schoenen", who=fatima, pays=("credit:20", "cash"))
    assert (done.cash, done.change) == (100, 0)
    assert "Paid in another way €20.00" in slip(house, done.act) and "redit" not in slip(house, done.act)
    assert "€5.00" in str(terms_of(house, fatima).findings[0].text)
    with pytest.raises(NotUnderstood, match="of the clothing credit is left"):
        sell(house, "2*schoenen", who=fatima, pays=("credit",))
    with pytest.raises(NotUnderstood, match="scan the client's card"):
        sell(house, "schoenen", pays=("credit",))
    house.at("kapstok", "volunteer").undo(done.act.id, "mistake")
    assert "€25.00" in str(terms_of(house, fatima).findings[0].text)
    sell(house, "5*schoenen", who=fatima, pays=("credit",))
    house.moment = house.moment.replace(year=2027, month=4, day=2)
    assert "€25.00" in str(terms_of(house, fatima).findings[0].text), "another season"


def test_two_tills_cannot_use_the_same_credit(house: HouseOnDisk) -> None:
    house.set("kapstok.credit_adult", "10")
    fatima, other = house.with_household(enrolled=ENROLLED), house.again()
    here, there = basket(house, "2*jas", who=fatima), basket(other, "2*jas", who=fatima)
    pay(house, here, "credit")
    with pytest.raises(Changed):
        pay(other, there, "credit")
    assert house.kiosk.house.number("SELECT sum(cents) FROM kapstok_credit") == 800
    other.close()


def test_one_winter_coat_a_year_for_each_person_and_what_is_more_costs_the_usual_price(house: HouseOnDisk) -> None:
    house.set("kapstok.percent", "50")
    house.set("kapstok.most", "jas=1")
    fatima = house.with_household(2, enrolled=ENROLLED)
    sale = basket(house, "jas", "2*jas", "3*trui", who=fatima)
    assert [line.net for line in sale.lines] == [200, 600, 300]
    assert whys(sale)[1] == ["50 % for clients", "1 piece above the most: usual price"]
    pay(house, sale, "cash")
    assert whys(basket(house, "jas", who=fatima)) == [["1 piece above the most: usual price"]]
    house.moment = house.moment.replace(year=2027, month=1)
    assert basket(house, "jas", who=fatima, confirmed=True).total == 200, "another year"


def test_what_was_decided_for_one_household_goes_before_the_settings(house: HouseOnDisk) -> None:
    house.set("kapstok.percent", "20")
    fatima = house.with_household(enrolled=ENROLLED, terms={"percent": "75", "credit": "12,50"})
    assert [str(f.text) for f in terms_of(house, fatima).findings] == [
        "Clothing credit left: €12.50, until 31/03/2027.", "75 % discount.",
    ]  # fmt: skip
    for wrong in ({"percent": "101"}, {"percent": "half"}, {"credit": "much"}):
        with pytest.raises((Changed, NotUnderstood)):
            house.with_household(enrolled=ENROLLED, terms=wrong)


def test_a_free_shop_counts_visits_and_pieces_instead_of_euros(house: HouseOnDisk) -> None:
    house.set("kapstok.mode", "free")
    small, large = house.with_household(4, enrolled=ENROLLED), house.with_household(5, enrolled=ENROLLED)
    assert [str(f.text) for f in terms_of(house, large).findings] == ["Free shop: 2 visits left this month."]
    done = sell(house, "2*jas", "kilo:1kg", who=small, pays=())
    assert (done.receipt, done.sale.total, whys(done.sale)[0]) == (None, 0, ["free with the customer card"])
    (refusal,) = terms_of(house, small).findings
    assert (str(refusal.text), str(refusal.next_step)) == (
        "The visits of this month are used.",
        "Welcome again from 01/12/2026.",
    )
    with pytest.raises(NotSold, match="Welcome again from 01/12/2026"):
        sell(house, "jas", who=small)
    with pytest.raises(NotSold, match="Scan a card that has a visit left this month"):
        sell(house, "jas")
    sell(house, "jas", who=large, pays=())
    sell(house, "jas", who=large, pays=())
    assert terms_of(house, large).outcome == "refused"
    house.moment = house.moment.replace(month=12, day=1)
    assert terms_of(house, small).outcome == "granted"


def test_other_terms_meanwhile_are_seen_before_it_is_paid(house: HouseOnDisk) -> None:
    house.set("kapstok.percent", "50")
    fatima = house.with_household(enrolled=ENROLLED)
    sale = basket(house, "jas", who=fatima)
    house.set("kapstok.percent", "25")
    with pytest.raises(Changed, match="other prices hold for this client now"):
        pay(house, sale, "cash")


def test_nobody_gives_their_own_household_a_discount_or_a_voucher(house: HouseOnDisk) -> None:
    fatima = house.with_household(enrolled=ENROLLED)
    house.at("core").link_volunteer("volunteer", fatima.client.members[0].person)
    with pytest.raises(KioskError) as said:
        pay(house, basket(house, "jas", "trui-1/damaged", who=fatima, confirmed=True), "cash")
    assert said.value.code == "own_household"
    house.at("core").link_volunteer("coordinator", fatima.client.members[0].person)
    with pytest.raises(KioskError) as said:
        vouchers.issue(house.at("kapstok"), Cents(500), "need", client=fatima.client)
    assert said.value.code == "own_household"
    with pytest.raises(KioskError) as said:
        pay(house, basket(house, "jas", who=fatima, confirmed=True), "cash")
    assert said.value.code == "another", "at the usual terms a second volunteer confirms"


def test_what_comes_back_counts_in_the_season_of_its_sale(house: HouseOnDisk) -> None:
    house.set("kapstok.credit_adult", "30")
    house.set("kapstok.seasons", "12-01, 06-01")
    house.set("kapstok.return_days", "60")
    house.set("kapstok.most", "jas=4")
    house.set("kapstok.most_within", "season")
    fatima = house.with_household(1, enrolled=ENROLLED)
    before = sell(house, "4*jas@7.50", pays=("credit",), who=fatima)
    house.later(days=10)
    open_till(house)
    now = sell(house, "jas", pays=("credit",), who=fatima)
    returns.give_back(house.at("kapstok"), before.receipt or "", "too_small", "credit")
    theirs = terms.gather(house.kiosk.house, fatima.client, house.today)
    assert (theirs.used, theirs.most) == (now.sale.total, {"jas": 3})


def test_credit_that_came_back_and_was_used_is_not_undone_into_more_than_was_given(house: HouseOnDisk) -> None:
    house.set("kapstok.credit_adult", "10")
    fatima, volunteer = house.with_household(1, enrolled=ENROLLED), house.at("kapstok", "volunteer")
    bought = sell(house, "2*jas@5", pays=("credit",), who=fatima)
    back, _ = returns.give_back(volunteer, bought.receipt or "", "too_small", "credit", {1: 1})
    volunteer.undo(back.id, "mistake")
    back, _ = returns.give_back(volunteer, bought.receipt or "", "too_small", "credit", {1: 1})
    sell(house, "broek", pays=("credit",), who=fatima)
    with pytest.raises(CannotUndo, match="that came back was used meanwhile"):
        volunteer.undo(back.id, "mistake")
    assert terms.gather(house.kiosk.house, fatima.client, house.today).used == 700


def test_credit_pays_for_no_more_pieces_than_the_most(house: HouseOnDisk) -> None:
    house.set("kapstok.credit_adult", "60")
    house.set("kapstok.most", "jas=1")
    fatima = house.with_household(1, enrolled=ENROLLED)
    with pytest.raises(NotUnderstood, match=r"clothing credit pays €6\.00 of this"):
        sell(house, "5*jas", "trui", pays=("credit",), who=fatima)
    sell(house, "jas", pays=("cash",), who=fatima)
    sell(house, "5*jas", "trui", pays=("credit:6", "cash"), who=fatima)
    assert terms.gather(house.kiosk.house, fatima.client, house.today).most == {"jas": 0}
    with pytest.raises(NotUnderstood, match=r"clothing credit pays €0\.00 of this"):
        sell(house, "jas", pays=("credit",), who=fatima)


def test_whatever_a_category_may_be_called_may_have_a_most_of_its_own(house: HouseOnDisk) -> None:
    one = prices.Category("kinder_trui_6", "Kindertrui 6", "", "piece", Cents(200), Cents(200), Cents(200))
    prices.change(house.at("kapstok"), [one], house.today, {})
    house.set("kapstok.percent", "50")
    house.set("kapstok.most", "kinder_trui_6=1")
    fatima = house.with_household(1, enrolled=ENROLLED)
    assert basket(house, "2*kinder_trui_6", who=fatima).total == 100 + 200
    with pytest.raises(NotUnderstood, match="written so: jas=1"):
        house.set("kapstok.most", "kinder-trui=1")


def test_two_tills_pay_no_two_coats_with_credit_where_one_is_the_most(house: HouseOnDisk) -> None:
    house.set("kapstok.credit_adult", "60")
    house.set("kapstok.most", "jas=1")
    fatima = house.with_household(1, enrolled=ENROLLED)
    first, second = basket(house, "jas", who=fatima), basket(house, "jas", who=fatima)
    pay(house, first, "credit")
    with pytest.raises(Changed):
        pay(house, second, "credit")


def test_nobody_sells_cheaper_takes_back_or_renews_a_voucher_for_their_own_household(house: HouseOnDisk) -> None:
    fatima, lead = house.with_household(enrolled=ENROLLED), house.at("kapstok")
    sold = sell(house, "jas", who=fatima)
    _, (voucher,) = vouchers.issue(lead, Cents(500), "gift", client=fatima.client)
    house.at("core").link_volunteer("coordinator", fatima.client.members[0].person)
    for act in (
        lambda: pay(
            house, basket(house, "jas@3", who=fatima, by="coordinator", confirmed=True), "cash", by="coordinator"
        ),
        lambda: returns.give_back(lead, sold.receipt or "", "too_small"),
        lambda: vouchers.stop(lead, voucher.number, "lost", anew=True),
        lambda: vouchers.stop(lead, voucher.number, "withdrawn"),
    ):
        with pytest.raises(OwnHousehold):
            act()
    assert vouchers.one(house.at("kapstok", "volunteer"), voucher.number).state == "live"
    returns.give_back(house.at("kapstok", "volunteer"), sold.receipt or "", "too_small")


def test_nobody_makes_the_voucher_of_their_own_household_good_again(house: HouseOnDisk) -> None:
    """By undoing: that it was withdrawn, or the sale that it paid."""
    fatima, office = house.with_household(), house.at("kapstok")
    _, (spent, withdrawn) = vouchers.issue(office, Cents(500), "gift", client=fatima.client, count=2)
    paid = sell(house, "jas", pays=(f"voucher:{spent.number}",), by="coordinator")
    stopped, _ = vouchers.stop(office, withdrawn.number, "withdrawn")
    house.at("core", "administrator").link_volunteer("coordinator", fatima.client.members[0].person)
    for act in (paid.act, stopped):
        with pytest.raises(OwnHousehold):
            office.undo(act.id, "mistake")
        house.at("kapstok", "administrator").undo(act.id, "mistake")


def test_who_may_not_issue_a_voucher_makes_no_new_one_of_an_old_one(house: HouseOnDisk) -> None:
    _, (voucher,) = vouchers.issue(house.at("kapstok"), Cents(500), "gift")
    house.at("core", "administrator").welcome("lien", ["shop_lead"], "4444", cost=1)
    with pytest.raises(NotAllowed):
        vouchers.stop(house.at("kapstok", "lien"), voucher.number, "lost", anew=True)
    assert vouchers.stop(house.at("kapstok", "lien"), voucher.number, "lost")[1] is None


def test_a_forgotten_client_leaves_the_money_and_takes_the_rest(house: HouseOnDisk) -> None:
    house.set("kapstok.percent", "50")
    house.set("kapstok.credit_adult", "10")
    fatima = house.with_household(enrolled=ENROLLED)
    sell(house, "2*jas", who=fatima, pays=("credit:1", "cash"))
    house.at("core", "coordinator").forget(fatima.client.number.partition(".")[0], "request")
    reading = house.kiosk.house
    assert reading.number("SELECT sum(net) FROM kapstok_line") == 400
    assert reading.number("SELECT count(*) FROM kapstok_helped WHERE household IS NOT NULL") == 0
    assert reading.rows("SELECT household, cents FROM kapstok_credit") == [(None, 100)]


def test_a_season_runs_from_its_day_to_the_day_before_the_next() -> None:
    rules = ShopSettings(seasons=("04-01", "10-01"))
    assert terms.season(rules, date(2026, 4, 1)).last == date(2026, 9, 30)
    assert terms.season(rules, date(2026, 3, 31)).first == date(2025, 10, 1)
    assert terms.season(ShopSettings(seasons=("02-30", "x")), date(2026, 3, 31)).first == date(2026, 1, 1)
