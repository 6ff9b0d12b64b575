"""What a technician is told of a plugin that fails or keeps the counter waiting: whose code, where, and never a word of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kiosk_core import (
    Finding,
    Kind,
    Offer,
    PersonId,
    Sentence,
    Severity,
    Undoing,
    Word,
    fact,
    faults,
    kind,
    new_id,
    personal,
    subject,
)  # fmt: skip
from kiosk_core.doctor import examine
from kiosk_core.domain.errors import PluginFails
from kiosk_core.faults import last_noted, log_file

from .made import desk, plugin
from .test_wall import HELPED, HOST, made


def test_what_a_hook_raised_is_noted_for_the_technician_once_and_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def check_eligibility(visit: Any, house: Any) -> Any:
        raise RuntimeError("Fatima")

    house, counter, card = made(tmp_path, HOST, plugin("bad", check_eligibility))
    for _ in range(2):
        counter.scan(card)
    (noted,) = last_noted()
    assert noted.endswith(" RuntimeError (bad: check_eligibility)")
    log = log_file().read_text("utf8")
    assert "plugins/test_told.py:" in log and "Fatima" not in log
    assert examine(house.path)["faults"] == {"log": str(log_file()), "last": [noted]}


def test_a_hook_that_keeps_the_counter_waiting_is_named_once_a_day_and_says_nothing_of_who_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    takes = [0.2]

    def check_eligibility(visit: Any) -> Any:
        house.later(seconds=takes[0])
        yield Finding(Severity.NOTE, "far.away", Sentence("Asked far away."))

    house, counter, card = made(tmp_path, HOST, plugin("far", check_eligibility))
    counter.scan(card)
    assert last_noted() == [], "nobody notices a fifth of a second"
    takes[0] = 8.0
    for _ in range(3):
        assert counter.scan(card).outcome == "granted"
    (noted,) = last_noted()
    assert noted.endswith("Z slow: 8.0 s (far: check_eligibility)")
    assert examine(house.path)["faults"]["last"] == [noted]
    assert counter.failures == (), "it answered"
    assert "Fatima" not in log_file().read_text("utf8")


def test_a_guard_a_draft_and_a_rule_of_undoing_that_are_slow_under_the_lock_are_named_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def slowly(answer: Any, seconds: float) -> Any:
        def asked(*given: Any) -> Any:
            house.later(seconds=seconds)
            return answer

        return asked

    def offer(visit: Any, verdict: Any, house: Any) -> Any:
        lent = Lent(day="d", how=Word("well"))
        yield Offer(Sentence("Lend"), (slowly(lent, 3), slowly([lent], 0.1)), guard=slowly(None, 2))

    undoing = Undoing("host.lent", lambda house, event, here: None, guard=slowly(None, 4))
    host = plugin("host", offer, services=desk("host"), kinds=(Lent,), tables=(HELPED,), undoing=(undoing,))
    house, counter, card = made(tmp_path, host)
    act = counter.record(counter.scan(card).offers[0])
    counter.undo(act.id, "mistake")
    counter.tell(slowly(Lent(day="d", how=Word("well")), 5), guard=slowly(None, 0.1))
    noted = [line.split(" ", 1)[1] for line in last_noted()]
    assert noted == ["slow: 4.0 s (host: undoing)", "slow: 3.0 s (host: draft)", "slow: 2.0 s (host: guard)"]


SEEN = fact("host_seen", {"child": "id"})


@kind("host.seen", keep="visits", puts=(SEEN,))
class Seen(Kind):
    whose: PersonId = subject(personal=True)
    child: PersonId | None = personal("child")

    def rows(self, event: Any) -> Any:
        yield SEEN.row(child=self.child)


def test_who_is_named_by_a_number_in_the_place_of_an_id_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stood there for ever as nobody's: no figure and no forgetting found it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    house, counter, card = made(tmp_path, plugin("host", services=desk("host"), kinds=(Seen,), tables=(SEEN,)))
    client, before = counter.scan(card).visit.client, house.kiosk.last_events(1)
    with pytest.raises(PluginFails) as failed:
        counter.tell(Seen(whose=client.person, child=PersonId(client.number)))
    assert house.kiosk.last_events(1) == before
    assert "host.seen.child: nobody is known by this id" in repr(failed.value.__cause__.__cause__)
    (line,) = last_noted()
    assert line.endswith(" NamesNobody: host.seen.child: nobody is known by this id (host: names)")
    assert str(failed.value).endswith(f"For the technician: number {line.split(' ')[1]}.")
    counter.tell(Seen(whose=PersonId(new_id()), child=None))
    counter.tell(Seen(whose=PersonId(new_id()), child=client.person))
    house.at("core").forget(client.number, "asked", with_open=True)
    counter.tell(Seen(whose=PersonId(new_id()), child=client.person))
    assert house.kiosk.house.rows("SELECT child FROM host_seen") == [(None,)] * 3


def test_a_slow_hook_is_named_again_the_next_day_and_not_by_each_start_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monday = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    for moment in (monday + timedelta(hours=hours) for hours in (0, 1, 23, 25)):
        faults.note_slow("far: offer", 0.4, partial(datetime.fromtimestamp, moment.timestamp(), UTC))
        monkeypatch.setattr(faults, "_noted", set())
    faults.note_slow("far: check_eligibility", 2, lambda: monday)
    assert [line[:10] + line[20:] for line in last_noted()] == [
        "2026-11-23 slow: 2.0 s (far: check_eligibility)",
        "2026-11-24 slow: 0.4 s (far: offer)",
        "2026-11-23 slow: 0.4 s (far: offer)",
    ]


@kind("host.lent", keep="house", puts=(HELPED,))
class Lent(Kind):
    day: str = subject()
    how: Word

    def rows(self, event: Any) -> Any:
        match self.how:
            case "raises":
                raise RuntimeError(f"Fatima wanted {self.how}")
            case "colour":
                yield HELPED.row(how=self.how, colour="Fatima's")
            case "type":
                yield HELPED.row(how=self.how, times="Fatima's")
            case "Fatima":
                yield HELPED.row(**{"Fatima El Amrani": 1})
            case _:
                yield HELPED.row(how=self.how, times=1)


@pytest.mark.parametrize(
    ("how", "noted"),
    [
        ("raises", "RuntimeError"),
        ("colour", "Undeclared: host.lent: rows() puts what it does not declare: host_helped.colour (no such column)"),
        ("type", "Undeclared: host.lent: rows() puts what it does not declare: host_helped.times (int)"),
        ("Fatima", "Undeclared: host.lent: rows() puts what it does not declare: host_helped.? (no such column)"),
    ],
)
def test_rows_that_cannot_be_put_are_found_by_the_technician_under_the_number_on_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, noted: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def offer(visit: Any, verdict: Any, house: Any) -> Any:
        return [Offer(Sentence("Lend"), (Lent(day="d", how=Word(way)),)) for way in (how, "well")]

    host = plugin("host", offer, services=desk("host"), kinds=(Lent,), tables=(HELPED,))
    house, counter, card = made(tmp_path, host)
    verdict, before = counter.scan(card), house.kiosk.last_events(1)
    with pytest.raises(PluginFails) as failed:
        counter.record(verdict.offers[0])
    assert house.kiosk.last_events(1) == before
    (line,) = last_noted()
    _, number, told = line.split(" ", 2)
    assert told == f"{noted} (host: rows)"
    assert str(failed.value).endswith(f"For the technician: number {number}.")
    log = log_file().read_text("utf8")
    assert "Fatima" not in log and ("plugins/test_told.py:" in log) == (how == "raises")
    with pytest.raises(PluginFails):
        counter.tell(Lent(day="d", how=Word(how)))
    counter.record(verdict.offers[1])
    assert house.kiosk.house.number("SELECT times FROM host_helped") == 1
