"""Forgotten is forgotten: whatever the order, in every table, and in every byte of the file."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from kiosk_core.care.forgetting import by_retention, finish, on_request
from kiosk_core.care.verification import verify
from kiosk_core.domain.ids import ClientId, HouseholdId, PersonId, Word
from kiosk_core.journal import Event, Forgotten, Merged, Voided
from kiosk_core.journal.envelope import hidden

from . import world
from .histories import CANARY, draft
from .world import KEY, Counter, counter, readings

DAY = date(2024, 5, 1)
PAGE, RESERVED, SALT = 4096, 80, 16
"""SQLCipher 4: each page ends in 16 bytes of IV and 64 of seal; the first begins with 16 bytes of salt."""


def request(id: str, before: date | None = None, of: str | None = None) -> Forgotten:
    return Forgotten(whose=hidden(id), before=before, of=None if of is None else Word(of), why=Word("request"))


def bytes_of(one: Counter) -> bytes:
    """Database and WAL; of an encrypted house every page decrypted as it lies, with what lies in its gaps."""
    file, wal = one.store.path, Path(f"{one.store.path}-wal")
    raw = file.read_bytes()
    written = wal.read_bytes() if wal.exists() else b""
    if not one.store.encrypted:
        return raw + written
    pages = [raw[n : n + PAGE] for n in range(0, len(raw), PAGE)]
    frames = [written[n + 24 : n + 24 + PAGE] for n in range(32, len(written), PAGE + 24)]
    return b"".join(map(_plain, pages + frames))


def _plain(page: bytes) -> bytes:
    secret = page[SALT:-RESERVED] if len(page) == PAGE else b""
    found = b""
    for start in (0, SALT):  # whichever page it is: a first page's text begins behind the salt
        text = page[start:-RESERVED]
        iv = page[-RESERVED : -RESERVED + 16]
        cipher = Cipher(algorithms.AES(KEY), modes.CBC(iv)).decryptor()
        found += cipher.update(text[: len(text) // 16 * 16])
    return found if secret else b""


def test_the_search_itself_finds_a_name(tmp_path: Path) -> None:
    for key in (KEY, None):
        one = counter(tmp_path / f"{bool(key)}.db", "A1", key)
        one.append(world.PersonNamed(person=PersonId("p1"), name=f"{CANARY} Peeters"))
        assert CANARY.encode() in bytes_of(one)
        assert (CANARY.encode() in one.store.path.read_bytes() + _wal(one)) is (key is None)
        one.store.close()


def _wal(one: Counter) -> bytes:
    return Path(f"{one.store.path}-wal").read_bytes()


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
@pytest.mark.parametrize("seed", range(3))
def test_a_forgotten_name_is_in_no_byte_of_the_file(tmp_path: Path, key: bytes | None, seed: int) -> None:
    """All who were ever named are forgotten at a random moment, each kind of words with them; more happens before it,
    and some of it after."""
    chance, one = random.Random(seed), counter(tmp_path / "house.db", "A1", key)

    def heard() -> list[Event]:
        return list(one.journal.ledger.events(""))

    for n in range(150):
        wanted = draft(chance, heard, n)
        if isinstance(wanted, Voided) and one.journal.ledger.voided(one.journal.ledger.key(wanted.event)):
            continue
        if not isinstance(wanted, Forgotten):
            one.append(wanted, day=chance.choice((DAY, date(2024, 2, 1))))
    assert bytes_of(one).count(CANARY.encode()) > 50
    everybody = [whose for (whose,) in one.rows("SELECT DISTINCT whose FROM leaf WHERE whose IS NOT NULL")]
    chance.shuffle(everybody)
    forgotten = [Forgotten(whose=whose, why=Word("request")) for whose in everybody]
    acts = one.append(*forgotten)
    for n in range(5):
        one.append(world.SettingChanged(setting="x", value=n, day=DAY))
    assert finish(one.store, acts)
    assert CANARY.encode() not in bytes_of(one)
    assert not one.rows("SELECT 1 FROM leaf WHERE whose IS NOT NULL")
    report = verify(one.journal)
    assert report.clean, report.differing
    one.store.close()
    for file in tmp_path.iterdir():
        assert CANARY.encode() not in file.read_bytes()


def test_of_thousands_of_names_none_stays_in_the_gaps_of_an_index(tmp_path: Path) -> None:
    """Pages that an index split or joined keep what stood there, also with secure_delete: only writing the file anew
    takes it away (docs/sources.md: 9 to 16 of 3,000 names)."""
    chance, one = random.Random(7), counter(tmp_path / "house.db", "A1", None)
    with one.journal.batch():
        for n in range(2000):
            name, day = ("Peeters", DAY) if n % 3 else (CANARY, date(2024, 2, 1))
            one.append(world.PersonNamed(person=PersonId(f"p{n}"), name=f"{chance.random()} {name}"), day=day)
    acts = one.append(*by_retention("registry", DAY))
    assert CANARY.encode() in bytes_of(one)
    assert finish(one.store, acts)
    assert CANARY.encode() not in bytes_of(one)
    one.store.close()


@pytest.mark.parametrize("does", ["reads", "writes"])
def test_the_erasure_is_pending_while_another_process_reads_or_writes(tmp_path: Path, does: str) -> None:
    one = counter(tmp_path / "house.db", "A1")
    one.append(world.PersonNamed(person=PersonId("p1"), name="An"))
    other = counter(tmp_path / "house.db", None)
    acts = one.append(*on_request(one.journal, ["p1"]))
    with other.store.writing() if does == "writes" else _reading(other):
        assert not finish(one.store, acts)
    assert finish(one.store, acts)
    one.store.close()
    other.store.close()


@contextmanager
def _reading(one: Counter) -> Iterator[None]:
    one.journal.db.execute("BEGIN")
    one.rows("SELECT * FROM event")
    yield
    one.journal.db.execute("ROLLBACK")


def test_everything_of_somebody_goes_under_every_number_he_had(tmp_path: Path) -> None:
    one = counter(tmp_path / "house.db", "A1")
    for id in ("p1", "p2", "p3"):
        one.append(world.PersonNamed(person=PersonId(id), name=f"{CANARY} {id}"))
    one.append(Merged(one=ClientId("p2"), other=ClientId("p1")))
    one.append(Merged(one=ClientId("p3"), other=ClientId("p2")))
    assert {draft.whose for draft in on_request(one.journal, ["p3"])} == set(map(hidden, ("p1", "p2", "p3")))
    one.append(*on_request(one.journal, ["p3"]))
    assert one.rows("SELECT * FROM person") == one.rows("SELECT * FROM same") == []
    assert verify(one.journal).clean
    one.store.close()


def test_forgetting_one_of_two_merged_takes_the_merge_apart(tmp_path: Path) -> None:
    one = counter(tmp_path / "house.db", "A1")
    h1 = HouseholdId("h1")
    for id in ("p1", "p2"):
        one.append(world.PersonNamed(person=PersonId(id), name=f"Name {id}"))
        one.append(world.ParcelCollected(household=h1, collector=PersonId(id), size=1))
    one.append(Merged(one=ClientId("p1"), other=ClientId("p2")))
    assert one.rows("SELECT DISTINCT collector FROM visit") == [("p1",)]
    one.append(request("p1"))
    assert one.rows("SELECT collector FROM visit ORDER BY event") == [(None,), ("p2",)]
    assert one.rows("SELECT name, subject FROM person") == [("Name p2", "p2")]
    assert verify(one.journal).clean
    one.store.close()


def test_a_class_before_a_day_is_forgotten_and_what_arrives_late_with_it(tmp_path: Path) -> None:
    one, late = counter(tmp_path / "a.db", "A1"), counter(tmp_path / "b.db", "B1")
    h1, p1 = HouseholdId("h1"), PersonId("p1")
    old, new = date(2023, 12, 31), date(2024, 1, 1)
    for day in (old, new):
        one.append(world.ParcelCollected(household=h1, collector=p1, size=1), day=day)
        late.append(world.ParcelCollected(household=h1, collector=p1, size=2), day=day)
    one.append(world.PersonNamed(person=p1, name="An"), day=old)
    one.append(*by_retention("visits", new))
    one.journal.receive(late.all())
    assert one.rows("SELECT household, collector, day FROM visit ORDER BY day, event") == [
        (None, None, "2023-12-31"), (None, None, "2023-12-31"), ("h1", "p1", "2024-01-01"), ("h1", "p1", "2024-01-01"),
    ]  # fmt: skip
    assert one.rows("SELECT name FROM person") == [("An",)]
    assert verify(one.journal).clean
    for each in (one, late):
        each.store.close()


def test_a_forgetting_reaches_tables_whose_plugin_is_away(tmp_path: Path) -> None:
    one = counter(tmp_path / "a.db", "A1")
    h1 = HouseholdId("h1")
    for id in ("p1", "p2"):
        one.append(world.ParcelCollected(household=h1, collector=PersonId(id), size=1))
        one.append(world.DeviceLent(device=f"d-{id}", borrower=PersonId(id), due=DAY, deposit=5))
    one.store.close()
    without = counter(tmp_path / "a.db", None, kinds=world.CORE, tables=world.CORE_TABLES)
    without.append(request("p1"), Merged(one=ClientId("p2"), other=ClientId("p0")))
    for table in ("visit_all", "lent_out_all", "loan"):
        assert "p1" not in repr(without.rows(f"SELECT * FROM {table}"))
    assert verify(without.journal).clean
    without.store.close()
    back = counter(tmp_path / "a.db", None)
    assert back.rows("SELECT collector FROM visit ORDER BY event") == [(None,), ("p0",)]
    assert back.rows("SELECT borrower FROM loan ORDER BY subject") == [(None,), ("p0",)]
    report = verify(back.journal)
    assert report.clean and report.waiting == () == report.asleep
    back.store.close()


def test_a_state_row_whose_key_named_somebody_forgotten_goes(tmp_path: Path) -> None:
    one = counter(tmp_path / "a.db", "A1")
    for id in ("p1", "p2"):
        one.append(world.MemberJoined(household=HouseholdId("h1"), person=PersonId(id), share=Word("full")))
    one.append(request("p1"))
    assert one.rows("SELECT person, subject FROM member") == [("p2", "h1")]
    one.append(world.MemberJoined(household=HouseholdId("h1"), person=PersonId("p1"), share=Word("part")))
    assert one.rows("SELECT person FROM member") == [("p2",)]
    assert verify(one.journal).clean
    one.store.close()


def test_a_kind_that_cannot_stand_it_waits_and_nothing_else_suffers(tmp_path: Path) -> None:
    one = counter(tmp_path / "a.db", "A1")
    one.append(world.Brittle(household=HouseholdId("h1"), town="Gent"))
    one.append(world.ParcelCollected(household=HouseholdId("h1"), size=3))
    one.append(request("h1"))
    assert one.rows("SELECT household, size FROM visit") == [(None, 3)]
    report = verify(one.journal)
    assert report.clean and report.waiting == ("world.brittle v1: TypeError",)
    one.store.close()


def test_a_forgotten_persons_leaves_are_found_without_looking_at_anybody_elses(tmp_path: Path) -> None:
    one = counter(tmp_path / "a.db", "A1")
    query = "SELECT l.event FROM forgotten f, leaf l JOIN event e ON e.id=l.event WHERE f.event=? AND l.whose=f.whose"
    plan = " ".join(row[3] for row in one.rows(f"EXPLAIN QUERY PLAN {query}", 1))
    assert "USING COVERING INDEX leaf_whose" in plan or "USING INDEX leaf_whose" in plan
    assert "SCAN" not in plan
    one.store.close()


def test_torn_at_the_sender_or_here_is_the_same(tmp_path: Path) -> None:
    sender, here = counter(tmp_path / "a.db", "A1"), counter(tmp_path / "b.db", "B1")
    whole = sender.append(world.ParcelCollected(household=HouseholdId("h1"), collector=PersonId("p1"), size=1))
    before = [(whole[0], sender.journal.ledger.leaves(sender.journal.ledger.key(whole[0].id)))]
    sender.append(request("h1"))
    here.journal.receive(sender.all())
    again = counter(tmp_path / "c.db", "C1")
    again.journal.receive(before)
    again.journal.receive(sender.all())
    assert readings(here) == readings(again) == readings(sender)
    for each in (sender, here, again):
        assert verify(each.journal).clean
        each.store.close()
