"""The paper list on the screen: made on a key, entered fast, and what the rules do not let through looked at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from kiosk_foodbank import absent, groups
from kiosk_foodbank import day as days

from kiosk_core import NewMember, read_spreadsheet
from kiosk_core.testing import HouseOnDisk
from tests.tui.conftest import WAIT, Visitor

from .told import collect


async def test_each_list_has_a_name_of_its_own_and_none_takes_the_place_of_another(
    house: HouseOnDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    house.with_household(enrolled=("foodbank",))
    days.open_day(house.at("foodbank"))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("coordinator")
        await sits.presses("d")
        for key in ("f8", "f5", "f6", "f7"):
            await sits.presses("f7", key)
            assert " household" in sits.place.message
        made = {file.name.partition("-2026")[0] + file.suffix for file in (tmp_path / "home").glob("v*")}
        assert made == {
            "voedselbedeling-lijst.pdf", "voedselbedeling-af-te-vinken.xlsx", "voedselbedeling-nog-te-komen.xlsx",
            "voedselbedeling-wie-kwam.xlsx",
        }  # fmt: skip
        (ticked,) = (tmp_path / "home").glob("voedselbedeling-af-te-vinken-*")
        assert {"Voornaam", "Pakket"} <= set(next(read_spreadsheet(ticked)).cells), "whoever's screen made it"
        mine = tmp_path / "mijn.xlsx"
        mine.write_text("mine")
        await sits.presses("f7", "down")
        await sits.types(str(mine))
        await sits.presses("f5")
        assert "is there already: choose another name." in sits.place.message
        assert mine.read_text() == "mine"
        await sits.presses(*["backspace"] * len(mine.name), "f5")
        assert len(list(tmp_path.glob("voedselbedeling-af-te-vinken*"))) == 1, "a folder is enough"


async def test_a_list_is_made_on_a_key_and_entered_the_next_day(house: HouseOnDisk, tmp_path: Path) -> None:
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    house.set("foodbank.contribution", "2")
    fatima, omar, amina = (
        house.with_household(enrolled=("foodbank",), name=name) for name in ("Fatima", "Omar", "Amina")
    )
    hidden = house.at("core").register([NewMember(name="Samira", born="1990")], protected=True)
    wednesday = house.today
    days.open_day(house.at("foodbank", "volunteer"))
    collect(house, fatima)
    house.at("core").enrol(hidden, "foodbank", date(2027, 11, 1))
    sits = Visitor(house)
    async with sits.app.run_test() as sits.pilot:
        await sits.enters("volunteer")
        await sits.presses("d", "f7", "down")
        await sits.types(str(tmp_path / "lijst.pdf"))
        await sits.presses("f8")
        assert "3 households:" in sits.place.message and (tmp_path / "lijst.pdf").exists()
        await sits.presses("f7", "down")
        await sits.types(str(tmp_path / "lijst.pdf"))
        assert "Who was here" not in sits.shows, "that is the coordinator's"
        await sits.presses("f6")
        assert "✓ 25/11/2026, 3 households" in sits.place.message and (tmp_path / "lijst.xlsx").exists()
        house.later(days=1)
        await sits.presses("f9")
        assert "Wednesday 25/11/2026: 0 parcels entered" in sits.shows
        await sits.types("1002\r")
        assert "Omar" in sits.place.message and "€2.00" in sits.place.message
        await sits.presses("f5")
        await sits.scans(amina.card)
        await sits.presses("f6")
        assert "2 parcels entered. Just now: 2, €2.00 in cash" in sits.shows
        await sits.types("1001\r")
        assert "already has its parcel" in sits.place.message and sits.rows[0].startswith(" ≡ A1001")
        await sits.types("2+1+0\r")
        assert "3 parcels entered" in sits.shows and "Emergency parcel" in sits.rows[0]
        await sits.presses("f4")
        assert "2 parcels entered" in sits.shows and len(sits.rows) == 3
        await sits.types("77\r")
        assert "77 is nobody's number. Look again at this line of the list." in sits.place.message
        assert len(sits.rows) == 3, "nobody has that number, and the next line can be typed"
        await sits.types(f"{hidden.number}\r")
        assert sits.place.message.startswith(f"{hidden.number} ") and "Samira" not in sits.place.message
        assert "core.protected_seen" in [note.code for note in house.at("core").to_know()], "the look left its trace"
        await sits.presses("escape")
        await sits.presses("escape", "f9")
        assert "2 parcels entered. Just now: 0, €0.00 in cash" in sits.shows, "a list may be entered in two sittings"
        await sits.presses("escape", "escape")
        await sits.enters("coordinator")
        await sits.chooses("Office")
        await sits.presses("p")
        assert "1 line waits" in sits.shows and "25/11/2026  A1001  a second parcel" in sits.rows[0]
        await sits.presses("f8")
        assert "0 lines wait" in sits.shows
    found = days.totals(house.kiosk.house, "balie", wednesday)
    assert (found.regular, found.cash, found.owed, found.emergency) == (4, 200, 600, 0)
    assert omar.client.household


async def test_the_list_of_a_day_on_which_the_pc_stood_still_is_entered_on_that_day_closed_and_says_who_did_not_come(
    house: HouseOnDisk,
) -> None:
    """Tuesday's list, on Wednesday: nothing was opened, and Wednesday has no distribution. Each distribution has a parcel."""
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    house.set("foodbank.frequency", "distribution")
    house.set("foodbank.contribution", "2")
    shift, tuesday = house.at("foodbank"), date(2026, 12, 8)
    groups.set_group(shift, "A", date(2026, 12, 1), start=780, minutes=60, capacity=9)
    fatima, omar = (house.with_household(enrolled=("foodbank",), name=name) for name in ("Fatima", "Omar"))
    for one in (fatima, omar):
        groups.join(shift, one.client, "A")
    house.later(days=6)
    days.open_day(shift)
    for one in (fatima, omar):
        collect(house, one)
    days.close_day(shift)
    house.later(days=8)
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        await sits.presses("d")
        assert "Today, Wednesday 09/12/2026, there is no distribution. The next is on Tuesday 15/12/2026." in sits.shows
        assert "Still to come" not in sits.shows and "households were here" not in sits.shows
        assert sits.keys()["f8"] == "Open it all the same" and "Who is still to come" not in sits.keys().values()
        await sits.presses("f9")
        assert "Tuesday 08/12/2026: 0 parcels entered" in sits.shows
        await sits.presses("f7", *["backspace"] * 10)
        await sits.types("09/12/2026")
        await sits.presses("f8")
        await sits.types("1001\r")
        assert sits.place.message == "On Wednesday 09/12/2026 no distribution is planned. Is the list of that day?"
        assert "All is entered" not in sits.keys().values()
        await sits.presses("f7", *["backspace"] * 10)
        await sits.types("08/12/2026")
        await sits.presses("f8", "enter")
        assert sits.place.message == "Is the list of Tuesday 08/12/2026?"
        await sits.presses("f8")
        assert sits.place.message == "A1001 Fatima  €2.00", "the line that waited, asked once"
        await sits.presses("f5")
        assert "Tuesday 08/12/2026: 1 parcel entered" in sits.shows
        await sits.presses("f9")
        await sits.types("3")
        await sits.presses("f8")
        assert "✓ The distribution of 08/12/2026 is closed. Too much: €1.00" in sits.place.message
        assert "closed" in sits.rows[0] and "All is entered" not in sits.keys().values()
        await sits.presses("f4")
        assert days.closed_at(house.kiosk.house, "balie", tuesday) is False and "All is entered" in sits.keys().values()
        await sits.presses("f9", "f8")
        assert sits.place.message == "✓ The distribution of 08/12/2026 is closed."
    (away,) = absent.lately(shift)
    assert (away.number, away.not_come) == ("A1002", (tuesday,))
    assert days.totals(house.kiosk.house, "balie", house.today).regular == 0
