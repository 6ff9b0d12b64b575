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
        screen.taps("Counter: Food distribution")
        screen.wait_for(READY, "F10  Menu")
        for household in (one, other):
            screen.scans(household.card)
            screen.wait_for(f"{household.number}.1", "Handed over", gone=["is recorded"])
            screen.taps("Handed over", times=2)
            screen.wait_for("is recorded", f"{household.number}.1")
        screen.taps(" F4 ")
        screen.wait_for("Undo", other.number, one.number)
        screen.taps("Esc")
        screen.wait_for(READY, "F10  Menu")
        screen.taps(" F1 ")
        screen.wait_for("Help", gone=["2 visits today"])
        screen.taps("Esc")
        screen.wait_for(READY, "2 visits today", "F10  Menu")
        screen.taps(" F10 ")
        screen.wait_for("Counter: Food distribution")
    assert [parcel["number"] for parcel in house.readings()["parcels"]] == [one.number, other.number]
