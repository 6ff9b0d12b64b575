"""Article labels of our own: one code for a category at a price, printed as often as there are pieces to stick it on.

They carry the letters of the core's code table, which every keyboard gives back unchanged; the digits of a maker's barcode
stand in the price list beside them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kiosk_core import Cents, House, Money, NotUnderstood, Sentence, Shift, Word, new_code

from . import prices
from .prices import LabelSet

MOST = 480
"""Twenty sheets."""


def print_sheet(shift: Shift, category: str, price: Cents | None, count: int, out: Path, words: Any) -> str:
    """Writes the PDF: `count` labels of that category, at a price of their own or (None) the list's. The same category and
    price have the same label each time. Answers its letters. `words`: a catalogue.

    Raises NotAllowed, NotFound (category), NotUnderstood (how many, a price below 0), OSError."""
    shift.require("settings")
    one = prices.category(shift.house, category, shift.here().day)
    if not 1 <= count <= MOST:
        raise NotUnderstood(why=Sentence("between 1 and {n} labels at once.", {"n": MOST}))
    if price is not None and price < 0:
        raise NotUnderstood(why=Sentence("a price is not negative."))
    if price is None and one.unit == "open":
        raise NotUnderstood(why=Sentence("{what} has no price of its own: type one.", {"what": one.title}))
    label = _known(shift.house, category, price)
    if label is None:
        label = new_code()
        shift.tell(LabelSet(label=label, category=Word(category), price=price))
    asked = str(Sentence("{amount}", {"amount": Money(price)}).spoken(words)) if price is not None else one.title
    shift.print_labels([(label, asked, one.title if price is not None else "")] * count, out, words)
    return label


def _known(house: House, category: str, price: Cents | None) -> str | None:
    """Ours, of letters; a maker's barcode is digits."""
    query = "SELECT subject FROM kapstok_label WHERE category=? AND price IS ? AND subject GLOB '[A-Z]*' LIMIT 1"
    found = house.one(query, category, price)
    return str(found[0]) if found else None
