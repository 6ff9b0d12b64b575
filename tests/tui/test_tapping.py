"""A finger on the keys of a screen: what it meant, also when it trembles or the machine answers late."""

from __future__ import annotations

from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui.screens.walk_in import WalkInScreen

from .conftest import Visitor


async def test_what_stands_under_a_finger_that_tapped_twice_is_not_pressed(house: HouseOnDisk) -> None:
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        handed = sits.where("enter")
        for _ in range(3):
            await sits.taps(handed)
            sits.now += 0.2
        given = [event for event in house.kiosk.last_events(50) if event.kind == "toy.bread_given"]
        assert len(given) == 1 and sits.look == "done" and "✓ Bread is recorded." in sits.shows
        assert not sits.keys().get("enter")
        sits.now += 1
        await sits.taps(handed)
        assert isinstance(sits.place, WalkInScreen), "a tap of its own counts"
