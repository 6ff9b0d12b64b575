"""A plugin's screen that fails where no key was pressed is closed, and the kiosk goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

import pytest
from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from kiosk_core import Sentence
from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui import Hint, Place

from .conftest import Visitor


async def closed(sits: Visitor) -> None:
    """Textual's own waiting asks every screen, also the one that fails and answers nothing."""
    while "closed" not in sits.place.message:
        await asyncio.sleep(0)


def fails() -> None:
    raise RuntimeError("Fatima El Amrani")


class Mounts(Place):
    HEADING = Sentence("Toys")

    def on_mount(self) -> None:
        fails()


class Composes(Place):
    def body(self) -> ComposeResult:
        yield Static("toys")
        fails()


class Waits(Place):
    def on_mount(self) -> None:
        self.set_timer(0.001, fails)


class Works(Place):
    def on_mount(self) -> None:
        async def looks() -> None:
            fails()

        self.run_worker(looks())


class WorksBeside(Place):
    def on_mount(self) -> None:
        self.run_worker(fails, thread=True)


class Hears(Place):
    def on_mount(self) -> None:
        self.set_timer(0.001, lambda: self.post_message(events.Paste("toys")))

    def on_paste(self) -> None:
        fails()


class Leaves(Place):
    def hints(self) -> Iterable[Hint]:
        yield self.hint("f5", Sentence("Leave"), self.exits)

    def exits(self) -> None:
        raise SystemExit(4)


@pytest.mark.parametrize("screen", [Mounts, Composes, Waits, Works, WorksBeside, Hears])
async def test_a_screen_that_fails_is_closed_and_the_kiosk_goes_on(
    house: HouseOnDisk, screen: Callable[..., Place]
) -> None:
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        sits.app.push_screen(screen(sits.place.shift))
        await asyncio.wait_for(closed(sits), 10)
        assert "That screen does not work and was closed." in sits.place.message
        assert "For the technician: number" in sits.place.message and "Fatima" not in sits.shows
        sits.app.faults.clear()
        await sits.scans(card)
        assert sits.look == "yes"


async def test_a_key_of_a_plugin_that_would_end_the_program_ends_nothing(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        sits.app.push_screen(Leaves(sits.place.shift))
        await sits.settles()
        sits.place.press("f5")
        assert "For the technician: number" in sits.place.message
        sits.app.faults.clear()
        await sits.presses("escape")
        assert sits.app.at_counter
