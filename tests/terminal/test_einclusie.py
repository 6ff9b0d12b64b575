"""An afternoon of e-inclusion at the installed kiosk, 80×24: visitors, a question, a laptop with a deposit at a counter
with a drawer; then what the command line says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import House, found_house
from .counter import Counterside

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path: Path) -> House:
    made = found_house(tmp_path / "home", [{"name": "Zofia Kwakkel"}, {"name": "Yusuf Jaworska"}])
    made.kiosk("till", "open", "--float", "100")
    made.kiosk("einclusie", "device", "add", "ThinkPad")
    return made


def test_an_afternoon_of_visitors_a_question_and_a_laptop(house: House) -> None:
    zofia, yusuf = house.households
    with house.screen() as screen:
        counter = Counterside(screen)
        counter.signs_in("Celine", "Today")
        counter.to("Counter: Digital help")
        screen.wait_for("Scan the card")
        screen.scans(zofia.card)
        screen.wait_for("1 visitor is inside", "Visit is recorded")
        screen.scans(yusuf.card)
        screen.wait_for("2 visitors are inside", f"{yusuf.number}.1")
        screen.press("f2")
        screen.wait_for("What about?")
        screen.press("a", "b", "a")
        screen.wait_for("Question noted: itsme, 10 minutes.")
        screen.press("f3")
        screen.wait_for("3 visitors are inside")
        screen.press("f10")
        screen.wait_for("Digital help: devices")
        counter.to("Digital help: devices")
        screen.wait_for("ThinkPad", "Lend it")
        screen.press("enter")
        screen.wait_for("Who borrows?")
        screen.scans(zofia.card)
        screen.wait_for("Deposit", f"{zofia.number}.1")
        screen.press("enter", "\x15")
        screen.types("20")
        screen.wait_for("Paid: €20.00")
        screen.press("f5")
        screen.wait_for("A-001 is lent.")
        screen.press("enter")
        screen.wait_for("Take a device back")
        screen.press("f8")
        screen.wait_for("A-001 is back. Give back €20.00.")
    (session,) = house.kiosk("einclusie", "session", "list")
    assert (session["came"], session["here"], session["state"]) == (3, 3, "open")
    (device,) = house.kiosk("einclusie", "device", "list")
    assert device["state"] == "to_wipe"
    till = house.kiosk("till", "x")
    (deposits,) = [one for one in till["purposes"] if one["purpose"] == "einclusie.deposit"]
    assert (deposits["taken_cents"], deposits["back_cents"]) == (2000, -2000)
    assert house.kiosk("verify")["clean"]
