"""Every screen, calm and plain, in French at 80×24; for `make campaign` in Dutch at 120×40 and in a language a third longer than
English too: nothing is cut. The third look, of high contrast, differs from the calm one in colours only. Dutch words at 80×24 are
read on a real terminal in tests/terminal/test_cut.py."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import kiosk_foodbank
import pytest
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.widget import Widget

from kiosk_core.domain.texts import ENGLISH
from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui.themes import CALM, PLAIN
from kiosk_core.tui.widgets.key_bar import KeyBar
from kiosk_core.tui.widgets.offer_panel import OfferPanel
from kiosk_core.tui.widgets.verdict_band import VerdictBand
from kiosk_core.tui.widgets.words import Words

from . import toy
from .conftest import WAIT, Visitor

AT_ONCE = (VerdictBand, OfferPanel)
"""What these say must be seen without scrolling; a form, a list, a page and help are scrolled through."""


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


def scrolls(widget: Widget) -> bool:
    ancestors = widget.ancestors
    return any(isinstance(one, VerticalScroll) for one in ancestors) and not any(
        isinstance(o, AT_ONCE) for o in ancestors
    )


def cut(sits: Visitor) -> list[str]:
    """Words and keys whose text needs more room than they have, or that lie outside of what can be seen."""
    found = []
    whole = Region(0, 0, *sits.app.size)
    for words in [*sits.place.query(Words), *sits.place.query(KeyBar)]:
        if not words.display or not words.region or not (isinstance(words, KeyBar) or words.text):
            continue
        wanted = words.get_content_height(words.size, sits.app.size, words.size.width)
        seen = Region.intersection(words.region, words.parent.region) if isinstance(words.parent, Widget) else whole
        hidden = not scrolls(words) and (words.region not in whole or seen.height < words.region.height)
        if wanted > words.size.height or hidden:
            said = words.text if isinstance(words, Words) else "its keys"
            found.append(f"{type(sits.place).__name__} {sits.app.size} {sits.app.theme}: {said!r}")
    return found


class Tour:
    def __init__(self, sits: Visitor) -> None:
        self.sits, self.found, self.helped = sits, list[str](), set[type]()

    async def looks(self) -> None:
        """At what stands there and, the first time, at what the arrows do where there is nothing to scroll, and at its help."""
        await self._each()
        if type(self.sits.place) not in self.helped:
            self.helped.add(type(self.sits.place))
            await self.sits.presses("down", "up", "pagedown", "pageup")
            await self.sits.presses("f1")
            await self._each()
            await self.sits.presses("escape")

    async def _each(self) -> None:
        """In the look that is worn, then in the other: each change styles every widget of every open screen anew."""
        await self.sits.settles()
        self.found += cut(self.sits)
        self.sits.app.wear((CALM if self.sits.app.theme == PLAIN.name else PLAIN).name)
        self.sits.place.on_screen_resume()
        await self.sits.settles()
        self.found += cut(self.sits)

    async def enters_each(self) -> None:
        """Every entry of the list that stands there."""
        await self.looks()
        for line in list(self.sits.menu):
            await self.sits.presses(line.split()[0].lower())
            await self.looks()
            await self.sits.presses("escape")


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[HouseOnDisk]:
    made = HouseOnDisk.make(tmp_path, [toy, kiosk_foodbank])
    for key, value in {
        "core.scan_wait_ms": str(round(1000 * WAIT)), "toy.price": "2", "foodbank.contribution": "2", "core.printer": "file:/dev/null",
    }.items():  # fmt: skip
        made.set(key, value)
    yield made
    made.close()


@pytest.mark.tour
@pytest.mark.parametrize(
    ("lang", "size"),
    [
        ("fr", (80, 24)),
        *(pytest.param(*one, marks=pytest.mark.long) for one in (("nl", (120, 40)), ("longer", (80, 24)))),
    ],
)
async def test_no_screen_cuts_what_it_says(house: HouseOnDisk, lang: str, size: tuple[int, int]) -> None:
    known = house.with_household(adults=2, children=("2019-04-01", "2026-09-01", "2012"))
    until = house.today.replace(year=house.today.year + 1)
    house.at("core").enrol(known.client, "foodbank", until, terms={"leave_out": "pork, nuts"})
    refused = house.with_household(name="Wenceslas van den Broeckhoven")
    shift = house.at("foodbank")
    shift.record(shift.decide(None, "foodbank.emergency", asked={"adults": 2}).offers[0])
    shift.record(shift.scan(house.with_household(name="Jan Peeters", enrolled=("foodbank",)).card).offers[0])
    sits = Visitor(house, lang="en" if lang == "longer" else lang, project="foodbank")
    if lang == "longer":
        sits.app.words = Longer()
    async with sits.app.run_test(size=size) as sits.pilot:
        tour = Tour(sits)
        await tour.looks()
        await sits.enters("coordinator")
        *_, office, _close = [line.split()[0] for line in sits.menu]
        await tour.looks()
        await sits.presses("d")
        await tour.looks()
        await sits.presses("f8", "f8")
        await tour.looks()
        await sits.presses("escape", "escape", office)
        await tour.enters_each()
        # Behind the office's lists: forms of volunteers and counters, a setting, a payment.
        for entry, keys in {"4": ("f5", "f6", "f9"), "5": ("f5", "f6"), "6": ("enter",), "b": ("enter",)}.items():
            await sits.presses(entry)
            for key in keys:
                await sits.presses(key)
                await tour.looks()
                await sits.presses("escape")
            await sits.presses("escape")
        await sits.presses("1")
        await sits.scans(known.card)
        await tour.looks()
        for key in ("f5", "f8", "b"):
            await sits.presses(key)
            await tour.looks()
            await sits.presses("escape")
        await sits.presses("escape", "escape", "escape", "escape")
        sits.app.to_counter(project=sits.app.kiosk.plugins.projects["foodbank"])
        await sits.settles()
        await tour.looks()
        for card in (known.card, refused.card, "XVUTSRPNLKJIHGFED"):
            await sits.scans(card)
            await tour.looks()
            await sits.presses("f5")
            await tour.looks()
        await sits.scans(refused.card)
        await sits.presses("f9")
        await tour.looks()
        await sits.presses("1")
        await tour.looks()
        for key in ("f4", "f3"):
            await sits.presses(key)
            await tour.looks()
            if key == "f4":
                await sits.presses("escape")
        await sits.types("211\r")
        await tour.looks()
        await sits.presses("enter")
        await tour.looks()
        await sits.types("wen")
        await tour.looks()
        await sits.presses("escape", "f12")
        await tour.looks()
    assert not tour.found, "\n".join(sorted(set(tour.found)))
