"""init, demo, open: how a house begins."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_core.demo_house import make_example
from kiosk_core.domain.moments import Period
from kiosk_core.opening import open_house

from .conftest import Kiosk


def test_init_shows_its_secrets_this_one_time_and_encrypts(bare: Kiosk) -> None:
    made = bare.json("init", "--name", "Het Huis", "--admin", "An", who="An")
    assert list(made) == ["house", "counter", "recovery_key", "emergency_code"]
    assert made["house"] == "Het Huis"
    assert made["counter"] == "balie"
    assert len(made["recovery_key"].replace(" ", "")) == 29
    assert len(made["emergency_code"].replace(" ", "")) == 17
    data = (bare.folder / "kiosk.db").read_bytes()
    assert not data.startswith(b"SQLite format 3")
    assert b"Het Huis" not in data


def test_init_without_encryption_makes_a_plain_file(bare: Kiosk) -> None:
    made = bare.json("init", "--name", "Het Huis", "--admin", "An", "--no-encryption", who="An")
    assert made["recovery_key"] is None
    assert (bare.folder / "kiosk.db").read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("pin", ["12", "abcd", "1234567890123"])
def test_init_with_a_bad_pin_leaves_no_file(bare: Kiosk, pin: str) -> None:
    answer = bare("init", "--name", "Het Huis", "--admin", "An", "--json", who="An", pin=pin)
    assert answer.code == 1
    assert answer.json["error"]["code"] == "not_understood"
    assert not (bare.folder / "kiosk.db").exists()
    assert not (bare.folder / "kiosk.db.key").exists()


def test_init_does_not_touch_a_house_that_is_there(kiosk: Kiosk) -> None:
    before = (kiosk.folder / "kiosk.db").read_bytes()
    assert kiosk("init", "--name", "X", "--admin", "Y", who="An").code == 1
    assert (kiosk.folder / "kiosk.db").read_bytes() == before


def test_the_emergency_code_stands_in_for_the_administrators_pin(bare: Kiosk) -> None:
    made = bare.json("init", "--name", "Het Huis", "--admin", "An", who="An")
    assert bare("journal", who="An", pin=made["emergency_code"]).code == 0


def test_the_screen_without_a_terminal_says_so(kiosk: Kiosk) -> None:
    for typed in ((), ("open",), ("--lang", "en")):
        answer = kiosk(*typed)
        assert answer.code == 1
        assert "terminal" in answer.err


def test_a_demo_at_a_new_path_needs_nobody_and_is_an_example(bare: Kiosk) -> None:
    made = bare.json("demo", "--households", "6", who=None, KIOSK_AS="somebody else")
    assert made["households"] == 6
    assert made["recovery_key"]
    assert made["silent"] == []
    bare.environ["KIOSK_AS"], bare.environ["KIOSK_PIN"] = "coordinator", "2222"
    assert bare.json("verify")["clean"] is True
    assert bare.json("doctor")["house"]["example"] is True
    assert bare.json("report", "--from", "2020-01-01", "--to", "2099-01-01")["figures"]
    started = next(e for e in bare.json("journal") if e["kind"] == "core.house_started")
    bare.environ["KIOSK_AS"], bare.environ["KIOSK_PIN"] = "administrator", "3333"
    assert bare("undo", started["act"], "--reason", "mistake").code == 1
    assert bare.json("doctor")["house"]["example"] is True


def test_the_same_seed_tells_the_same_figures(tmp_path: Path) -> None:
    told = []
    for name in "ab":
        database = tmp_path / name / "kiosk.db"
        made = make_example(database, 8, 7, days=100)
        with open_house(database) as kiosk:
            assert made.silent == []
            office = kiosk.sign_in("coordinator", "2222")
            today = office.here().day
            told.append(office.report(Period(today - timedelta(days=100), today)))
    assert told[0] == told[1]
    assert any(figure.value for figure in told[0])


def test_demo_fills_what_init_just_made_for_its_administrator_only(kiosk: Kiosk) -> None:
    refused = kiosk("demo", "--households", "2", "--json", who="Karim")
    assert refused.code == 1
    assert refused.json["error"]["code"] == "not_allowed"
    assert kiosk.json("doctor")["house"]["example"] is False
    told = kiosk.json("demo", "--households", "2", who="An")
    assert told["house"] == "Het Huis"
    assert kiosk.json("doctor")["house"]["example"] is True
    assert kiosk("journal", who=None, KIOSK_AS="volunteer", KIOSK_PIN="1111").code == 1
    assert kiosk("demo", who="An").code == 1


def test_demo_never_enters_a_house_with_clients(kiosk: Kiosk) -> None:
    kiosk.json("client", "add")
    before = kiosk.count()
    assert kiosk("demo", who="An").code == 1
    assert kiosk.count() == before
