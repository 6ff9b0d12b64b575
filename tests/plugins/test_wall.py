"""One plugin's bad code is that plugin's only: the others answer, the verdict is honest, the status line knows."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kiosk_core import (
    Block,
    Changed,
    Finding,
    Glance,
    HandOver,
    Kind,
    KioskError,
    Line,
    Offer,
    Sentence,
    Severity,
    Word,
    fact,
    kind,
    subject,
)  # fmt: skip
from kiosk_core.domain.errors import PluginFails
from kiosk_core.store import Error as DatabaseError
from kiosk_core.testing import HouseOnDisk

from .made import desk, helping, plugin, raising, saying

HOST = helping("host")


def made(tmp_path: Path, *modules: ModuleType) -> tuple[HouseOnDisk, Any, str]:
    house = HouseOnDisk.make(tmp_path, [*modules])
    return house, house.at("host", "volunteer"), house.with_household().card


# ---- order and isolation ----


def test_plugins_are_asked_in_the_order_of_their_names_whatever_the_order_of_installing(tmp_path: Path) -> None:
    def glance(name: str) -> Any:
        def at_a_glance(here: Any, house: Any) -> Any:
            return [Glance(Sentence(name)), Glance(Sentence(f"{name} again"))]

        return at_a_glance

    names = ["zebra", "ape", "host2", "bee"]
    house = HouseOnDisk.make(tmp_path, [plugin(name, glance(name)) for name in names])
    answers = house.kiosk.plugins.ask("at_a_glance", only=set(names), here=None, house=None)
    assert [name for name, _ in answers.values] == [name for name in sorted(names) for _ in range(2)]


def glancing(answer: Any) -> Any:
    def at_a_glance(here: Any, house: Any) -> Any:
        if isinstance(answer, BaseException):
            raise answer
        return answer

    return at_a_glance


@pytest.mark.parametrize(
    "bad",
    [
        RuntimeError("oh"),
        SystemExit(3),
        "a text",
        Glance(Sentence("not in a list")),
        [Finding(Severity.NOTE, "bad.x", Sentence("x"))],
        [None],
        7,
        [Glance(Sentence("{n} lacks its number"))],
    ],
    ids=repr,
)
def test_one_that_fails_does_not_stop_the_others_and_is_named_until_it_answers(tmp_path: Path, bad: Any) -> None:
    answers = [bad, [Glance(Sentence("well"))]]

    def at_a_glance(here: Any, house: Any) -> Any:
        answer = answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    house, counter, _ = made(
        tmp_path, HOST, plugin("bad", at_a_glance), plugin("zen", glancing([Glance(Sentence("om"))]))
    )
    given = {"here": counter.here(), "house": house.kiosk.house}
    said = house.kiosk.plugins.ask("at_a_glance", **given)
    assert [name for name, _ in said.values] == ["core", "zen"]
    assert [(f.plugin, f.hook) for f in said.failures] == [("bad", "at_a_glance")]
    assert counter.failures == tuple(said.failures)
    assert "well" in [str(glance.text) for _, glance in house.kiosk.plugins.ask("at_a_glance", **given).values]
    assert counter.failures == ()


def test_a_slip_is_composed_without_the_lines_of_one_that_fails(tmp_path: Path) -> None:
    def receipt_blocks(act: Any, house: Any) -> Any:
        yield Block("margin", (Line("x"),))  # type: ignore[arg-type]

    def receipt_blocks2(act: Any, house: Any) -> Any:
        yield Block("body", (Line("Kept"),))

    receipt_blocks2.__name__ = "receipt_blocks"
    house, counter, _ = made(tmp_path, HOST, plugin("bad", receipt_blocks), plugin("good", receipt_blocks2))
    act = house.at("core").change_person(house.with_household().client.person, phone="02")  # type: ignore[arg-type]
    slip = house.kiosk.slip(act.id)
    assert [part.left for block in slip.blocks for part in block.parts if isinstance(part, Line)][-1] == "Kept"
    assert [f.plugin for f in counter.failures] == ["bad"]


# ---- guests ----


def test_a_guest_is_heard_only_for_what_it_declared_and_what_was_switched_on_and_only_as_a_note(tmp_path: Path) -> None:
    def check_eligibility(visit: Any, house: Any) -> Any:
        yield Finding(Severity.STOP, "guest.told", Sentence("Told."), Sentence("Do this."))
        yield Finding(Severity.STOP, "guest.secret", Sentence("Secret."), Sentence("Do that."))

    guest = plugin("guest", check_eligibility, elsewhere=("guest.told",), services=desk("guest"))
    house, counter, card = made(tmp_path, HOST, guest)
    assert counter.scan(card).findings == ()
    house.set("core.elsewhere", "guest.told, guest.secret")
    verdict = counter.scan(card)
    assert verdict.outcome == "granted"
    assert [(f.code, f.severity, f.by) for f in verdict.findings] == [("guest.told", Severity.NOTE, "guest")]
    assert house.at("guest").scan(card).outcome == "refused", "at its own counter it may refuse"


def test_no_plugin_speaks_with_another_ones_codes(tmp_path: Path) -> None:
    thief = plugin("thief", saying("guest.told"))
    guest = plugin("guest", elsewhere=("guest.told",))
    house, counter, card = made(tmp_path, HOST, guest, thief)
    house.set("core.elsewhere", "guest.told")
    assert counter.scan(card).findings == ()
    assert [f.plugin for f in counter.failures] == ["thief"]


def test_a_broken_guest_never_touches_the_verdict_and_the_status_line_knows(tmp_path: Path) -> None:
    guest = plugin("guest", raising(ZeroDivisionError("1/0")), elsewhere=("guest.first",))
    house, counter, card = made(tmp_path, HOST, guest)
    house.set("core.elsewhere", "guest.first")
    verdict = counter.scan(card)
    assert verdict.outcome == "granted" and verdict.findings == () and len(verdict.offers) == 1
    assert [(f.plugin, f.error) for f in counter.failures] == [("guest", "ZeroDivisionError: 1/0")]


def test_a_guest_is_not_asked_under_the_lock(tmp_path: Path) -> None:
    asked: list[str] = []

    def check_eligibility(visit: Any, house: Any) -> Any:
        asked.append(visit.service.code)
        return ()

    def offer(visit: Any, verdict: Any, house: Any) -> Any:
        yield Offer(Sentence("Change"), (), guard=lambda house: Sentence("it was only a look."))

    _, counter, card = made(tmp_path, plugin("host", offer, services=desk("host")), plugin("guest", check_eligibility))
    verdict = counter.scan(card)
    with pytest.raises(Changed):
        counter.record(verdict.offers[0])
    assert asked == ["host.help"]


# ---- at its own counter ----


def test_a_broken_check_of_the_owner_makes_it_ask_with_a_clear_note(tmp_path: Path) -> None:
    def offer(visit: Any, verdict: Any, house: Any) -> Any:
        yield Offer(Sentence("Help"), (), (HandOver("soap"),))

    host = plugin("host", raising(ValueError("no")), offer, services=desk("host", fast=True))
    _, counter, card = made(tmp_path, host)
    verdict = counter.scan(card)
    assert verdict.outcome == "ask" and [f.code for f in verdict.findings] == ["host.check_failed"]
    assert str(verdict.findings[0].text) == "One check does not work now: decide for yourself."
    assert verdict.findings[0].next_step is not None and len(verdict.offers) == 1
    assert verdict.offers[0].seen == {"host.check_failed"}
    assert counter.fast(verdict) is None, "never recorded by the scan alone"


def test_a_broken_check_of_the_core_makes_it_ask_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kiosk_core.registry import rules

    _, counter, card = made(tmp_path, HOST)
    monkeypatch.setattr(rules, "judge", lambda visit, facts: 1 / 0)
    assert [(f.code, f.severity) for f in counter.scan(card).findings] == [("host.check_failed", Severity.ASK)]
    assert [f.plugin for f in counter.failures] == ["core"]


def test_a_check_that_breaks_between_the_scan_and_the_key_is_not_recorded_in_silence(tmp_path: Path) -> None:
    works = [True]

    def check_eligibility(visit: Any, house: Any) -> Any:
        if not works[0]:
            raise OSError("gone")
        return ()

    def offer(visit: Any, verdict: Any, house: Any) -> Any:
        yield Offer(Sentence("Help"), ())

    _, counter, card = made(tmp_path, plugin("host", check_eligibility, offer, services=desk("host")))
    verdict = counter.scan(card)
    works[0] = False
    with pytest.raises(Changed, match="One check does not work"):
        counter.record(verdict.offers[0])


@pytest.mark.parametrize("bad", [RuntimeError("no"), [Sentence("no offer")], [Offer(Sentence("{what}"), ())]], ids=repr)
def test_an_offer_that_cannot_be_made_is_an_ask_that_says_so(tmp_path: Path, bad: Any) -> None:
    def offer(visit: Any, verdict: Any, house: Any) -> Any:
        if isinstance(bad, Exception):
            raise bad
        return bad

    _, counter, card = made(tmp_path, plugin("host", offer, services=desk("host")))
    verdict = counter.scan(card)
    assert verdict.outcome == "ask" and verdict.offers == ()
    assert [(f.code, f.by) for f in verdict.findings] == [("host.offer_failed", "host")]


@kind("host.helped", keep="house")
class Helped(Kind):
    day: str = subject()
    how: Word


@pytest.mark.parametrize(
    "bad",
    [
        {"drafts": (Helped(day="d", how=Word("well")),), "guard": lambda house: 1 / 0},
        {"drafts": (Helped(day="d", how=Word("well")),), "guard": lambda house: "It is gone."},
        {"drafts": (lambda house: 1 / 0,)},
        {"drafts": (lambda house: None,)},
    ],
    ids=["the guard", "a guard's plain words", "a draft", "no drafts"],
)
def test_what_raises_under_the_lock_records_nothing_and_has_a_sentence(tmp_path: Path, bad: dict[str, Any]) -> None:
    offers = [Offer(Sentence("Help"), **bad), Offer(Sentence("Help"), (Helped(day="d", how=Word("well")),))]

    def offer(visit: Any, verdict: Any, house: Any) -> Any:
        return offers

    house, counter, card = made(tmp_path, plugin("host", offer, services=desk("host"), kinds=(Helped,)))
    verdict = counter.scan(card)
    before = house.kiosk.last_events(1)
    with pytest.raises(PluginFails):
        counter.record(verdict.offers[0])
    assert house.kiosk.last_events(1) == before
    assert [(f.plugin, f.hook) for f in counter.failures] == [("host", "record")]
    counter.record(verdict.offers[1])
    assert counter.failures == ()


HELPED = fact("host_helped", {"how": "text", "times": "int"})


@pytest.mark.parametrize("says", ["COMMIT", "ROLLBACK", "PRAGMA synchronous=OFF", "DELETE FROM event"])
def test_what_would_end_or_steer_the_act_it_stands_in_is_refused_and_nothing_is_recorded(
    tmp_path: Path, says: str
) -> None:
    bad: dict[str, Any] = {"guard": lambda house: house.rows(says)}
    offers = [Offer(Sentence("Help"), (Helped(day="d", how=Word("well")),), **more) for more in (bad, {})]

    def offer(visit: Any, verdict: Any, house: Any) -> Any:
        return offers

    house, counter, card = made(tmp_path, plugin("host", offer, services=desk("host"), kinds=(Helped,)))
    verdict, before = counter.scan(card), house.kiosk.last_events(1)
    with pytest.raises(DatabaseError, match="readonly"):
        counter.record(verdict.offers[0])
    assert house.kiosk.last_events(1) == before
    assert house.kiosk.house.number("PRAGMA synchronous") == 2, "what is said to be done is synced"
    counter.record(verdict.offers[1])
    assert house.kiosk.last_events(1) != before


def test_a_check_of_a_form_that_fails_lets_it_be_saved(tmp_path: Path) -> None:
    def check_registration(answers: Any, client: Any, house: Any) -> Any:
        raise RuntimeError("no")

    house, counter, _ = made(tmp_path, HOST, plugin("bad", check_registration))
    house.with_household()
    assert [(f.plugin, f.hook) for f in counter.failures] == [("bad", "check_registration")]
    said = house.at("core").check_answers({"x": "850730 033 28"}, None)
    assert [(f.code, f.severity) for f in said] == [
        ("core.looks_like_number", Severity.ASK),
        ("core.form_check_failed", Severity.NOTE),
    ], "beside the form, the most severe first"


def test_a_stop_of_a_form_check_keeps_it_from_being_saved(tmp_path: Path) -> None:
    def check_registration(answers: Any, client: Any, house: Any) -> Any:
        yield Finding(Severity.STOP, "strict.no", Sentence("Not like this."), Sentence("Ask first."))

    house = HouseOnDisk.make(tmp_path, [plugin("strict", check_registration)])
    with pytest.raises(KioskError):
        house.with_household()
    assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 0
