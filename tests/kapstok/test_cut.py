"""Nothing is cut off on a screen of the shop, at the till nor in the office, in either look; as tests/tui/test_nothing_cut.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_core.testing import HouseOnDisk
from tests.tui.conftest import WAIT, Visitor
from tests.tui.test_nothing_cut import Tour

from .told import sell

pytestmark = [pytest.mark.slow, pytest.mark.tour]
BEHIND = {
    "p": ("enter", "f6", "f5", "f9"), "t": ("f4", "f5"), "f": ("f4", "f4"), "v": ("f6",), "k": (),
}  # fmt: skip
"""What is pressed on each screen of the office."""


async def looks_behind(tour: Tour, *keys: str) -> None:
    """At what stands there, and at what each key opens or turns."""
    sits = tour.sits
    await tour.looks()
    for key in keys:
        below = sits.place
        await sits.presses(key)
        await tour.looks()
        if sits.place is not below:
            await sits.presses("escape")


@pytest.mark.parametrize(("lang", "size"), [("fr", (80, 24))])
async def test_no_screen_of_the_shop_cuts_what_it_says(
    house: HouseOnDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for key, value in {
        "core.scan_wait_ms": str(round(1000 * WAIT)), "core.printer": "file:/dev/null", "kapstok.card_slip": "yes",
        "core.payments": "bancontact=card, wero=qr, ecocheque=card, visa=card, apple pay=qr",
    }.items():  # fmt: skip
        house.set(key, value)
    known = house.with_household(adults=2, children=("2019-04-01",), name="Wenceslas van den Broeckhoven")
    until = house.today.replace(year=house.today.year + 1)
    house.at("core").enrol(known.client, "kapstok", until, terms={"percent": 50, "credit": "60"})
    done = sell(house, "3*kindertrui@0.55", "kilo:2.4kg", "jas-10%/damaged", who=known)
    (tmp_path / "prijzen.csv").write_text("category;title;unit;price\njas;Jas;piece;4,50\nbroek;Broek;piece;x\n")
    sits = Visitor(house, lang=lang)
    async with sits.app.run_test(size=size) as sits.pilot:
        tour = Tour(sits)
        await sits.at_counter("coordinator")
        await tour.looks()
        await sits.presses("f3")
        await tour.looks()
        await sits.types("wen")
        await tour.looks()
        await sits.presses("escape")
        await sits.types("jjt3b")
        await sits.scans(known.card)
        await tour.looks()
        await sits.types("999,99o")
        await sits.types("999,99o")
        await tour.looks()
        await sits.presses("f6")
        await looks_behind(tour, "f5")
        await sits.presses("escape", "enter")
        await tour.looks()
        await sits.types("3")
        await sits.presses("f8")
        await tour.looks()
        await sits.presses("escape", "escape", "f8")
        await tour.looks()
        await sits.presses("tab")
        await tour.enters_each()
        await sits.presses("escape")
        await sits.scans(str(done.act.events[0].fields["code"]))
        await looks_behind(tour, "enter", "f2", "f4", "f8")
        await sits.presses("escape", "f10")
        *_, office, _close = [line.split()[0] for line in sits.menu]
        await sits.presses(office)
        for key, behind in BEHIND.items():
            await sits.presses(key)
            await looks_behind(tour, *behind)
            await sits.presses("escape")
        await sits.presses("p", "f7")
        await tour.looks()
        await sits.types(f"{tmp_path / 'prijzen.csv'}\r")
        await looks_behind(tour, "f4")
    assert not tour.found, "\n".join(sorted(set(tour.found)))
