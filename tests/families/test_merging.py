"""Two households that were registered twice become one: nobody loses protection, an address or a phone number by it."""

from __future__ import annotations

import pytest

from kiosk_core import CannotUndo, ClientId, NewMember
from kiosk_core.domain.visits import Client
from kiosk_core.shift.families import Away
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
    act = office.merge(ClientId(one.household or ""), ClientId(other.household or ""))
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


@pytest.mark.parametrize("from_the_elder", [True, False])
def test_who_is_the_same_person_keeps_the_name_of_the_page_one_came_from_and_the_birth_known_best(
    house: HouseOnDisk, from_the_elder: bool
) -> None:
    elder = family(house, NewMember(name="Yusuf Ali", born="1990-01-01"), address="Chaussée de Gand 100")
    younger = family(house, NewMember(name="yussuf aly", born="1990", phone="0470 22 22 22"))
    one, other = (elder, younger) if from_the_elder else (younger, elder)
    office = house.at("core")
    (pair,) = office.same_persons(one, other)
    name = "Yusuf Ali" if from_the_elder else "yussuf aly"
    assert str(office.known_as(pair)).endswith(f"are one person from now on: {name} (01/01/1990).")
    office.merge_households(one, other, [pair])
    known = house.kiosk.house.rows("SELECT name, born, phone FROM core_person")
    assert known == [(name, "1990-01-01", "0470 22 22 22")]
    office.undo(house.kiosk.last_events(1)[0].act, "mistake")
    before = [("Yusuf Ali", "1990-01-01", None), ("yussuf aly", "1990", "0470 22 22 22")]
    assert house.kiosk.house.rows("SELECT name, born, phone FROM core_person ORDER BY phone") == before
    assert office.verify().clean


def test_a_whole_birth_date_holds_before_an_age_that_it_fits(house: HouseOnDisk) -> None:
    one = family(house, NewMember(name="Yusuf Ali", born="36-36@2026-11-25"))
    other = family(house, NewMember(name="Yusuf Ali", born="1990-01-01"))
    pairs = house.at("core").same_persons(one, other)
    house.at("core").merge_households(one, other, pairs)
    assert house.kiosk.house.rows("SELECT born FROM core_person") == [("1990-01-01",)]


def test_it_may_begin_at_either_of_the_two(house: HouseOnDisk) -> None:
    elder, younger = family(house, SAMIRA), family(house, AGAIN)
    merged = house.at("core").merge_households(younger, elder)
    assert merged.size == 2
    assert merged.household == elder.household


def test_what_only_the_other_had_is_the_others_and_is_forgotten_with_it(house: HouseOnDisk) -> None:
    one, other = family(house, SAMIRA), family(house, AGAIN, address="Zxqvortelstraat 9", phone="0470 98 76 54")
    office = house.at("core")
    act = office.merge(ClientId(one.household or ""), ClientId(other.household or ""))
    office.undo(act.id, "mistake")
    office.forget("A1002", "request")
    assert not house.kiosk.house.rows("SELECT 1 FROM leaf WHERE body LIKE '%Zxqvortel%' OR body LIKE '%98 76 54%'")
    assert "Zxqvortel" not in copy(house, "A1001")
    assert office.verify().clean


JAN, OMAR = NewMember(name="Jan Peeters", born="1950"), NewMember(name="Omar Haddad", born="1980")


def homes_of(house: HouseOnDisk) -> dict[str, list[str]]:
    """Who lives in which households, by first name."""
    query = (
        "SELECT p.first_name, h.number FROM core_member m JOIN core_person p ON p.subject=m.subject "
        "JOIN core_household h ON h.subject=m.household WHERE m.until_day IS NULL ORDER BY h.number"
    )
    found: dict[str, list[str]] = {}
    for name, number in house.kiosk.house.rows(query):
        found.setdefault(name, []).append(number)
    return found


def two_made_one(house: HouseOnDisk) -> tuple[Client, str]:
    """Samira's and Jan's households, one by mistake; and the act that made them so."""
    one, other = family(house, SAMIRA, OMAR), family(house, JAN, NewMember(name="Mia Peeters", born="1951"))
    office = house.at("core")
    act = office.merge(ClientId(one.household or ""), ClientId(other.household or ""))
    return office.client_by_number("A1001"), act.id


def test_a_merge_is_not_taken_back_over_a_split_that_came_after_it(house: HouseOnDisk) -> None:
    merged, act = two_made_one(house)
    office = house.at("core")
    jan = next(member.person for member in merged.members if member.first_name == "Jan")
    parted = office.split(merged, Away([jan]))
    before = homes_of(house)
    with pytest.raises(CannotUndo, match="take that back first"):
        office.undo(act, "mistake")
    assert homes_of(house) == before == {"Samira": ["A1003"], "Omar": ["A1003"], "Mia": ["A1003"], "Jan": ["A1004"]}
    office.undo(parted.act, "mistake")
    office.undo(act, "mistake")
    assert homes_of(house) == {"Samira": ["A1001"], "Omar": ["A1001"], "Jan": ["A1002"], "Mia": ["A1002"]}
    assert office.verify().clean


def test_who_left_meanwhile_does_not_come_back_with_the_taking_apart(house: HouseOnDisk) -> None:
    """Of the household that was registered first somebody may leave: that stays so."""
    merged, act = two_made_one(house)
    office = house.at("core")
    person = {member.first_name: member.person for member in merged.members}
    office.leave(merged, [person["Omar"]], "left")
    third = family(house, NewMember(name="Tine Maes", born="1999"))
    office.join(third, [NewMember(known=person["Mia"])])
    moved = house.kiosk.last_events(1)[0].act
    with pytest.raises(CannotUndo, match="somebody left or moved"):
        office.undo(act, "mistake")
    office.undo(moved, "mistake")
    office.undo(act, "mistake")
    assert homes_of(house) == {"Samira": ["A1001"], "Jan": ["A1002"], "Mia": ["A1002"], "Tine": ["A1003"]}
