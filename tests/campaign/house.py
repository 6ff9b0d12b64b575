"""The house of the campaigns: households that may have one parcel a day, and an oracle that knows what it was told.

The oracle is a list of its own, the book: one line before an act is begun ("intent"), one when it was acknowledged
("done"), which is on disk before the next act begins. It shares nothing with the journal.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise, product
from pathlib import Path
from typing import Any

import kiosk_foodbank

from kiosk_core.care.verification import verify
from kiosk_core.importing.foreseen import Foreseen
from kiosk_core.kiosk import Kiosk
from kiosk_core.opening import create_house, open_house
from kiosk_core.registry.households import NewMember
from kiosk_core.registry.volunteers import by_name
from kiosk_core.shift import Shift

MODULES = (kiosk_foodbank,)
MORNING = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
PIN = "3333"
LISTED = 120
_WORDS = ["".join(letters) for letters in islice(product("abcdefgh", repeat=3), LISTED)]
SETTING = "core.announcement"
"""What the campaign changes while parcels are handed over."""

Line = dict[str, Any]
"""One line of the book."""


class Watch:
    """A clock that only moves when it is told to: two runs with one seed live the same seconds."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def tick(self) -> None:
        self.moment += timedelta(seconds=1)


class Book:
    """The list of what was begun and what was acknowledged. `forced`: every line is on disk when `write` returns."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def intent(self, **line: Any) -> None:
        self._write({"intent": line})

    def done(self, **line: Any) -> None:
        """On disk when it returns."""
        self._write({"done": line})
        os.fsync(self._file)

    def _write(self, line: Line) -> None:
        os.write(self._file, json.dumps(line).encode() + b"\n")


def read_book(written: bytes) -> list[Line]:
    """Whole lines only: the last one may have been cut off."""
    return [json.loads(line) for line in written.split(b"\n")[:-1]]


def make_house(path: Path, households: int) -> str:
    """A house at `path` with that many households, each enrolled for twenty years and with a card. Its recovery key."""
    watch = Watch(MORNING)
    founded = create_house(path, "Campaign", "administrator", PIN, modules=MODULES, clock=watch, pin_cost=1)
    with founded.kiosk as kiosk:
        office = _shift(kiosk, "core")
        for key, value in {
            "foodbank.frequency": "days",
            "foodbank.every_days": "1",
            "core.slips": "foodbank.parcel=always",
            "core.ahead_days": "3650",
        }.items():
            office.set_setting(key, value)
        until = MORNING.date() + timedelta(days=7300)
        with kiosk.journal.batch():
            for n in range(households):
                client = office.register([NewMember(name=f"Client {n}", born="1980-01-01")])
                office.enrol(client, "foodbank", until)
                office.issue_card(client)
    assert founded.recovery_key is not None
    return founded.recovery_key


@contextmanager
def opened(path: Path, watch: Watch) -> Iterator[Kiosk]:
    """The house as the product opens it, with the key that lies beside it."""
    with open_house(path, modules=MODULES, clock=watch) as kiosk:
        yield kiosk


def foreseen_list(kiosk: Kiosk, folder: Path) -> Foreseen:
    """A list of LISTED households, looked at: always of the same bytes, so that it is the same import."""
    file = folder / "list.csv"
    lines = (f"Newcomer {letters} Family;1/1/19{n % 60 + 30}" for n, letters in enumerate(_WORDS))
    file.write_text("\n".join(("Naam;Geboortedatum", *lines)))
    return counter(kiosk).look_at_import(file, add_alike=True)


def listed(kiosk: Kiosk) -> int:
    """How many households of that list are in the house."""
    return kiosk.house.number("SELECT count(*) FROM core_person WHERE name LIKE 'Newcomer %'")


def counter(kiosk: Kiosk) -> Shift:
    """The administrator at the only counter, for the food distribution."""
    return _shift(kiosk, "foodbank")


def _shift(kiosk: Kiosk, project: str) -> Shift:
    who = by_name(kiosk.house, "administrator")
    assert who is not None
    return kiosk.shift(who, project=project)


def cards(kiosk: Kiosk) -> list[str]:
    """The code of every household's card."""
    return [code for (code,) in kiosk.house.rows("SELECT code FROM core_card WHERE state='live' ORDER BY code")]


def wrong(
    kiosk: Kiosk, book: Sequence[Line], *, acts_before: frozenset[str] = frozenset(), others: bool = False
) -> list[str]:
    """What is not as the book says, in sentences; nothing when all is well.

    `acts_before`: those that were there before the book was begun. `others`: more processes wrote, so more than one act
    may be there that nobody acknowledged."""
    found = [
        *_lost(kiosk, book),
        *_twice(kiosk),
        *undone_twice(kiosk),
        *slips(kiosk, book, "serve"),
        *uninvited(kiosk, book, acts_before, others),
    ]
    report = verify(kiosk.journal)
    if not report.clean:
        found.append(f"verify: {json.dumps(report.as_json())}")
    return found


def acts(kiosk: Kiosk) -> frozenset[str]:
    """Ids of all acts in the journal."""
    ledger = kiosk.journal.ledger
    return frozenset(ledger.name(key) for (key,) in kiosk.house.rows("SELECT DISTINCT act FROM event"))


def told(book: Sequence[Line], does: str) -> list[Line]:
    """What was acknowledged of that sort."""
    return [line["done"] for line in book if line.get("done", {}).get("does") == does]


def _lost(kiosk: Kiosk, book: Sequence[Line]) -> Iterator[str]:
    """Acknowledged, and not there as it was acknowledged."""
    here = acts(kiosk)
    yield from lost_acts(book, here)
    for line in told(book, "serve"):
        query = "SELECT client, day FROM core_served_all WHERE of=?"
        if line["act"] in here and kiosk.house.rows(query, line["event"]) != [(line["household"], line["day"])]:
            yield f"not as acknowledged: {line}"
    for line in told(book, "undo"):
        if line["act"] in here and kiosk.house.rows("SELECT 1 FROM core_served WHERE of=?", line["event"]):
            yield f"undone, and still there: {line}"
    announced = [next(iter(line.values())) for line in book if "set" in {part.get("does") for part in line.values()}]
    if announced:
        known = max((n for n, line in enumerate(announced) if "act" in line), default=None)
        # of those that nobody acknowledged since, any may be the last that landed
        may_be = {line["value"] for line in announced[known or 0 :]} | (set() if known is not None else {""})
        value = kiosk.house.one("SELECT value FROM core_setting WHERE subject=? ORDER BY valid_from DESC", SETTING)
        if (json.loads(value[0]) if value else "") not in may_be:
            yield f"the setting is {value}, told were {announced[-2:]}"


def lost_acts(book: Sequence[Line], here: frozenset[str]) -> Iterator[str]:
    """Acknowledged, and not in the journal at all."""
    for line in (line["done"] for line in book if line.get("done", {}).get("act")):
        if line["act"] not in here:
            yield f"lost: {line}"


def _twice(kiosk: Kiosk) -> Iterator[str]:
    """A household that got two parcels on one day."""
    query = "SELECT client, day, count(*) FROM core_served GROUP BY client, day HAVING count(*)>1"
    yield from (f"served twice: {row}" for row in kiosk.house.rows(query))


def undone_twice(kiosk: Kiosk) -> Iterator[str]:
    """An act that was taken back twice."""
    query = "SELECT subject, count(*) FROM event e JOIN kind k ON k.n=e.kind AND k.name='core.voided' GROUP BY subject"
    yield from (f"undone twice: {row}" for row in kiosk.house.rows(query) if row[1] > 1)


def slips(kiosk: Kiosk, book: Sequence[Line], does: str) -> Iterator[str]:
    """Every act of that sort has one slip: in the queue, or printed. One that was being taken from the queue may be gone,
    and one of an act that was taken back waits no more."""
    printed = Counter(line["slip"] for line in told(book, "print"))
    taken = {line["slip"] for line in broken_off(book) if line["does"] == "print"}
    queued = Counter(act for (act,) in kiosk.house.rows("SELECT act FROM local_spool"))
    served = {line["act"] for line in told(book, does)}
    here = acts(kiosk)
    query = "SELECT subject FROM event e JOIN kind k ON k.n=e.kind AND k.name='core.voided'"
    undone = {subject for (subject,) in kiosk.house.rows(query)}
    yield from (f"a slip of an act that was taken back: {act}" for act in queued if act in undone)
    for act in (served & here) - undone:
        if printed[act] + queued[act] != 1 and not (act in taken and printed[act] + queued[act] == 0):
            yield f"{act}: {queued[act]} slips wait, {printed[act]} were printed"
    yield from (f"a slip without its act: {act}" for act in queued if act not in here)


def uninvited(kiosk: Kiosk, book: Sequence[Line], before: frozenset[str], others: bool) -> Iterator[str]:
    """Acts that nobody acknowledged: at most the one that each process was in the middle of, and then what it meant. Those of a
    list are acknowledged together."""
    known = before | {line["done"]["act"] for line in book if line.get("done", {}).get("act")}
    ledger = kiosk.journal.ledger
    query = "SELECT e.act FROM core_imported_all i JOIN event e ON e.id=i.event"
    more = acts(kiosk) - known - {ledger.name(key) for (key,) in kiosk.house.rows(query)}
    meant = [line for line in broken_off(book) if line["does"] != "import"]
    if before and not others and len(more) > len(meant):
        yield f"never asked for: {sorted(more)}; begun were {meant}"


def broken_off(book: Sequence[Line]) -> list[Line]:
    """What was begun and never acknowledged: the process died in between."""
    return [line["intent"] for line, after in pairwise([*book, {}]) if "intent" in line and "done" not in after]
