"""The law of every sale: lines, discounts, payments, rounding and change balance, whatever is bought and however it is paid."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk_core.testing import HouseOnDisk

from .told import basket, pay

cents = st.integers(0, 5000)
lines = st.one_of(
    st.builds(lambda n, c: f"{n}*broek@{c / 100:.2f}", st.integers(1, 9), cents),
    st.builds(lambda g, c: f"kilo:{g}g@{c / 100:.2f}", st.integers(1, 9999), cents),
    st.builds(lambda c, p: f"open@{c / 100:.2f}-{p}%/many", cents, st.integers(0, 100)),
)


@given(st.lists(lines, min_size=1, max_size=6), st.lists(st.tuples(st.sampled_from(["card", "qr", "account"]), st.integers(0, 100)), max_size=3), st.booleans(), st.integers(0, 9999))  # fmt: skip
@settings(max_examples=80)
def test_lines_discounts_payments_rounding_and_change_balance(
    shop: HouseOnDisk, bought: list[str], parts: list[tuple[str, int]], enrolled: bool, more: int
) -> None:
    who = shop.with_household(enrolled=("kapstok",)) if enrolled else None
    sale = basket(shop, *bought, who=who, by="coordinator")
    share, others = sale.total, []
    for means, percent in parts:
        amount = share * percent // 100
        share -= amount
        others.append(f"{means}:{amount / 100:.2f}" + (":decision 7" if means == "account" else ""))
    coins = (f"cash:{(share + 5 + more) / 100:.2f}",) if sale.total else ()
    done = pay(shop, sale, *others, *coins, by="coordinator")
    house = shop.kiosk.house
    gross, discount, terms, net = house.rows(
        "SELECT sum(gross), sum(discount), sum(terms), sum(net) FROM kapstok_line WHERE sale=?", sale.id
    )[0]
    assert gross - discount - terms == net == sale.total
    if done.receipt is None:
        assert sale.total == 0
        return
    moved = dict(house.rows("SELECT means, sum(cents) FROM core_money WHERE receipt=? GROUP BY means", done.receipt))
    rounding = moved.pop("rounding", 0)
    assert sum(moved.values()) - rounding == sale.total
    assert abs(rounding) <= 2 and moved.get("cash", 0) == done.cash
    assert done.change == share + 5 + more - done.cash
