"""A screen that nobody stands at: wrong PINs, the lock, and a card that is held before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import PINS, House, found_house
from .counter import READY, Counterside, sign_in
from .driver import Terminal

pytestmark = [pytest.mark.slow, pytest.mark.tour]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> House:
    return found_house(tmp_path_factory.mktemp("lock"), [{"name": "Zofia Kwakkel"}])


@pytest.fixture
def house(begun: House, tmp_path: Path) -> House:
    return begun.in_other_home(tmp_path / "home")


def nothing_personal(screen: Terminal, house: House) -> None:
    known = house.households[0]
    words = (*known.name.split(), known.number, known.card, "Marie", "Bart", "visit", "Undo", "Hand over")
    screen.wait_for("Sign in", gone=words)  # a terminal may be read while half of the next screen is painted
    assert not any(word in screen.settle() for word in words)


def types_pin(screen: Terminal, pin: str) -> None:
    screen.settle()
    screen.types(pin)
    screen.press("enter")


def test_five_wrong_pins_make_that_name_wait_and_a_colleague_still_comes_in(house: House) -> None:
    with house.screen() as screen:
        sign_in(screen, "Marie", "9999")
        for _ in range(4):
            screen.wait_for("This name or PIN is not right.")
            types_pin(screen, "9999")
        screen.wait_for("Too many wrong PINs for this name")
        types_pin(screen, PINS["Marie"])
        assert "Today" not in screen.settle(), "the right one does not help before the pause is over"
    # Whoever opens the kiosk anew waits too.
    with house.screen() as screen:
        sign_in(screen, "marie", PINS["Marie"])
        screen.wait_for("Too many wrong PINs for this name")
        screen.press("f1")
        screen.wait_for("A colleague can sign in meanwhile")
    with house.screen() as screen:
        sign_in(screen, "Bart", PINS["Bart"])
        screen.wait_for("Today")


def test_nobody_learns_from_the_screen_who_works_here(house: House) -> None:
    with house.screen() as screen:
        sign_in(screen, "Nobody", "9999")
        screen.wait_for("This name or PIN is not right.")


def test_a_screen_that_was_left_locks_and_comes_back_as_it_was(house: House) -> None:
    known = house.households[0]
    house.kiosk("settings", "set", "core.idle_minutes", "1")
    with house.screen() as screen:
        counter = Counterside(screen)
        counter.signs_in("Marie", "Today")
        counter.to("Counter: Food distribution")
        screen.wait_for(READY)
        counter.scans(known, "Handed over")
        screen.wait_for("Locked. Sign in to go on.", "Your PIN", gone=["Marie"], seconds=200)
        nothing_personal(screen, house)
        # A client's card opens nothing and says nothing of its holder; keys that worked before do nothing.
        screen.scans(known.card)
        screen.wait_for("Sign in first.")
        screen.press("f4", "f3", "f8")
        screen.settle()
        nothing_personal(screen, house)
        sign_in(screen, "Marie", PINS["Marie"])
        screen.wait_for("Food distribution", "Marie", "Search")


def test_the_lock_key_hides_everything_at_once_and_a_badge_opens_it(house: House) -> None:
    known = house.households[0]
    with house.screen() as screen:
        counter = Counterside(screen)
        counter.signs_in("Marie", "Today")
        screen.press("f11")
        screen.wait_for("Locked. Sign in to go on.", gone=["Today", "Marie"])
        nothing_personal(screen, house)
        screen.scans(known.card)
        screen.wait_for("Sign in first.")
        screen.press("escape")
        assert "Locked." in screen.settle()
        screen.scans(house.badges["Bart"])
        screen.wait_for("Today", "Bart", gone=["Marie"])


def test_a_card_before_anybody_signed_in_opens_nothing(house: House) -> None:
    with house.screen() as screen:
        screen.wait_for("Your PIN")
        screen.scans(house.households[0].card)
        screen.wait_for("Sign in first.", "Your name")
        nothing_personal(screen, house)
