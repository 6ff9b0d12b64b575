"""What the shop counts: one definition, one number. Returns are taken off; voided sales do not count."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk_core import Figure, House, Indicator, Period, Sentence, count_clients, whole_and_parts

from .donations import WAYS, goods_title
from .prices import title
from .terms import TERMS

SOURCE = Sentence("the house itself")


def sales(house: House, period: Period) -> Iterable[Figure]:
    """Index kapstok_sale(day)."""
    query = "SELECT card, count(*) FROM kapstok_sale WHERE day BETWEEN ? AND ? GROUP BY card"
    found = dict(house.rows(query, str(period.first), str(period.last)))
    yield Figure(sum(found.values()))
    yield Figure(found.get(1, 0), "with_card", Sentence("with client terms"))
    yield Figure(found.get(0, 0), "without_card", Sentence("without client terms"))


def _sum(house: House, period: Period, what: str) -> int:
    """Index kapstok_line(day)."""
    query = f"SELECT sum({what}) FROM kapstok_line WHERE day BETWEEN ? AND ?"
    return house.number(query, str(period.first), str(period.last))


def pieces(house: House, period: Period) -> Iterable[Figure]:
    yield Figure(_sum(house, period, "pieces"))


def weighed(house: House, period: Period) -> Iterable[Figure]:
    yield Figure(_sum(house, period, "grams"))


def turnover(house: House, period: Period) -> Iterable[Figure]:
    """By category. Index kapstok_line(day)."""
    yield Figure(_sum(house, period, "net"))
    query = "SELECT category, sum(net) FROM kapstok_line WHERE day BETWEEN ? AND ? GROUP BY category ORDER BY category"
    for category, cents in house.rows(query, str(period.first), str(period.last)):
        yield Figure(cents, category, title(house, category, period.last))


def reductions(house: House, period: Period) -> Iterable[Figure]:
    discount, terms = _sum(house, period, "discount"), _sum(house, period, "terms")
    yield Figure(discount + terms)
    yield Figure(discount, "discount", Sentence("discounts"))
    yield Figure(terms, "client_terms", Sentence("client terms"))


def vouchers(house: House, period: Period) -> Iterable[Figure]:
    """Indexes kapstok_voucher(day), kapstok_voucher_used(day, way)."""
    days = (str(period.first), str(period.last))
    yield Figure(
        house.number("SELECT sum(cents) FROM kapstok_voucher WHERE day BETWEEN ? AND ? AND reason<>'replaced'", *days),
        "issued",
        Sentence("issued"),
    )
    query = "SELECT sum(cents) FROM kapstok_voucher_used WHERE day BETWEEN ? AND ? AND way='redeemed'"
    yield Figure(house.number(query, *days), "redeemed", Sentence("redeemed"))


def donated(house: House, period: Period) -> Iterable[Figure]:
    """Index kapstok_donated(day)."""
    query = "SELECT goods, sum(grams) FROM kapstok_donated WHERE day BETWEEN ? AND ? AND grams>0 GROUP BY goods ORDER BY goods"
    return whole_and_parts(house.rows(query, *period.days), lambda goods: goods_title(house, goods, period.last))


def bags(house: House, period: Period) -> Iterable[Figure]:
    """Index kapstok_donated(day)."""
    query = "SELECT goods, sum(bags) FROM kapstok_donated WHERE day BETWEEN ? AND ? AND bags>0 GROUP BY goods ORDER BY goods"
    return whole_and_parts(house.rows(query, *period.days), lambda goods: goods_title(house, goods, period.last))


def sorted_(house: House, period: Period) -> Iterable[Figure]:
    """Index kapstok_sorted(day)."""
    query = "SELECT way, sum(grams) FROM kapstok_sorted WHERE day BETWEEN ? AND ? GROUP BY way ORDER BY way"
    return whole_and_parts(house.rows(query, *period.days), lambda way: WAYS.get(way, way))


def households(house: House, period: Period) -> Iterable[Figure]:
    found = count_clients(house, [TERMS], period)
    yield Figure(found.clients)
    if found.torn:
        yield Figure(found.torn, "forgotten")


ALL = (
    Indicator("kapstok.sales", Sentence("Sales"), "sales", Sentence("Sales that were not voided, with and without client terms."), SOURCE, sales),
    Indicator("kapstok.pieces", Sentence("Pieces sold, less returns"), "pieces", Sentence("Pieces sold, less those that came back."), SOURCE, pieces),
    Indicator("kapstok.weighed", Sentence("Sold by weight"), "grams", Sentence("What was sold by the kilo, less what came back."), SOURCE, weighed),
    Indicator("kapstok.turnover", Sentence("Turnover"), "cents", Sentence("What was asked for goods, less returns; by category. Vouchers count when they are redeemed."), SOURCE, turnover),
    Indicator("kapstok.reductions", Sentence("Reductions given"), "cents", Sentence("Discounts and client terms, less those of returns."), SOURCE, reductions),
    Indicator("kapstok.vouchers", Sentence("Vouchers"), "cents", Sentence("The value of vouchers issued, and what of vouchers was redeemed."), SOURCE, vouchers),
    Indicator("kapstok.donated", Sentence("Goods brought, weighed"), "grams", Sentence("What was brought to the shop and weighed, by sort of goods."), SOURCE, donated),
    Indicator("kapstok.bags", Sentence("Goods brought, in bags"), "pieces", Sentence("Bags that were brought and not weighed, by sort of goods."), SOURCE, bags),
    Indicator("kapstok.sorted", Sentence("Goods sorted"), "grams", Sentence("What was sorted, by where it went: shop, another project, textile recycler."), SOURCE, sorted_),
    Indicator("kapstok.households", Sentence("Households reached"), "households", Sentence("Different households that had client terms in a sale."), SOURCE, households),
)  # fmt: skip
