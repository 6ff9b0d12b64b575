"""What was typed on a form is not lost with the power, the lock or a wrong Esc, and it is nobody else's business."""

from __future__ import annotations

from textual.widgets import Input

from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui.drafted import Drafted

from .conftest import Visitor


async def at_form(sits: Visitor, name: str = "register:RegisterScreen", *about: object) -> None:
    await sits.enters("coordinator")
    sits.app.open(name, sits.app.shift_for("toy"), *about)
    await sits.settles()


def field(sits: Visitor, name: str) -> str:
    return sits.place.query_one(f"#q-{name}", Input).value


async def test_what_was_typed_stands_there_again_after_a_power_cut(house: HouseOnDisk) -> None:
    Drafted.PAUSE, usual = 0.001, Drafted.PAUSE
    try:
        sits = Visitor(house)
        async with sits.app.run_test() as sits.pilot:
            await at_form(sits)
            await sits.types("2\r2019, ?\rFatima El Am")
            await sits.pilot.pause(0.05)
    finally:
        Drafted.PAUSE = usual
    other = house.again()
    sits = Visitor(other)
    async with sits.app.run_test() as sits.pilot:
        await at_form(sits)
        assert [field(sits, name) for name in ("adults", "children", "name")] == ["2", "2019, ?", "Fatima El Am"]
        assert "stands here again" in sits.place.message
        await sits.presses("f8")
        assert "A1001 · 4 persons" in sits.shows
        await at_form(sits)
        assert field(sits, "name") == "" and not any(hint.key == "f7" for hint in sits.place.hints())
    assert other.at("core").drafts() == []
    other.close()


async def test_escape_keeps_it_and_one_key_empties_the_form(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await at_form(sits)
        await sits.types("\r\rFatima")
        await sits.presses("escape")
        assert house.at("toy").drafts() == [], "a project's list never shows it"
        await at_form(sits)
        assert field(sits, "name") == "Fatima"
        await sits.presses("f7")
        assert (field(sits, "name"), house.at("core").drafts()) == ("", [])
        await sits.presses("escape")
        assert house.at("core").drafts() == [], "an empty form is no draft"


async def test_a_draft_goes_after_a_week_and_with_the_client_who_is_forgotten(house: HouseOnDisk) -> None:
    house.with_household(name="Omar Haddad")
    toy = house.kiosk.plugins.projects["toy"]
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        for form in (("register:RegisterScreen",), ("enrol:EnrolScreen", "A1001", toy)):
            await at_form(sits, *form)
            await sits.types("\r\rsomebody")
            await sits.presses("escape")
        assert len(house.at("core").drafts()) == 2
        house.at("core").forget("A1001", "request")
        assert len(house.at("core").drafts()) == 1
        house.later(days=8)
        await at_form(sits)
        assert (field(sits, "name"), house.at("core").drafts()) == ("", [])
