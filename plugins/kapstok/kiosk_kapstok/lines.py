"""One line of a sale: what is wanted, as typed; and what it costs, with why. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kiosk_core import Cents, Grams, Money, NotUnderstood, Sentence, counted, read_amount, weight

from .prices import Category

REASONS: dict[str, Sentence] = {
    "damaged": Sentence("a stain or a hole"),
    "many": Sentence("many pieces at once"),
    "last": Sentence("left over"),
    "goodwill": Sentence("goodwill"),
}
"""Why a line is cheaper, by word."""
MOST_PIECES, MOST_GRAMS = 999, 999_000

_LINE = re.compile(
    r"(?:(?P<pieces>\d{1,9})[*x×])?(?P<what>[A-Za-z0-9_]{1,48})(?::(?P<weight>[\d.,]{1,12})(?P<unit>kg|g))?"
    r"(?:@(?P<price>-?[\d.,]{1,12}))?(?:-(?:(?P<percent>\d{1,9})%|(?P<off>[\d.,]{1,12}))/(?P<reason>\w{1,40}))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a volunteer chose. `price`: another than the list's, per piece or kilo. `off` or `percent`: a discount on the
    whole line, with its reason."""

    what: str
    """A category's code, or an article label."""
    pieces: int = 1
    grams: Grams = Grams(0)
    price: Cents | None = None
    off: Cents = Cents(0)
    percent: int = 0
    reason: str = ""

    def stored(self) -> dict[str, Any]:
        """As it lies in a draft."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Line:
    """What it costs. All in cents and for the whole line; `discount` for its reason, `terms` for an enrolled client."""

    wanted: Wanted
    category: Category
    gross: Cents
    discount: Cents = Cents(0)
    terms: Cents = Cents(0)
    helped: int = 0
    """Pieces for which the client terms hold."""
    within: int = 0
    """Pieces that the most of these terms lets, whether anything is taken off or not."""
    creditable: Cents = Cents(0)
    """What clothing credit may pay of it: not the pieces above the most."""
    why: tuple[Sentence, ...] = ()
    own_price: bool = False
    """The price is not the list's: it was typed, or stands on the label."""
    beyond: bool = False
    """Outside the limits of the list: only who leads asks that, or allowed it."""

    @property
    def net(self) -> Cents:
        return Cents(self.gross - self.discount - self.terms)

    @property
    def cheaper(self) -> bool:
        """Whether who sells it chose to ask less than the list does."""
        typed = self.wanted.price
        return self.discount > 0 or (typed is not None and typed < self.category.price)

    @property
    def quantity(self) -> Sentence:
        """'3 ×', or '2.4 kg'."""
        if self.category.unit == "kilo":
            return weight(self.wanted.grams)
        return Sentence("{n} ×", {"n": self.wanted.pieces})


def read_pieces(typed: str) -> int:
    """How many, as typed at the till; nothing typed is one. Raises NotUnderstood."""
    if not typed:
        return 1
    if not (typed.isascii() and typed.isdigit()):
        raise NotUnderstood(why=Sentence("how many is a whole number, for instance 3."))
    return int(typed) if len(typed) < 10 else MOST_PIECES + 1  # too many, however many: the line says so


def read_grams(text: str, unit: str = "kg") -> Grams:
    """'2.4' or '2,4' kilos, or whole grams, as grams. Raises NotUnderstood."""
    found = re.fullmatch(r"(\d{1,6})(?:[.,](\d{1,3}))?", text.strip(), re.ASCII)
    if not found or (unit == "g" and found[2]):
        raise NotUnderstood(why=Sentence("a weight looks like 2.4 kg."))
    if unit == "g":
        return Grams(int(found[1]))
    return Grams(int(found[1]) * 1000 + int((found[2] or "0").ljust(3, "0")))


def read_line(text: str) -> Wanted:
    """'jas', '3*kindertrui@0.50', 'kilo:2.4kg', 'jas-20%/damaged', or an article label. Raises NotUnderstood."""
    found = _LINE.fullmatch(text.strip())
    if found is None:
        raise NotUnderstood(why=Sentence("a line looks like jas, 3*kindertrui@0.50, kilo:2.4kg or jas-20%/damaged."))
    return Wanted(
        found["what"],
        int(found["pieces"] or 1),
        read_grams(found["weight"], found["unit"]) if found["weight"] else Grams(0),
        read_amount(found["price"]) if found["price"] else None,
        read_amount(found["off"]) if found["off"] else Cents(0),
        int(found["percent"] or 0),
        found["reason"] or "",
    )


def usual_price(wanted: Wanted, category: Category, any_price: bool, own: Cents | None = None) -> Line:
    """The line before any client terms. `any_price`: whoever sells may ask any price that is not negative. `own`: the price on
    the label, which is within the limits; a discount goes no lower than it, or than the list lets.

    Raises NotUnderstood: a quantity, weight, price or discount that cannot be."""
    _check_quantity(wanted, category)
    if category.unit == "open" and wanted.price is None:
        raise NotUnderstood(why=Sentence("{what} has no price of its own: type one.", {"what": category.title}))
    each = category.price if wanted.price is None else wanted.price
    size, step = (wanted.grams, 1000) if category.unit == "kilo" else (wanted.pieces, 1)
    gross = share(each, size, step)
    discount = _discount(wanted, gross)
    if each < 0:
        raise NotUnderstood(why=Sentence("a price is not negative."))
    low, high = category.low, category.high
    if own is not None and each == own:
        low, high = Cents(min(low, own)), Cents(max(high, own))
    outside = share(low, size, step) > gross - discount or each > high
    beyond = outside and (wanted.price is not None or discount > 0)
    if beyond and not any_price:
        raise ask_the_lead(category)
    why = (REASONS[wanted.reason],) if discount else ()
    return Line(wanted, category, gross, discount, why=why, own_price=wanted.price is not None, beyond=beyond)


def ask_the_lead(category: Category) -> NotUnderstood:
    """Why a price or discount outside the limits of the list is not asked."""
    limits = {"what": category.title, "low": Money(category.low), "high": Money(category.high)}
    return NotUnderstood(why=Sentence("{what} costs {low} to {high}; for another price ask the coordinator.", limits))


def _check_quantity(wanted: Wanted, category: Category) -> None:
    if category.unit == "kilo":
        if not 0 < wanted.grams <= MOST_GRAMS or wanted.pieces != 1:
            raise NotUnderstood(why=Sentence("{what} is sold by weight: {what}:2.4kg.", {"what": category.code}))
    elif wanted.grams:
        raise NotUnderstood(why=Sentence("{what} is not sold by weight.", {"what": category.title}))
    elif not 0 < wanted.pieces <= MOST_PIECES:
        raise NotUnderstood(why=counted("between 1 and {n} piece.", "between 1 and {n} pieces.", MOST_PIECES))


def _discount(wanted: Wanted, gross: Cents) -> Cents:
    if not (wanted.off or wanted.percent):
        return Cents(0)
    if wanted.reason not in REASONS:
        raise NotUnderstood(why=Sentence("a discount has a reason: {reasons}.", {"reasons": ", ".join(REASONS)}))
    discount = wanted.off or share(gross, wanted.percent, 100)
    if not 0 <= discount <= gross:
        raise NotUnderstood(why=Sentence("a discount is not more than the price."))
    return discount


def share(cents: int, part: int, of: int) -> Cents:
    """cents × part / of, half a cent upwards: a percentage, some of all pieces, grams of a kilo price."""
    return Cents((2 * cents * part + of) // (2 * of))
