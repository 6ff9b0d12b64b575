"""Cash rounding by the table of the law, and amounts settled by any mixture of means."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_core.catalogues import catalogue
from kiosk_core.domain.errors import DoesNotBalance, NotUnderstood
from kiosk_core.domain.ids import Cents
from kiosk_core.domain.money import (
    CASH,
    OWED,
    Payment,
    Rounding,
    Settlement,
    read_amount,
    round_cash,
    settle,
    settle_debt,
)
from kiosk_core.domain.texts import Money, say

TABLE = {0: 0, 1: 0, 2: 0, 3: 5, 4: 5, 5: 5, 6: 5, 7: 5, 8: 10, 9: 10}
"""Last digit of the cents -> what is paid. Source: art. VI.7/1 Code of economic law, as in docs/sources.md, 'Money'."""

amounts = st.integers(-3000, 3000).map(Cents)
payments = st.lists(st.builds(Payment, st.sampled_from([CASH, OWED, "card", "voucher"]), amounts), max_size=5)


def cash(cents: int) -> Payment:
    return Payment(CASH, Cents(cents))


def card(cents: int) -> Payment:
    return Payment("card", Cents(cents))


def test_rounding_is_the_table_of_the_law_for_sales_and_refunds() -> None:
    for cents in range(6, 2000):
        lawful = cents // 10 * 10 + TABLE[cents % 10]
        assert round_cash(cents) == lawful
        assert round_cash(-cents) == -lawful


def test_a_total_of_five_cents_or_less_is_not_rounded() -> None:
    assert [round_cash(cents) for cents in range(-5, 6)] == list(range(-5, 6))


def test_only_the_part_in_cash_is_rounded() -> None:
    assert settle(Cents(1003), [card(500), cash(505)]) == Settlement((card(500), cash(505)), Cents(2), Cents(0))


@pytest.mark.parametrize(("rest", "paid"), [(1, 0), (2, 0), (3, 5), (4, 5), (5, 5)])
def test_a_few_cents_left_of_a_larger_total_are_rounded_too(rest: int, paid: int) -> None:
    settled = settle(Cents(1000 + rest), [card(1000), cash(paid)])
    assert settled.rounding == paid - rest
    assert settled.payments == ((card(1000), cash(paid)) if paid else (card(1000),))


def test_a_total_of_three_cents_is_paid_as_it_is() -> None:
    assert settle(Cents(3), [cash(3)]) == Settlement((cash(3),), Cents(0), Cents(0))


def test_other_means_are_never_rounded() -> None:
    assert settle(Cents(1003), [card(1003)]) == Settlement((card(1003),), Cents(0), Cents(0))


def test_a_purpose_without_the_duty_is_not_rounded() -> None:
    assert settle(Cents(1003), [cash(1003)], "none") == Settlement((cash(1003),), Cents(0), Cents(0))


def test_change_is_given_on_the_rounded_amount() -> None:
    assert settle(Cents(1003), [cash(2000)]) == Settlement((cash(1005),), Cents(2), Cents(995))


def test_what_is_owed_is_said_and_not_rounded() -> None:
    owed = Payment(OWED, Cents(203))
    assert settle(Cents(203), [owed]) == Settlement((owed,), Cents(0), Cents(0))


def test_a_refund_in_cash_is_rounded_alike() -> None:
    assert settle(Cents(-503), [cash(-505)]) == Settlement((cash(-505),), Cents(-2), Cents(0))
    assert settle(Cents(-502), [cash(-500)]) == Settlement((cash(-500),), Cents(2), Cents(0))


def test_a_refund_with_a_larger_note_takes_coins_back() -> None:
    assert settle(Cents(-503), [cash(-1000)]) == Settlement((cash(-505),), Cents(-2), Cents(-495))


@pytest.mark.parametrize(
    ("due", "paid"),
    [
        (1000, []),
        (1000, [card(999)]),
        (1000, [card(1001)]),
        (1000, [card(1001), cash(0)]),
        (1003, [cash(1003)]),
        (1000, [card(500), cash(495)]),
        (-500, []),
        (-500, [cash(-495)]),
        (-500, [cash(0)]),
        (-503, [cash(-503)]),
        (-500, [card(-600), cash(100)]),
        (0, [card(100)]),
    ],
)
def test_what_does_not_balance_is_refused(due: int, paid: list[Payment]) -> None:
    with pytest.raises(DoesNotBalance):
        settle(Cents(due), paid)


@st.composite
def balanced(draw: st.DrawFn) -> tuple[Cents, list[Payment]]:
    """An amount and payments that settle it: parts by other means, and the rest, with a note too large, in cash or not."""
    due = draw(amounts)
    sign = -1 if due < 0 else 1
    cuts = sorted(draw(st.lists(st.integers(0, abs(due)), max_size=4)))
    others = [
        Payment(draw(st.sampled_from([OWED, "card", "voucher"])), Cents(sign * (high - low)))
        for low, high in zip([0, *cuts], cuts, strict=False)
    ]
    rest = due - sum(p.cents for p in others)
    if not rest and draw(st.booleans()):
        return due, others
    notes = [cash(rest + sign * 2), cash(sign * draw(st.integers(0, 5000)))]
    return due, draw(st.permutations([*others, *notes]))


@given(balanced(), st.booleans())
def test_what_is_kept_is_what_was_due_and_the_rounding(sale: tuple[Cents, list[Payment]], rounds: bool) -> None:
    due, fitting = sale
    settled = settle(due, fitting, "cash" if rounds else "none")
    kept_cash = sum(p.cents for p in settled.payments if p.means == CASH)
    given_cash = sum(p.cents for p in fitting if p.means == CASH)
    assert sum(p.cents for p in settled.payments) == due + settled.rounding
    assert given_cash - settled.change == kept_cash
    assert settled.change * (-1 if due < 0 else 1) >= 0
    assert abs(settled.rounding) <= 2
    assert [p for p in settled.payments if p.means != CASH] == [p for p in fitting if p.means != CASH]
    if rounds and abs(due) > 5:
        assert kept_cash % 5 == 0
    if not rounds or abs(due) <= 5 or all(p.means != CASH for p in fitting):
        assert settled.rounding == 0


@given(amounts.filter(bool), payments, st.booleans())
def test_a_refund_is_the_mirror_of_a_sale(due: Cents, paid: list[Payment], rounds: bool) -> None:
    def back(payment: Payment) -> Payment:
        return replace(payment, cents=Cents(-payment.cents))

    try:
        sale = settle(due, paid, "cash" if rounds else "none")
    except DoesNotBalance:
        with pytest.raises(DoesNotBalance):
            settle(Cents(-due), [back(p) for p in paid], "cash" if rounds else "none")
        return
    refund = settle(Cents(-due), [back(p) for p in paid], "cash" if rounds else "none")
    assert refund == Settlement(tuple(back(p) for p in sale.payments), Cents(-sale.rounding), Cents(-sale.change))


@given(balanced().filter(lambda sale: sale[0] > 0), st.sampled_from(["none", "cash", "all"]))
def test_what_comes_off_a_debt_is_what_was_kept_less_the_rounding(
    sale: tuple[Cents, list[Payment]], rounds: Rounding
) -> None:
    owing, paid = sale
    paid = [p for p in paid if p.means != OWED]
    try:
        settled = settle_debt(owing, paid, rounds)
    except DoesNotBalance:
        return
    assert sum(p.cents for p in settled.payments) == settled.rounding
    off = -sum(p.cents for p in settled.payments if p.means == OWED)
    assert off <= owing and settled.change >= 0
    assert off == owing or not settled.rounding, "a part is not rounded"


def test_the_refusal_says_both_amounts() -> None:
    with pytest.raises(DoesNotBalance, match=r"Paid is €9\.99, due is €10\.00\."):
        settle(Cents(1000), [card(999)])


@pytest.mark.parametrize(
    ("text", "cents"),
    [("3", 300), ("3,5", 350), ("3.50", 350), ("€ 3,50", 350), ("3,50 €", 350), ("3,50\u00a0€", 350), ("0,05", 5),
     ("-3,50", -350), ("€\u202f12", 1200), ("1234567", 123456700), ("1.234,50", 123450), ("1,234.50", 123450),
     ("1\u202f234,50 €", 123450), ("-1.234.567,89", -123456789)],
)  # fmt: skip
def test_an_amount_is_read_with_comma_or_point(text: str, cents: int) -> None:
    assert read_amount(text) == cents


@pytest.mark.parametrize(
    "text", ["", "€", "3,505", "1.234", "1.23,50", "1.234.50", "3,5,0", "x", ",50", "3,", "--3", "12345678", "٣"]
)
def test_what_is_no_amount_is_said_so(text: str) -> None:
    with pytest.raises(NotUnderstood, match="3,50"):
        read_amount(text)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("nl", "€\u00a01.234.567,05"), ("fr", "1\u00a0234\u00a0567,05\u00a0€"), ("en", "€1,234,567.05")],
)
def test_thousands_are_parted_as_each_language_does_and_read_back(lang: str, said: str) -> None:
    words = catalogue(lang)
    assert say(Money(Cents(123456705)), words) == said
    assert say(Money(Cents(99999)), words) == {"nl": "€\u00a0999,99", "fr": "999,99\u00a0€", "en": "€999.99"}[lang]
    for cents in (0, 5, 99999, 100000, -100005, 120000, 999999999):
        assert read_amount(str(say(Money(Cents(cents)), words))) == cents
