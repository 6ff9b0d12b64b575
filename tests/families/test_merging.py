"""Two households that were registered twice become one: nobody loses protection, an address or a phone number by it."""

from __future__ import annotations

import pytest

from kiosk_core import NewMember
from kiosk_core.testing import HouseOnDisk

from .told import copy, family, page

SAMIRA = NewMember(name="Samira Ben Ali", born="1990-03-05")
AGAIN = NewMember(name="Samira Benali", born="1990")


@pytest.mark.parametrize("elder_is_protected", [True, False])
@pytest.mark.parametrize("from_the_elder", [True, False])
def test_a_merge_takes_protection_from_nobody_and_says_so_before(
    house: HouseOnDisk, elder_is_protected: bool, from_the_elder: bool
) -> None:
    hidden = {"address": "Schuilplaats 3", "protected": True}
    elder = family(house, SAMIRA, **(hidden if elder_is_protected else {}))
    younger = family(house, AGAIN, **({} if elder_is_protected else hidden))
    one, other = (elder, younger) if from_the_elder else (younger, elder)
    office, number = house.at("core"), "A1001" if elder_is_protected else "A1002"
    assert f"{number} is protected" in " ".join(map(str, office.look_at_merge(one, other)))
    act = office.merge(str(one.household), str(other.household))  # type: ignore[arg-type]
    assert house.at("foodbank", "volunteer").find("samira") == []
    assert "Schuilplaats 3" in page(house, "A1001")
    office.undo(act.id, "mistake")
    assert [one.number for one in office.find("samira")] == ["A1002.1" if elder_is_protected else "A1001.1"]


def test_of_two_that_hide_or_two_that_do_not_no_word_is_said(house: HouseOnDisk) -> None:
    for hidden in (True, False):
        one, other = (family(house, who, protected=hidden) for who in (SAMIRA, AGAIN))
        assert "protected" not in " ".join(map(str, house.at("core").look_at_merge(one, other)))


@pytest.mark.parametrize("from_the_elder", [True, False])
def test_address_and_phone_that_only_one_of_them_had_are_kept(house: HouseOnDisk, from_the_elder: bool) -> None:
    elder = family(house, SAMIRA, address="Opvangstraat 5", collective=True, phone="0470 11 11 11")
    younger = family(house, AGAIN, phone="0470 22 22 22")
    one, other = (elder, younger) if from_the_elder else (younger, elder)
    merged = house.at("core").merge_households(one, other)
    kept = "0470 11 11 11" if from_the_elder else "0470 22 22 22"
    assert house.at("core").reached(merged) == ("Opvangstraat 5", kept)
    assert house.at("core").find(kept)
    (collective,) = house.kiosk.house.one("SELECT collective FROM core_household")  # type: ignore[misc]
    assert collective == 1


def test_it_may_begin_at_either_of_the_two(house: HouseOnDisk) -> None:
    elder, younger = family(house, SAMIRA), family(house, AGAIN)
    merged = house.at("core").merge_households(younger, elder)
    assert merged.size == 2
    assert merged.household == elder.household


def test_what_only_the_other_had_is_the_others_and_is_forgotten_with_it(house: HouseOnDisk) -> None:
    one, other = family(house, SAMIRA), family(house, AGAIN, address="Zxqvortelstraat 9", phone="0470 98 76 54")
    office = house.at("core")
    act = office.merge(str(one.household), str(other.household))  # type: ignore[arg-type]
    office.undo(act.id, "mistake")
    office.forget("A1002", "request")
    assert not house.kiosk.house.rows("SELECT 1 FROM leaf WHERE body LIKE '%Zxqvortel%' OR body LIKE '%98 76 54%'")
    assert "Zxqvortel" not in copy(house, "A1001")
    assert office.verify().clean
