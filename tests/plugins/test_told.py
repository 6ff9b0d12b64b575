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
    Sentence,
    Severity,
    Word,
    faults,
    kind,
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
