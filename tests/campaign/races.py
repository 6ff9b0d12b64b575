"""Two processes on one file serve the same households under "one parcel a day"."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from .house import MORNING, Watch, make_house, opened, read_book, wrong
from .processes import script

HOUSEHOLDS = 100
PATIENCE = 10
"""times the scans that were asked for."""


@dataclass(slots=True)
class Races:
    """`met`: what both met together. `lived`: days, on each of which every household came to both."""

    scans: int = 0
    lived: int = 0
    met: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def race(folder: Path, scans: int) -> Races:
    """At least so many scans, half of them in each process; a new day begins for both at once. On a machine that lets one
    of them wait it goes on until they met over a household."""
    said, house, books = Races(), folder / "house.db", [folder / "first", folder / "second"]
    make_house(house, HOUSEHOLDS)
    with script("racer.py", house, books[0]) as one, script("racer.py", house, books[1]) as other:
        racers = [one, other]
        for racer in racers:
            racer.hear()
        while said.scans < scans or (not said.met["changed"] and said.scans < PATIENCE * scans):
            said.lived += 1
            for racer in racers:
                racer.say(str(said.lived))
            for racer in racers:
                said.met += Counter(json.loads(racer.hear()))
            said.scans += 2 * HOUSEHOLDS
    with opened(house, Watch(MORNING + timedelta(days=said.lived, hours=1))) as kiosk:
        said.wrong += wrong(kiosk, [line for book in books for line in read_book(book.read_bytes())], others=True)
        for day, parcels in kiosk.house.rows("SELECT day, count(DISTINCT client) FROM core_served GROUP BY day"):
            if parcels != HOUSEHOLDS:
                said.wrong.append(f"{parcels} of {HOUSEHOLDS} households have their parcel of {day}")
        served = kiosk.house.number("SELECT count(*) FROM core_served_all")
    if served != said.met["recorded"]:
        said.wrong.append(f"{said.met['recorded']} acknowledged, {served} in the journal")
    expected = {"scan granted", "scan refused", "recorded", "changed"}
    said.wrong += [f"{times} times: {what}" for what, times in said.met.items() if what not in expected]
    return said
