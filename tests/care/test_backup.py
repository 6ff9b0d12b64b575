"""A backup is one file that was read back; a house comes out of it with nothing but the recovery key."""

from __future__ import annotations

import json
import os
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk_core.care.archive import Manifest, manifest_of
from kiosk_core.care.backup import Report, Restored, backup, backup_name, last_backup, open_backup
from kiosk_core.domain import errors
from kiosk_core.store import Connection, Store, find_key, found, grouped, key_file_of, recovery_file_of, save_key

NAME = "Fatoumata Janssens"
MADE = datetime(2026, 11, 25, 16, 30, tzinfo=UTC)


def head(db: Connection) -> str:
    return str(db.execute("SELECT max(act) FROM event").fetchone()[0])


def copy(store: Store, target: Path, made: datetime = MADE) -> Report:
    return backup(store, target, origin="ABKTR", head=head, clock=lambda: made)


def names(store: Store) -> list[str]:
    return [name for (name,) in store.db.execute("SELECT body FROM event ORDER BY act")]


class House:
    def __init__(self, folder: Path, *, encrypted: bool = True) -> None:
        self.path = folder / "house.db"
        self.store, self.recovery = found(self.path, encrypted=encrypted)
        with self.store.writing() as db:
            db.execute("CREATE TABLE event (act INTEGER PRIMARY KEY, body TEXT) STRICT")
            db.execute("INSERT INTO event VALUES (1, ?)", (NAME,))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    folder = tmp_path / "counter"
    folder.mkdir()
    house = House(folder)
    yield house
    house.store.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def new_pc(tmp_path: Path) -> Path:
    (tmp_path / "new pc").mkdir()
    return tmp_path / "new pc" / "house.db"


def test_a_backup_and_the_recovery_key_are_enough(house: House, stick: Path, new_pc: Path) -> None:
    report = copy(house.store, stick / "copy")
    assert report.recoverable
    restored = open_backup(stick / "copy", new_pc, recovery=grouped(house.recovery).lower())
    assert (restored.database, restored.key) == (new_pc, house.store.key)
    store = Store(new_pc, find_key(new_pc, environ={}))
    assert names(store) == [NAME]
    store.close()
    # and from there again: the recovery key opens the copy of the copy
    assert {file.name for file in new_pc.parent.iterdir()} == {"house.db", "house.db.key", "house.db.recovery"}
    assert {file.stat().st_mode & 0o777 for file in new_pc.parent.iterdir()} == {0o600}


def test_nothing_personal_can_be_read_from_it(house: House, stick: Path) -> None:
    report = copy(house.store, stick / "copy")
    raw = report.file.read_bytes()
    assert NAME.encode() not in raw and b"SQLite format 3" not in raw and b"house.db" in raw
    assert house.store.key is not None and house.store.key not in raw and house.store.key.hex().encode() not in raw
    assert house.recovery.encode() not in raw
    assert report.file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(report.file) as archive:
        told = json.loads(archive.read("manifest.json"))
    assert set(told) == {"format", "version", "origin", "head", "made", "encrypted", "sha256"}
    assert (told["origin"], told["head"], told["made"]) == ("ABKTR", "1", "2026-11-25T16:30:00+00:00")
    assert backup_name(MADE) == "kiosk-20261125T163000Z.backup"


def test_it_holds_what_was_committed_while_somebody_is_writing(house: House, stick: Path) -> None:
    with house.store.writing() as db:
        db.execute("INSERT INTO event VALUES (2, 'not yet')")
        other = Store(house.path, house.store.key)
        assert copy(other, stick / "copy").manifest.head == "1"
        other.close()


def test_a_deleted_name_is_not_in_the_copy(tmp_path: Path, stick: Path) -> None:
    house = House(tmp_path, encrypted=False)
    with house.store.writing() as db:
        db.execute("PRAGMA secure_delete=OFF")
        db.execute("DELETE FROM event")
        db.execute("INSERT INTO event VALUES (2, 'somebody else')")
    report = copy(house.store, stick / "copy")
    assert NAME.encode() in b"".join(file.read_bytes() for file in tmp_path.glob("house.db*"))
    assert NAME.encode() not in report.file.read_bytes()
    house.store.close()


def test_a_plain_house_goes_the_same_way(tmp_path: Path, stick: Path, new_pc: Path) -> None:
    house = House(tmp_path, encrypted=False)
    report = copy(house.store, stick / "copy")
    assert (report.manifest.encrypted, report.recoverable) == (False, False)
    assert open_backup(stick / "copy", new_pc).key is None
    assert not key_file_of(new_pc).exists() and not recovery_file_of(new_pc).exists()
    store = Store(new_pc, None)
    assert names(store) == [NAME]
    store.close()
    house.store.close()


def test_every_flipped_bit_is_found_and_nothing_is_restored(house: House, stick: Path, new_pc: Path) -> None:
    whole = copy(house.store, stick / "copy").file.read_bytes()
    step = len(whole) // 60
    for place in range(0, len(whole), step):
        (stick / "hurt").write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            restored = open_backup(stick / "hurt", new_pc, key=house.store.key)
        except (errors.BadBackup, errors.TooNew):
            assert list(new_pc.parent.iterdir()) == []
        else:  # the bit lay where a zip keeps dates and the like: what came out is whole
            store = Store(restored.database, restored.key)
            assert names(store) == [NAME]
            store.close()
            for file in new_pc.parent.iterdir():
                file.unlink()
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        (stick / "cut").write_bytes(whole[:length])
        with pytest.raises(errors.BadBackup):
            open_backup(stick / "cut", new_pc, key=house.store.key)


def test_a_part_that_was_exchanged_is_found(tmp_path: Path, stick: Path, new_pc: Path) -> None:
    house = House(tmp_path, encrypted=False)
    copy(house.store, stick / "then")
    with house.store.writing() as db:
        db.execute("INSERT INTO event VALUES (2, 'later')")
    copy(house.store, stick / "now")
    with zipfile.ZipFile(stick / "then") as archive:
        database = archive.read("house.db")
    with zipfile.ZipFile(stick / "now") as now, zipfile.ZipFile(stick / "mixed", "w") as mixed:
        mixed.writestr("house.db", database)
        mixed.writestr("manifest.json", now.read("manifest.json"))
    with pytest.raises(errors.BadBackup):
        open_backup(stick / "mixed", new_pc)
    house.store.close()


def test_a_disk_that_gives_back_something_else_makes_no_backup(house: House, stick: Path) -> None:
    heads = iter(["1", "0"])
    with pytest.raises(errors.BadBackup, match="something else"):
        backup(house.store, stick / "copy", origin="ABKTR", head=lambda db: next(heads))
    assert list(stick.iterdir()) == []


def test_what_a_crash_left_is_gone_a_day_later(house: House, stick: Path) -> None:
    for name, hours in (("old", 25), ("running", 1)):
        folder = stick / f".kiosk-unfinished-{name}"
        folder.mkdir()
        (folder / "house.db").write_bytes(b"a copy")
        then = time.time() - hours * 3600
        os.utime(folder, (then, then))
    copy(house.store, stick / "copy")
    assert {file.name for file in stick.iterdir()} == {".kiosk-unfinished-running", "copy"}


def test_a_damaged_house_is_not_copied(house: House, stick: Path) -> None:
    with house.store.writing() as db:
        db.executemany("INSERT INTO event VALUES (?, ?)", [(n, "x" * 3000) for n in range(2, 20)])
    house.store.close()
    whole = house.path.read_bytes()
    house.path.write_bytes(whole[: 4096 * 9] + bytes([whole[4096 * 9] ^ 1]) + whole[4096 * 9 + 1 :])
    hurt = Store(house.path, house.store.key)
    with pytest.raises(errors.Damaged):
        copy(hurt, stick / "copy")
    assert list(stick.iterdir()) == []
    hurt.close()


def _points_before_its_beginning(whole: bytes) -> bytes:
    """The end of a zip says where its list begins: 16 MB later than it does, so that all lies as much before the file."""
    return whole[:-3] + b"\x01" + whole[-2:]


@pytest.mark.parametrize("says", [b"[" * 50_000, b'{"format": 1, "sha256": ["house.db"]}', b"[]", b"5", b"{", None])
def test_a_file_that_no_backup_could_be_is_one_sentence(house: House, stick: Path, says: bytes | None) -> None:
    file = stick / "copy"
    if says is None:
        copy(house.store, file)
        file.write_bytes(_points_before_its_beginning(file.read_bytes()))
    else:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("manifest.json", says)
    with pytest.raises(errors.BadBackup):
        manifest_of(file)


def test_no_file_is_written_over(house: House, stick: Path, new_pc: Path) -> None:
    (stick / "copy").write_text("photographs")
    with pytest.raises(errors.HouseExists):
        copy(house.store, stick / "copy")
    assert (stick / "copy").read_text() == "photographs"
    copy(house.store, stick / "second")
    with pytest.raises(errors.HouseExists):
        open_backup(stick / "second", house.path, recovery=house.recovery)
    save_key(new_pc, bytes(32))
    with pytest.raises(errors.HouseExists):  # the key of another house lies there
        open_backup(stick / "second", new_pc, recovery=house.recovery)
    assert [file.name for file in new_pc.parent.iterdir()] == ["house.db.key"]
    with pytest.raises(errors.NotFound):
        copy(house.store, stick / "no folder" / "copy")


def test_the_key_is_looked_for_in_the_order_that_is_promised(house: House, stick: Path, new_pc: Path) -> None:
    copy(house.store, stick / "copy")
    asked = []

    def ask() -> str:
        asked.append(True)
        return house.recovery

    def restored(**given: object) -> Restored:
        done = open_backup(stick / "copy", new_pc, ask=ask, **given)  # type: ignore[arg-type]
        new_pc.unlink()
        return done

    with pytest.raises(errors.NoKey):
        open_backup(stick / "copy", new_pc)
    save_key(new_pc.with_name("another.db"), bytes(32))
    with pytest.raises(errors.WrongKey):  # what was named is the only one tried
        restored(key=bytes(32))
    assert asked == []
    assert restored().key == house.store.key and len(asked) == 1
    assert restored().key == house.store.key and len(asked) == 1  # the first one kept the key there
    assert restored(key=house.store.key).key == house.store.key and len(asked) == 1


def test_what_the_journal_does_with_it_is_done_before_it_stands_there(house: House, stick: Path, new_pc: Path) -> None:
    copy(house.store, stick / "copy")

    def forget(store: Store, manifest: Manifest) -> None:
        assert not new_pc.exists() and manifest.origin == "ABKTR"
        with store.writing() as db:
            db.execute("UPDATE event SET body = 'somebody'")

    def fails(store: Store, manifest: Manifest) -> None:
        raise errors.TooNew()

    with pytest.raises(errors.TooNew):
        open_backup(stick / "copy", new_pc, recovery=house.recovery, prepare=fails)
    assert list(new_pc.parent.iterdir()) == []
    restored = open_backup(stick / "copy", new_pc, recovery=house.recovery, prepare=forget)
    store = Store(new_pc, restored.key)
    assert names(store) == ["somebody"]
    store.close()


def test_the_newest_backup_in_a_folder_is_known_without_a_key(house: House, stick: Path) -> None:
    assert last_backup(stick, {"A1"}) is None
    for n in (2, 1):
        copy(house.store, stick / str(n), MADE.replace(day=n))
    (stick / "holiday.zip").write_bytes(b"PK\5\6" + bytes(18))
    (stick / "letter.txt").write_text("Dear mayor")
    newest = last_backup(stick, {manifest_of(stick / "1").origin})
    assert newest is not None and newest.made == MADE.replace(day=2)
    assert manifest_of(stick / "1").made == MADE.replace(day=1)
    assert last_backup(stick / "not there", {"A1"}) is None


def test_a_backup_of_a_newer_program_says_so(house: House, stick: Path, new_pc: Path) -> None:
    copy(house.store, stick / "copy")
    with zipfile.ZipFile(stick / "copy") as old, zipfile.ZipFile(stick / "newer", "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b'"format": 1', b'"format": 2'))
    with pytest.raises(errors.TooNew):
        open_backup(stick / "newer", new_pc, recovery=house.recovery)


def test_a_backup_leaves_one_file_and_nothing_else(house: House, stick: Path) -> None:
    report = copy(house.store, stick / "copy")
    assert report.bytes == (stick / "copy").stat().st_size
    assert [file.name for file in stick.iterdir()] == ["copy"]
