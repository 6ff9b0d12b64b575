"""Today's numbers for the home and counter screens."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk_core import Glance, Here, House, Sentence, counted

from . import day
from .emergency import open_signals


def lines(here: Here, house: House) -> Iterable[Glance]:
    """Parcels and households expected; emergency parcels; what waits for the coordinator, as a number only."""
    now = day.show(house, here.counter, here.day)
    yield Glance(
        Sentence("{parcels}, {expected}", {
            "parcels": counted("{n} parcel today", "{n} parcels today", now.served),
            "expected": counted("{n} household expected", "{n} households expected", now.expected),
        })
    )  # fmt: skip
    emergency = house.number(
        "SELECT count(*) FROM foodbank_collected WHERE day=? AND parcel='emergency'", str(here.day)
    )
    if emergency:
        yield Glance(counted("{n} emergency parcel today", "{n} emergency parcels today", emergency))
    if waiting := len(open_signals(house)):
        yield Glance(
            counted(
                "{n} emergency slip waits for the coordinator", "{n} emergency slips wait for the coordinator", waiting
            )
        )
    if now.opened and not now.closed:
        yield Glance(Sentence("The distribution is open"))
