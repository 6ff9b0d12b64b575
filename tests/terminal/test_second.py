"""A volunteer's own household at the real counter: a colleague says yes, with a badge or a PIN, and nobody for themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import PINS, found_house
from .counter import READY, Counterside, sign_in, sign_in_blindly
from .driver import Terminal

pytestmark = pytest.mark.slow
ASKED = "A second volunteer confirms this one."


def says_who(screen: Terminal, name: str) -> None:
    """On the screen that asks for the second one."""
    screen.wait_for(ASKED, "Your PIN")
    sign_in_blindly(screen, name, PINS[name])


def test_a_colleague_confirms_by_badge_or_pin_and_nobody_for_themselves(tmp_path: Path) -> None:
    house = found_house(
        tmp_path / "home", [{"name": "Zofia Kwakkel"}, {"name": "Jan Peeters"}], {"core.names_seconds": "600"}
    )
    mine, theirs = house.households
    with house.screen() as screen:
        sign_in(screen, "Bart", PINS["Bart"])
        screen.wait_for("Today")
    house.kiosk("volunteer", "link", "Marie", f"{mine.number}.1")
    with house.screen("--project", "foodbank") as screen:
        counter = Counterside(screen)
        counter.signs_in("Marie", "Today")
        counter.to("Counter: Food distribution")
        screen.wait_for(READY)
        said = counter.scans(mine, ASKED)
        assert "own" not in said and "household" not in said, "never why"
        screen.press("f8")
        says_who(screen, "Marie")
        screen.wait_for(ASKED, "Your PIN", gone=["is recorded"])
        screen.settle()
        screen.scans(house.badges["Marie"])
        screen.settle()
        screen.wait_for(ASKED, "Your PIN", gone=["is recorded"])
        assert house.readings()["parcels"] == []
        screen.scans(house.badges["Bart"])
        screen.wait_for("is recorded")
        assert "Marie" in screen.text, "who stands here is who stood here"
        counter.puts_away()
        house.kiosk("volunteer", "link", "Marie", f"{theirs.number}.1")
        counter.scans(theirs, ASKED)
        screen.press("f8")
        says_who(screen, "Bart")
        screen.wait_for("is recorded")
    assert [parcel["number"] for parcel in house.readings()["parcels"]] == [mine.number, theirs.number]
    confirmed = [event for event in house.kiosk("journal") if event["kind"] == "core.ask_confirmed"]
    assert len(confirmed) == 2
    assert all(event["kept"]["by"] != event["actor"] for event in confirmed)
    assert house.kiosk("notes") == []
