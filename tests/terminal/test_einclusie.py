"""E-inclusion at the installed kiosk, 80×24: an afternoon of visitors, a question and a laptop; a laptop with a deposit at a
counter with a drawer that comes back two weeks later. Then what the command line says of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from .conftest import House, Household, found_house
from .counter import Counterside
from .driver import Terminal

pytestmark = pytest.mark.slow


TWO_WEEKS_S = 14 * 24 * 3600
CLOCK = Path(__file__).with_name("later.c")


def lends(screen: Terminal, who: Household) -> None:
    """The device that is marked, for a deposit of twenty euros in cash."""
    screen.wait_for("ThinkPad", "Lend it")
    screen.press("enter")
    screen.wait_for("Who borrows?")
    screen.scans(who.card)
    screen.wait_for("Deposit", f"{who.number}.1")
    screen.press("enter", "\x15")
    screen.types("20")
    screen.wait_for("Paid: €20.00")
    screen.press("f5")
    screen.wait_for("A-001 is lent.")


@pytest.fixture
def two_weeks_later(tmp_path: Path) -> dict[str, str]:
    """For the environment of a process that should think so."""
    made = tmp_path / "later.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", made, CLOCK, "-ldl"], check=True)
    return {"LD_PRELOAD": str(made), "LATER_S": str(TWO_WEEKS_S)}


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
        lends(screen, zofia)
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


def test_a_laptop_with_a_deposit_comes_back_two_weeks_later_out_of_the_drawer_of_that_day(
    house: House, two_weeks_later: dict[str, str]
) -> None:
    zofia, _ = house.households
    with house.screen() as screen:
        counter = Counterside(screen)
        counter.signs_in("Celine", "Today")
        counter.to("Digital help: devices")
        lends(screen, zofia)
    taken = house.kiosk("till", "close", "--counted", "120")
    house.kiosk("till", "open", "--float", "100", **two_weeks_later)
    with house.screen(**two_weeks_later) as screen:
        counter = Counterside(screen)
        counter.signs_in("Celine", "Today")
        counter.to("Digital help: devices")
        screen.wait_for("ThinkPad", "Take the device back", gone=["!"])
        screen.press("enter")
        screen.wait_for("Of the deposit of €20.00.")
        screen.press("f8")
        screen.wait_for("A-001 is back. Give back €20.00.")
    given = house.kiosk("till", "close", "--counted", "80", **two_weeks_later)
    for closing, cents in ((taken, (2000, 0)), (given, (0, -2000))):
        (line,) = [one for one in closing["purposes"] if one["purpose"] == "einclusie.deposit"]
        assert (line["taken_cents"], line["back_cents"]) == cents
    (past,) = house.kiosk("einclusie", "loan", "history", f"{zofia.number}.1", **two_weeks_later)
    assert (past["device"], past["how"]) == ("A-001", "back") and past["since"] < past["ended"]
    assert house.kiosk("verify", **two_weeks_later)["clean"]
