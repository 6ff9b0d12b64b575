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


class Breaks(Place):
    """Works until something comes."""

    def on_paste(self) -> None:
        fails()


class BreaksWhenBack(Place):
    back = False

    def on_screen_suspend(self) -> None:
        self.back = True

    def on_screen_resume(self) -> None:
        if self.back:
            fails()


class ForgetsItsKeys(Place):
    """Its keys cannot be said for whoever comes next."""

    def hints(self) -> Iterable[Hint]:
        if self.shift.volunteer.name != "volunteer":
            fails()
        return ()


async def breaks_below(sits: Visitor, broken: Place) -> None:
    broken.post_message(events.Paste("toys"))
    while not sits.app.faults:
        await asyncio.sleep(0)
    sits.app.faults.clear()


async def test_what_breaks_below_the_lock_is_closed_when_somebody_signs_in_and_never_shown_before(
    house: HouseOnDisk,
) -> None:
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        counter, broken = sits.place, Breaks(sits.place.shift)
        sits.app.push_screen(broken)
        await sits.settles()
        sits.app.lock()
        await sits.settles()
        door = sits.place
        await asyncio.wait_for(breaks_below(sits, broken), 10)
        assert sits.place is door and door.gate == "sign-in", "whoever is not signed in sees nothing else"
        await sits.signs_in("volunteer", "1111")
        assert sits.place is counter and broken not in sits.app.screen_stack
        assert "That screen does not work and was closed." in sits.place.message
        assert "For the technician: number" in sits.place.message
        await sits.scans(card)
        assert sits.look == "yes"


async def test_what_breaks_below_a_colleague_who_does_not_come_is_closed_at_esc(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        broken = Breaks(sits.place.shift)
        sits.app.push_screen(broken)
        await sits.settles()
        sits.app.another()
        await sits.settles()
        await asyncio.wait_for(breaks_below(sits, broken), 10)
        await sits.presses("escape")
        assert sits.app.at_counter and "was closed." in sits.place.message


async def test_a_screen_that_breaks_when_it_comes_back_from_the_lock_is_closed(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        volunteer = sits.place.shift.volunteer
        sits.app.push_screen(BreaksWhenBack(sits.place.shift))
        await sits.settles()
        sits.app.lock()
        await sits.settles()
        sits.app.enter(volunteer)
        await asyncio.wait_for(closed(sits), 10)
        sits.app.faults.clear()
        assert sits.app.at_counter


async def test_a_counter_that_was_left_and_breaks_ends_nothing_and_is_made_anew(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("volunteer")
        left = Breaks(sits.app.shift_for("toy"))
        sits.app.install_screen(left, "counter-toy")
        sits.app.to_counter(None, sits.app.project)
        await sits.settles()
        await sits.presses("escape")
        assert left not in sits.app.screen_stack
        await asyncio.wait_for(breaks_below(sits, left), 10)
        await sits.settles()
        assert "was closed." in sits.place.message
        await sits.at_counter()
        assert sits.place is not left and sits.look == "ready"


async def test_keys_that_cannot_be_said_for_the_next_volunteer_keep_nobody_out(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        counter, broken = sits.place, ForgetsItsKeys(sits.place.shift)
        sits.app.push_screen(broken)
        await sits.settles()
        sits.app.lock()
        await sits.types("coordinator\r2222\r")
        assert sits.place is broken and "For the technician: number" in broken.message
        assert counter.shift.volunteer.name == broken.shift.volunteer.name == "coordinator"
        sits.place.press("escape")
        assert sits.app.at_counter
        sits.app.faults.clear()
