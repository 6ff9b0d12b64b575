"""What the shop records. A sale names no client: who had client terms is an event of its own, which can be forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kiosk_core import (
    CODE,
    SERVED,
    Cents,
    Event,
    HouseholdId,
    Kind,
    Row,
    Word,
    fact,
    kind,
    served,
    subject,
)

from .allowed import ALLOWED, PriceAllowed
from .prices import LABEL, PRICE, LabelSet, PriceSet
from .voucher_events import NOTED, USED, VOUCHER, Noted, VoucherIssued, VoucherRedeemed, VoucherStopped

SALE = fact(
    "kapstok_sale",
    {"sale": "text", "card": "int", "net": "cents", "session": "text"},
    indexes=(("sale",), ("day",), ("session",)),
)
"""One row per sale. `card`: 1 when it was with client terms. `session`: of the drawer that was open, here and below."""
LINE = fact(
    "kapstok_line",
    {"sale": "text", "place": "int", "category": "text", "pieces": "int", "grams": "grams", "gross": "cents", "discount": "cents",
     "terms": "cents", "net": "cents", "vat": "text", "account": "text", "reason": "text", "back": "int",
     "session": "text"},
    indexes=(("sale", "place"), ("day",), ("session",)),
)  # fmt: skip
"""Lines sold, and with `back` 1 and amounts below zero what was returned of the line at that place."""
HELPED = fact(
    "kapstok_helped",
    {"household": "id", "category": "text", "pieces": "int", "sale": "text"},
    indexes=(("household", "category", "day"),),
)
"""Pieces for which client terms held; below zero when they came back. `sale`: in which, here and below."""
CREDIT_USED = fact(
    "kapstok_credit", {"household": "id", "cents": "cents", "sale": "text"}, indexes=(("household", "day"), ("sale",))
)
"""Clothing credit that was used; below zero when it was given back."""

TAKEN_AWAY = fact(
    "kapstok_taken_away",
    {"sale": "text", "category": "text", "pieces": "int", "grams": "grams", "net": "cents", "session": "text"},
    indexes=(("session",),),
)
"""Lines that were in a sale and were taken away before it was paid, one row each."""

LineBody = dict[Word, Word | int]
"""category, pieces, grams, gross, discount, terms, net, vat, account, reason."""


@kind("kapstok.sold", keep="money", puts=(SALE, LINE, CODE))
class Sold(Kind):
    """Goods went over the counter. Amounts in cents, weights in grams. `code`: the letters of the receipt's QR."""

    sale: str = subject()
    code: Word
    card: bool
    lines: list[LineBody]
    drawer: Word | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        yield SALE.row(
            sale=self.sale, card=self.card, net=sum(_int(line, "net") for line in self.lines), session=self.drawer
        )
        for place, line in enumerate(self.lines, 1):
            yield LINE.row(sale=self.sale, place=place, back=0, session=self.drawer, **line_columns(line))
        yield CODE.row(code=self.code, kind="receipt", owner="kapstok", state="live")


@kind("kapstok.client_served", keep="visits", puts=(SERVED, HELPED, CREDIT_USED))
class ClientServed(Kind):
    """A household had client terms in a sale. `helped`: pieces by category; `credit`: cents of its clothing credit."""

    household: HouseholdId = subject(personal=True)
    service: Word = Word("kapstok.terms")
    first_month: bool = False
    first_year: bool = False
    sale: Word
    helped: dict[Word, int]
    credit: Cents = Cents(0)

    def rows(self, event: Event) -> Iterable[Row]:
        yield served(event, self.service, self.household, self.first_month, self.first_year)
        for category, pieces in self.helped.items():
            yield HELPED.row(household=self.household, category=category, pieces=pieces, sale=self.sale)
        if self.credit:
            yield CREDIT_USED.row(household=self.household, cents=self.credit, sale=self.sale)


@kind("kapstok.line_taken_away", keep="money", puts=(TAKEN_AWAY,))
class LineTakenAway(Kind):
    """What lay in a sale is not bought: one line, before anything is paid. Subject: the sale. `net`: cents it came to."""

    sale: str = subject()
    category: Word
    pieces: int
    grams: int
    net: Cents
    drawer: Word | None = None

    def rows(self, event: Event) -> Iterable[Row]:
        yield TAKEN_AWAY.row(
            sale=self.sale, category=self.category, pieces=self.pieces, grams=self.grams, net=self.net, session=self.drawer,
        )  # fmt: skip


KINDS = (
    PriceSet, LabelSet, Sold, ClientServed, VoucherIssued, VoucherRedeemed, VoucherStopped, Noted, PriceAllowed, LineTakenAway,
)  # fmt: skip
TABLES = (PRICE, LABEL, SALE, LINE, HELPED, CREDIT_USED, VOUCHER, USED, NOTED, ALLOWED, TAKEN_AWAY)


def _int(line: LineBody, name: str) -> int:
    return int(line.get(Word(name), 0))


def line_columns(line: LineBody, sign: int = 1) -> dict[str, Any]:
    """A line as columns of LINE; `sign` -1 for goods that come back."""
    numbers = {name: sign * _int(line, name) for name in ("pieces", "grams", "gross", "discount", "terms", "net")}
    said = {name: str(line.get(Word(name), "")) for name in ("category", "vat", "account", "reason")}
    return {**numbers, **said}
