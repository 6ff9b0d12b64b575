"""How a shift begins and ends at every project's counter, a stranger's too: no plugin has a line of its own for it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType

import pytest

from kiosk_core import Cents
from kiosk_core.testing import HouseOnDisk

from ..tui.conftest import WAIT, Visitor

COUNTERS = ("einclusie", "foodbank", "kapstok", "toys")


@pytest.fixture(scope="module")
def founded(modules: dict[str, ModuleType], tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = HouseOnDisk.make(tmp_path_factory.mktemp("shifts"), [modules[name] for name in COUNTERS])
    made.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    made.at("core").change_counter("balie", None, has_drawer=True)
    made.at("kapstok").open_till(Cents(15000))
    made.close()
    return made.path


@pytest.fixture
def house(founded: Path, tmp_path: Path, modules: dict[str, ModuleType]) -> Iterator[HouseOnDisk]:
    opened = HouseOnDisk(Path(shutil.copy(founded, tmp_path)), [modules[name] for name in COUNTERS])
    yield opened
    opened.close()


@asynccontextmanager
async def at_counter(house: HouseOnDisk, project: str) -> AsyncIterator[Visitor]:
    sits = Visitor(house, project=project)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter("administrator")
        yield sits


async def changes_to(sits: Visitor, who: str, pin: str) -> None:
    await sits.presses("f12")
    await sits.signs_in(who, pin)


@pytest.mark.parametrize("project", ["einclusie", "kapstok", "toys"])
async def test_at_each_counter_a_briefing_lies_on_top_until_it_is_read_and_a_note_is_left(
    house: HouseOnDisk, project: str
) -> None:
    house.at(project).write_briefing("The lift is broken.", house.today, house.today)
    async with at_counter(house, project) as sits:
        counter = sits.place
        await changes_to(sits, "volunteer", "1111")
        assert "The lift is broken." in sits.shows
        await sits.presses("f8")
        assert sits.place is counter
        await changes_to(sits, "volunteer", "1111")
        assert sits.place is counter, "it was read"
        await sits.presses("f12", "f8")
        await sits.types("Paper is almost gone")
        await sits.presses("f8")
        assert "✓ The next shift reads it." in sits.shows
        await sits.signs_in("coordinator", "2222")
        assert "Paper is almost gone" in sits.shows and "From the shift of" in sits.shows
    others = [name for name in COUNTERS if name != project]
    assert not any(house.at(name, "volunteer").shift_notes() for name in others)


@pytest.mark.parametrize("project", ["einclusie", "kapstok"])
async def test_at_each_counter_who_forgot_the_pin_is_vouched_for_and_has_the_counters_only(
    house: HouseOnDisk, project: str
) -> None:
    async with at_counter(house, project) as sits:
        counter = sits.place
        await sits.presses("f12")
        await sits.types("volunteer")
        await sits.presses("f7")
        await sits.types("coordinator\r2222\r")
        await sits.settles()
        assert sits.place is counter and "coordinator vouched" in sits.shows
        shown = sits.keys()
        assert "tab" not in shown
        await sits.presses("f10")
        there = [line.split("  ")[1].strip() for line in sits.menu]
        assert [line for line in there if not line.startswith("Counter: ")] == ["Good to know", "Close the kiosk"]
        assert len(there) == len(COUNTERS) + 2
        await sits.passes(301)
        await sits.signs_in("volunteer", "2222")
        assert "This name or PIN is not right." in sits.shows, "the vouch ended at the lock"
