"""A child of two homes stands at the counter with a card of its own: whose parcel is it?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import kiosk_foodbank
import pytest

from kiosk_core import NewMember
from kiosk_core.domain.errors import NotFound
from kiosk_core.testing import HouseOnDisk

from .conftest import Visitor


@pytest.fixture
def house(tmp_path: Path) -> Iterator[HouseOnDisk]:
    made = HouseOnDisk.make(tmp_path, [kiosk_foodbank])
    office = made.at("core")
    mother = office.register([NewMember(name="Fatima El Amrani", born="1984"), NewMember(name="Yara", born="2010")])
    father = office.register([NewMember(name="Youssef Haddad", born="1980"), NewMember(name="Adam", born="2012")])
    father = office.join(father, [NewMember(known=mother.members[1].person, share="part")])
    for home in (mother, father):
        office.enrol(home, "foodbank", date(2027, 11, 25))
    yield made
    made.close()


def card(house: HouseOnDisk, number: str) -> str:
    return house.at("core").issue_card(house.kiosk.house.by_number(number, house.today))


async def test_the_counter_says_that_there_are_two_homes_and_a_key_turns_to_the_other(house: HouseOnDisk) -> None:
    yara = card(house, "A1001.2")
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.scans(yara)
        assert "Yara · A1001.2 · 2 persons" in sits.shows
        assert "Belongs to two households. Ask for which one it is." in sits.shows
        for name in ("Youssef", "Adam", "A1002"):
            assert name not in sits.shows, "that there is another is enough"
        assert sits.keys()["f6"] == "Other household"
        await sits.presses("f6")
        assert "Yara · A1002.3 · 3 persons" in sits.shows and "Fatima" not in sits.shows
        await sits.presses("enter")
        assert sits.look == "done" and "f6" not in dict(sits.keys())
    (who,) = house.kiosk.house.rows(
        "SELECT DISTINCT m.number FROM core_served s JOIN core_household m ON m.subject=s.client"
    )
    assert who == ("A1002",)
    assert house.at("foodbank").scan(yara).outcome == "granted", "the other home still has its parcel to come"


async def test_a_parent_s_card_says_nothing_of_another_home(house: HouseOnDisk) -> None:
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        for number in ("A1001.1", "A1002.1"):
            await sits.scans(card(house, number))
            assert "two households" not in sits.shows and "f6" not in dict(sits.keys())


def test_a_protected_home_is_no_other_home(house: HouseOnDisk) -> None:
    food, yara = house.at("foodbank", "volunteer"), card(house, "A1001.2")
    (other,) = house.kiosk.house.rows("SELECT subject FROM core_household WHERE number='A1002'")
    assert [f.code for f in food.scan(yara).findings] == ["core.two_homes"]
    assert food.fast(food.scan(yara)) is None, "no scan decides for which home it is"
    house.at("core").change_household(house.kiosk.house.by_number("A1002", house.today), protected=True)
    verdict = food.scan(yara)
    assert verdict.findings == () and verdict.visit is not None and not verdict.visit.of_two_homes
    with pytest.raises(NotFound):
        food.at_home(food.scan(card(house, "A1001.1")), other[0])
