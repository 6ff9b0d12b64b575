"""What an outside author is told by `check_hooks`, in a house with somebody in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from kiosk_core import Kind, Offer, Sentence, fact, kind, subject
from kiosk_core.testing import HouseOnDisk, check_hooks

from .made import desk, helping, plugin

DUG = fact("garden_dug", {"plot": "text"}, indexes=(("plot",),))


@kind("garden.dug", keep="visits", puts=(DUG,))
class Dug(Kind):
    plot: str = subject()

    def rows(self, event: Any) -> Any:
        yield DUG.row(plot=self.plot)


NORTH = Dug(plot="north")


def reads(table: str) -> Any:
    return lambda house: house.number(f"SELECT count(*) FROM {table}") and None


def garden(guard: Any = None, draft: Any = NORTH) -> Any:
    def offer(visit: Any, verdict: Any, house: Any) -> Any:
        yield Offer(Sentence("Dig"), (draft,), guard=guard)

    def tell_demo(story: Any) -> None:
        for client in story.clients:
            for offer in story.decide(client, "garden.help", {}).offers:
                story.record(offer, [])

    return plugin("garden", offer, tell_demo, services=desk("garden"), kinds=(Dug,), tables=(DUG,))


def receipt_blocks(act: Any, house: Any) -> Any:
    return sys.stderr.write("here") and ()


def at_a_glance(here: Any, house: Any) -> Any:
    house.rows("SELECT n FROM other_dug")


def closing_lines(session: Any, house: Any) -> Any:
    house._store.db.execute("DELETE FROM garden_dug_all")


def tell_demo(story: Any) -> None:
    story.shift("coordinator", "garden").set_setting("core.late_days", "3")


def held(tmp_path: Path, module: Any) -> set[str]:
    house = HouseOnDisk.make(tmp_path, [module, helping("other")])
    try:
        return check_hooks(house, "garden", house.with_household())
    finally:
        house.close()


def test_hooks_that_keep_to_it_are_asked_and_leave_the_house_as_it_is(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [garden(reads("garden_dug"), lambda house: Dug(plot="south"))])
    known = house.with_household()
    before = house.kiosk.last_events(1)
    assert check_hooks(house, "garden", known) == {"offer", "tell_demo"}
    assert house.kiosk.last_events(1) == before and house.kiosk.plugins.failing == ()
    house.close()


@pytest.mark.parametrize(
    ("module", "said"),
    [
        (garden(reads("event")), r"garden: offer\(\) reads event"),
        (garden(draft=reads("leaf")), r"garden: offer\(\) reads leaf"),
        (plugin("garden", receipt_blocks), r"garden: receipt_blocks\(\) prints"),
        (plugin("garden", at_a_glance), r"garden: at_a_glance\(\) fails: .*no such table"),
        (plugin("garden", closing_lines, tables=(DUG,), kinds=(Dug,)), r"garden: closing_lines\(\) fails: .*this writes"),
        (plugin("garden", tell_demo), r"garden: tell_demo\(\) fails: TypeError"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_said_in_a_sentence(tmp_path: Path, module: Any, said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        held(tmp_path, module)
