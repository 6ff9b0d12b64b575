"""Every example in docs/plugins.md is a plugin that works: loaded as it stands there, and asked by the live manager."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from kiosk_core import Cents, Period, Session, Story, month_of
from kiosk_core.plugins import HOOKS, Plugins
from kiosk_core.testing import HouseOnDisk, check_contract

from . import page


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Any]:
    """example(label): the block with that label, under the lines that stand above all examples, as a module."""

    def load(label: str, alone: bool = False) -> ModuleType:
        (body,) = page.labelled(label)
        (above,) = ("",) if alone else page.labelled("example")
        file = tmp_path / "kiosk_tips.py"
        file.write_text(f"{above}\n\n{body}", encoding="utf8")
        module = ModuleType("kiosk_tips")
        module.__file__ = str(file)
        sys.modules["kiosk_tips"] = module
        exec(compile(file.read_text(), str(file), "exec"), vars(module))
        return module

    yield load
    sys.modules.pop("kiosk_tips", None)


@pytest.mark.parametrize("hook", HOOKS)
def test_the_example_of_every_hook_answers_something(hook: str, example: Any, tmp_path: Path) -> None:
    module = example(hook)
    check_contract(module)
    if hook == "project":
        assert Plugins([("tips", "", module)]).projects["tips"].core == "0.1"
        return
    house = HouseOnDisk.make(tmp_path, [module])
    counter = house.at("tips", "volunteer")
    client = house.with_household(adults=2, children=("2019", "2021")).client
    verdict = counter.decide(client)
    office = house.at("core")
    act = office.undo(office.change_person(client.person, phone="02").id, "test")
    told: list[Any] = []

    def decide(who: Any, service: str, asked: dict[str, int]) -> Any:
        told.append(service)
        return counter.decide(who, service, asked=asked)

    story = Story(
        day=house.today, chance=Random(1), clients=[client], house=house.kiosk.house, decide=decide, record=counter.record,
        tell=counter.tell, set_clock=lambda hour, minute: told.append(hour), set_setting=house.set,
    )  # fmt: skip
    given = {
        "answers": {"tips.contact": "fatima@example.org"}, "client": client, "visit": verdict.visit, "verdict": verdict,
        "act": act, "here": counter.here(), "day": house.today, "story": story, "house": house.kiosk.house,
        "subjects": [client.household], "session": Session("s", "balie", house.today, Cents(0)),
    }  # fmt: skip
    answers = house.kiosk.plugins.ask(hook, only={"tips"}, **given)
    assert not answers.failures
    assert answers.values if hook != "tell_demo" else told == [14, "tips.talk"]
    house.close()


def test_the_example_of_counting_counts_the_same_after_a_forgetting(example: Any, tmp_path: Path) -> None:
    module = example("served", alone=True)
    check_contract(module)
    house = HouseOnDisk.make(tmp_path, [module])
    counter = house.at("tips", "volunteer")
    first, second = house.with_household(), house.with_household()
    for card in (first.card, second.card, first.card):
        counter.record(counter.scan(card).offers[0])
    compute = house.kiosk.plugins.projects["tips"].indicators[0].compute
    month, day = month_of(house.today), Period(house.today, house.today)
    assert [f.value for f in compute(house.kiosk.house, month)] == [2]
    _forget(house, first.client.person)
    assert [f.value for f in compute(house.kiosk.house, month)] == [2]
    assert [(f.value, f.breakdown) for f in compute(house.kiosk.house, day)] == [(1, ""), (2, "forgotten")]
    house.close()


def _forget(house: HouseOnDisk, person: str) -> None:
    from kiosk_core.domain.ids import Word
    from kiosk_core.journal import Forgotten
    from kiosk_core.journal.envelope import hidden

    house.at("core").tell(Forgotten(whose=hidden(person), why=Word("request")))
