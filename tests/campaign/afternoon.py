"""A house from its first byte on, run under record.c: afternoon.py FOLDER SEED ACTS.

It is founded, worked in, closed and opened again, gets another recovery key, is vacuumed as at night, and takes over a list while
its counter works; the book lies in the same folder, so that the record says in one order what was on disk and what was
acknowledged.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from kiosk_core.kiosk import Kiosk
from kiosk_core.store import find_key, renew_recovery
from tests.campaign.counter import work
from tests.campaign.house import MORNING, Book, Watch, acts, counter, foreseen_list, make_house, opened

PARTS = 3


def main() -> None:
    folder, seed, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    chance, book, house = random.Random(seed), Book(folder / "book"), folder / "house.db"
    book.intent(does="found")
    recovery = make_house(house, 12)
    with opened(house, Watch(MORNING)) as kiosk:
        book.done(does="found", recovery=recovery, acts=sorted(acts(kiosk)))
    for part in range(1, PARTS + 1):
        watch = Watch(MORNING + timedelta(days=part))
        with opened(house, watch) as kiosk:
            # At 1000 pages, the product's own, a WAL begins anew about once in 70 acts; here it does so more often.
            pages = chance.choice((20, 100, 400, 1000))
            kiosk.store.db.execute(f"PRAGMA wal_autocheckpoint={pages}")
            list_ = _take_over(kiosk, book, folder) if part == 2 else iter(())
            for _ in work(kiosk, book, watch, chance, times // PARTS):
                next(list_, None)
            for _ in list_:
                pass
            if part == 2:
                kiosk.store.vacuum()
        key = find_key(house)
        assert key is not None
        book.intent(does="recovery")
        book.done(does="recovery", recovery=renew_recovery(house, key))
    print("done", flush=True)


def _take_over(kiosk: Kiosk, book: Book, folder: Path) -> Iterator[None]:
    """As a screen does it, which is used in between: a short act each time that it is asked on."""
    foreseen = foreseen_list(kiosk, folder)
    book.intent(does="import")
    for n in counter(kiosk).import_steps(foreseen):
        book.done(does="import", n=n)
        yield


if __name__ == "__main__":
    main()
