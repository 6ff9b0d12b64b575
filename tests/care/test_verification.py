"""verify is believed because it was seen to find each of these, and to name table and key."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk_core.care.again.differences import Differences
from kiosk_core.care.again.indexes import compare_indexes
from kiosk_core.care.verification import Report, verify
from kiosk_core.domain.errors import Damaged, StoreError
from kiosk_core.domain.ids import ClientId, HouseholdId, PersonId, Word
from kiosk_core.journal import Forgotten, Merged, Voided
from kiosk_core.journal.envelope import hidden
from kiosk_core.store import Store

from ..journal.world import (
    CORE,
    CORE_TABLES,
    TABLES,
    Brittle,
    CardGiven,
    Counter,
    DeviceLent,
    MemberJoined,
    Noted,
    ParcelCollected,
    PersonNamed,
    SettingChanged,
    Sold,
    counter,
)

DAY = date(2024, 5, 1)
NOT_READINGS = {"_sqlite_migrations", "sqlite_sequence", "sqlite_stat1"}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house in which every table of the journal and of the plugins holds at least two rows."""
    folder = tmp_path_factory.mktemp("lived")
    other, own = counter(folder / "other.db", "B1"), counter(folder / "house.db", "A1")
    h1, p1, p2 = HouseholdId("h1"), PersonId("p1"), PersonId("p2")
    for n in (1, 2):
        own.append(PersonNamed(person=PersonId(f"p{n}"), name=f"Name {n}", born=DAY, phone=f"0{n}"))
        own.append(MemberJoined(household=h1, person=PersonId(f"p{n}"), share=Word("full"), until=DAY))
        own.append(CardGiven(person=PersonId(f"p{n}"), code=f"code{n}", state=Word("live")))
        own.append(ParcelCollected(household=h1, collector=p1, size=n))
        own.append(DeviceLent(device=f"d{n}", borrower=p1, due=DAY, deposit=n))
        own.append(Sold(sale=f"s{n}", lines=(("coat", 100), ("hat", 50)), client=p1, helper=p2))
        own.append(Noted(board=f"b{n}", text="bring your own bag"))
        own.append(SettingChanged(setting=f"x{n}", value=n, day=DAY))
        brittle = own.append(Brittle(household=HouseholdId(f"g{n}"), town="Gent"))
        own.append(
            Forgotten(whose=hidden(f"g{n}"), before=DAY.replace(year=2030), of=Word("visits"), why=Word("request"))
        )
        assert own.rows("SELECT why FROM waiting WHERE event=?", own.journal.ledger.key(brittle[0].id))
        wrong = own.append(ParcelCollected(household=h1, collector=p1, size=9))
        own.append(Voided(event=wrong[0].id, reason=Word("mistake")))
        own.append(Merged(one=ClientId(f"p{n}"), other=ClientId(f"p{n + 4}")))
        other.append(ParcelCollected(household=h1, collector=p1, size=4))
    own.journal.receive(other.all())
    own.store.close()
    return folder / "house.db"


@pytest.fixture
def house(lived: Path, tmp_path: Path) -> Iterator[Counter]:
    shutil.copy(lived, tmp_path / "house.db")
    opened = counter(tmp_path / "house.db", None)
    yield opened
    opened.store.close()


def tables(house: Counter) -> list[str]:
    found = house.rows("SELECT name FROM sqlite_master WHERE type='table' AND name NOT GLOB 'local_*'")
    return sorted({name for (name,) in found} - NOT_READINGS)


def changed(house: Counter, *statements: str) -> Report:
    """What verify says after somebody wrote into the file."""
    with house.store.writing() as db:
        for statement in statements:
            db.execute(statement)
    return verify(house.journal)


def keys(report: Report, table: str) -> list[str]:
    return [found.key for found in report.differing if found.table == table]


def test_a_house_that_nobody_touched_is_clean(house: Counter) -> None:
    report = verify(house.journal)
    assert report.clean, report.differing
    assert (report.integrity, report.chain, report.digests, report.asleep) == (True, True, True, ())
    assert report.waiting == ("world.brittle v1: TypeError",)
    assert set(tables(house)) >= {table.stored for table in TABLES} | {"event", "leaf", "voided", "same", "forgotten"}
    assert all(house.rows(f"SELECT count(*) FROM {table}")[0][0] >= 2 for table in tables(house))


def spelled(house: Counter, table: str, row: dict[str, Any]) -> set[str]:
    """How a row of that table may be named."""
    ledger, by_name = house.journal.ledger, {t.stored: t for t in TABLES}
    match table:
        case "event":
            return {str(ledger.name(row["id"])), str(ledger.name(row["id"] + 1))}  # a hash: its successor says so
        case "leaf" | "torn":
            return {f"{ledger.name(row['event'])}/{row['part']}"}
        case "voided" | "waiting" | "forgotten":
            return {str(ledger.name(row["event"]))}
        case "same":
            return {row["subject"]}
        case "origin" | "kind" | "declared":
            return {row["name"]}
    if by_name[table].is_state:
        return {"/".join(str(row[name]) for name in by_name[table].primary)}
    return {f"{ledger.name(row['event'])}/{row['n']}"}


def some_row(house: Counter, table: str) -> dict[str, Any]:
    columns = [name for _, name, *_ in house.rows(f"PRAGMA table_info({table})")]
    return dict(zip(columns, house.rows(f"SELECT * FROM {table} LIMIT 1")[0], strict=True))


def where(row: dict[str, Any]) -> str:
    return " AND ".join(f'"{name}" IS {literal(value)}' for name, value in row.items())


def literal(value: object) -> str:
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return (
        "NULL" if value is None else str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
    )


def other(value: object, name: str) -> str:
    """Another value that the column can hold."""
    if isinstance(value, bytes):
        return f"x'{bytes([value[0] ^ 1]).hex()}{value[1:].hex()}'"
    if name == "day":
        return "'2031-01-01'"
    return str(value + 1000) if isinstance(value, int) else f"'{value or 'some'}x'"


def test_every_cell_of_every_table_is_compared(lived: Path, tmp_path: Path) -> None:
    house = _again(lived, tmp_path)
    seen = 0
    for table in tables(house):
        for name, value in some_row(house, table).items():
            house = _again(lived, tmp_path, house)
            row = some_row(house, table)
            report = changed(house, f'UPDATE {table} SET "{name}"={other(value, name)} WHERE {where(row)}')
            named = keys(report, table)
            altered = {**row, name: other(value, name).strip("'")}
            wanted = spelled(house, table, row) if name not in {"n", "id"} else set()
            if table in ("origin", "kind"):  # all that bears the name is another event now
                assert report.differing, (table, name)
            else:
                assert set(named) & (wanted | _safe(house, table, altered)), (table, name, report.differing)
            assert not report.clean
            seen += 1
    assert seen > 80


def _safe(house: Counter, table: str, row: dict[str, Any]) -> set[str]:
    return spelled(house, table, {name: _number(value) for name, value in row.items()})


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isdigit() and len(value) > 8 else value


def _again(lived: Path, folder: Path, used: Counter | None = None) -> Counter:
    """The house as it was, from the file that was lived in."""
    if used is not None:
        used.store.close()
    for tail in ("", "-wal", "-shm"):
        Path(f"{folder / 'house.db'}{tail}").unlink(missing_ok=True)
    shutil.copy(lived, folder / "house.db")
    return counter(folder / "house.db", None)


def test_a_row_that_is_gone_is_named(lived: Path, tmp_path: Path) -> None:
    house = _again(lived, tmp_path)
    for table in tables(house):
        house = _again(lived, tmp_path, house)
        row = some_row(house, table)
        wanted = spelled(house, table, row)
        report = changed(house, f"DELETE FROM {table} WHERE {where(row)}")
        if table in ("origin", "kind"):
            assert not report.chain
        else:
            assert set(keys(report, table)) & wanted, (table, report.differing)


def test_a_row_too_many_is_named(lived: Path, tmp_path: Path) -> None:
    house = _again(lived, tmp_path)
    for table in tables(house):
        house = _again(lived, tmp_path, house)
        row = some_row(house, table)
        one = {"id": 99, "event": 99, "n": 99, "subject": "nobody", "code": "else", "name": "new", "hash": b"-"}
        added = {name: one.get(name, value) for name, value in row.items()}
        if "event" in added and table != "event":
            added["event"] = row["event"] + (1 << 20)
        if table == "event":
            added["id"] = row["id"] + (1 << 20)
        values = ", ".join(literal(value) for value in added.values())
        report = changed(house, f"INSERT INTO {table} VALUES ({values})")
        assert set(keys(report, table)) & spelled(house, table, added), (table, report.differing)


def test_a_gap_and_a_forgery_are_told_apart(house: Counter) -> None:
    first, third = house.journal.ledger.key("A1-1"), house.journal.ledger.key("A1-3")
    report = changed(
        house, f"DELETE FROM event WHERE id={third}", f"DELETE FROM leaf WHERE event={third}",
        f"UPDATE event SET counter='elsewhere' WHERE id={first}",
    )  # fmt: skip
    found = {(d.key, d.what) for d in report.differing if d.table == "event"}
    assert found == {("A1-1", "forged"), ("A1-3", "gap")}
    assert not report.chain


def test_the_last_event_cannot_be_cut_off_in_silence(house: Counter) -> None:
    (last,) = house.rows("SELECT max(id) FROM event")[0]
    assert not changed(house, f"DELETE FROM event WHERE id={last}").clean


def test_a_leaf_that_is_gone_without_a_forgetting_is_not_clean(house: Counter) -> None:
    key = house.journal.ledger.key("A1-1")
    report = changed(house, f"DELETE FROM leaf WHERE event={key}")
    assert ("leaf", "A1-1/0", "torn") in {(d.table, d.key, d.what) for d in report.differing}
    assert not report.digests


def test_a_leaf_that_was_put_back_after_a_forgetting_is_found(house: Counter) -> None:
    key, leaf = house.journal.ledger.key("A1-1"), house.journal.ledger.leaves(house.journal.ledger.key("A1-1"))[0]
    house.append(Forgotten(whose=hidden("p1"), why=Word("request")))
    assert verify(house.journal).clean
    row = ", ".join(map(literal, (key, leaf.part, leaf.whose, leaf.salt, leaf.body)))
    report = changed(house, f"INSERT INTO leaf VALUES ({row})")
    assert ("leaf", "A1-1/0", "kept") in {(d.table, d.key, d.what) for d in report.differing}


def test_readings_are_not_believed_by_other_readings(house: Counter) -> None:
    """`voided` and the marks on the facts may lie together; the events say otherwise."""
    (key,) = house.rows("SELECT event FROM visit_all WHERE voided=0 LIMIT 1")[0]
    report = changed(
        house, f"INSERT INTO voided VALUES ({key}, {key})", f"UPDATE visit_all SET voided=1 WHERE event={key}"
    )
    assert {d.table for d in report.differing} == {"voided", "visit_all"}


def test_a_plugin_that_is_away_is_named_and_clean(lived: Path, tmp_path: Path) -> None:
    _again(lived, tmp_path).store.close()
    without = counter(tmp_path / "house.db", None, kinds=CORE, tables=CORE_TABLES)
    report = verify(without.journal)
    assert report.clean, report.differing
    assert set(report.asleep) == {table.name for table in TABLES} - {table.name for table in CORE_TABLES}
    without.store.close()


def test_damaged_pages_are_said_in_a_sentence_or_a_report(lived: Path, tmp_path: Path) -> None:
    _again(lived, tmp_path).store.close()
    found = 0
    size = (tmp_path / "house.db").stat().st_size
    for page in range(1, size // 4096):
        shutil.copy(lived, tmp_path / "house.db")
        with (tmp_path / "house.db").open("r+b") as file:
            file.seek(page * 4096 + 1000)
            byte = file.read(1)[0]
            file.seek(page * 4096 + 1000)
            file.write(bytes([byte ^ 8]))
        try:
            house = counter(tmp_path / "house.db", None)
        except StoreError:
            found += 1
            continue
        try:
            found += not verify(house.journal).integrity
        except Damaged:
            found += 1
        house.store.close()
    assert found == size // 4096 - 1


def test_an_index_that_holds_other_rows_than_its_table_is_named(house: Counter) -> None:
    with house.store.writing() as db:
        db.execute("PRAGMA writable_schema=ON")
        db.execute("UPDATE sqlite_master SET sql='CREATE INDEX leaf_whose ON leaf(body)' WHERE name='leaf_whose'")
    path = house.store.path
    house.store.close()
    again = counter(path, None)
    report = verify(again.journal)
    assert not report.integrity
    assert keys(report, "sqlite") == ["index leaf_whose holds other rows than leaf"]
    again.store.close()


def test_rows_that_do_not_stand_in_order_are_named(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.db", None, create=True)
    with store.writing() as db:
        db.execute("CREATE TABLE torn (event INTEGER, part INTEGER, PRIMARY KEY (event, part)) STRICT, WITHOUT ROWID")
        db.execute("INSERT INTO torn VALUES (1, 0), (2, 0), (3, 0)")
    ((root,),) = store.db.execute("SELECT rootpage FROM sqlite_master WHERE name='torn'").fetchall()
    store.close()
    with (tmp_path / "a.db").open("r+b") as file:
        file.seek((root - 1) * 4096 + 8)  # behind the head of a page stands where each row begins, two bytes each
        first, second = file.read(2), file.read(2)
        file.seek((root - 1) * 4096 + 8)
        file.write(second + first)
    store, found = Store(tmp_path / "a.db", None), Differences()
    compare_indexes(store.db, found, lambda what, done, of: None)
    assert [one.key for one in found.listed] == ["rows of torn out of order"]
    store.close()


def test_the_report_is_one_json_document_with_these_names(house: Counter) -> None:
    said = changed(house, "UPDATE person SET phone='1' WHERE subject='p1'").as_json()
    assert list(said) == ["clean", "integrity", "chain", "digests", "differing", "waiting", "asleep"]
    assert said["differing"] == [{"table": "person", "key": "p1", "what": "other"}]
