"""What the coordinator should know of a distribution that is over: a box that did not match, and what changed since it was closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kiosk_core import Cents, House, Money, Sentence, ToKnow, counted

from .day import Day, show


def to_know(day: date, house: House) -> Iterable[ToKnow]:
    """By counter that closed that day. Index foodbank_closed(day, counter)."""
    for (counter,) in house.rows("SELECT DISTINCT counter FROM foodbank_closed WHERE day=? ORDER BY counter", str(day)):
        known = show(house, counter, day)
        if known.difference:
            yield ToKnow("foodbank.box_differs", "", _differs(counter, known, known.difference))
        if changed := since(known):
            said = {"counter": counter, "what": tuple(changed)}
            yield ToKnow("foodbank.changed_since", "", Sentence("After {counter} was closed: {what}.", said))


def since(known: Day) -> list[Sentence]:
    """What came to a closed day, or was undone in it: the report counts it, and the closing stays as it was."""
    said = []
    if known.since > 0:
        said.append(counted("{n} parcel more since the closing", "{n} parcels more since the closing", known.since))
    elif known.since:
        said.append(counted("{n} parcel less since the closing", "{n} parcels less since the closing", -known.since))
    if known.since_cash:
        amount = {"amount": Money(Cents(abs(known.since_cash)))}
        more = known.since_cash > 0
        said.append(Sentence("{amount} cash more", amount) if more else Sentence("{amount} cash less", amount))
    return said


def _differs(counter: str, known: Day, cents: Cents) -> Sentence:
    said = {
        "counter": counter, "amount": Money(Cents(abs(cents))), "counted": Money(known.counted or Cents(0)),
        "cash": Money(known.totals.cash),
    }  # fmt: skip
    if cents < 0:
        return Sentence(
            "{amount} too little in the box of {counter} at the closing: {cash} came in, {counted} was counted.", said
        )
    return Sentence(
        "{amount} too much in the box of {counter} at the closing: {cash} came in, {counted} was counted.", said
    )
