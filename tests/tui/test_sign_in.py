"""Who stands here: by PIN or badge, locked out, locked by time, another volunteer in place."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import Input

from kiosk_core.domain.texts import Sentence
from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui.screens.home import HomeScreen
from kiosk_core.tui.screens.sign_in import SignInScreen
from kiosk_core.tui.widgets.words import Words

from .conftest import Visitor


async def test_a_name_and_a_pin_open_home(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.types("Coordinator\r2222\r")
        await sits.settles()
        assert "Counter: Bread" in sits.menu[0]


async def test_what_is_typed_before_its_screen_is_there_waits_for_it(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.types_ahead("f12", *"coordinator\r2222\r")
        assert sits.app.who is not None and sits.app.who.name == "coordinator"


async def test_a_wrong_pin_says_so_and_five_lock_that_name_only(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.types("volunteer\r")
        for _ in range(5):
            await sits.types("9999\r")
        assert "Too many wrong PINs for this name: wait 5 minutes" in sits.shows
        await sits.types("1111\r")
        assert sits.app.who is None
        house.later(minutes=6)
        await sits.types("1111\r")
        assert sits.app.who is not None


async def test_a_badge_signs_in_and_changes_who_stands_here(house: HouseOnDisk) -> None:
    badges = {who: house.at("core").give_badge(who) for who in ("volunteer", "coordinator")}
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.scans(badges["volunteer"])
        assert "Welcome, volunteer." in sits.shows
        await sits.scans(card)
        assert sits.look == "yes"
        await sits.scans(badges["coordinator"])
        assert sits.look == "yes" and "coordinator" in sits.shows
        await sits.presses("enter")
        assert sits.look == "done"
    (event,) = [event for event in house.kiosk.last_events(9) if event.kind == "toy.bread_given"]
    assert event.actor == house.at("toy", "coordinator").volunteer.id


async def test_a_pin_typed_faster_than_the_focus_moves_never_stands_in_the_field_of_the_name(
    house: HouseOnDisk,
) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits._turn()
        name, pin = (sits.place.query_one(f"#{one}", Input) for one in ("name", "pin"))
        # All of it is in the field's own queue before it looks at the first key.
        for enter in ("enter", "ctrl+j"):
            for char in "volunteer\r1111":
                name.post_message(events.Key(enter if char == "\r" else char, char))
            await sits._turn()
            assert (name.value, pin.value) == ("volunteer", "1111")
            await sits.presses("escape")


async def test_another_volunteer_finds_what_was_open(house: HouseOnDisk) -> None:
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        await sits.presses("f12")
        assert "Fatima" not in sits.shows
        await sits.presses("escape")
        assert sits.look == "yes" and "Fatima" in sits.shows
        await sits.presses("f12")
        await sits.signs_in("coordinator", "2222")
        assert sits.look == "yes" and "Fatima" in sits.shows and "coordinator" in sits.shows


async def test_after_idle_minutes_nothing_personal_is_shown_and_a_card_says_sign_in_first(house: HouseOnDisk) -> None:
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter("coordinator")
        await sits.scans(card)
        await sits.passes(299)
        assert "Locked" not in sits.shows
        await sits.passes(2)
        assert "Locked. Sign in to go on." in sits.shows
        assert "Fatima" not in sits.shows and "coordinator" not in sits.shows
        await sits.scans(card)
        assert "Sign in first." in sits.shows and "Fatima" not in sits.shows


async def test_who_only_taps_or_whose_scanner_pastes_is_not_locked_out_of_their_own_work(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        for touch in (events.MouseDown(None, 0, 0, 0, 0, 1, False, False, False), events.Paste("x")):
            await sits.passes(200)
            sits.app.post_message(touch)
            await sits.settles()
        await sits.passes(200)
        assert "Locked" not in sits.shows
        await sits.passes(101)
        assert "Locked" in sits.shows


@pytest.mark.parametrize("left_open", ["f1", "f12", "till"])
async def test_a_help_page_the_till_or_another_s_door_left_open_locks_like_any_screen(
    house: HouseOnDisk, left_open: str
) -> None:
    """What shows nothing personal leads back, by Esc, to whoever walked away."""
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("coordinator")
        if left_open == "till":
            sits.app.open("till:TillScreen", sits.app.shift_for("toy"))
        else:
            await sits.presses(left_open)
        await sits.settles()
        await sits.passes(301)
        assert "Locked. Sign in to go on." in sits.shows
        await sits.presses("escape", "escape")
        assert "Locked. Sign in to go on." in sits.shows
        await sits.signs_in("volunteer", "1111")
        assert sits.app.who is not None and sits.app.who.name == "volunteer"
        assert "Your PIN" not in sits.shows, "one PIN is enough"


async def test_at_the_till_a_question_and_a_help_page_the_title_says_who_stands_there_and_at_the_door_nobody(
    house: HouseOnDisk,
) -> None:
    sits = Visitor(house)

    def title() -> str:
        return sits.place.query_one("#title-right", Words).text

    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        sits.app.open("till:TillScreen", sits.app.shift_for("toy"))
        await sits.settles()
        assert "coordinator" in title()
        await sits.presses("f1")
        assert "coordinator" in title()
        await sits.presses("escape")
        sits.app.push_screen(sits.app.load("question:QuestionScreen", Sentence("Is the date right?")))
        await sits.settles()
        assert "Is the date right?" in sits.shows and "coordinator" in title()
        await sits.passes(301)
        assert "Locked. Sign in to go on." in sits.shows and "coordinator" not in title()
        await sits.presses("f1")
        assert "coordinator" not in title(), "nor on its help page"


async def test_a_scan_on_the_help_page_is_heard_by_the_screen_below_it_the_locked_one_too(house: HouseOnDisk) -> None:
    card = house.with_household(enrolled=("toy",)).card
    badge = house.at("core").give_badge("volunteer")
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter("coordinator")
        await sits.presses("f1")
        await sits.scans(card)
        assert sits.look == "yes" and "Fatima" in sits.shows
        await sits.presses("f10", "f11", "f1")
        await sits.scans(card)
        assert "Sign in first." in sits.shows and "Fatima" not in sits.shows
        await sits.presses("f1")
        await sits.scans(badge)
        assert sits.app.who is not None and sits.app.who.name == "volunteer"
        assert "Your PIN" not in sits.shows


async def test_ctrl_c_says_in_the_reader_s_words_how_the_program_is_closed(house: HouseOnDisk) -> None:
    sits = Visitor(house, lang="nl")
    async with sits.app.run_test() as sits.pilot:
        await sits.presses("ctrl+c")
        assert sits.place.message == "Ctrl+Q sluit het programma."
        assert not sits.app._notifications, "Textual's own words are English"


async def test_a_scan_at_home_opens_the_counter_with_it(house: HouseOnDisk) -> None:
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.signs_in()
        await sits.scans(card)
        assert sits.look == "yes" and "Fatima" in sits.shows


async def test_what_somebody_may_not_do_is_not_in_the_menu(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.signs_in("volunteer", "1111")
        assert not any("Office" in entry for entry in sits.menu)
        await sits.presses("f12")
        await sits.signs_in("coordinator", "2222")
        await sits.chooses("Office")
        assert {"Clients", "Settings"} <= {entry.split("  ")[1].strip() for entry in sits.menu}


async def test_where_a_badge_needs_its_pin_the_name_is_filled_in_and_the_pin_comes_next(house: HouseOnDisk) -> None:
    house.set("core.badge", "with_pin")
    badges = {who: house.at("core").give_badge(who) for who in ("volunteer", "coordinator")}
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.scans(badges["volunteer"])
        assert sits.app.who is None and "Now your PIN, volunteer." in sits.shows
        await sits.types("1111\r")
        await sits.settles()
        assert sits.app.who is not None
        await sits.scans(badges["coordinator"])
        assert sits.app.who.name == "volunteer", "the PIN is still to come"
        await sits.types("2222\r")
        await sits.settles()
        assert sits.app.who.name == "coordinator"


async def test_who_forgot_the_pin_has_the_counter_and_nothing_else_until_it_locks(house: HouseOnDisk) -> None:
    card = house.with_household(enrolled=("toy",)).card
    house.at("core").set_roles("volunteer", ["coordinator"])
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.types("volunteer")
        await sits.presses("f7")
        await sits.types("coordinator\r2222\r")
        await sits.settles()
        assert "coordinator vouched: the counter is open, until it locks." in sits.shows
        await sits.scans(card)
        await sits.presses("enter")
        assert sits.look == "done"
        await sits.presses("f10")
        assert [line.split("  ")[1].strip() for line in sits.menu] == [
            "Counter: Bread",
            "Good to know",
            "Close the kiosk",
        ]
        await sits.presses("f11")
        await sits.types("volunteer\r")
        await sits.types("2222\r")
        await sits.settles()
        assert "This name or PIN is not right." in sits.shows, "a colleague's PIN is a colleague's"
    events = [event for event in house.kiosk.last_events(9) if event.kind == "toy.bread_given"]
    assert [event.actor for event in events] == [house.at("toy", "volunteer").volunteer.id]


async def test_a_volunteer_vouches_for_nobody_and_no_name_is_asked_first(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits._turn()
        await sits.presses("f7")
        assert "Type your name first, then F7." in sits.shows
        await sits.types("coordinator")
        await sits.presses("f7")
        await sits.types("volunteer\r1111\r")
        await sits.settles()
        assert sits.app.who is None and "Only for:" in sits.shows


async def test_what_the_coordinator_left_open_closes_for_a_volunteer(house: HouseOnDisk) -> None:
    known = house.with_household(enrolled=("toy",))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Office")
        await sits.presses("1")
        await sits.types("fatima")
        await sits.presses("enter")
        assert known.client.number.partition(".")[0] in sits.shows
        await sits.presses("f12")
        sits.app.lock()
        await sits.signs_in("volunteer", "1111")
        assert "Fatima" not in sits.shows and sits.app.who is not None
        assert not any(type(place).__name__ in ("ClientScreen", "ClientsScreen") for place in sits.app.places())
        assert isinstance(sits.place, HomeScreen) and sits.menu, "an empty office says nothing"


async def test_a_name_typed_wrong_is_taken_away_by_one_key(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.types("volumteer\r1111\r")
        assert sits.app.who is None
        await sits.presses("escape")
        await sits.types("volunteer\r1111\r")
        await sits.settles()
        assert sits.app.who is not None


async def test_an_emergency_code_typed_as_fast_as_a_scanner_opens_and_a_clients_card_does_not(
    house: HouseOnDisk,
) -> None:
    code = house.at("core", "administrator").new_emergency_code()
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.scans(code)
        assert sits.app.who is None and "Sign in first." in sits.shows, "whose emergency it is, nobody said"
        await sits.types("administrator\r")
        for _ in range(6):
            await sits.scans(card)
        assert sits.app.who is None and "Sign in first." in sits.shows, "a card is no wrong try"
        await sits.scans(code)
        assert sits.app.who is not None and sits.app.who.name == "administrator"


async def test_the_screen_of_who_left_locks_and_what_a_role_opened_closes_with_it(house: HouseOnDisk) -> None:
    """Another process lets the coordinator go while a client's page lies open."""
    house.with_household(name="Fatima El Amrani", address="Schuilplaats 3")
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Office")
        await sits.presses("1")
        await sits.types("fatima\r")
        assert "Schuilplaats 3" in sits.shows
        elsewhere = house.again()
        admin = elsewhere.at("core", "administrator")
        admin.set_roles("coordinator", ["volunteer"])
        await sits.passes(1)
        assert "Schuilplaats 3" not in sits.shows and "PIN" not in sits.shows
        admin.retire("coordinator")
        elsewhere.close()
        await sits.passes(1)
        assert isinstance(sits.place, SignInScreen)
        await sits.types("coordinator\r2222\r")
        assert "This name or PIN is not right." in sits.shows
        await sits.enters("volunteer")
        assert sits.app.who is not None and sits.app.who.name == "volunteer"
