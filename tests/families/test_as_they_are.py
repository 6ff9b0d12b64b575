"""Households as they are: who turns 18, one address for many, a nickname, a birth year only, who will not say."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

import pytest

from kiosk_core import NewMember, NotAllowed, NotFound, NotUnderstood, month_of
from kiosk_core.testing import HouseOnDisk

from .told import call_list, card_of, copy, family, figures, outcome, page, parcel, title


def test_who_turns_18_is_a_note_to_the_coordinator_and_never_a_stop(house: HouseOnDisk) -> None:
    family(house, NewMember(name="Fatima El Amrani", born="1984"), NewMember(name="Omar Haddad", born="2008-11-26"))
    card = card_of(house, "A1001.1")
    assert house.at("core").to_know() == []
    house.later(days=2)
    (note,) = house.at("core").to_know()  # a day late: nobody stood here on the birthday
    assert (note.code, note.number, str(note.text)) == ("core.turned_18", "A1001.2", "Omar turned 18.")
    assert outcome(house, card) == ("granted", [])
    assert title(house, card) == "Parcel for 2 persons"
    assert call_list(house) == [("A1001", ("Fatima", "Omar"))]
    slip = parcel(house, card)
    assert "Food parcel for 2 persons" in slip and "18" not in slip.replace("2018", "")
    assert figures(house, "households", "persons_by_age") == {"households": 1, "persons_by_age": 2}
    assert "26/11/2008" in copy(house, "A1001.2") and "turned 18" not in copy(house, "A1001")
    house.later(days=31)
    assert house.at("core").to_know() == []


def test_when_the_only_adult_dies_the_children_are_the_coordinators_until_somebody_collects(house: HouseOnDisk) -> None:
    mother = NewMember(name="Fatima El Amrani", born="1984")
    orphans = family(house, mother, NewMember(name="Yara", born="2019-04-01"), NewMember(born="14-17@2026-11-25"))
    family(house, NewMember(name="Jan", born="1980"), NewMember(name="Mia", born="1981"), NewMember(born="2019"))
    office = house.at("core")
    for number in ("A1001.1", "A1002.1"):
        client = house.kiosk.house.by_number(number, house.today)
        assert client.person is not None
        office.leave(client, [client.person], "deceased")
    (note,) = office.to_know()
    assert (note.code, note.number) == ("core.children_alone", "A1001")
    assert "Note who may collect for them" in str(office.client_page("A1001").next_step)
    assert office.client_page("A1002").next_step is None
    house.later(days=3)
    assert [one.number for one in office.to_know()] == ["A1001"], "it stays until it is arranged"
    aunt = office.name_proxy(orphans, house.today + timedelta(days=90), name="Aicha El Amrani")
    assert (office.to_know(), office.client_page("A1001").next_step) == ([], None)
    office.end_proxy(orphans, aunt)
    (note,) = office.to_know()
    house.later(days=1)
    office.end_enrolment(orphans, "foodbank", house.today, decided_by="Ann", reason="placed")
    house.later(days=1)
    assert office.to_know() == [], "where nothing is to be collected, nobody is asked for"


def test_who_is_forgotten_and_leaves_only_children_behind_says_so_before(house: HouseOnDisk) -> None:
    mother, yara = NewMember(name="Fatima El Amrani", born="1984"), NewMember(name="Yara", born="2019-04-01")
    family(house, mother, yara)
    family(house, NewMember(name="Jan", born="1980"), NewMember(name="Mia", born="1981"), NewMember(born="2019"))
    office = house.at("core")
    said, saved = office.to_forget("A1001.1").beside
    assert str(said).startswith("A1001: Only children live in this household now. Note who may collect for them")
    assert [office.to_forget(number).beside for number in ("A1001", "A1001.2", "A1002.1")] == [(saved,)] * 3
    office.forget("A1001.1", "request")
    assert "Only children live" in str(office.client_page("A1001").next_step)


def test_children_whom_a_forgetting_left_alone_stand_on_the_coordinators_list_until_it_is_arranged(
    house: HouseOnDisk,
) -> None:
    yara, teen = NewMember(name="Yara", born="2019-04-01"), NewMember(born="14-17@2026-11-25")
    orphans = family(house, NewMember(name="Fatima El Amrani", born="1984"), yara, teen)
    family(house, NewMember(name="Jan", born="1980"), NewMember(name="Mia", born="1981"), NewMember(born="2019"))
    family(house, NewMember(name="Ali", born="2018"), NewMember(name="Sara", born="1990"))
    office = house.at("core")
    for number in ("A1001.1", "A1002.1", "A1003.2"):
        office.forget(number, "deceased")
    assert [(one.code, one.number) for one in office.to_know()] == [
        ("core.children_alone", "A1001"), ("core.children_alone", "A1003")
    ]  # fmt: skip
    house.later(days=3)
    office.forget("A1003", "moved")
    aunt = office.name_proxy(orphans, house.today + timedelta(days=90), name="Aicha El Amrani")
    assert office.to_know() == []
    office.end_proxy(orphans, aunt)
    assert [one.number for one in office.to_know()] == ["A1001"]
    assert "only children stayed" in copy(house, "A1001") and "Fatima" not in copy(house, "A1001")
    assert office.verify().clean


def test_a_household_in_which_nobody_is_left_says_so_and_one_of_children_from_the_start_asks_nothing(
    house: HouseOnDisk,
) -> None:
    alone = family(house, NewMember(name="Fatima", born="1984"))
    family(house, NewMember(name="Yara", born="2019"))
    office = house.at("core")
    office.leave(alone, [alone.members[0].person], "deceased")
    assert "Nobody lives in this household any more" in str(office.client_page("A1001").next_step)
    assert office.to_know() == []


@pytest.mark.parametrize("share", ["full", "part"])
def test_who_is_known_and_begins_a_household_of_their_own_leaves_the_other_unless_in_part(
    house: HouseOnDisk, share: Literal["full", "part"]
) -> None:
    old = family(house, NewMember(name="Fatima", born="1984"), NewMember(name="Omar", born="2006"))
    new = house.at("core").register([NewMember(known=old.members[1].person, share=share), NewMember(name="Yara")])
    assert [member.first_name for member in new.members] == ["Omar", "Yara"]
    there = house.kiosk.house.by_number("A1001", house.today).members
    assert [member.first_name for member in there] == (["Fatima"] if share == "full" else ["Fatima", "Omar"])


def test_a_birth_year_alone_gives_no_birthday(house: HouseOnDisk) -> None:
    family(house, NewMember(name="Omar", born="2008"), NewMember(name="Ali", born="2008-11"))
    for _ in range(2):
        house.later(days=20)
        assert house.at("core").to_know() == []


def test_six_families_at_one_address_are_six_households_and_nobody_s_duplicate(house: HouseOnDisk) -> None:
    names = ["Fatima El Amrani", "Jan Peeters", "Olha Kovalenko", "Mehmet Yildiz", "Amadou Diallo", "Tran Van Minh"]
    for name in names:
        assert house.at("core").likely_duplicates([NewMember(name=name)]) == []
        family(house, NewMember(name=name, born="1980"), address="Opvangstraat 5", collective=True)
    assert [number for number, _ in call_list(house)] == [f"A{n}" for n in range(1001, 1007)]
    for n, name in enumerate(names, 1001):
        card = card_of(house, f"A{n}.1")
        assert (outcome(house, card), title(house, card)) == (("granted", []), "Parcel for 1 person")
        others = {one.split()[0] for one in names} - {name.split()[0]}
        seen = page(house, f"A{n}") + parcel(house, card) + copy(house, f"A{n}")
        assert not [other for other in others if other in seen]
    assert figures(house, "households", "persons_by_age") == {"households": 6, "persons_by_age": 6}


def test_somebody_known_by_a_nickname_is_found_by_it_and_by_the_name(house: HouseOnDisk) -> None:
    client = family(house, NewMember(name="Mohammed Haddad", born="1970"))
    office, shift = house.at("core"), house.at("foodbank", "volunteer")
    person = client.members[0].person
    office.change_person(person, aliases="Momo, Simo")
    assert "Momo, Simo" in copy(house, "A1001.1")
    assert call_list(house) == [("A1001", ("Mohammed",))], "a nickname is for finding, and is read out to nobody"
    found = shift.chosen(shift.find("momo")[0].person)
    assert (found.outcome, str(found.offers[0].title)) == ("granted", "Parcel for 1 person")
    assert "Momo" not in parcel(house, card_of(house, "A1001.1"))
    assert figures(house, "persons_by_age") == {"persons_by_age": 1}
    assert [f.display for typed in ("momo", "simo", "moh", "haddad") for f in shift.find(typed)] == [
        "Mohammed H. 1970"
    ] * 4
    office.change_person(person, name="Mohamed El Haddad")
    assert len(shift.find("momo")) == len(shift.find("el haddad")) == 1
    assert shift.find("mohammed") == []
    office.change_person(person, aliases="")
    assert shift.find("momo") == []
    assert len(shift.find("mohamed")) == 1


def test_ten_refugees_with_only_a_birth_year_are_ten_people(house: HouseOnDisk) -> None:
    for n in range(10):
        name = f"{['Ahmad', 'Mahmoud', 'Hassan', 'Ali', 'Omar', 'Khalid', 'Said', 'Yusuf', 'Karim', 'Idris'][n]} Al{n}"
        assert house.at("core").likely_duplicates([NewMember(name=name, born="1998")]) == []
        family(house, NewMember(name=name, born="1998"))
    assert len(call_list(house)) == 10
    for n in range(10):
        card = card_of(house, f"A{1001 + n}.1")
        assert (outcome(house, card), title(house, card)) == (("granted", []), "Parcel for 1 person")
        assert "1998" not in parcel(house, card)
    assert figures(house, "households", "persons_by_age") == {"households": 10, "persons_by_age": 10}
    born = {born for (born,) in house.kiosk.house.rows("SELECT born FROM core_person")}
    assert born == {"1998"}, "never filled with 1 January"
    assert "1998" in copy(house, "A1001") and "01/1998" not in copy(house, "A1001")
    found = house.at("core").report(month_of(house.today), "foodbank")
    sure = {one.breakdown: one.value for one in found if one.indicator == "foodbank.persons_by_birth"}
    assert (sure["estimated"], sure["exact"]) == (10, 0)
    assert house.at("core").to_know() == []
    assert len(house.at("foodbank", "volunteer").find("1998")) == 5, "at most five, and a name goes with the year"
    assert [f.number for f in house.at("foodbank", "volunteer").find("khalid 1998")] == ["A1006.1"]


def test_somebody_who_will_not_say_is_helped_and_counted_as_unknown(house: HouseOnDisk) -> None:
    family(house, NewMember())
    card = card_of(house, "A1001.1")
    assert outcome(house, card) == ("granted", [])
    assert title(house, card) == "Parcel for 1 person"
    assert house.at("foodbank").scan(card).visit.client.display == "A1001.1"  # type: ignore[union-attr]
    assert call_list(house) == [("A1001", ())]
    assert "Food parcel for 1 person" in parcel(house, card)
    assert "A1001.1" in copy(house, "A1001") and "None" not in copy(house, "A1001")
    assert figures(house, "households", "persons_by_age") == {"households": 1, "persons_by_age": 1}
    found = house.at("core").report(month_of(house.today), "foodbank")
    unknown = {one.indicator: one.value for one in found if one.breakdown == "unknown" and "persons" in one.indicator}
    assert set(unknown.values()) == {1}
    assert house.at("core").likely_duplicates([NewMember()]) == []
    assert call_list(house) == []


@pytest.mark.parametrize("household", [True, False])
def test_a_duplicate_is_merged_and_taken_apart_again(house: HouseOnDisk, household: bool) -> None:
    one, other = (family(house, NewMember(name=name, born="1984")) for name in ("Aicha Ben Ali", "Aïsha Benali"))
    cards = [card_of(house, client.members[0].number) for client in (one, other)]
    ids = [client.household if household else client.members[0].person for client in (one, other)]
    act = house.at("core").merge(*ids)  # type: ignore[arg-type]
    if household:
        assert [title(house, card) for card in cards] == ["Parcel for 2 persons"] * 2
        assert [names for _, names in call_list(house)] == [("Aicha", "Aïsha")]
    two = [] if household else ["core.two_homes"]  # one person now, in two households still
    assert [outcome(house, card) for card in cards] == [("granted", two)] * 2
    slip = parcel(house, cards[0])
    assert ("Food parcel for 2 persons" in slip) is household
    assert figures(house, "households") == {"households": 1}
    assert outcome(house, cards[1])[0] == "refused", "both cards are of one household now"
    for number in ("A1001", "A1002") if household else ("A1001.1", "A1002.1"):
        told = copy(house, number)
        assert "Parcel taken home" in told and {"Aicha", "Aïsha"} <= set(told.split()), "both histories are one"
    house.at("core").undo(act.id, "mistake")
    assert outcome(house, cards[1])[0] == "granted"
    assert [title(house, cards[1])] == ["Parcel for 1 person"]
    assert call_list(house) == [("A1002", ("Aïsha",))]
    assert "Aicha" not in copy(house, "A1002") and "Aïsha" not in copy(house, "A1001")
    assert house.at("core").verify().clean


def test_a_household_registered_twice_becomes_one_with_its_people_in_one_act(house: HouseOnDisk) -> None:
    one = family(house, NewMember(name="Aicha Ben Ali", born="1984"), NewMember(born="2019-04-01"), address="Markt 1")
    other = family(
        house, NewMember(name="Aïsha Benali", born="1984-02-01"), NewMember(born="2019-04-01"),
        NewMember(name="Omar Ben Ali", born="2021"), address="Markt 1b",
    )  # fmt: skip
    office = house.at("core")
    same = office.same_persons(one, other)
    assert [(pair.one.number, pair.other.number) for pair in same] == [("A1001.1", "A1002.1"), ("A1001.2", "A1002.2")]
    office.merge_households(one, other, same)
    for number in ("A1001", "A1002"):
        assert house.kiosk.house.by_number(number, house.today).size == 3
        assert "Markt 1'" in page(house, number)
    (merge,) = office.merges_of(house.kiosk.house.by_number("A1002", house.today))
    assert {"A1001", "A1002"} <= set(merge.numbers)
    house.later(days=40)
    office.undo(merge.act, "mistake")
    assert [house.kiosk.house.by_number(n, house.today).size for n in ("A1001", "A1002")] == [2, 3]
    assert office.merges_of(house.kiosk.house.by_number("A1002", house.today)) == []
    assert office.verify().clean


def test_somebody_registered_twice_in_one_household_is_one_person_and_both_numbers_find_her(house: HouseOnDisk) -> None:
    family(
        house, NewMember(name="Fatima El Amrani", born="1984", sex="v"), NewMember(name="Yara", born="2019-04-01"),
        NewMember(name="Fatma Amrani", born="1984-02-01", phone="0470 11 11 11"),
    )  # fmt: skip
    office, cards = house.at("core"), [card_of(house, number) for number in ("A1001.1", "A1001.3")]
    parcel(house, cards[1])
    one, other = (house.kiosk.house.by_number(number, house.today) for number in ("A1001.1", "A1001.3"))
    assert [str(said) for said in office.look_at_merge(one, other)] == [
        "A1001.1 and A1001.3 are one person from now on: Fatima El Amrani (01/02/1984).",
        "A1001 counts 2 persons instead of 3.",
        "Both numbers and all cards go on. It can be taken apart again, also later.",
    ]
    act = office.merge_members(one, other)
    assert {house.kiosk.house.by_number(f"A1001.{n}", house.today).number for n in (1, 3)} == {"A1001.1"}
    assert [one.number for typed in ("fatima", "fatma") for one in house.at("soup").find(typed)] == ["A1001.1"] * 2
    house.later(days=14)
    assert [title(house, card) for card in cards] == ["Parcel for 2 persons"] * 2
    assert "Food parcel for 2 persons" in parcel(house, cards[0])
    assert figures(house, "households", "persons_by_age") == {"households": 1, "persons_by_age": 2}
    assert call_list(house) == []
    assert "Fatma Amrani" in copy(house, "A1001.1")
    (merge,) = office.merges_of(house.kiosk.house.by_number("A1001", house.today))
    assert (merge.act, merge.numbers) == (act.id, ("A1001.1", "A1001.3"))
    office.undo(act.id, "mistake")
    assert house.kiosk.house.by_number("A1001.3", house.today).number == "A1001.3"
    house.later(days=14)
    assert title(house, cards[0]) == "Parcel for 3 persons"
    assert "Fatma" not in copy(house, "A1001.1")
    assert office.verify().clean


def test_somebody_registered_in_two_households_is_one_person_in_every_count_until_it_is_taken_apart(
    house: HouseOnDisk,
) -> None:
    family(house, NewMember(name="Fatima El Amrani", born="1984-02-01"))
    family(house, NewMember(name="Jan Peeters", born="1950"), NewMember(name="Fatma Amrani", born="1984"))
    office, cards = house.at("core"), [card_of(house, number) for number in ("A1001.1", "A1002.2")]
    one, other = (house.kiosk.house.by_number(number, house.today) for number in ("A1001.1", "A1002.2"))
    assert "This person then belongs to A1001, A1002, and counts in each." in str(office.look_at_merge(one, other)[1])
    act = office.merge_members(one, other)
    assert call_list(house) == [("A1001", ("Fatima",)), ("A1002", ("Jan", "Fatima"))]
    assert [title(house, card) for card in cards] == ["Parcel for 1 person"] * 2, "a card is a person's, wherever else"
    for card in (cards[0], card_of(house, "A1002.1")):
        parcel(house, card)
    assert figures(house, "households", "persons_by_age") == {"households": 2, "persons_by_age": 2}
    assert "Jan" not in page(house, "A1001") + copy(house, "A1001.1")
    office.undo(act.id, "mistake")
    assert outcome(house, cards[1])[0] == "refused", "her household had its parcel today"
    assert figures(house, "persons_by_age") == {"persons_by_age": 2}, "what was noted meanwhile stays with the elder"
    house.later(days=14)
    assert "Food parcel for 2 persons" in parcel(house, cards[1])
    assert "Fatima" not in page(house, "A1002") + copy(house, "A1002.2")
    assert figures(house, "households", "persons_by_age") == {"households": 1, "persons_by_age": 2}
    for typed in (office.look_at_merge, office.merge_members):
        with pytest.raises(NotUnderstood):
            typed(one, one)
        with pytest.raises(NotFound):
            typed(one, house.kiosk.house.by_number("A1002", house.today))
    with pytest.raises(NotAllowed):
        house.at("foodbank", "volunteer").look_at_merge(one, other)
    assert office.verify().clean


def test_two_that_were_one_for_a_while_are_each_counted_after_a_forgetting(house: HouseOnDisk) -> None:
    both = [family(house, NewMember(name=name, born="1984")) for name in ("Aicha Ben Ali", "Jan Peeters")]
    elder, younger = sorted(both, key=lambda client: str(client.household))
    cards = [card_of(house, client.members[0].number) for client in (elder, younger)]
    house.set("foodbank.again", "ask")
    parcel(house, cards[1])
    act = house.at("core").merge(elder.household, younger.household)  # type: ignore[arg-type]
    parcel(house, cards[0])
    assert figures(house, "households") == {"households": 1}
    house.at("core").undo(act.id, "mistake")
    for client in (elder, younger):
        assert figures(house, "households", "parcels") == {"households": 2, "parcels": 2}
        house.at("core").forget(client.number, "request")
    assert figures(house, "households", "parcels") == {"households": 2, "parcels": 2}
    assert house.at("core").verify().clean
