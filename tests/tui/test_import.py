"""A coordinator's own spreadsheet on the screens: chosen, looked at, put right, written while the counter goes on, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from textual.widgets import Input

from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui.widgets.rows import Rows
from kiosk_core.tui.widgets.words import Hung, hung

from ..importing.conftest import UNPREPARED, text, xlsx
from ..importing.test_whole import many
from .conftest import Visitor
from .test_office import at


async def until(sits: Visitor, said: str) -> None:
    for _ in range(5000):
        if said in sits.place.message:
            return
        await sits.settles()
    raise AssertionError(sits.place.message)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


async def test_a_list_is_picked_looked_at_written_and_taken_back(house: HouseOnDisk, home: Path) -> None:
    xlsx(home / "lijst.xlsx", UNPREPARED)
    text(home / "brief.txt", ["geen rekenblad"])
    sits = Visitor(house)
    async with sits.app.run_test(size=(120, 40)) as sits.pilot:
        await at(sits, "Clients from a spreadsheet")
        assert sits.rows == [" lijst.xlsx", " ../ (the folder above)"]
        await sits.presses("enter")
        assert "4 households: new" in sits.shows
        assert (
            sits.rows[0]
            == " Line 7: left out, not understood: Aantal kinderen says veel: here belongs how many children, or their birth years as in 2015, 2018, or their ages as in 12 years, 8 years."
        )
        assert "Not read: Opmerking" in sits.shows
        assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 0
        await sits.presses("f8")
        await until(sits, "✓ 4 households written.")
        assert "4 households: taken over" in sits.shows
        assert " Line 11: taken over: A1004 Piet 't Hooft (1)" in sits.rows
        await sits.presses("f9")
        await until(sits, "taken back")
    assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 0


async def test_a_list_is_written_and_taken_back_once_the_date_is_said_to_be_right(
    house: HouseOnDisk, home: Path
) -> None:
    many(home, 3)
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Clients from a spreadsheet")
        await sits.presses("enter")
        house.later(days=400)
        for key, ends, said in (
            ("f8", "households written", "✓ 3 households"),
            ("f9", "is taken back", "✓ The import"),
        ):
            await sits.presses(key)
            assert "Are date and hour right?" in sits.shows
            await sits.presses("f8")
            await until(sits, ends)
            assert said in sits.shows
            house.later(days=400)
    assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 0


async def test_what_a_list_has_had_since_is_said_before_f8_takes_it_too(house: HouseOnDisk, home: Path) -> None:
    many(home, 3)
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Clients from a spreadsheet")
        await sits.presses("enter")
        await sits.presses("f8")
        await until(sits, "✓ 3 households written.")
        house.at("core").issue_card(house.kiosk.house.by_number("A1002", house.today))
        await sits.presses("f9")
        assert "1 household: Card given out. F8 takes that back too" in sits.place.message
        assert "without a name." in sits.shows
        await sits.presses("f9")
        assert "Nothing was taken back." in sits.shows
        assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 3
        await sits.presses("f9")
        await sits.presses("f8")
        await until(sits, "The import is taken back")
    assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 0
    assert house.kiosk.house.number("SELECT count(*) FROM core_card") == 0


async def test_a_column_is_put_right_and_who_looks_alike_comes_too(house: HouseOnDisk, home: Path) -> None:
    house.with_household(name="Ana Silva")
    text(home / "lijst.csv", ["Wie;Tel", "Ana Silva;0470123456", "Jo Maes;"])
    sits = Visitor(house)
    async with sits.app.run_test(size=(120, 60)) as sits.pilot:
        await at(sits, "Clients from a spreadsheet")
        await sits.presses("enter")
        await sits.presses("f5", "down", "down", "down")
        await sits.types("Wie")
        await sits.presses("f8")
        assert "1 household: left out, likely known already" in sits.shows
        await sits.presses("f6")
        assert "2 households: new" in sits.shows


async def test_who_is_taken_together_stands_on_top(house: HouseOnDisk, home: Path) -> None:
    text(home / "lijst.csv", ["Gezin;Naam", "1;Jo Wit", "2;Ana Silva", "2;Bo Maes"])
    sits = Visitor(house)
    async with sits.app.run_test(size=(120, 40)) as sits.pilot:
        await at(sits, "Clients from a spreadsheet")
        await sits.presses("enter")
        assert "1 household stands on several lines: 3+4" in sits.shows
        assert sits.rows == [" Line 3, 4: new: Ana Silva, Bo Maes (2)", " Line 2: new: Jo Wit (1)"]


async def test_a_sheet_whose_headings_nobody_knows_is_put_right_by_letters(house: HouseOnDisk, home: Path) -> None:
    book = Workbook()
    for title, rows in {
        "Lijst": (("Naam", "Tel"), ("Jo Wit", "0470 11 11 11")), "Varia": (("Bijlage",), (), ("Wie", "Waar"), ("Ana Silva", "Markt 3")),
    }.items():  # fmt: skip
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    book.remove(book.worksheets[0])
    book.save(home / "lijst.xlsx")
    sits = Visitor(house)
    async with sits.app.run_test(size=(120, 60)) as sits.pilot:
        await at(sits, "Clients from a spreadsheet")
        await sits.presses("enter")
        assert "1 household: new" in sits.shows
        await sits.presses("f4")
        await sits.chooses("Varia")
        assert "No heading here is known. F5: say which column is what, by its letter." in sits.shows
        assert "A Wie (Ana Silva) · B Waar (Markt 3)" in sits.shows
        assert "1 household" not in sits.shows and sits.rows == [], "what another sheet gave is gone"
        there = set(sits.keys())
        assert {"f4", "f5"} <= there and "f8" not in there
        await sits.presses("f5", "down", "down", "down")
        await sits.types("a")
        await sits.presses("f8")
        assert sits.rows == [" Line 4: new: Ana Silva (1)"]


async def test_a_file_is_typed_from_home_and_what_is_not_there_is_said(house: HouseOnDisk, home: Path) -> None:
    (home / "Documenten").mkdir()
    many(home / "Documenten", 1)
    sits = Visitor(house)
    async with sits.app.run_test(size=(120, 40)) as sits.pilot:
        await at(sits, "Clients from a spreadsheet")
        await sits.types("Documenten/ve")
        assert (sits.rows, sits.place.message) == ([" velen.csv"], "")
        await sits.types("x")
        assert sits.rows == [] and "Nothing is there" in sits.place.message and "Documenten/vex" in sits.place.message


def test_a_long_line_of_a_list_hangs_below_its_beginning() -> None:
    assert hung(" Line 7: left out, not understood", 20) == " Line 7: left out,\n    not understood"
    line = Hung(" Line 7: left out, not understood")
    assert (line.get_height({}, 20), line.get_height({}, 60)) == (2, 1)


async def test_a_path_is_typed_whole_beside_the_list_that_follows_it(house: HouseOnDisk, home: Path) -> None:
    many(home, 1)
    sits = Visitor(house)
    async with sits.app.run_test(size=(120, 40)) as sits.pilot:
        await at(sits, "Clients from a spreadsheet")
        await sits.presses("f1", "escape")
        await sits.types(f"{home}/l")
        assert sits.place.query_one("#file", Input).value == f"{home}/l"


async def test_the_counter_goes_on_while_it_is_written(house: HouseOnDisk, home: Path) -> None:
    known = house.with_household(name="Fatima El Amrani", enrolled=("toy",))
    many(home, 600)
    sits = Visitor(house)
    async with sits.app.run_test(size=(120, 40)) as sits.pilot:
        await at(sits, "Clients from a spreadsheet")
        await sits.presses("enter")
        await sits.presses("f8")
        await sits.scans(known.card)
        assert "Fatima" in sits.shows
        await until(sits, "✓ 600 households written.")
    assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 601


async def test_children_with_columns_of_their_own_are_put_right_too(house: HouseOnDisk, home: Path) -> None:
    text(home / "lijst.csv", ["Naam;Kind 1;Dochter;Geb. kind 1", "Ana Silva;Rui Silva;Lia Silva;2015"])
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Clients from a spreadsheet")
        await sits.presses("enter")
        assert "Not read: Dochter" in sits.shows
        await sits.presses("f5")
        asked = {
            box.id: box.value
            for box in sits.app.screen.query(Input)
            if box.id and box.id[:8] in ("q-child1", "q-child2")
        }
        assert list(asked.values()) == ["Kind 1", "Geb. kind 1", "", ""], asked
        sits.app.screen.query_one(f"#{list(asked)[2]}", Input).value = "c"
        await sits.presses("f8")
        assert "Dochter = Child 2" in sits.shows
        assert sits.rows == [" Line 2: new: Ana Silva, Rui Silva, Lia Silva (3)"]


async def test_from_a_folder_one_goes_back_to_the_one_above(house: HouseOnDisk, home: Path) -> None:
    (home / "Documenten").mkdir()
    many(home / "Documenten", 1)
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Clients from a spreadsheet")
        assert sits.rows == [" Documenten/", " ../ (the folder above)"]
        await sits.presses("enter")
        assert sits.rows == [" velen.csv", " ../ (the folder above)"]
        await sits.presses("up", "enter")
        assert sits.rows == [" Documenten/", " ../ (the folder above)"]
        assert sits.place.query_one("#file", Input).value == f"{home}/"
        await sits.presses(*["backspace"] * 200)
        await sits.types("/")
        assert " ../ (the folder above)" not in sits.rows, "above that there is nothing"


async def test_a_small_screen_shows_most_of_a_list_and_a_reason_once(house: HouseOnDisk, home: Path) -> None:
    names = [
        *("Ada", "Boris", "Carla", "Dirk", "Emma", "Fons", "Greet", "Hilde", "Ivo", "Jana"),
        "Lotte",
        "Mia",
        "Omar",
    ]
    told = enumerate(zip(names, names[5:] + names[:5], strict=True))
    lines = [f"{first} {last};{'veel' if n % 5 == 0 else n % 3};Straat {n};;x" for n, (first, last) in told]
    text(home / "lijst.csv", ["Name;Children;Address;Phone;Remark", *lines])
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await at(sits, "Clients from a spreadsheet")
        await sits.presses("enter")
        assert "10 households: new · 3 households: left out" in sits.shows
        assert sits.rows[0].startswith(" Line 2, 7, 12: left out, not understood:") and len(sits.rows) == 11
        assert " · Address · Phone" in sits.shows, "a heading that is called as what it says stands there once"
        assert sits.place.query_one(Rows).size.height >= 14
