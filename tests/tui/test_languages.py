"""In which language whoever stands here reads the screen: their own, and nobody else's after them."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui.widgets.verdict_band import VerdictBand

from .conftest import Visitor

YOUR_NAME = {"nl": "Je naam", "fr": "Votre nom", "en": "Your name"}


async def chooses(sits: Visitor, lang: str) -> None:
    """At home, with F6."""
    while sits.app.lang != lang:
        await sits.presses("f6")


async def test_each_volunteer_finds_their_own_language_and_the_door_speaks_the_house_s(house: HouseOnDisk) -> None:
    badges = [house.at("core").give_badge(who) for who in ("volunteer", "coordinator")]
    sits = Visitor(house, lang=None)
    async with sits.app.run_test() as sits.pilot:
        await sits.signs_in("volunteer", "1111")
        await chooses(sits, "fr")
        assert sits.keys()["f12"] == "Autre bénévole"
        await sits.presses("f12")
        assert YOUR_NAME["nl"] in sits.shows, "nobody is signed in"
        await sits.presses("escape")
        assert sits.keys()["f12"] == "Autre bénévole"
        await sits.presses("f12")
        await sits.signs_in("coordinator", "2222")
        assert sits.keys()["f12"] == "Andere vrijwilliger", "never chose one"
        for badge, other in zip(badges, ("Autre bénévole", "Andere vrijwilliger"), strict=True):
            await sits.scans(badge)
            assert sits.keys()["f12"] == other
    another_day = Visitor(house, lang=None)
    async with another_day.app.run_test() as another_day.pilot:
        await another_day.settles()
        assert YOUR_NAME["nl"] in another_day.shows
        await another_day.signs_in("volunteer", "1111")
        assert another_day.keys()["f12"] == "Autre bénévole"


@pytest.mark.parametrize("how", ["by itself", "f11"])
async def test_a_locked_screen_speaks_the_language_of_the_house(house: HouseOnDisk, how: str) -> None:
    house.set("core.language", "fr")
    sits = Visitor(house, lang=None)
    async with sits.app.run_test() as sits.pilot:
        await sits.signs_in("volunteer", "1111")
        await chooses(sits, "nl")
        if how == "f11":
            await sits.presses("f11")
        else:
            await sits.passes(301)
        assert YOUR_NAME["fr"] in sits.shows
        await sits.signs_in("volunteer", "1111")
        assert sits.keys()["f11"] == "Scherm op slot"


async def test_what_lies_open_is_said_in_the_language_of_whoever_comes_next(house: HouseOnDisk) -> None:
    badge, card = house.at("core").give_badge("volunteer"), house.with_household(enrolled=("toy",)).card
    house.kiosk.choose_language(house.at("core", "coordinator").volunteer, "fr")
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        await sits.scans(card)
        await sits.presses("enter")
        assert sits.place.message == "✓ Bread is recorded."
        await sits.presses("f12")
        await sits.signs_in("coordinator", "2222")
        assert sits.place.message == "✓ Bread\xa0: enregistré."
        assert sits.place.query_one(VerdictBand).word == "FAIT"
        assert sits.place.query_one("#search", Input).placeholder == "nom ou numéro"
        await sits.presses("f4")
        assert "Lequel" in sits.shows
        await sits.scans(badge)
        assert "Which one?" in sits.shows and "Lequel" not in sits.shows
