"""What changes in a family, from the page of the client: each with its small form, and taken back with one key."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import kiosk_foodbank
import pytest

from kiosk_core import NewMember
from kiosk_core.domain.visits import Client
from kiosk_core.testing import PINS, HouseOnDisk
from kiosk_core.tui.screens.client import ClientScreen
from kiosk_core.tui.screens.family.menu import FamilyScreen

from .conftest import WAIT, Visitor
from .test_nothing_cut import Tour

COUPLE = (
    NewMember(name="Fatima El Amrani", born="1984-02-01", sex="v"), NewMember(name="Youssef Haddad", born="1980"),
    NewMember(name="Yara Haddad", born="2019-04-01"),
)  # fmt: skip


@pytest.fixture
def couple(house: HouseOnDisk) -> Client:
    return house.at("core").register(COUPLE, address="Kerkstraat 1", phone="0470 11 11 11")


async def page(sits: Visitor, number: str = "A1001", who: str = "coordinator") -> None:
    """The client's page, as the office opens it."""
    await sits.enters(who)
    sits.app.open("client:ClientScreen", sits.app.shift_for("core"), number)
    await sits.settles()


async def changes(sits: Visitor, entry: str) -> None:
    await sits.presses("f2")
    await sits.chooses(entry)


def first_names(house: HouseOnDisk, number: str) -> list[str]:
    return [member.first_name for member in house.kiosk.house.by_number(number, house.today).members]


async def test_somebody_leaves_with_a_reason_and_a_day_and_it_is_taken_back(house: HouseOnDisk, couple: Client) -> None:
    house.later(days=10)
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await page(sits)
        await changes(sits, "leaves, moves or died")
        assert "A1001.3  Yara  7 years" in sits.menu[2]
        await sits.presses("2", "3")
        assert "Youssef (A1001.2): Died" in sits.shows and "The cards of this person stop" in sits.shows
        await sits.presses(*["backspace"] * 10)
        await sits.types(f"{house.today + timedelta(days=1):%d/%m/%Y}")
        await sits.presses("f8")
        assert "this day lies ahead" in sits.place.message
        await sits.presses(*["backspace"] * 10)
        await sits.types(f"{house.today - timedelta(days=4):%d/%m/%Y}")
        await sits.presses("f8")
        assert "A1001 · 2 persons" in sits.shows and "A1001.2 no longer belongs" in sits.place.message
        assert len(house.kiosk.house.by_number("A1001", house.today - timedelta(days=5)).members) == 3
        assert len(house.kiosk.house.by_number("A1001", house.today - timedelta(days=4)).members) == 2
        await sits.presses("f4")
        assert "A1001 · 3 persons" in sits.shows


async def test_children_who_stay_alone_are_said_before_and_after_their_parent_leaves(
    house: HouseOnDisk, couple: Client
) -> None:
    alone = "Only children live in this household now. Note who may collect for them"
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await page(sits)
        for who in ("Youssef", "Fatima"):
            assert alone not in sits.shows
            await changes(sits, "leaves, moves or died")
            await sits.chooses(who)
            await sits.presses("3")
            assert (alone in sits.shows) is (who == "Fatima"), "who leaves last is told before"
            await sits.presses("f8")
        assert alone in sits.shows and "A1001 · 1 person" in sits.shows
        await sits.presses("f4")
        assert alone not in sits.shows


async def test_a_couple_parts_in_two_steps_and_the_page_goes_on_with_who_stays(
    house: HouseOnDisk, couple: Client
) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await page(sits)
        await changes(sits, "couple parts")
        assert "A1001.3" in sits.rows[2] and "7 years" in sits.rows[2], "a child without a name is told by its age"
        await sits.presses("f8")
        assert "in each of the two households lives somebody" in sits.place.message
        await sits.presses("down", "enter", "down", "enter", "enter", "f8")
        await sits.types("Stationsplein 9\r0470 22 22 22")
        await sits.presses("f8")
        assert "✓ A1002 stays, A1003 leaves: 2 new cards to print." in sits.place.message
        assert "A1002 · 2 persons" in sits.shows and "Stationsplein" not in sits.shows
        assert (first_names(house, "A1002"), first_names(house, "A1003")) == (["Fatima", "Yara"], ["Youssef", "Yara"])
        await sits.presses("f4")
        assert "A1001 · 3 persons" in sits.shows


async def test_a_child_lives_in_two_households_by_number_or_card(house: HouseOnDisk, couple: Client) -> None:
    house.with_household(name="Jan Peeters")
    card = house.at("core").issue_card(house.kiosk.house.by_number("A1001.3", house.today))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await page(sits, "A1002")
        await changes(sits, "comes to live here")
        await sits.scans(card)
        assert "no longer belongs to A1001" in sits.shows
        await sits.presses("f6")
        assert "Yara (A1001.3) lives here too, and stays in A1001." in sits.shows
        await sits.presses("f8", "f8")
        assert "A1002 · 2 persons" in sits.shows
    assert [len(first_names(house, number)) for number in ("A1001", "A1002")] == [3, 2]


async def test_address_name_and_nickname_are_changed_and_only_that_is_written(
    house: HouseOnDisk, couple: Client
) -> None:
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 40)) as sits.pilot:
        await page(sits)
        await changes(sits, "Address or phone")
        await sits.presses("f8")
        assert "nothing is changed" in sits.place.message
        await sits.presses(*["backspace"] * 12)
        await sits.types("Markt 7")
        await sits.presses("f8")
        assert "Markt 7 · 0470 11 11 11" in sits.shows
        await changes(sits, "nickname")
        await sits.presses("1")
        assert sits.place.query_one("#q-born").value == "01/02/1984"  # type: ignore[attr-defined]
        await sits.presses("down", "down")
        await sits.types("Tima")
        await sits.presses("f8")
        assert "✓ What is known of A1001.1 is changed." in sits.place.message
    assert [one.number for one in house.at("core").find("tima")] == ["A1001.1"]


async def test_who_else_may_collect_is_named_with_a_last_day_and_stopped(house: HouseOnDisk, couple: Client) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await page(sits)
        await changes(sits, "may collect")
        assert "Nobody else may collect now." in sits.shows
        await sits.presses("f5")
        await sits.types("Mia Janssens\r\r")
        await sits.presses(*["backspace"] * 10)
        await sits.types("31/01/2027")
        await sits.presses("f8")
        assert "✓ Mia Janssens may collect until 31/01/2027." in sits.place.message
        await changes(sits, "may collect")
        assert "until 31/01/2027" in sits.rows[0]
        await sits.presses("delete")
        assert "✓ Mia no longer collects." in sits.place.message
    assert house.at("core").proxies_of(couple) == []


async def test_whoever_may_register_protects_and_only_a_coordinator_ends_it(house: HouseOnDisk, couple: Client) -> None:
    last = house.today + timedelta(days=30)
    house.at("core").welcome("deputy", ["deputy"], PINS["volunteer"], cost=1, deputy_until=last)
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await page(sits, who="deputy")
        await changes(sits, "Protected")
        assert "A1001 is not protected." in sits.shows and "whole birth date" in sits.shows
        await sits.presses("f8")
        assert "✓ A1001 is protected." in sits.place.message and "Kerkstraat" not in sits.shows
        await changes(sits, "Address or phone")
        assert sits.place.query_one("#q-address").value == ""  # type: ignore[attr-defined]
        await sits.presses("escape")
        await sits.chooses("Protected")
        assert not any(hint.key == "f8" for hint in sits.place.hints())
    assert house.at("core").find("fatima") == []


@pytest.mark.tour
@pytest.mark.parametrize(("lang", "size"), [("fr", (80, 24)), pytest.param("nl", (120, 40), marks=pytest.mark.long)])
async def test_none_of_these_screens_cuts_what_it_says(
    house: HouseOnDisk, couple: Client, lang: str, size: tuple[int, int]
) -> None:
    house.with_household(name="Fatma Elamrani")
    house.at("core").name_proxy(couple, house.today, name="Wenceslas van den Broeckhoven")
    sits = Visitor(house, lang=lang)
    last_steps = (("2", "1", "3"), ("5", "1"), ("6", "f5"), ("3", "enter", "f8"), ("8", *"A1002", "f8"), ("9", "1"))
    async with sits.app.run_test(size=size) as sits.pilot:
        await page(sits)
        tour = Tour(sits)
        await sits.presses("f2")
        await tour.enters_each()
        for keys in last_steps:
            await sits.presses(*keys)
            await tour.looks()
            for _ in range(len(sits.app.screen_stack) - 4):
                await sits.presses("escape")
            assert isinstance(sits.place, FamilyScreen)
        await sits.presses("escape")
        assert isinstance(sits.place, ClientScreen), "Esc goes back, and asks nothing"
    assert not tour.found, "\n".join(sorted(set(tour.found)))


async def test_a_decision_ends_earlier_by_who_decided_and_it_is_taken_back(house: HouseOnDisk, couple: Client) -> None:
    until = house.today + timedelta(days=300)
    house.at("core").enrol(couple, "toy", until)
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await page(sits)
        await changes(sits, "A decision ends earlier")
        assert f"until {until:%d/%m/%Y}" in sits.shows
        await sits.presses("f8")
        assert "say who decided this, and why." in sits.place.message
        await sits.presses("enter")
        await sits.types("Mia Peeters\rworks full time now 85020112345")
        await sits.presses("f8")
        assert "national, bank or card number" in sits.shows
        await sits.presses("f8")
        assert sits.place.message.endswith(f"ends on {house.today:%d/%m/%Y}.")
        assert f"until {house.today:%d/%m/%Y}, ended by a decision" in sits.shows
        assert house.at("core").client_page("A1001").enrolments[0].until_day == house.today
        await sits.presses("f4")
        assert house.at("core").client_page("A1001").enrolments[0].until_day == until


async def test_about_their_own_household_a_colleague_says_yes_to_the_decision_of_a_coordinator(
    house: HouseOnDisk, couple: Client
) -> None:
    office = house.at("core", "administrator")
    office.link_volunteer("coordinator", couple.members[0].person)
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await page(sits)
        await sits.presses("f5", "f8")
        assert "A second volunteer confirms this one." in sits.shows
        await sits.presses("escape")
        assert office.client_page("A1001").enrolments == (), "nobody said yes"
        await sits.presses("f8")
        await sits.signs_in("volunteer", "1111")
        assert "noted until" in sits.place.message
        assert len(office.client_page("A1001").enrolments) == 1
        await changes(sits, "A decision ends earlier")
        await sits.presses("enter")
        await sits.types("Mia Peeters\rworks full time now")
        await sits.presses("f8")
        await sits.signs_in("volunteer", "1111")
        assert "ends on" in sits.place.message
    assert office.client_page("A1001").enrolments[0].until_day == house.today
    assert [note.code for note in office.to_know()] == ["core.decided_own"] * 2


async def test_what_is_taken_back_is_what_was_done_last_on_the_page_and_nothing_before_it(
    house: HouseOnDisk, couple: Client
) -> None:
    """A new card, then a decision, then somebody more: each is the one that F4 takes back, and after the rights it is none."""
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await page(sits)
        await sits.presses("f6", "f5", "f8")
        assert len(house.at("core").client_page("A1001").enrolments) == 1
        await sits.presses("f4")
        page_now = house.at("core").client_page("A1001")
        assert (len(page_now.enrolments), len(page_now.cards)) == (0, 1), "the decision, not the card before it"
        assert not sits.keys().get("f4")
        await sits.presses("f8")
        await sits.types("Sami Haddad\r2024\r\r")
        await sits.presses("f8")
        assert "A1001 · 4 persons" in sits.shows
        await sits.presses("f4")
        assert "A1001 · 3 persons" in sits.shows
        await sits.presses("f6")
        assert sits.keys().get("f4")
        await sits.presses("f9", "escape")
        assert sits.keys().get("f4")
        await sits.presses("f9")
        await sits.chooses("A page that explains")
        await sits.presses("escape")
        assert not sits.keys().get("f4")


async def test_a_first_name_that_stands_in_no_name_is_asked_about(house: HouseOnDisk, couple: Client) -> None:
    """Whoever reads 'Name' beside 'First name' types the family name there."""
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 40)) as sits.pilot:
        await page(sits)
        await changes(sits, "nickname")
        await sits.presses("2", *["backspace"] * len("Youssef Haddad"))
        await sits.types("Lambert\r")
        await sits.presses(*["backspace"] * len("Youssef"))
        await sits.types("Marc")
        await sits.presses("f8")
        assert "Nobody is found by Marc: it does not stand in the name." in sits.shows
        await sits.presses("up", *["backspace"] * len("Lambert"))
        await sits.types("Marc Lambert")
        await sits.presses("f8")
        assert "✓ What is known of A1001.2 is changed." in sits.place.message
    assert [one.number for one in house.at("core").find("marc")] == ["A1001.2"]


async def test_a_page_that_fits_is_not_scrolled_and_nothing_goes_wrong(house: HouseOnDisk, couple: Client) -> None:
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 40)) as sits.pilot:
        await page(sits)
        await sits.presses("down", "up", "f9", "3", "1", "pagedown", "pageup")
        assert not sits.place.message


async def test_a_decision_that_is_renewed_begins_with_what_the_one_before_said(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [kiosk_foodbank])
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    known = house.at("core").register(COUPLE)
    house.at("core").enrol(known, "foodbank", house.today, terms={"leave_out": "pork, eggs"})
    house.later(days=3)
    sits = Visitor(house, lang="nl")
    async with sits.app.run_test(size=(80, 40)) as sits.pilot:
        await page(sits)
        await sits.presses("f5", "f8")
        assert "genoteerd tot" in sits.place.message
    (_, renewed) = house.at("core").client_page("A1001").enrolments
    assert renewed.terms == {"foodbank.leave_out": "pork, eggs"}
    house.close()
