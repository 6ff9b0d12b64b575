"""Voiding a sale, and goods that come back against their receipt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import kiosk_foodbank
import kiosk_kapstok
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kiosk_kapstok import paying, returns, terms, vouchers
from kiosk_kapstok.ways import Way

from kiosk_core import CASH, CannotUndo, Cents, Changed, NotAllowed, NotFound, NotUnderstood, Payment, TooLate
from kiosk_core.testing import HouseOnDisk, Known
from tests.foodbank import told as foodbank
from tests.tui.conftest import WAIT, Visitor

from .told import open_till, sell, slip, terms_of


def give_back(
    house: HouseOnDisk, receipt: str | None, way: Way = "cash", by: str = "volunteer", **more: dict[int, int]
) -> object:
    return returns.give_back(house.at("kapstok", by), receipt or "", "too_small", way, **more)[0]


def turnover(house: HouseOnDisk) -> tuple[int, int]:
    """(of the lines, of the money)"""
    reading = house.kiosk.house
    money = (
        "SELECT sum(CASE means WHEN 'rounding' THEN -cents ELSE cents END) FROM core_money WHERE purpose='kapstok.sale'"
    )
    return reading.number("SELECT sum(net) FROM kapstok_line"), reading.number(money)


def test_a_sale_is_voided_once_with_a_reason_and_its_number_stays_taken(house: HouseOnDisk) -> None:
    done, shift = sell(house, "jas"), house.at("kapstok", "volunteer")
    with pytest.raises(NotUnderstood, match="say why"):
        returns.void(shift, done.receipt or "", " ")
    returns.void(shift, done.receipt or "", "mistake")
    assert turnover(house) == (0, 0)
    for again in (lambda: returns.void(shift, done.receipt or "", "mistake"), lambda: give_back(house, done.receipt)):
        with pytest.raises((NotUnderstood, CannotUndo)):
            again()
    assert sell(house, "jas").receipt == "A-2026-000002"


def test_a_reason_of_the_list_voids_a_sale_whatever_card_was_shown(house: HouseOnDisk) -> None:
    omar, shift = house.with_household(name="Omar"), house.at("kapstok", "volunteer")
    done = sell(house, "jas", who=omar)
    with pytest.raises(NotUnderstood, match="your own words cannot be kept"):
        returns.void(shift, done.receipt or "", "a red stain")
    returns.void(shift, done.receipt or "", "damaged")
    assert turnover(house) == (0, 0)


def test_a_volunteer_voids_and_returns_for_some_minutes_and_then_the_coordinator(house: HouseOnDisk) -> None:
    first, second = sell(house, "jas"), sell(house, "jas")
    house.later(minutes=16)
    for act in (
        lambda: returns.void(house.at("kapstok", "volunteer"), first.receipt or "", "mistake"),
        lambda: give_back(house, second.receipt),
    ):
        with pytest.raises(NotAllowed):
            act()
    returns.void(house.at("kapstok"), first.receipt or "", "mistake")
    give_back(house, second.receipt, by="coordinator")
    assert turnover(house) == (0, 0)


def test_a_receipt_is_found_by_its_number_without_the_letter_too(house: HouseOnDisk) -> None:
    done, shift = sell(house, "jas"), house.at("kapstok", "volunteer")
    assert returns.find(shift, " 2026-000001 ").act.id == returns.find(shift, "a-2026-000001").act.id == done.act.id
    for stranger in ("2", "2026-000002", "", "%-2026-000001", "²", "9" * 10_000):
        with pytest.raises(NotFound):
            returns.find(shift, stranger)


def test_a_receipt_is_found_by_its_last_digits_of_this_year_or_the_last(house: HouseOnDisk) -> None:
    done, shift = sell(house, "jas"), house.at("kapstok", "volunteer")
    assert returns.find(shift, "1").act.id == returns.find(shift, " 000001 ").act.id == done.act.id
    house.set("core.ahead_days", "400")
    house.later(days=200)
    open_till(house)
    assert returns.find(shift, "1").act.id == done.act.id, "it was sold last year"
    again = sell(house, "jas")
    assert returns.find(shift, "1").act.id == again.act.id, "this year's comes first"


def test_last_digits_mean_the_newest_sale_of_this_shop_that_may_still_come_back(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [kiosk_foodbank, kiosk_kapstok])
    house.set("kapstok.vat", "outside_scope")
    house.set("foodbank.contribution", "2")
    open_till(house)
    paid = foodbank.collect(house, house.with_household(enrolled=("foodbank",)), [Payment(CASH, Cents(200))])
    old, *later = [sell(house, "jas") for _ in range(20)]
    shift = house.at("kapstok", "volunteer")
    assert (paid.receipt, old.receipt, later[-10].receipt) == ("A-2026-000001", "A-2026-000002", "A-2026-000012")
    assert returns.find(shift, "1").act.id == later[-1].act.id, "000021: 000001 is of the food distribution"
    assert returns.find(shift, "2").act.id == old.act.id, "just this number"
    house.later(days=15)
    open_till(house)
    again = [sell(house, "jas") for _ in range(11)][-1]
    assert again.receipt == "A-2026-000032"
    assert returns.find(shift, "2").act.id == again.act.id, "000002 is too old to come back"
    house.close()


def test_last_digits_that_two_letters_have_ask_for_the_whole_number(house: HouseOnDisk) -> None:
    sell(house, "jas")
    house.kiosk.begin_origin()
    second, shift = sell(house, "jas"), house.at("kapstok", "volunteer")
    for typed in ("1", "2026-000001"):
        with pytest.raises(NotUnderstood, match="with the letter in front"):
            returns.find(shift, typed)
    assert returns.find(shift, "b-2026-000001").act.id == second.act.id


def test_every_way_of_undoing_follows_the_rule_of_the_shop(house: HouseOnDisk) -> None:
    first, second, third = sell(house, "jas"), sell(house, "jas"), sell(house, "2*jas")
    house.at("kapstok", "volunteer").undo(first.act.id, "mistake")
    give_back(house, third.receipt, wanted={1: 1})
    with pytest.raises(CannotUndo, match="came back already"):
        house.at("kapstok").undo(third.act.id, "mistake")
    house.later(minutes=16)
    with pytest.raises(NotAllowed):
        house.at("kapstok", "volunteer").undo(second.act.events[0].id, "mistake")
    house.at("kapstok", "coordinator").undo(second.act.events[0].id, "mistake")
    assert turnover(house) == (400, 400), "one piece of the third was kept"


def test_a_voucher_that_was_spent_or_stopped_is_not_undone_into_thin_air(house: HouseOnDisk) -> None:
    lead, volunteer = house.at("kapstok"), house.at("kapstok", "volunteer")
    issued, (voucher,) = vouchers.issue(lead, Cents(1000), "gift")
    with pytest.raises(NotAllowed):
        volunteer.undo(issued.id, "mistake")
    done = sell(house, "jas", pays=(f"voucher:{voucher.code}",))
    with pytest.raises(CannotUndo, match="used or stopped"):
        lead.undo(issued.id, "mistake")
    stopped, _ = vouchers.stop(lead, voucher.number, "lost", anew=True)
    with pytest.raises(CannotUndo, match="stopped meanwhile"):
        lead.undo(done.act.id, "mistake")
    with pytest.raises(NotAllowed):
        volunteer.undo(stopped.id, "mistake")
    lead.undo(stopped.id, "mistake")
    lead.undo(done.act.id, "mistake")
    assert [(one.state, one.left) for one in vouchers.listed(lead)] == [("live", 1000)]


def test_after_the_z_goods_only_come_back_in_the_open_drawer(house: HouseOnDisk) -> None:
    done, till = sell(house, "jas"), house.at("kapstok")
    z = till.close_till(till.x().expected)
    house.later(days=1)
    open_till(house)
    with pytest.raises(TooLate):
        returns.void(till, done.receipt or "", "mistake")
    give_back(house, done.receipt, by="coordinator")
    assert till.z(z.z) == z, "what was printed stays"
    assert till.x().expected == 15000 - 400


def test_the_receipt_of_a_return_says_that_it_is_no_sale(house: HouseOnDisk) -> None:
    done, shift = sell(house, "2*jas"), house.at("kapstok")
    back, _ = returns.give_back(shift, done.receipt or "", "too_small", "cash", {1: 1})
    for again in (returns.void, returns.give_back):
        with pytest.raises(NotUnderstood, match="goods that came back"):
            again(shift, back.receipt or "", "mistake")


def test_one_piece_comes_back_then_the_others_and_nothing_twice(house: HouseOnDisk) -> None:
    done = sell(house, "3*kindertrui@0.55", "kilo:2.4kg", "jas-10%/damaged")
    receipt = done.sale.total
    give_back(house, done.receipt, wanted={1: 1})
    assert turnover(house)[0] == receipt - 55
    give_back(house, done.receipt, wanted={1: 2, 2: 1})
    with pytest.raises(NotUnderstood, match="do not stand on line 1"):
        give_back(house, done.receipt, wanted={1: 1})
    act = returns.give_back(house.at("kapstok", "volunteer"), done.receipt or "", "te krap in de schouders")[0]
    assert "Goods that came back Jas €-3.60" in slip(house, act)
    with pytest.raises(NotUnderstood, match="everything of this sale came back"):
        give_back(house, done.receipt)
    assert turnover(house)[0] == 0
    assert house.kiosk.house.rows("SELECT note FROM kapstok_noted") == [("te krap in de schouders",)]


def test_a_receipt_is_found_by_its_qr_and_not_one_of_somebody_else(house: HouseOnDisk) -> None:
    done, shift = sell(house, "jas"), house.at("kapstok", "volunteer")
    code = next(event.fields["code"] for event in done.act.events if event.kind == "kapstok.sold")
    assert returns.find(shift, code).act.id == done.act.id
    for typed in ("A-2026-000009", "B-2026-000001", "BCDEFGHIJKLNPRSTU", "", "x" * 10_000):
        with pytest.raises(NotFound):
            returns.find(shift, typed)


def test_goods_come_back_for_some_days(house: HouseOnDisk) -> None:
    first, second = sell(house, "jas"), sell(house, "jas")
    house.later(days=14, hours=9)
    open_till(house)
    give_back(house, first.receipt, by="coordinator")
    house.later(hours=3)
    open_till(house)
    with pytest.raises(NotUnderstood, match="for 14 days"):
        give_back(house, second.receipt, by="coordinator")


def test_where_goods_come_back_on_the_day_itself_only_the_next_day_is_too_late(house: HouseOnDisk) -> None:
    house.set("kapstok.return_days", "0")
    done, late = sell(house, "jas"), sell(house, "jas")
    house.later(hours=9)
    give_back(house, done.receipt, by="coordinator")
    house.later(hours=11)
    open_till(house)
    with pytest.raises(NotUnderstood, match="for 0 days"):
        give_back(house, late.receipt, by="coordinator")


def test_what_was_paid_with_a_voucher_comes_back_as_one(house: HouseOnDisk) -> None:
    _, (voucher,) = vouchers.issue(house.at("kapstok"), Cents(300), "gift")
    done = sell(house, "jas", pays=(f"voucher:{voucher.code}", "cash"))
    with pytest.raises(NotUnderstood, match=r"€1\.00 of it was paid in money"):
        give_back(house, done.receipt)
    act, made = returns.give_back(house.at("kapstok", "volunteer"), done.receipt or "", "too_small", "voucher")
    assert made is not None and (made.left, made.number) == (400, "A-V00002")
    assert "VOUCHER" in slip(house, act)


def out_of(house: HouseOnDisk, receipt: str | None, way: Way, wanted: dict[int, int] | None = None) -> dict[str, int]:
    """What went out, cents by means."""
    act = returns.give_back(house.at("kapstok"), receipt or "", "too_small", way, wanted)[0]
    moved = [event.fields["payments"] for event in act.events if event.kind == "core.money_moved"]
    return {means: -cents for payments in moved for means, cents in payments}


def credit_of(house: HouseOnDisk, who: Known) -> terms.Terms:
    return terms.gather(house.kiosk.house, who.client, house.today)


@pytest.mark.parametrize("means", ["credit", "account"])
def test_what_went_out_as_a_voucher_does_not_come_out_in_cash_too(house: HouseOnDisk, means: str) -> None:
    house.set("kapstok.credit_adult", "10")
    fatima = house.with_household(1, enrolled=("kapstok",))
    done = sell(house, "2*jas@5", pays=(f"{means}:5", "cash"), who=fatima)
    assert out_of(house, done.receipt, "voucher", {1: 1}) == {"voucher": 500}
    with pytest.raises(NotUnderstood, match=r"€0\.00 of it was paid in money"):
        give_back(house, done.receipt, "cash", wanted={1: 1})
    back: Way = "credit" if means == "credit" else "account"
    assert out_of(house, done.receipt, back, {1: 1}) == {means: 500}
    assert credit_of(house, fatima).used == 0 and turnover(house) == (0, 0)


def test_a_piece_that_was_paid_in_two_ways_goes_back_in_both(house: HouseOnDisk) -> None:
    house.set("kapstok.credit_adult", "1")
    fatima = house.with_household(1, enrolled=("kapstok",))
    done = sell(house, "jas", pays=("credit:1", "cash"), who=fatima)
    act, _ = returns.give_back(house.at("kapstok", "volunteer"), done.receipt or "", "too_small", "cash")
    assert paying.in_coins(act) == -300 and credit_of(house, fatima).used == 0
    paper = slip(house, act)
    assert "Given back in cash €3.00" in paper and "Given back in another way €1.00" in paper
    x = house.at("kapstok").x()
    assert x.expected == 15000 and [line[2:] for line in x.lines if line[1] == "kapstok.returns"] == [(1, 400)]


def test_what_the_social_service_paid_goes_back_to_its_account(house: HouseOnDisk) -> None:
    done = sell(house, "jas", pays=("account::decision 7",))
    others: tuple[Way, ...] = ("cash", "voucher", "credit")
    for way in others:
        with pytest.raises(NotUnderstood, match=r"€0\.00 of it"):
            out_of(house, done.receipt, way)
    assert out_of(house, done.receipt, "account") == {"account": 400}
    assert turnover(house) == (0, 0)


def test_goods_come_back_whatever_the_way_where_the_house_rounds_every_total(house: HouseOnDisk) -> None:
    house.set("core.round_all", "yes")
    house.set("kapstok.credit_adult", "10")
    fatima = house.with_household(1, enrolled=("kapstok",))
    ways: tuple[tuple[str, Way], ...] = (("cash", "voucher"), ("cash", "cash"), ("credit", "credit"))
    for paid, back in ways:
        done = sell(house, "jas@2.53", pays=(paid,), who=fatima)
        assert out_of(house, done.receipt, back) == {back: 255}
    assert (credit_of(house, fatima).used, [one.left for one in vouchers.listed(house.at("kapstok"))]) == (0, [255])


@pytest.mark.parametrize(("lines", "taken"), [(("2*jas@5",), 500), (("3*kindertrui@0.50-0.50/damaged",), 33)])
def test_two_processes_that_take_goods_back_at_once_give_what_was_paid(
    house: HouseOnDisk, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], taken: int
) -> None:
    _, (voucher,) = vouchers.issue(house.at("kapstok"), Cents(500), "gift")
    pays = (f"voucher:{voucher.code}", "cash") if taken == 500 else ("cash",)
    done, other = sell(house, *lines, pays=pays, by="coordinator"), house.again()
    slow, asks = other.at("kapstok"), other.at("kapstok").decide

    def decide(*asked: Any) -> object:
        give_back(house, done.receipt, by="coordinator", wanted={1: 1})
        return asks(*asked)

    monkeypatch.setattr(slow, "decide", decide)  # between reading and writing
    with pytest.raises(Changed, match="something else of this sale came back"):
        returns.give_back(slow, done.receipt or "", "too_small", "cash", {1: 1})
    assert turnover(house)[0] == done.sale.total - taken
    other.close()


def test_credit_and_pieces_of_a_client_come_back(house: HouseOnDisk) -> None:
    house.set("kapstok.credit_adult", "10")
    house.set("kapstok.most", "jas=1")
    house.set("kapstok.percent", "50")
    fatima = house.with_household(enrolled=("kapstok",))
    done = sell(house, "2*jas", who=fatima, pays=("credit:2", "cash"))
    assert "€8.00" in str(terms_of(house, fatima).findings[0].text)
    give_back(house, done.receipt, "cash", wanted={1: 1})
    assert house.kiosk.house.number("SELECT sum(pieces) FROM kapstok_helped") == 1, "the one above the most first"
    give_back(house, done.receipt, "credit")
    assert house.kiosk.house.number("SELECT sum(pieces) FROM kapstok_helped") == 0
    assert "€10.00" in str(terms_of(house, fatima).findings[0].text)


def test_two_tills_give_the_same_piece_back_once(house: HouseOnDisk) -> None:
    done, other = sell(house, "jas"), house.again()
    here = returns.find(house.at("kapstok", "volunteer"), done.receipt or "")
    give_back(other, done.receipt)
    guard = returns._guard(here, {1: 1})
    assert str(guard(house.kiosk.house)) == "this came back already."
    other.close()


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=4),
    st.integers(1, 999),
    st.integers(0, 100),
    st.randoms(use_true_random=False),
)
@settings(max_examples=15, deadline=None)
def test_whatever_comes_back_in_whatever_order_ends_at_nothing(shop: HouseOnDisk, pieces: list[int], price: int, percent: int, chance: object) -> None:  # fmt: skip
    lines = [f"{n}*broek@{price / 100:.2f}-{percent}%/many" for n in pieces]
    before = turnover(shop)[0]
    done = sell(shop, *lines, by="coordinator", pays=("card",))
    if not done.receipt:
        return
    bag = [place for place, n in enumerate(pieces, 1) for _ in range(n)]
    chance.shuffle(bag)  # type: ignore[attr-defined] # a Random
    for place in bag:
        give_back(shop, done.receipt, "voucher", by="coordinator", wanted={place: 1})
    assert turnover(shop)[0] == before


async def test_a_receipt_or_slip_of_another_project_says_whose_it_is_and_nothing_happens(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [kiosk_foodbank, kiosk_kapstok])
    house.set("kapstok.vat", "outside_scope")
    house.set("foodbank.contribution", "2")
    open_till(house)
    fatima = house.with_household(enrolled=("foodbank",))
    paid = foodbank.collect(house, fatima, [Payment(CASH, Cents(200))])
    foodbank.in_need(house, adults=1)
    ((slip_code,),) = house.kiosk.house.rows("SELECT code FROM core_code WHERE kind='slip'")
    before = house.kiosk.house.number("SELECT count(*) FROM event")
    for again in (returns.void, returns.give_back):
        with pytest.raises(NotUnderstood, match=rf"receipt {paid.receipt} is of another project \(Food distribution\)"):
            again(house.at("kapstok"), (paid.receipt or "")[-3:], "mistake")
    assert house.kiosk.house.number("SELECT count(*) FROM event") == before
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Counter: Second-hand shop")
        await sits.scans(slip_code)
        assert sits.place.message == "This is of another project: Food distribution. The sale can go on."
    house.close()
