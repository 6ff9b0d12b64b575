"""A small world of its own for the journal's tests: persons, households, a device, a sale, notes, settings.

Every shape that a declaration can have stands here once: facts and states of clients and of things, two persons in one
event, an older version, a kind that clears, a state whose key holds an id, typed words, and a kind that fails.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk_core.domain.ids import Cents, CounterId, HouseholdId, OriginName, PersonId, VolunteerId, Word
from kiosk_core.domain.visits import Here
from kiosk_core.journal import Event, Journal, Kind, Row, Table, fact, kind, personal, state, subject, words
from kiosk_core.store import Store

KEY = bytes(range(32))
START = datetime(2024, 1, 1, 9, tzinfo=UTC)

PERSON = state("person", {"name": "text", "born": "day", "phone": "text"}, indexes=(("name",),))
MEMBER = state("member", {"person": "id", "share": "text", "until": "day"}, key=("person",))
CARD = state("card", {"code": "text", "state": "text"}, key=("code",))
VISIT = fact("visit", {"household": "id", "collector": "id", "size": "int"}, indexes=(("household", "day"),))
LOAN = state("loan", {"borrower": "id", "due": "day", "deposit": "cents"})
LENT = fact("lent_out", {"device": "text", "borrower": "id", "deposit": "cents"})
LINE = fact("sale_line", {"sale": "text", "what": "text", "cents": "cents", "client": "id"})
NOTE = state("note", {"text": "text"}, key=("text",))
SETTING = state("setting", {"value": "int", "from": "day"})
FAVOURITE = state("favourite", {"helper": "id", "times": "int"}, key=("helper",))


@kind(
    "world.person_named", keep="registry", puts=(PERSON,), version=2, upcast={1: lambda body: {**body, "phone": "none"}}
)
class PersonNamed(Kind):
    person: PersonId = subject(personal=True)
    name: str | None = personal("person")
    born: date | None = personal("person")
    phone: str | None = personal("person")

    def rows(self, event: Event) -> Iterator[Row]:
        given = {name: value for name, value in vars(self).items() if name != "person" and value is not None}
        yield PERSON.row(**given)


@kind("world.member_joined", keep="registry", puts=(MEMBER,))
class MemberJoined(Kind):
    household: HouseholdId = subject(personal=True)
    person: PersonId | None = personal("person")
    share: Word
    until: date | None = None

    def rows(self, event: Event) -> Iterator[Row]:
        yield MEMBER.row(person=self.person, share=self.share, until=self.until)


@kind("world.household_dissolved", keep="registry", puts=(MEMBER,))
class HouseholdDissolved(Kind):
    household: HouseholdId = subject(personal=True)

    def rows(self, event: Event) -> Iterator[Row]:
        yield MEMBER.clear()


@kind("world.card_given", keep="registry", puts=(CARD,))
class CardGiven(Kind):
    person: PersonId = subject(personal=True)
    code: str | None = personal("person")
    state: Word

    def rows(self, event: Event) -> Iterator[Row]:
        yield CARD.row(code=self.code, state=self.state)


@kind("world.parcel_collected", keep="visits", puts=(VISIT,))
class ParcelCollected(Kind):
    household: HouseholdId = subject(personal=True)
    collector: PersonId | None = personal("collector")
    size: int

    def rows(self, event: Event) -> Iterator[Row]:
        yield VISIT.row(household=self.household, collector=self.collector, size=self.size)


@kind("world.device_lent", keep="visits", puts=(LOAN, LENT))
class DeviceLent(Kind):
    device: str = subject()
    borrower: PersonId | None = personal("borrower")
    due: date
    deposit: Cents

    def rows(self, event: Event) -> Iterator[Row]:
        yield LOAN.row(borrower=self.borrower, due=self.due, deposit=self.deposit)
        yield LENT.row(device=self.device, borrower=self.borrower, deposit=self.deposit)


@kind("world.device_back", keep="visits", puts=(LOAN,))
class DeviceBack(Kind):
    device: str = subject()

    def rows(self, event: Event) -> Iterator[Row]:
        yield LOAN.clear()


@kind("world.sold", keep="money", puts=(LINE, FAVOURITE))
class Sold(Kind):
    sale: str = subject()
    lines: tuple[tuple[Word, int], ...]
    client: PersonId | None = personal("client")
    helper: PersonId | None = personal("helper")

    def rows(self, event: Event) -> Iterator[Row]:
        for what, cents in self.lines:
            yield LINE.row(sale=self.sale, what=what, cents=cents, client=self.client)
        yield FAVOURITE.row(helper=self.helper, times=len(self.lines))


@kind("world.noted", keep="notes", puts=(NOTE,))
class Noted(Kind):
    board: str = subject()
    text: str | None = words()

    def rows(self, event: Event) -> Iterator[Row]:
        yield NOTE.row(text=self.text)


@kind("world.setting_changed", keep="house", puts=(SETTING,))
class SettingChanged(Kind):
    setting: str = subject()
    value: int
    day: date

    def rows(self, event: Event) -> Iterator[Row]:
        yield SETTING.row(value=self.value, **{"from": self.day})


@kind("world.brittle", keep="visits", puts=(VISIT,))
class Brittle(Kind):
    """Cannot stand that its household is forgotten: it must wait, and nothing else may suffer."""

    household: HouseholdId = subject(personal=True)
    town: str | None = personal("household")

    def rows(self, event: Event) -> Iterator[Row]:
        yield VISIT.row(household=self.household, collector=None, size=len(self.town))  # type: ignore[arg-type]


CORE = (PersonNamed, MemberJoined, HouseholdDissolved, CardGiven, Noted, SettingChanged)
PLUGIN = (ParcelCollected, DeviceLent, DeviceBack, Sold, Brittle)
CORE_TABLES = (PERSON, MEMBER, CARD, NOTE, SETTING)
PLUGIN_TABLES = (VISIT, LOAN, LENT, LINE, FAVOURITE)
KINDS, TABLES = (*CORE, *PLUGIN), (*CORE_TABLES, *PLUGIN_TABLES)


@dataclass
class Counter:
    """One counter's file, its clock, and what it can do."""

    journal: Journal
    store: Store
    clock: Ticking

    def append(self, *drafts: Any, day: date = date(2024, 6, 1)) -> list[Event]:
        return self.journal.append(lambda: drafts, here(day))

    def all(self) -> list[tuple[Event, Sequence[Any]]]:
        """Every event that is here, with the leaves that are left."""
        return [pair for origin in self.journal.ledger.heads() for pair in self.journal.sent(origin)]

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.journal.db.execute(query, values).fetchall()]


@dataclass
class Ticking:
    """A clock that goes on a second each time it is looked at."""

    at: datetime = START
    seconds: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __call__(self) -> datetime:
        return self.at + timedelta(seconds=next(self.seconds))


def here(day: date = date(2024, 6, 1)) -> Here:
    return Here(CounterId("desk"), "core", VolunteerId("v1"), START, day)


def counter(
    path: Path, origin: str | None, key: bytes | None = KEY, kinds: Iterable[Any] = KINDS,
    tables: Iterable[Table] = TABLES, clock: Ticking | None = None,
) -> Counter:  # fmt: skip
    """Opens the file, or makes it; `origin` None: it is opened again, or only receives."""
    store = Store(path, key, create=not path.exists())
    clock = clock or Ticking()
    journal = Journal(store, kinds, tables, clock)
    if origin is not None:
        journal.begin_origin(OriginName(origin))
    return Counter(journal, store, clock)


def redeclared() -> tuple[tuple[type, ...], tuple[Table, ...]]:
    """The same tables with one index more each, and the kinds that put into them: what an update of a plugin is."""
    new = {
        table.name: (fact if not table.is_state else state)(
            table.name, table.columns, indexes=(*table.indexes, tuple(table.columns)[-1:]),
            **({"key": table.key} if table.is_state else {}),
        )
        for table in TABLES
    }  # fmt: skip

    def updated(kind: type) -> type:
        def rows(self: object, event: object) -> object:
            return [type(row)(new[row.table.name], row.values) for row in kind.rows(self, event)]  # type: ignore[attr-defined]

        puts = tuple(new[table.name] for table in kind.PUTS)  # type: ignore[attr-defined]
        return type(kind.__name__, (kind,), {"rows": rows, "PUTS": puts})

    return tuple(map(updated, KINDS)), tuple(new.values())


def readings(one: Counter, tables: Iterable[Table] = TABLES) -> Mapping[str, list[tuple[Any, ...]]]:
    """All tables as another file may be compared with them: numbers of origins and kinds are each file's own."""
    name = one.journal.ledger.name
    kinds = dict(one.rows("SELECT n, name FROM kind"))
    found: dict[str, list[tuple[Any, ...]]] = {}
    for table in tables:
        found[table.stored] = one.rows(f"SELECT * FROM {table.stored}")
        if not table.is_state:
            at = len(table.columns)
            found[table.stored] = [(*row[:at], name(row[at]), *row[at + 1 :]) for row in found[table.stored]]
    found["event"] = [
        (name(id), at, name(act), kinds[kind], *rest) for id, at, act, kind, *rest in one.rows("SELECT * FROM event")
    ]
    found["leaf"] = [(name(event), *rest) for event, *rest in one.rows("SELECT * FROM leaf")]
    found["torn"] = [(name(event), *rest) for event, *rest in one.rows("SELECT * FROM torn")]
    found["forgotten"] = [(name(event), *rest) for event, *rest in one.rows("SELECT * FROM forgotten")]
    found["waiting"] = [(name(event), why) for event, why in one.rows("SELECT * FROM waiting")]
    found["voided"] = [(name(event), name(by)) for event, by in one.rows("SELECT * FROM voided")]
    found["same"] = one.rows("SELECT * FROM same")
    return {table: sorted(rows, key=repr) for table, rows in found.items()}
