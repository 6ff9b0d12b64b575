"""What opens a house and what does not, and what a stranger finds in its bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk_core.domain import errors
from kiosk_core.store import Store, found, is_plain, key_file_of, open_store

from .conftest import KEY

NAME = "Fatoumata Janssens"


def everything(path: Path) -> bytes:
    """All bytes of the house: database, WAL and index."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def test_a_name_stands_in_no_byte_of_an_encrypted_house(store: Store, path: Path) -> None:
    with store.writing() as db:
        db.execute("INSERT INTO event VALUES (1, ?)", (NAME,))
    assert Path(f"{path}-wal").stat().st_size > 4096
    assert NAME.encode() not in everything(path)
    store.close()
    assert not Path(f"{path}-wal").exists()
    assert NAME.encode() not in everything(path)
    assert not is_plain(path)


def test_a_plain_house_is_readable_and_says_so(path: Path) -> None:
    store, recovery = found(path, encrypted=False)
    with store.writing() as db:
        db.execute("CREATE TABLE event (act INTEGER, body TEXT) STRICT")
        db.execute("INSERT INTO event VALUES (1, ?)", (NAME,))
    assert NAME.encode() in everything(path)
    store.close()
    assert (recovery, is_plain(path), store.encrypted) == ("", True, False)
    assert not key_file_of(path).exists()
    with pytest.raises(errors.WrongKey):
        open_store(path, KEY)


def test_the_connection_keeps_what_it_was_told(store: Store) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "temp_store": 2,
        "busy_timeout": 0,
    }
    assert {name: store.db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    version = tuple(map(int, store.db.execute("SELECT sqlite_version()").fetchone()[0].split(".")))
    assert version >= (3, 51, 3)  # the bug that resets a WAL under a writer is fixed there


def test_house_wal_and_index_are_their_owners_only(store: Store, path: Path) -> None:
    files = sorted(path.parent.glob(f"{path.name}*"))
    assert len(files) == 3
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


@pytest.mark.parametrize(
    ("key", "error"), [(bytes(32), errors.WrongKey), (b"short", errors.WrongKey), (None, errors.NoKey)]
)
def test_without_the_right_key_it_stays_shut(store: Store, path: Path, key: bytes | None, error: type, capfd) -> None:  # type: ignore[no-untyped-def]
    with store.writing() as db:
        db.executemany("INSERT INTO event VALUES (?, ?)", [(n, "x" * 3000) for n in range(20)])
    store.close()
    before = path.read_bytes()
    with pytest.raises(error):
        open_store(path, key)
    assert path.read_bytes() == before
    assert capfd.readouterr() == ("", "")  # sqlcipher would scribble over the screen


def test_a_damaged_file_is_not_taken_for_a_wrong_key(store: Store, path: Path) -> None:
    with store.writing() as db:
        db.executemany("INSERT INTO event VALUES (?, ?)", [(n, "x" * 3000) for n in range(20)])
    store.close()
    whole = path.read_bytes()
    for damage in (whole[:300] + b"!!!" + whole[303:], whole[:300], b"a letter to the mayor"):
        path.write_bytes(damage)
        with pytest.raises(errors.Damaged):
            open_store(path, KEY)


def test_damage_further_on_is_found_when_it_is_read(store: Store, path: Path) -> None:
    with store.writing() as db:
        db.executemany("INSERT INTO event VALUES (?, ?)", [(n, "x" * 3000) for n in range(20)])
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: 4096 * 9] + bytes([whole[4096 * 9] ^ 1]) + whole[4096 * 9 + 1 :])
    hurt = Store(path, KEY)
    with pytest.raises(errors.Damaged), hurt.writing() as db:
        db.execute("UPDATE event SET body = 'y'")
    hurt.close()


def test_nothing_is_made_where_nothing_is(path: Path) -> None:
    with pytest.raises(errors.NoHouse):
        open_store(path, KEY)
    assert not path.exists()


def test_a_file_that_was_begun_and_never_became_a_house_is_begun_again(path: Path) -> None:
    path.touch()
    with pytest.raises(errors.NoHouse):
        open_store(path, KEY)
    store, _ = found(path)
    store.close()
    assert (path.stat().st_size, path.stat().st_mode & 0o777) == (4096, 0o600)


def test_a_house_is_never_made_over_a_file(path: Path) -> None:
    path.write_text("the minutes of the meeting")
    for make in (lambda: open_store(path, KEY, create=True), lambda: found(path)):
        with pytest.raises(errors.HouseExists):
            make()
    assert path.read_text() == "the minutes of the meeting"


def test_sqlite_utils_works_on_the_same_build() -> None:
    program = """
import kiosk_core.store, sys
assert "sqlite_utils" not in sys.modules and "sqlite3" not in sys.modules
import sqlite_utils.utils, sqlcipher3
assert sqlite_utils.utils.sqlite3 is sqlcipher3, sqlite_utils.utils.sqlite3
"""
    subprocess.run([sys.executable, "-c", program], check=True, env={"PYTHONPATH": ":".join(sys.path)})


def test_without_sqlcipher_it_says_so_and_opens_nothing(store: Store, path: Path) -> None:
    program = f"""
import sys
sys.modules["sqlcipher3"] = None
from kiosk_core.domain.errors import NoCipher
from kiosk_core.store import open_store
from pathlib import Path
for key in (bytes(32), None):
    try:
        open_store(Path({str(path)!r}), key)
    except NoCipher as error:
        print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        text=True,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout.count("sqlcipher3") == 2
