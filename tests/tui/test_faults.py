"""What goes wrong is one line on the screen, and the screen goes on."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.app import App
from textual.screen import Screen
from textual.widgets import OptionList

import kiosk_core.tui
from kiosk_core.domain.errors import DiskFails, DiskFull
from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui.screens.help import HelpScreen

from .conftest import Visitor


async def test_a_full_disk_is_one_line_and_the_next_scan_works(
    house: HouseOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)

    def full(*given: object, **named: object) -> None:
        raise DiskFull()

    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        with monkeypatch.context() as broken:
            broken.setattr(house.kiosk.journal, "append", full)
            await sits.presses("enter")
        assert "The disk is full: nothing was recorded." in sits.place.message
        assert sits.look == "yes" and "✓" not in sits.shows
        await sits.presses("enter")
        assert sits.look == "done"


async def test_a_mistake_of_the_program_is_a_number_without_a_name(
    house: HouseOnDisk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    card = house.with_household(enrolled=("toy",)).card
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    sits = Visitor(house)

    def broken(*given: object, **named: object) -> None:
        raise RuntimeError("Fatima El Amrani")

    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        sits.place.shift.scan = broken  # type: ignore[method-assign,assignment]
        sits.now += 10
        await sits._send(card + "\r", 0.004)
        await sits._turn()
        assert re.search(r"For the technician: number [0-9A-F]{6}", sits.place.message)
        assert [type(fault) for fault in sits.app.faults] == [RuntimeError]
        sits.app.faults.clear()
        del sits.place.shift.scan
        await sits.scans(card)
        assert sits.look == "yes"
    assert "Fatima" not in (tmp_path / "kiosk" / "faults.log").read_text()


async def test_a_disk_that_fails_for_a_while_ends_nothing(house: HouseOnDisk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever reads then: a key with its hints, a name that is typed, a second that passes, a screen that comes back."""
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)

    def fails() -> int:
        raise DiskFails()

    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        with monkeypatch.context() as broken:
            broken.setattr(house.kiosk.store, "data_version", fails)
            await sits.scans(card)
            assert str(DiskFails()) in sits.place.message
            await sits.types("jo")
            await sits.passes(1)
            sits.app.push_screen(HelpScreen([]))
            await sits.presses("escape")
        await sits.scans(card)
        assert sits.look == "yes"


async def test_what_goes_wrong_with_the_answer_of_a_screen_is_one_line_too(house: HouseOnDisk) -> None:
    sits = Visitor(house)

    def full(answer: object) -> None:
        raise DiskFull()

    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        sits.app.push_screen(HelpScreen([]), full)
        await sits.presses("escape")
        assert "The disk is full: nothing was recorded." in sits.place.message


async def test_a_clock_that_was_set_back_is_asked_about(house: HouseOnDisk) -> None:
    card = house.with_household(enrolled=("toy",)).card
    house.moment -= timedelta(hours=2)
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        await sits.presses("enter")
        assert "Are date and hour right?" in sits.shows
        await sits.presses("f8")
        assert sits.look == "done"


async def test_after_a_long_summer_the_date_is_asked_about_wherever_something_is_done(house: HouseOnDisk) -> None:
    house.later(days=100)
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 40)) as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Office")
        await sits.chooses("Register")
        await sits.presses("f8")
        assert "Are date and hour right?" in sits.shows
        await sits.presses("escape")
        assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 0, "who does not know writes nothing"
        await sits.presses("f8", "f8")
        assert "A1001" in sits.shows
    assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 1


def test_no_screen_takes_a_name_that_textual_uses() -> None:
    """`self._closing = True` on a screen stopped its message pump: the kiosk stood still."""
    taken = {"tui": _names(App), "screens": _names(Screen), "widgets": _names(OptionList)}
    taken["family"] = taken["screens"]
    meant = {"compose", "render", "on_event", "get_content_height", "get_theme_variable_defaults", "_handle_exception"}
    meant |= {"action_help_quit", "action_quit", "push_screen", "pop_screen"}
    ours = {"name", "id", "display", "theme", "highlighted", "value"}
    for file in Path(inspect.getfile(kiosk_core.tui)).parent.rglob("*.py"):
        room = "screens" if file.name in ("place.py", "beside.py", "counting.py", "slips.py") else file.parent.name
        for made in _made(file):
            assert made not in taken[room] or made in meant | ours or made.startswith(("on_", "__")), (
                f"{file.name}: {made}"
            )


def _names(cls: type) -> set[str]:
    sources = [inspect.getsource(one) for one in cls.__mro__ if one is not object]
    return set(dir(cls)) | {
        name for source in sources for name in re.findall(r"self\.(\w+)\b *(?::[^=\n]+)?= ", source)
    }


def _made(file: Path) -> Iterator[str]:
    """Attributes put on self, and methods, of the classes in a file that are screens or widgets."""
    for cls in (node for node in ast.parse(file.read_text(encoding="utf8")).body if isinstance(node, ast.ClassDef)):
        if not any(isinstance(base, ast.Name) and base.id[0].isupper() for base in cls.bases):
            continue
        for node in ast.walk(cls):
            if isinstance(node, ast.FunctionDef) and node in cls.body:
                yield node.name
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and _is_self(node.value):
                yield node.attr


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"
