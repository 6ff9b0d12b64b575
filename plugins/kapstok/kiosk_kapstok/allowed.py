"""A price or discount that only who leads may ask, allowed for one line of one sale.

It is written down, and whoever goes on with the sale is asked for that: what lies on this PC as a draft vouches for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kiosk_core import Cents, Event, Grams, House, Kind, Row, Shift, Word, fact, kind, subject

from .lines import Wanted

ALLOWED = fact(
    "kapstok_allowed",
    {"sale": "text", "what": "text", "pieces": "int", "grams": "grams", "price": "cents", "off": "cents", "percent": "int",
     "reason": "text"},
    indexes=(("sale",),),
)  # fmt: skip
"""One row per line that was allowed, as `Wanted` has it."""


@kind("kapstok.price_allowed", keep="money", puts=(ALLOWED,))
class PriceAllowed(Kind):
    """Who leads asked a price outside the limits of the list. Subject: the sale. Amounts in cents, the weight in grams."""

    sale: str = subject()
    what: Word
    pieces: int
    grams: int
    price: Cents | None = None
    off: Cents
    percent: int
    reason: Word

    def rows(self, event: Event) -> Iterable[Row]:
        yield ALLOWED.row(
            sale=self.sale, what=self.what, pieces=self.pieces, grams=self.grams, price=self.price, off=self.off,
            percent=self.percent, reason=self.reason,
        )  # fmt: skip


def of_sale(house: House, sale: str) -> list[Wanted]:
    """The lines that were allowed in it. Index kapstok_allowed(sale)."""
    found = house.rows(
        "SELECT what, pieces, grams, price, off, percent, reason FROM kapstok_allowed WHERE sale=?", sale
    )
    return [
        Wanted(what, pieces, Grams(grams), None if price is None else Cents(price), Cents(off), percent, reason)
        for what, pieces, grams, price, off, percent, reason in found
    ]


def take(left: list[Wanted], line: Wanted) -> bool:
    """Whether that line is among those allowed; each counts once, and goes off `left`."""
    if line not in left:
        return False
    left.remove(line)
    return True


def missing(house: House, sale: str, lines: Iterable[Wanted]) -> list[Wanted]:
    """Those of these lines that nobody allowed in it."""
    left = of_sale(house, sale)
    return [line for line in lines if not take(left, line)]


def allow(shift: Shift, sale: str, lines: Sequence[Wanted]) -> None:
    """Whoever goes on with that sale may ask these too. Raises NotAllowed."""
    if lines and (asked := missing(shift.house, sale, lines)):
        shift.require("lead")
        shift.tell(*(_draft(sale, line) for line in asked))


def _draft(sale: str, line: Wanted) -> PriceAllowed:
    return PriceAllowed(
        sale=sale, what=Word(line.what), pieces=line.pieces, grams=line.grams, price=line.price, off=line.off,
        percent=line.percent, reason=Word(line.reason),
    )  # fmt: skip
