"""One transaction at a time: whole or not at all, whoever else is there and however full the disk is."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from kiosk_core.domain import errors
from kiosk_core.store import Error, Store

from .conftest import KEY, Run

SMALL_DISK = ("unshare", "-m", "sh", "-c", 'mount -t tmpfs -o size=1m none "$0" && exec "$@"')
READ_ONLY = ("unshare", "-m", "sh", "-c", 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"')


def acts(store: Store) -> list[int]:
    return [act for (act,) in store.db.execute("SELECT act FROM event ORDER BY act")]


def write(store: Store, act: int) -> None:
    with store.writing() as db:
        db.execute("INSERT INTO event VALUES (?, 'x')", (act,))


def test_what_fails_inside_never_happened(store: Store) -> None:
    write(store, 1)
    with pytest.raises(ZeroDivisionError), store.writing() as db:
        db.execute("INSERT INTO event VALUES (2, 'x')")
        _ = 1 // 0
    assert acts(store) == [1]
    write(store, 3)
    assert acts(store) == [1, 3]


def test_outside_writing_nothing_can_be_written(store: Store) -> None:
    with pytest.raises(Error, match="readonly"):
        store.db.execute("INSERT INTO event VALUES (1, 'x')")
    with pytest.raises(ZeroDivisionError), store.writing():
        _ = 1 // 0
    with pytest.raises(Error, match="readonly"):
        store.db.execute("INSERT INTO event VALUES (1, 'x')")


def test_however_it_is_written_it_is_refused_and_what_looks_is_answered(store: Store) -> None:
    write(store, 1)
    for sql in (
        "  insert into event VALUES (2, 'x')",
        "WITH two(n) AS (VALUES (2))\nINSERT INTO event SELECT n, 'x' FROM two",
        "/* SELECT */ DELETE FROM event",
        "DROP TABLE event",
        "VACUUM",
        "BEGIN IMMEDIATE",
        "PRAGMA user_version = 7",
        "PRAGMA application_id(7)",
    ):
        with pytest.raises(Error, match="readonly"):
            store.db.execute(sql)
    with pytest.raises(Error, match="readonly"):
        store.db.executemany("INSERT INTO event VALUES (?, 'x')", [(2,), (3,)])
    with pytest.raises(Error, match="readonly"):
        store.db.executescript("SELECT 1; DELETE FROM event")
    asked = "with updates(act) AS (SELECT act FROM event) SELECT act FROM updates"
    assert store.db.execute(asked).fetchall() == store.db.execute("select act FROM event").fetchall() == [(1,)]


def test_strangers_inside_may_only_look(store: Store) -> None:
    with store.writing() as db:
        db.execute("INSERT INTO event VALUES (1, 'x')")
        with store.reading_only() as look:
            assert look.execute("SELECT count(*) FROM event").fetchone() == (1,)
            with pytest.raises(Error, match="readonly"):
                look.execute("INSERT INTO event VALUES (2, 'x')")
        db.execute("INSERT INTO event VALUES (3, 'x')")
    assert acts(store) == [1, 3]


def test_one_transaction_inside_another_is_a_mistake_of_the_program(store: Store) -> None:
    with pytest.raises(RuntimeError), store.writing(), store.writing():
        pass
    with pytest.raises(RuntimeError), store.reading_only():
        pass
    write(store, 1)


def test_a_mistake_in_sql_stays_one(store: Store) -> None:
    with pytest.raises(Error, match="no such table"), store.writing() as db:
        db.execute("INSERT INTO elsewhere VALUES (1)")


def test_a_busy_lock_is_tried_again_every_two_milliseconds_and_not_for_ever(store: Store, path: Path) -> None:
    waits: list[float] = []
    second = Store(path, KEY, wait=waits.append, patience=0.1)
    with store.writing(), pytest.raises(errors.Busy), second.writing():
        pass
    assert waits == [0.002] * 50
    write(second, 1)
    second.close()


def test_who_waits_is_served_when_the_lock_is_free(store: Store, path: Path) -> None:
    first = store.writing()
    first.__enter__()
    tried = []

    def wait(seconds: float) -> None:
        tried.append(seconds)
        if len(tried) == 3:
            first.__exit__(None, None, None)

    second = Store(path, KEY, wait=wait)
    write(second, 1)
    assert (len(tried), acts(store)) == (3, [1])
    second.close()


def test_data_version_tells_when_to_read_again(store: Store, path: Path) -> None:
    second = Store(path, KEY)
    seen = store.data_version()
    write(store, 1)
    assert store.data_version() == seen
    write(second, 2)
    assert store.data_version() != seen
    seen = store.data_version()
    with pytest.raises(ZeroDivisionError), store.writing() as db:
        db.execute("INSERT INTO event VALUES (3, 'x')")
        _ = 1 // 0
    assert store.data_version() != seen
    second.close()


def test_two_processes_count_together_without_losing_one(store: Store, path: Path, run: Run) -> None:
    writers = [run("writer.py", path, "count", 150) for _ in range(2)]
    for writer in writers:
        assert writer.stdout and writer.stdout.readline() == "open\n"
    numbers: list[int] = []
    for writer in writers:  # both start only now
        assert writer.stdin
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        out, _ = writer.communicate(timeout=20)
        assert writer.returncode == 0
        numbers += map(int, out.split())
    assert sorted(numbers) == list(range(1, 301)) == acts(store)


def test_a_process_killed_inside_an_act_leaves_nothing_of_it(store: Store, path: Path, run: Run) -> None:
    write(store, 1)
    writer = run("writer.py", path, "stop", 1)
    assert writer.stdin and writer.stdout
    writer.stdin.write("\n")
    writer.stdin.flush()
    assert [writer.stdout.readline() for _ in range(2)] == ["open\n", "inside\n"]
    writer.kill()
    writer.wait()
    write(store, 2)
    assert acts(store) == [1, 2]


def test_what_a_killed_process_was_told_is_there(store: Store, path: Path, run: Run) -> None:
    chance = random.Random(6)
    store.close()
    for _ in range(5):
        writer = run("writer.py", path, "count", 100_000)
        assert writer.stdin and writer.stdout
        writer.stdin.write("\n")
        writer.stdin.flush()
        writer.stdout.readline()
        told = [int(writer.stdout.readline()) for _ in range(chance.randrange(1, 80))]
        writer.kill()
        told += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
        writer.wait()
        after = Store(path, KEY)
        assert acts(after) in (list(range(1, told[-1] + 1)), list(range(1, told[-1] + 2)))
        assert after.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        after.close()


def test_a_full_disk_gets_a_sentence_and_it_resumes_when_there_is_room(tmp_path: Path, run: Run) -> None:
    process = run("small_disk.py", tmp_path, before=(*SMALL_DISK, str(tmp_path)))
    out, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    said = json.loads(out)
    assert said["refused"] == "disk_full" and said["backup"] == "disk_full" and said["left"] == []
    assert said["acknowledged"] > 10
    assert said["found"] == said["acknowledged"] + 1  # the one after room was made


def test_a_read_only_disk_gets_a_sentence(store: Store, path: Path, run: Run) -> None:
    store.close()
    process = run("read_only_disk.py", path, before=(*READ_ONLY, str(path.parent)))
    out, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert json.loads(out) == {"open": "disk_read_only", "create": "disk_read_only", "key": "disk_read_only"}


def test_what_was_deleted_is_in_no_byte_after_a_vacuum(path: Path) -> None:
    store = Store(path, None, create=True)
    with store.writing() as db:
        db.execute("CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT) STRICT, WITHOUT ROWID")
        db.execute("CREATE INDEX by_name ON person(name)")
        rows = [(str(n), f"Fatoumata {n * 7919 % 1000}") for n in range(1000)]
        db.executemany("INSERT INTO person VALUES (?, ?)", rows)
    with store.writing() as db:
        db.execute("DELETE FROM person")
    reader = Store(path, None)
    reader.db.execute("BEGIN")
    reader.db.execute("SELECT count(*) FROM person").fetchone()
    assert not store.vacuum()  # somebody still looks at the old pages
    reader.db.execute("COMMIT")
    assert store.vacuum()
    for file in path.parent.iterdir():
        assert b"Fatoumata" not in file.read_bytes(), file.name
    reader.close()
    with pytest.raises(Error, match="readonly"):
        store.db.execute("DELETE FROM person")
    store.close()


def test_closing_never_waits_and_never_raises(store: Store, path: Path) -> None:
    waits: list[float] = []
    second = Store(path, KEY, wait=waits.append)
    with store.writing() as db:
        db.execute("INSERT INTO event VALUES (1, 'x')")
        second.close()
        second.close()
    assert waits == []


def test_what_is_asked_in_one_moment_does_not_see_what_others_write_meanwhile(store: Store) -> None:
    other = Store(store.path, store.key)
    write(store, 1)
    with store.one_moment():
        assert acts(store) == [1]
        write(other, 2)
        with store.one_moment():
            assert acts(store) == [1]
        assert acts(store) == [1]
    assert acts(store) == [1, 2]
    with store.writing() as db, store.one_moment():
        db.execute("INSERT INTO event VALUES (3, 'x')")
    assert acts(store) == [1, 2, 3]
    other.close()
