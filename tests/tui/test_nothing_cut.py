"""Every screen at 80×24 and 120×40, in a language a third longer than English: nothing is cut, nothing untranslated."""

from __future__ import annotations

import pytest
from textual.geometry import Region

from kiosk_core.domain.texts import ENGLISH
from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui.widgets.words import Words

from .conftest import Visitor


class Longer:
    """A language that is English with every third letter doubled, so that it is a third longer."""

    def gettext(self, message: str) -> str:
        told, inside = [], False
        for place, letter in enumerate(message):
            inside = inside or letter == "{"
            told.append(letter * 2 if letter.islower() and not inside and place % 3 == 1 else letter)
            inside = inside and letter != "}"
        return "".join(told)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(ENGLISH.ngettext(one, many, n))


def cut(sits: Visitor) -> list[str]:
    """Words whose text needs more room than they have, or that lie outside of what can be seen."""
    found = []
    whole = Region(0, 0, *sits.app.size)
    for words in sits.place.query(Words):
        if not words.text or not words.display or not words.region:
            continue
        wanted = words.get_content_height(words.size, sits.app.size, words.size.width)
        if wanted > words.size.height or words.region not in whole:
            found.append(f"{type(sits.place).__name__}: {words.text!r}")
    return found


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_no_screen_cuts_what_it_says(house: HouseOnDisk, size: tuple[int, int]) -> None:
    house.set("toy.price", "2")
    known = house.with_household(adults=2, children=("2019-04-01", "2024", "2012"), enrolled=("toy",))
    refused = house.with_household(name="Jan Peeters")
    sits = Visitor(house)
    sits.app.words = Longer()
    found: list[str] = []
    async with sits.app.run_test(size=size) as sits.pilot:
        helped: set[type] = set()

        async def looks() -> None:
            found.extend(cut(sits))
            if type(sits.place) not in helped:
                helped.add(type(sits.place))
                await sits.presses("f1")
                found.extend(cut(sits))
                await sits.presses("escape")

        await looks()
        await sits.enters("coordinator")
        await looks()
        await sits.chooses("Off")
        await looks()
        for key in [line.split()[0].lower() for line in sits.menu]:
            await sits.presses(key)
            await looks()
            await sits.presses("escape")
        await sits.presses("escape", "1")
        await looks()
        await sits.scans(known.card)
        await looks()
        await sits.presses("f5")
        await looks()
        await sits.scans(refused.card)
        await looks()
        for key in ("f3", "f4"):
            await sits.presses(key)
            await looks()
            await sits.presses("escape")
        await sits.presses("f10")
        await sits.chooses("Off")
        await sits.presses("1")
        await sits.types("fat\r")
        await sits.settles()
        for key in ("f5", "f8"):
            await sits.presses(key)
            await looks()
            await sits.presses("escape")
        await looks()
    assert found == []
