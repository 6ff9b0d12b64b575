"""Many scans of what is no card: living cards misread, other alphabets, another keyboard's rubbish, bytes without sense.

The oracle knows one thing: what is not letter for letter a living card, read as a person would read it, serves nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import kiosk_foodbank

from kiosk_core.domain.cards import LETTERS
from kiosk_core.testing import HouseOnDisk

HOUSEHOLDS, STILL_EVERY = 20, 1_000
"""After so many scans a living card is scanned too: it must be served as ever."""
KEYS = "".join(map(chr, range(1, 256))) + "ВСЕНІЈКΝРЅТХⅤſﬁ²٣\u202e\ud800"


@dataclass(slots=True)
class Scanned:
    """`wrong`: what was answered with more than "unknown", left a row, or failed."""

    scans: int = 0
    living: int = 0
    wrong: list[str] = field(default_factory=list)


def fuzz_scans(folder: Path, scans: int, seed: int) -> Scanned:
    """So many, of which a seed says what is scanned; the cards themselves are chance."""
    said, chance = Scanned(), Random(seed)
    house = HouseOnDisk.make(folder, [kiosk_foodbank])
    try:
        cards = [house.with_household(enrolled=("foodbank",)).card for _ in range(HOUSEHOLDS)]
        shift, living = house.at("foodbank", "volunteer"), {*cards}
        before = house.kiosk.journal.ledger.heads()
        while said.scans < scans and len(said.wrong) < 10:
            keys = _misread(chance, chance.choice(cards))
            said.scans += 1
            verdict = shift.scan(keys)
            served = (verdict.outcome, verdict.visit, verdict.offers) != ("unknown", None, ())
            if served and "".join(keys.split()).replace("-", "").upper() not in living:
                said.wrong.append(f"{verdict.outcome}: {keys!a}")
            if said.scans % STILL_EVERY == 0:
                said.living += 1
                if shift.scan(chance.choice(cards)).outcome != "granted":
                    said.wrong.append(f"a living card is not granted after {said.scans} scans")
        if house.kiosk.journal.ledger.heads() != before:
            said.wrong.append("a scan wrote something")
    finally:
        house.close()
    return said


def _misread(chance: Random, card: str) -> str:
    """A card changed in one to three places, or keys of any kind."""
    if chance.random() < 0.3:
        return "".join(chance.choices(KEYS if chance.random() < 0.5 else LETTERS, k=chance.randrange(60)))
    keys = list(card)
    for _ in range(chance.randint(1, 3)):
        place, new = chance.randrange(len(keys)), chance.choice(chance.choice((KEYS, LETTERS)))
        match chance.randrange(4):
            case 0:
                keys[place] = new
            case 1:
                keys.insert(place, new)
            case 2:
                del keys[place]
            case _:
                other = chance.randrange(len(keys))
                keys[place], keys[other] = keys[other], keys[place]
    return "".join(keys)
