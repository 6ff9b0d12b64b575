"""An import is taken back as a whole; what its households have had since is said before, and goes with it after a yes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import kiosk_foodbank
import pytest
from kiosk_foodbank import groups

from kiosk_core import CannotUndo, Client, NewMember, NotAllowed
from kiosk_core.shift import Shift
from kiosk_core.shift.importing import BuiltSince
from kiosk_core.testing import HouseOnDisk

from ..families.told import card_of, figures, outcome, parcel
from .conftest import text


@pytest.fixture
def plain(tmp_path: Path) -> HouseOnDisk:
    """Without encryption, so that a name can be looked for in its bytes."""
    (tmp_path / "house").mkdir()
    return HouseOnDisk.make(tmp_path / "house", [kiosk_foodbank], key=None)


def imported(house: HouseOnDisk, folder: Path) -> tuple[Shift, str]:
    """Three households of one; the number of the import."""
    office = house.at("core")
    file = text(
        folder / "lijst.csv",
        [
            "Naam;Geboren;Adres",
            "Zxqvortel Maes;1/2/1984;Markt 1",
            "Ana Silva;3/4/1990;Markt 2",
            "Cem Kaya;5/6/1970;Markt 3",
        ],
    )
    foreseen = office.look_at_import(file)
    office.import_clients(foreseen, wait=lambda seconds: None)
    return office, foreseen.id


def by_number(house: HouseOnDisk, number: str) -> Client:
    return house.kiosk.house.by_number(number, house.today)


def lived(house: HouseOnDisk) -> tuple[str, str]:
    """Two of the three have a life: a decision, a card, a place, a parcel; and somebody who joined, with a card. The cards."""
    office, food = house.at("core"), house.at("foodbank")
    office.enrol(by_number(house, "A1001"), "foodbank", house.today + timedelta(days=90))
    card = card_of(house, "A1001")
    groups.set_group(food, "W1", house.today, start=600, minutes=120, capacity=5)
    groups.join(food, by_number(house, "A1001"), "W1")
    parcel(house, card)
    office.change_household(by_number(house, "A1002"), address="Qwaxlibur 9")
    moved = office.register([NewMember(name="Dina", born="1990")])
    office.join(
        by_number(house, "A1002"), [NewMember(name="Qwaxlibur", born="2001"), NewMember(known=moved.members[0].person)]
    )
    return card, card_of(house, "A1002.2")


def test_what_the_households_had_since_is_said_and_goes_along_after_a_yes(plain: HouseOnDisk, tmp_path: Path) -> None:
    office, id = imported(plain, tmp_path)
    cards = lived(plain)
    with pytest.raises(BuiltSince) as asked:
        office.undo_import(id)
    for said in ("1 household: Card given out", "1 household: Parcel taken home", "1 household: Part of the household"):
        assert said in str(asked.value)
    assert plain.kiosk.house.number("SELECT count(*) FROM core_household") == 4
    counted = figures(plain, "parcels", "households")
    office.undo_import(id, wait=lambda seconds: None, along=True)
    house = plain.kiosk.house
    assert [outcome(plain, card)[0] for card in cards] == ["unknown", "unknown"]
    assert house.rows("SELECT number FROM core_household") == [("A1004",)]
    assert house.rows("SELECT name FROM core_person") == [("Dina",)]
    assert [m.number for m in by_number(plain, "A1004").members] == ["A1004.1"]
    assert groups.households(house, "W1", plain.today) == []
    assert figures(plain, "parcels", "households") == counted
    for number in ("A1001", "A1002", "A1003"):
        office.forget(number, "mistake")
    assert figures(plain, "parcels", "households") == counted
    assert office.verify().clean
    plain.close()
    there = b"".join(file.read_bytes() for file in plain.path.parent.iterdir() if file.is_file()).lower()
    assert [name for name in ("zxqvortel", "qwaxlibur", "dina") if name.encode() in there] == ["dina"]


def test_a_household_that_was_made_one_with_another_since_is_parted_first(house: HouseOnDisk, tmp_path: Path) -> None:
    office, id = imported(house, tmp_path)
    known = office.register([NewMember(name="Zoxqvortel Maes", born="1984")], address="Kerkstraat 7")
    office.merge_households(by_number(house, "A1001"), known)
    act = next(event.act for event in reversed(house.kiosk.last_events(9)) if event.kind == "core.merged")
    for along in (False, True):
        with pytest.raises(CannotUndo, match=act):
            office.undo_import(id, along=along)
    office.undo(act, "mistake")
    office.undo_import(id)
    assert office.client_page("A1004").address == "Kerkstraat 7"


def test_an_import_in_which_somebody_is_hidden_since_is_taken_back_by_who_may_end_that(
    house: HouseOnDisk, tmp_path: Path
) -> None:
    """Nothing of it is for a deputy, so that it is not half taken back either; and who asks what goes along is told so at once."""
    office, id = imported(house, tmp_path)
    house.at("core", "administrator").welcome("deputy", ["deputy"], "5555", cost=1, deputy_until=house.today)
    deputy = house.at("core", "deputy")
    office.change_household(by_number(house, "A1001"), protected=True)
    for road in (lambda: deputy.since_import(id), lambda: deputy.undo_import(id, along=True)):
        with pytest.raises(NotAllowed):
            road()
    assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 3
    office.undo_import(id, along=True)
    assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 0


def test_another_import_that_changed_one_of_them_can_still_be_taken_back(house: HouseOnDisk, tmp_path: Path) -> None:
    office, id = imported(house, tmp_path)
    file = text(
        tmp_path / "later.csv", ["Naam;Geboren;Adres", "Ana Silva;3/4/1990;Dam 5", "Emre Petrov;7/8/1960;Dam 6"]
    )
    later = office.look_at_import(file)
    assert (later.counts["changed"], later.counts["new"]) == (1, 1)
    office.import_clients(later, wait=lambda seconds: None)
    office.undo_import(id, along=True)
    assert house.kiosk.house.rows("SELECT number FROM core_household") == [("A1004",)]
    office.undo_import(later.id)
    assert house.kiosk.house.rows("SELECT number FROM core_household") == []
    assert office.verify().clean
