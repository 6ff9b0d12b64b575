"""The list beside the database: nobody who was forgotten comes back with an older backup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk_core.care import forgetting
from kiosk_core.care.verification import verify
from kiosk_core.domain.errors import Damaged
from kiosk_core.domain.ids import ClientId, HouseholdId, PersonId
from kiosk_core.journal import Merged
from kiosk_core.journal.envelope import hidden

from ..journal.world import Counter, ParcelCollected, PersonNamed, counter, here

DAY = date(2024, 5, 1)
P1, H1 = PersonId("p1"), HouseholdId("h1")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Counter]:
    one = counter(tmp_path / "house.db", "A1")
    one.append(PersonNamed(person=P1, name="Wilhelmina"))
    one.append(ParcelCollected(household=H1, collector=P1, size=1), day=DAY)
    yield one
    one.store.close()


def forget(house: Counter, *ids: str) -> bool:
    events = house.journal.append(lambda: forgetting.on_request(house.journal, ids), here())
    return forgetting.finish(house.store, events)


def test_the_list_holds_hashes_a_day_and_a_class_and_no_name(house: Counter) -> None:
    assert forget(house, "p1")
    taken = house.append(*forgetting.by_retention("visits", date(2025, 1, 1)))
    assert forgetting.finish(house.store, taken)
    lines = forgetting.list_of(house.store.path).read_text().splitlines()
    assert [json.loads(line) for line in lines] == [
        {"whose": hidden("p1"), "before": None, "of": None, "why": "request"},
        {"whose": "*", "before": "2025-01-01", "of": "visits", "why": "retention"},
    ]
    assert "p1" not in "".join(lines) and "Wilhelmina" not in "".join(lines)
    assert forgetting.read(forgetting.list_of(house.store.path)) == forgetting.known(house.journal.ledger)


def test_a_merge_in_the_last_moment_is_forgotten_too(house: Counter) -> None:
    house.append(Merged(one=ClientId("p1"), other=ClientId("p2")))
    forget(house, "p2")
    assert house.rows("SELECT * FROM person") == house.rows("SELECT * FROM same") == []


def test_an_older_backup_does_not_bring_anybody_back(house: Counter, tmp_path: Path) -> None:
    house.store.vacuum()
    (tmp_path / "restored.db").write_bytes(house.store.path.read_bytes())
    forget(house, "p1")
    house.append(*(taken := forgetting.by_retention("visits", date(2025, 1, 1))))
    forgetting.finish(house.store, house.journal.ledger.events("WHERE k.name=?", taken[0].KIND))
    restored = counter(tmp_path / "restored.db", "B1")
    assert restored.rows("SELECT name FROM person") == [("Wilhelmina",)]
    entries = forgetting.read(forgetting.list_of(house.store.path))
    done = forgetting.reapply(restored.journal, entries, here())
    assert done is not None and len(done) == 2
    assert restored.rows("SELECT * FROM person") == []
    assert restored.rows("SELECT household, collector FROM visit") == [(None, None)]
    assert forgetting.reapply(restored.journal, entries, here()) == []
    assert restored.store.vacuum()
    assert verify(restored.journal).clean
    restored.store.close()


def test_a_list_that_is_missing_is_said(house: Counter) -> None:
    assert forgetting.read(forgetting.list_of(house.store.path)) is None
    assert forgetting.reapply(house.journal, None, here()) is None


def test_a_list_cut_off_by_the_power_loses_only_what_was_not_promised(house: Counter) -> None:
    forget(house, "p1")
    path = forgetting.list_of(house.store.path)
    with path.open("a") as file:
        file.write('{"whose": "abc", "bef')
    assert forgetting.read(path) == forgetting.known(house.journal.ledger)
    forget(house, "h1")
    whole = forgetting.read(path)
    assert whole == forgetting.known(house.journal.ledger)


def test_a_list_that_is_damaged_in_the_middle_is_not_taken_for_whole(house: Counter) -> None:
    path = forgetting.list_of(house.store.path)
    good = json.dumps({"whose": "x", "before": None, "of": None, "why": "request"})
    for bad in ("{}", "[]", '{"whose": "x", "before": "soon", "of": null, "why": "request"}', "\x00\x00"):
        path.write_text(f"{good}\n{bad}\n{good}\n")
        with pytest.raises(Damaged):
            forgetting.read(path)
    path.write_bytes(b"\xff\xfe\n")
    with pytest.raises(Damaged):
        forgetting.read(path)


def test_the_same_is_listed_once_and_for_its_owner_only(house: Counter) -> None:
    entries = [forgetting.Entry("x", None, None, "request")] * 2
    forgetting.remember(house.store.path, entries)
    forgetting.remember(house.store.path, entries)
    path = forgetting.list_of(house.store.path)
    assert forgetting.read(path) == entries[:1]
    assert path.stat().st_mode & 0o777 == 0o600
