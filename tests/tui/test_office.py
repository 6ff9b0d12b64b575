"""Clients, the quick form, enrolling, cards, settings: for those who may."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.widgets import OptionList

from kiosk_core.catalogues import catalogue
from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui.widgets.form import Form
from kiosk_core.tui.widgets.words import Words

from .conftest import Visitor


async def at(sits: Visitor, entry: str) -> None:
    """Signs in and chooses an entry of the office."""
    await sits.enters("coordinator")
    await sits.chooses("Office")
    await sits.chooses(entry)


async def test_a_household_is_registered_enrolled_and_gets_a_card(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await at(sits, "Register")
        await sits.types("2\r2019, 1/4/2021, 6, ?\rFatima El Amrani\r")
        await sits.presses("f8")
        assert "A1001 · 6 persons" in sits.shows and "Fatima El Amrani" in sits.shows
        assert "0-17 years" in sits.shows, "a child of unknown age is a child"
        await sits.presses("f5", "f8")
        assert "Bread: from 25/11/2026 until 25/11/2027" in sits.shows
        await sits.presses("f6")
        assert "in use" in sits.shows
        await sits.presses("f7")
        assert "lost" in sits.shows and "✓ 1 card is stopped." in sits.shows
        await sits.presses("f4")
        assert "in use" in sits.shows and "✓ Taken back." in sits.shows, "F7 is one slip of the hand away"
        await sits.presses("f7")
        await sits.presses("f8")
        await sits.types("Yusuf\r12\r")
        assert sits.place.query_one("#turned", Words).text == "Lives here"
        assert sits.keys()["f6"] == "Lives here in part", "a key says what it does"
        await sits.presses("f6")
        assert sits.place.query_one("#turned", Words).text == "Lives here in part"
        assert sits.keys()["f6"] == "Lives here"
        await sits.presses("f8")
        assert "A1001 · 7 persons" in sits.shows
    assert house.kiosk.house.by_number("A1001", house.today).members[-1].share == "part"


async def test_a_decision_that_another_one_will_overrule_says_so_before_it_is_saved(house: HouseOnDisk) -> None:
    known = house.with_household(name="Jan Peeters")
    house.at("core").enrol(known.client, "toy", date(2027, 12, 1), since=date(2027, 3, 1))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await at(sits, "Clients")
        await sits.types("A1001\r")
        await sits.presses("f5", "f8")
        assert "From 01/03/2027 on another decision speaks, which begins then." in sits.shows
        assert "bread" not in {
            one.project
            for one in house.kiosk.house.enrolments(known.client.household or "")
            if one.from_day == house.today
        }
        await sits.presses("f8")
        assert "Bread: from 25/11/2026 until 25/11/2027" in sits.shows


async def test_a_long_page_of_a_client_is_read_on_with_the_arrows(house: HouseOnDisk) -> None:
    house.with_household(adults=14)
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Clients")
        await sits.types("A1001\r")
        await sits.settles()
        assert sits.keys()["down"] == "Read on"
        cards = sits.place.query_one("#page-cards")
        assert cards.region.bottom > sits.place.query_one("#foot").region.y
        await sits.presses(*["down"] * 20)
        assert cards.region.bottom <= sits.place.query_one("#foot").region.y


async def test_somebody_alike_is_shown_before_saving(house: HouseOnDisk) -> None:
    house.with_household(name="Fatima El Amrani")
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await at(sits, "Register")
        await sits.types("1\r\rFatima Elamrani\r")
        await sits.presses("f8")
        assert "Is it one of these? Fatima El Amrani (A1001.1)." in sits.shows
        await sits.presses("f8")
        assert "A1002 · 1 person" in sits.shows


async def test_what_projects_ask_is_on_the_form_with_why_and_is_kept(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 40)) as sits.pilot:
        await at(sits, "Register")
        assert "Bread to bake needs one. One of: yes, no" in sits.shows
        assert "So that it is eaten. One of: Rye bread, White bread" in sits.shows
        await sits.types("1\r\rFatima El Amrani\r\r\r\r")
        await sits.types("purple\r")
        await sits.presses("f8")
        assert "purple is none of these. Oven is one of: yes, no." in sits.place.message
        await sits.presses(*["backspace"] * 6)
        await sits.types("y\rrye, WHITE bread\r")
        await sits.presses("f8")
        assert "A1001 · 1 person" in sits.shows
    client = house.kiosk.house.by_number("A1001.1", house.today)
    assert house.kiosk.house.answer(client.household or "", "toy.oven") == "yes"
    assert house.kiosk.house.answer(client.person or "", "toy.likes") == "rye, white"


async def test_what_is_asked_stands_beside_the_form_and_only_saving_again_says_yes(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 40)) as sits.pilot:
        await at(sits, "Register")
        await sits.types("1\r\rFatima\r\r\r\rno\r")
        assert "No oven: is there a stove? Ask for it." in sits.shows, "said when the field is left, before saving"
        await sits.presses("f8")
        assert (
            "F8 again saves it." in sits.place.message
            and house.kiosk.house.number("SELECT count(*) FROM core_household") == 0
        )
        await sits.presses("enter")
        await sits.scans("BCDEFGHIJKLNPRSTU")
        assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 0
        await sits.presses("f8")
        assert "A1001 · 1 person" in sits.shows


async def test_a_stop_says_why_and_nothing_is_saved_however_often(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await at(sits, "Register")
        await sits.types("1\r\rstop\r")
        await sits.presses("f8", "f8", "f8")
        assert "This name cannot be." in sits.place.message
    assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 0


async def test_a_birth_that_is_none_is_said_and_nothing_is_lost(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await at(sits, "Register")
        await sits.types("1\r31/2/2019\r")
        await sits.presses("f8")
        assert "31/2/2019 is no birth date" in sits.shows
        await sits.scans("BCDEFGHIJKLNPRSTU")
        assert "Save this form first" in sits.shows
        assert sits.place.query_one("#q-children").value == "31/2/2019"  # type: ignore[attr-defined]


async def test_in_a_form_longer_than_the_screen_arrows_go_from_field_to_field_and_an_error_to_its_own(
    house: HouseOnDisk,
) -> None:
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Register")

        def here() -> str:
            field = sits.app.focused
            assert field is not None and field.region.overlaps(sits.place.query_one(Form).region)
            return field.id or ""

        await sits.types("1\r31/2/2019\r")
        await sits.presses("down", "down", "down")
        below = here()
        await sits.presses("up")
        assert here() != below
        await sits.presses("down")
        assert here() == below
        await sits.presses("f8")
        assert "31/2/2019 is no birth date" in sits.shows and here() == "q-children", "where it can be put right"
        await sits.presses(*["backspace"] * 9, "f8")
        assert "A1001 · 1 person" in sits.shows


async def test_the_page_of_a_client_opens_by_name_and_by_card(house: HouseOnDisk) -> None:
    known = house.with_household(adults=2, children=("2019-04-01",), address="Markt 1")
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await at(sits, "Clients")
        await sits.types("fati\r")
        await sits.settles()
        assert "Markt 1" in sits.shows and "7 years" in sits.shows
        await sits.presses("escape")
        await sits.scans(known.card)
        assert "A1001 · 3 persons" in sits.shows


async def test_a_setting_is_explained_changed_and_holds(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await at(sits, "Settings")
        known = house.at("core").all_settings()
        keys = list(known)
        listed = sits.app.screen.query_one("#settings", OptionList).options
        for key, one in zip(keys, (one for one in listed if not one.disabled), strict=True):
            told = str(one.prompt).split()
            assert set(str(known[key].why).split()) <= set(told), "what it changes stands in the list, in words"
        await sits.presses(*["down"] * keys.index("core.grace_days"))
        assert "From 0 to 365" in sits.shows
        assert "core.grace_days" in sits.shows, "its name is there for whoever writes a command or asks for help"
        await sits.presses("enter")
        await sits.types("900\r")
        assert "type a value from 0 to 365 (core.grace_days)." in sits.shows
        for _ in "900":
            await sits.presses("backspace")
        await sits.types("14\r")
        assert "✓ Now 14, from today." in sits.shows
    assert house.at("core").settings().grace_days == 14


async def test_a_folder_that_is_not_there_now_is_said_when_it_is_set_and_holds_all_the_same(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    sits, stick = Visitor(house), tmp_path / "s"
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Settings")
        await sits.types("core.backup_folder")
        for there in (False, True):
            await sits.presses("enter", *["backspace"] * 200)
            await sits.types(f"{stick}\r")
            said = sits.place.message
            assert "✓ Now" in said
            assert ("That folder is not there now: plug in the stick, or make the folder." in said) is not there
            stick.mkdir(exist_ok=True)
    assert house.at("core").settings().backup_folder == str(stick)


async def test_a_setting_is_found_by_a_word_of_its_explanation(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Settings")

        def listed() -> list[str | None]:
            return [one.id for one in sits.app.screen.query_one("#settings", OptionList).options if one.id]

        await sits.types("last DECIS")
        assert listed() == ["core.grace_days", "core.notice_days"], "every word begins one of the explanation"
        await sits.presses("down", "backspace")
        assert len(listed()) == 2 and "core.notice_days" in sits.shows, "the marked one stays marked"
        await sits.presses("enter")
        await sits.types("9\r")
        assert house.at("core").settings().notice_days == 9, "it is the one on the screen that is changed"
        await sits.types("zz")
        assert listed() == [] and "No setting is explained with these words. Try another one." in sits.shows
        await sits.presses("enter")
        assert "Save" not in sits.shows, "nothing is there to be changed"


async def test_the_key_of_a_setting_says_where_it_would_hold_instead_and_the_line_where_it_holds(
    house: HouseOnDisk,
) -> None:
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Settings")
        await sits.types("screen locks")
        await sits.presses("enter")
        assert sits.place.message == "It will hold at this counter only."
        assert sits.keys()["f6"] == "Rather the whole house"
        await sits.presses("f6")
        assert sits.place.message == "It will hold for the whole house."
        assert sits.keys()["f6"] == "Rather this counter only"
        await sits.types("7\r")
    assert house.at("core").settings().idle_minutes == 7
    stored = house.kiosk.house.rows("SELECT counter, value FROM core_setting WHERE subject='core.idle_minutes'")
    assert stored == [("", "7")]


async def test_a_setting_says_what_each_of_its_choices_means(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Settings")
        sits.app.words = catalogue("nl")
        await sits.presses(*["down"] * list(house.at("core").all_settings()).index("core.language"))
        assert "Kies uit: Nederlands, Frans, Engels" in sits.shows
        holidays = str(sits.app.screen.query_one("#settings", OptionList).get_option("core.school_holidays").prompt)
        assert "2026-07-01/2026-08-31" in holidays and max(map(len, holidays.splitlines())) < 80, "nothing is cut off"
