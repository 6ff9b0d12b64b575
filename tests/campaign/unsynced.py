"""What does not wait for the disk, run under record.c: unsynced.py FOLDER. The book in the folder says when what was done."""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk_core.domain.ids import OriginName
from tests.campaign.house import MORNING, SETTING, Book, Watch, counter, make_house, opened


def main() -> None:
    folder = Path(sys.argv[1])
    book, house = Book(folder / "book"), folder / "house.db"
    make_house(house, 1)
    with opened(house, Watch(MORNING)) as kiosk:
        shift, store, journal = counter(kiosk), kiosk.store, kiosk.journal
        with store.unsynced():
            shift.set_setting(SETTING, "one")
        book.done(does="one")
        next(journal.sent(journal.origin or OriginName("")))
        book.done(does="sent")
        with store.long_writing() as (_, behind):
            behind()  # the WAL is short: it is not copied again behind the next
            with store.unsynced():
                shift.set_setting(SETTING, "two")
            book.done(does="two")
            behind()
            book.done(does="behind")
    print("done", flush=True)


if __name__ == "__main__":
    main()
