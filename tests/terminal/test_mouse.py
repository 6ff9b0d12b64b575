"""A volunteer who never touches the keyboard after the PIN: menu, keys and lists are tapped, and the scanner scans."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import PINS, found_house
from .counter import READY, sign_in

pytestmark = pytest.mark.slow


def test_parcels_are_handed_over_and_helped_with_by_tapping_alone(tmp_path: Path) -> None:
    house = found_house(
        tmp_path / "home", [{"name": "Zofia Kwakkel"}, {"name": "Jan Peeters"}], {"core.names_seconds": "600"}
    )
    one, other = house.households
    with house.screen("--project", "foodbank") as screen:
        sign_in(screen, "Marie", PINS["Marie"])
        screen.wait_for("Counter: Food distribution")
        screen.taps("Counter: Food distribution", READY)
        for household in (one, other):
            screen.scans(household.card)
            screen.wait_for(f"{household.number}.1", "Handed over", gone=["is recorded"])
            screen.taps("Handed over", "is recorded", f"{household.number}.1", times=2)
        screen.taps(" F4 ", "Undo", other.number, one.number)
        screen.taps("Esc", READY, "2 visits today")
        screen.taps(" F1 ", "Help", gone=["2 visits today"])
        screen.taps("Esc", READY, "2 visits today")
        screen.taps(" F10 ", "Counter: Food distribution")
    assert [parcel["number"] for parcel in house.readings()["parcels"]] == [one.number, other.number]
