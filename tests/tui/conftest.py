"""A house with a toy project, and an app in it whose clock stands still."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import OptionList

from kiosk_core.domain.keys import Times
from kiosk_core.registry.volunteers import by_name
from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui.app import KioskApp
from kiosk_core.tui.place import Place
from kiosk_core.tui.widgets.key_bar import KeyBar
from kiosk_core.tui.widgets.rows import Rows
from kiosk_core.tui.widgets.verdict_band import VerdictBand
from kiosk_core.tui.widgets.words import Words

from . import toy

WAIT = 0.005
"""seconds that the app holds a lone key here; less than anybody would set, so that tests need not wait."""
NAMES = {"\r": "enter", " ": "space", "\x1b": "escape"}


class Visitor:
    """Whoever sits at the screen: types, scans, reads. Its clock is the app's; time passes only when it says so."""

    def __init__(self, house: HouseOnDisk, lang: str = "en", **more: Any) -> None:
        self.house, self.now = house, 100.0
        self.app = KioskApp(house.kiosk, lang=lang, clock=lambda: self.now, times=Times(wait=WAIT), **more)
        self.pilot: Pilot[None]

    async def _send(self, text: str, every: float) -> None:
        for char in text:
            self.now += every
            key = events.Key(NAMES.get(char, char), char)
            key.time = self.now
            self.app.post_message(key)
            if every > 0.1:
                await self._turn()
        await self._turn()

    async def scans(self, code: str) -> None:
        self.now += 10
        await self._send(code + "\r", 0.004)
        await self.settles()

    async def send_quickly(self, keys: str, every: float = 0.004) -> None:
        """As a scanner does, straight after what was typed last. `every`: seconds from key to key."""
        await self._send(keys, every)
        await self.settles()

    async def types(self, text: str) -> None:
        await self._send(text, 0.2)
        self.now += 0.2
        await self._turn()

    async def presses(self, *keys: str) -> None:
        """As somebody does who reads what each key says."""
        for name in keys:
            self.now += 0.2
            key = events.Key(name, name if len(name) == 1 else None)
            key.time = self.now
            self.app.post_message(key)
            self.now += 0.9
            await self._turn()
        await self.settles()

    async def types_ahead(self, *keys: str) -> None:
        """Each apart from the next as a person's are, all of them before the app came to look at the first."""
        for name in keys:
            self.now += 0.1
            key = events.Key(NAMES.get(name, name), name if len(name) == 1 else None)
            key.time = self.now
            self.app.post_message(key)
        self.now += 0.1
        await self.settles()

    async def _turn(self) -> None:
        """Long enough for a key that is held (WAIT), and for what it sets off."""
        await self.pilot.pause(2 * WAIT)
        await self.pilot.pause(0)

    async def settles(self) -> None:
        await self._turn()
        while self.app.keys_wait:
            await self._turn()
        while any(not worker.is_finished for worker in self.app.workers):
            await self._turn()
        await self._turn()
        for _ in range(100):  # a busy machine composes a screen that was opened later
            if self.place.stands or not self.app.is_running:
                break
            await self._turn()
        if self.app.faults:
            raise self.app.faults[0]

    async def passes(self, seconds: float) -> None:
        """Time, and the second that the app looks at it."""
        self.now += seconds
        self.app.tick()
        await self.settles()

    def where(self, key: str) -> tuple[int, int]:
        """A key of the bar as it is painted now: column and row of the screen."""
        bar = self.place.query_one(KeyBar)
        (chip,) = (chip for chip in bar._chips if chip.key == key)
        return bar.region.x + chip.start + 1, bar.region.y + chip.row

    async def taps(self, where: tuple[int, int]) -> None:
        await self.pilot.click(offset=where)
        await self.settles()

    async def signs_in(self, who: str = "coordinator", pin: str = "2222") -> None:
        await self.types(f"{who}\r{pin}\r")
        await self.settles()

    async def enters(self, who: str) -> None:
        """As after signing in, without the typing."""
        await self._turn()
        volunteer = by_name(self.house.kiosk.house, who)
        assert volunteer is not None
        self.app.enter(volunteer)
        await self.settles()

    async def at_counter(self, who: str = "volunteer") -> None:
        """At the counter, signed in."""
        await self.enters(who)
        self.app.to_counter(None, self.app.project)
        await self.settles()

    @property
    def place(self) -> Place:
        assert isinstance(self.app.screen, Place)
        return self.app.screen

    @property
    def look(self) -> str:
        """'ready', 'yes', 'read' or 'done'."""
        return next(name[1:] for name in self.place.query_one(VerdictBand).classes if name.startswith("-"))

    @property
    def shows(self) -> str:
        """Every word on the screen."""
        return "\n".join(words.text for words in self.place.query(Words) if words.display)

    @property
    def menu(self) -> list[str]:
        """The lines of a menu, each with its key."""
        listed = self.place.query_one("#menu", OptionList)
        return [str(listed.get_option_at_index(n).prompt) for n in range(listed.option_count)]

    @property
    def rows(self) -> list[str]:
        """The lines of a list."""
        listed = self.place.query_one(Rows)
        return [str(listed.get_option_at_index(n).prompt) for n in range(listed.option_count)]

    async def chooses(self, entry: str) -> None:
        """An entry of the menu by its key: the one of just these words, else the one that has them."""
        found = dict(line.split(maxsplit=1) for line in self.menu)
        same = [key for key, words in found.items() if words.strip() == entry]
        (key,) = same or [key for key, words in found.items() if entry in words]
        await self.presses(key.lower())

    def keys(self) -> dict[str, str]:
        """Key -> its words, as shown."""
        return {hint.key: hint.text for hint in self.place._all_hints() if hint.text}


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house that every test gets a copy of."""
    made = HouseOnDisk.make(tmp_path_factory.mktemp("example"), [toy])
    made.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    made.close()
    return made.path


@pytest.fixture
def house(tmp_path: Path, example: Path) -> Iterator[HouseOnDisk]:
    copied = HouseOnDisk(Path(shutil.copy(example, tmp_path)), [toy])
    yield copied
    copied.close()
