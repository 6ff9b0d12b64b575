"""One of two counters that race: racer.py HOUSE BOOK reads a day on each line, scans every card of the house and records
what is granted, and answers with what it met, as JSON."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

from kiosk_core.domain.errors import Changed
from kiosk_core.shift import Shift
from tests.campaign.house import MORNING, Book, Watch, cards, counter, opened


def race(shift: Shift, book: Book, codes: list[str]) -> Counter[str]:
    """How often a scan was granted and recorded, refused, or too late: the other one was first."""
    met: Counter[str] = Counter()
    for card in codes:
        try:
            verdict = shift.scan(card)
            met[f"scan {verdict.outcome}"] += 1
            if verdict.outcome != "granted" or verdict.visit is None:
                continue
            act = shift.record(verdict.offers[0])
        except Changed:
            met["changed"] += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, a volunteer would have seen it
            met[f"{type(error).__name__}: {error}"] += 1
        else:
            met["recorded"] += 1
            book.done(
                does="serve", household=verdict.visit.whose, day=str(verdict.visit.day), act=act.id,
                event=act.events[0].id,
            )  # fmt: skip
    return met


def main() -> None:
    watch, book = Watch(MORNING), Book(Path(sys.argv[2]))
    with opened(Path(sys.argv[1]), watch) as kiosk:
        shift, codes = counter(kiosk), cards(kiosk)
        print("ready", flush=True)
        for line in sys.stdin:
            watch.moment = MORNING + timedelta(days=int(line))
            # The same order in both, so that they meet over the same households.
            print(json.dumps(race(shift, book, random.Random(line).sample(codes, len(codes)))), flush=True)


if __name__ == "__main__":
    main()
