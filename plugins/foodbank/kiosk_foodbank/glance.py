"""Today's numbers for the home and counter screens."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk_core import Glance, Here, House, Sentence, counted

WAITING = (
    "SELECT count(*) FROM foodbank_referred r WHERE NOT EXISTS (SELECT 1 FROM foodbank_followed f WHERE f.of=r.of)"
)


def lines(here: Here, house: House) -> Iterable[Glance]:
    """Who came of those expected at the opening, emergency parcels, and how many signals wait for the coordinator.

    Asked after every scan, so it counts no enrolments: `day.show` does. Indexes foodbank_collected(day),
    foodbank_opened(day, counter), foodbank_closed(day, counter), foodbank_followed(of)."""
    today = str(here.day)
    parcels, emergency = house.rows(
        "SELECT count(*) FILTER (WHERE parcel='regular'), count(*) FILTER (WHERE parcel='emergency') "
        "FROM foodbank_collected WHERE day=?", today,
    )[0]  # fmt: skip
    served = counted("{n} parcel today", "{n} parcels today", parcels)
    opened = house.one("SELECT expected FROM foodbank_opened WHERE day=? AND counter=?", today, here.counter)
    if opened:
        yield Glance(
            counted(
                "{parcels}, {n} household expected at the opening",
                "{parcels}, {n} households expected at the opening",
                opened[0],
                parcels=served,
            )
        )
    else:
        yield Glance(served)
    if emergency:
        yield Glance(counted("{n} emergency parcel today", "{n} emergency parcels today", emergency))
    if waiting := house.number(WAITING):
        yield Glance(
            counted(
                "{n} emergency slip waits for the coordinator", "{n} emergency slips wait for the coordinator", waiting
            )
        )
    if opened and not house.one("SELECT 1 FROM foodbank_closed WHERE day=? AND counter=?", today, here.counter):
        yield Glance(Sentence("The distribution is open"))
