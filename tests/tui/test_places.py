"""Where screens of projects stand, and how many there may be: none is out of reach, each has its letter."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import ModuleType

from textual.app import ComposeResult
from textual.widgets import Input

import kiosk_core as k
from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui import Place, Words
from tests.plugins.made import helping, plugin

from . import toy
from .conftest import Visitor

SHELF = "tests.tui.test_places:ShelfScreen"


class ShelfScreen(Place):
    """Says for whom it was opened, if for anybody."""

    def __init__(self, shift: k.Shift, client: k.Client | None = None) -> None:
        super().__init__(shift)
        self.client = client

    def body(self) -> ComposeResult:
        yield Words(f"shelf of {self.shift.project.name} for {self.client.number if self.client else 'all'}")


def stranger(name: str, *screens: tuple[k.domain.project.Place, str, str]) -> ModuleType:
    """A project with such screens: (place, letter, right)."""
    declared = tuple(
        k.Screen(f"{name}.{place}{n}", k.Sentence(f"Shelf {name} {n}"), letter, SHELF, place, right)
        for n, (place, letter, right) in enumerate(screens)
    )
    return plugin(name, screens=declared)


def house_with(folder: Path, example: Path, *modules: ModuleType) -> HouseOnDisk:
    return HouseOnDisk(Path(shutil.copy(example, folder)), [toy, *modules])


async def test_the_menu_shows_the_numbers_of_the_whole_house(tmp_path: Path, example: Path) -> None:
    @k.hookimpl
    def at_a_glance() -> list[k.Glance]:
        return [k.Glance(k.Sentence("3 shelves are full"))]

    house = house_with(tmp_path, example, plugin("shelves", at_a_glance))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        assert "0 breads given today" in sits.shows and "3 shelves are full" not in sits.shows
        await sits.presses("f10")
        assert "0 breads given today" in sits.shows and "3 shelves are full" in sits.shows


async def test_every_place_lists_its_screens_with_their_letter(tmp_path: Path, example: Path) -> None:
    places: list[tuple[k.domain.project.Place, str, str]] = [
        ("home", "s", "serve"), ("counter", "s", "serve"), ("client", "s", "dossier"), ("office", "s", "dossier"),
    ]  # fmt: skip
    house = house_with(tmp_path, example, stranger("shelves", *places))
    known = house.with_household(enrolled=("toy",))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("coordinator")
        assert any("S  Shelf shelves 0" in line for line in sits.menu)
        await sits.presses("s")
        assert "shelf of shelves for all" in sits.shows
        await sits.presses("escape", "1")
        assert sits.keys()["tab"] == "More"
        await sits.presses("tab")
        assert any("S  Shelf shelves 1" in line for line in sits.menu)
        await sits.presses("s")
        assert "shelf of shelves for all" in sits.shows
        await sits.presses("escape", "escape", "f10")
        await sits.chooses("Office")
        assert any("S  Shelf shelves 3" in line for line in sits.menu)
        await sits.presses("s")
        assert "shelf of shelves for all" in sits.shows
        await sits.presses("escape")
        await sits.chooses("Clients")
        await sits.scans(known.card)
        assert sits.keys()["s"] == "Shelf shelves 2"
        await sits.presses("s")
        assert f"shelf of shelves for {known.client.number.partition('.')[0]}" in sits.shows
        await sits.presses("escape", "escape", "escape", "escape", "f12")
        await sits.signs_in("volunteer", "1111")
        assert [line.split()[0] for line in sits.menu] == ["1", "S", "2", "0"]
    house.close()


async def test_a_scan_from_the_menu_goes_to_the_counter_that_was_open_here_last_and_else_it_is_asked(
    tmp_path: Path, example: Path
) -> None:
    house = house_with(tmp_path, example, helping("aid"))
    card = house.with_household(enrolled=("toy",)).card
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("volunteer")
        await sits.scans(card)
        assert "Which counter is this?" in sits.shows and sits.app.project.name == "toy"
        await sits.presses("2")
        assert sits.app.project.name == "aid" and "Fatima" in sits.shows
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("volunteer")
        await sits.scans(card)
        assert sits.app.project.name == "aid" and "Fatima" in sits.shows
        await sits.presses("f10")
        await sits.chooses("Counter: Bread")
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("volunteer")
        await sits.scans(card)
        assert sits.app.project.name == "toy"
    house.close()


async def test_what_the_menu_said_is_over_when_another_place_opens_or_the_language_changes(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("coordinator")
        for leaves in (("1", "f10"), ("f12", "escape"), ("f6",)):
            sits.place.tell("This was said.")
            await sits.presses(*leaves)
            assert sits.place.message == ""


async def test_the_search_line_speaks_the_language_that_was_chosen_since(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.at_counter()
        assert "Search" in sits.shows
        await sits.presses("f10")
        while sits.app.lang != "fr":
            await sits.presses("f6")
        await sits.presses("1")
        assert "Search" not in sits.shows and "Chercher" in sits.shows
        assert sits.place.query_one("#search", Input).placeholder == "nom ou numéro"


async def test_more_than_nine_entries_are_all_within_reach(tmp_path: Path, example: Path) -> None:
    many = [
        stranger(f"shelves_{name}", *[("home", letter, "serve") for letter in ("a", "t")]) for name in "abcdefgh"
    ]  # fmt: skip
    house = house_with(tmp_path, example, *many)
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        keys = [line.split()[0] for line in sits.menu]
        assert len(sits.menu) == 20 and len(set(keys)) == 20
        for line in [line for line in sits.menu if "Shelf" in line]:
            key, _, name, _ = line.split()
            await sits.presses(key.lower())
            assert f"shelf of {name} for all" in sits.shows
            await sits.presses("escape")
        await sits.chooses("Close the kiosk")
    assert sits.app.return_code == 0
    house.close()


async def test_digits_above_the_letters_need_no_shift_and_letters_no_small_ones(tmp_path: Path, example: Path) -> None:
    house = house_with(tmp_path, example, stranger("shelves", ("home", "s", "serve")))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        # A Belgian keyboard, as it is when nobody holds Shift.
        await sits.types("volunteer\r&&&&\r")
        await sits.settles()
        await sits.types("S")
        assert "shelf" in sits.shows
        await sits.presses("escape")
        await sits.types("&")
        await sits.settles()
        assert "Scan the card" in sits.shows
        await sits.presses("f3")
        await sits.types("é&à\r")
        assert "3 persons" in sits.shows
    house.close()
