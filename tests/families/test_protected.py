"""A protected household: whoever looks for them must not find them here."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk_core import ClientId, NewMember, NotAllowed, NotFound, Shift
from kiosk_core.domain.ids import PersonId
from kiosk_core.registry.households import Share
from kiosk_core.shift.families import Away
from kiosk_core.testing import HouseOnDisk

from .told import call_list, card_of, copy, family, figures, outcome, page, parcel, title

SAMIRA = NewMember(name="Samira Ben Ali", born="1990-03-05", phone="0470 55 66 77")


@pytest.fixture
def deputy(house: HouseOnDisk) -> Shift:
    house.at("core", "administrator").welcome("deputy", ["deputy"], "5555", cost=1, deputy_until=date(2027, 1, 1))
    return house.at("core", "deputy")


def hidden(house: HouseOnDisk) -> str:
    """The household, and its card."""
    family(house, SAMIRA, address="Schuilplaats 3", phone="0470 55 66 77", protected=True)
    return card_of(house, "A1001.1")


@pytest.mark.parametrize(
    "typed",
    ["sam", "samira", "samira ben ali", "A1001", "1001", "A1001.1", "1990", "5/3/1990", "0470 55 66 77", "samira 1990",
     "samira ali 5/3/1990", "samira ben ali 5/3/1991", "sam ben ali 5/3/1990", "samirra", "ben ali 1990-03-05"],
)  # fmt: skip
def test_neither_prefix_nor_number_nor_phone_finds_a_protected_household(house: HouseOnDisk, typed: str) -> None:
    hidden(house)
    shift = house.at("foodbank", "volunteer")
    assert shift.find(typed) == shift.find_alike(typed) == house.at("core").look_up(typed) == []


@pytest.mark.parametrize("typed", ["Samira Ben Ali 5/3/1990", "ben ali samira 1990-03-05", "SAMIRA ben-ali 05.03.1990"])
def test_whole_name_and_whole_birth_date_together_find_it(house: HouseOnDisk, typed: str) -> None:
    hidden(house)
    (one,) = house.at("foodbank", "volunteer").find(typed)
    assert one.number == "A1001.1"


def test_each_look_stands_in_the_notes_of_the_day(house: HouseOnDisk) -> None:
    hidden(house)
    shift = house.at("foodbank", "volunteer")
    verdict = shift.chosen(shift.find("Samira Ben Ali 5/3/1990")[0].person)
    assert verdict.outcome == "granted", "who is hidden is helped like everybody"
    page(house, "A1001")
    notes = [(note.code, note.number, str(note.text)) for note in house.at("core").to_know()]
    assert notes == [
        ("core.protected_seen", "A1001.1", "volunteer looked at a protected household."),
        ("core.protected_seen", "A1001.1", "coordinator looked at a protected household."),
    ]


def test_who_is_hidden_gets_the_parcel_is_counted_and_stands_on_no_slip_and_no_list(house: HouseOnDisk) -> None:
    card = hidden(house)
    assert (outcome(house, card), title(house, card)) == (("granted", []), "Parcel for 1 person")
    assert call_list(house) == []
    slip = parcel(house, card)
    assert not [secret for secret in ("Samira", "Ben Ali", "Schuilplaats", "55 66 77") if secret in slip]
    assert figures(house, "households", "persons_by_age") == {"households": 1, "persons_by_age": 1}
    assert "Schuilplaats 3" in copy(house, "A1001"), "the copy is theirs"


def test_where_they_live_is_for_the_coordinator_only(house: HouseOnDisk) -> None:
    hidden(house)
    admin = house.at("core", "administrator")
    admin.welcome("deputy", ["deputy"], "5555", cost=1, deputy_until=house.today)
    assert house.at("core").client_page("A1001").address == "Schuilplaats 3"
    seen = house.at("core", "deputy").client_page("A1001")
    assert (seen.address, seen.phone, [one.phone for one in seen.members]) == (None, None, [None])
    assert [one.phone for one in house.at("core").client_page("A1001").members] == ["0470 55 66 77"]


def test_a_child_s_phone_is_hidden_on_the_page_of_the_home_that_is_not(house: HouseOnDisk, deputy: Shift) -> None:
    child = NewMember(name="Yara Haddad", born="2010-04-01", phone="0470 99 88 77")
    father = family(house, NewMember(name="Youssef Haddad", born="1980", phone="0470 11 22 33"), child)
    mother = family(house, SAMIRA, protected=True)
    house.at("core").join(mother, [NewMember(known=father.members[1].person, share="part")])
    assert [one.phone for one in deputy.client_page("A1001").members] == ["0470 11 22 33", None]
    assert [one.phone for one in house.at("core").client_page("A1001").members] == ["0470 11 22 33", "0470 99 88 77"]


def test_a_deputy_protects_at_once_and_neither_ends_it_nor_sees_where_they_live(house: HouseOnDisk) -> None:
    house.at("core", "administrator").welcome("deputy", ["deputy"], "5555", cost=1, deputy_until=house.today)
    client, deputy = family(house, SAMIRA, address="Schuilplaats 3"), house.at("core", "deputy")
    assert deputy.reached(client) == ("Schuilplaats 3", None)
    deputy.change_household(client, protected=True)
    assert deputy.reached(client) == (None, None)
    assert deputy.known_of(client.members[0].person)["phone"] == ""
    with pytest.raises(NotAllowed):
        deputy.change_household(client, protected=False)
    with pytest.raises(NotAllowed):
        deputy.dossier("A1001")
    assert house.at("core").reached(client) == ("Schuilplaats 3", None)


def test_no_undoing_ends_a_protection_but_the_coordinators(house: HouseOnDisk, deputy: Shift) -> None:
    """Neither of the act that protected, nor of a split, a move or a merge by which somebody is."""
    client = family(house, SAMIRA, NewMember(name="Youssef Haddad", born="1980"))
    acts = [deputy.change_household(client, protected=True)]
    office = house.at("core")
    office.undo(acts[0].id, "mistake")
    parted = office.split(client, Away([client.members[0].person], protected=True))
    hidden, other = parted.away, family(house, NewMember(name="Rachid Ben Ali", born="1971"))
    moved = office.join(hidden, [NewMember(known=other.members[0].person)])
    assert office.find("rachid") == [] and moved.size == 2
    last = house.kiosk.last_events(1)[0].act
    for act, who in ((last, "rachid"), (parted.act, "samira")):
        with pytest.raises(NotAllowed):
            deputy.undo(act, "mistake")
        assert office.find(who) == []
        office.undo(act, "mistake")
        assert office.find(who)
    assert office.verify().clean


def test_a_deputy_takes_back_what_hides_nobody_and_a_registration_by_mistake(house: HouseOnDisk, deputy: Shift) -> None:
    hidden = deputy.register([SAMIRA], protected=True)
    act = house.kiosk.last_events(1)[0].act
    deputy.undo(deputy.change_household(hidden, phone="0470 11 11 11").id, "mistake")
    deputy.undo(act, "mistake")
    with pytest.raises(NotFound):
        house.kiosk.house.by_number("A1001", house.today)


def test_a_deputy_takes_no_protection_off_by_undoing_the_registration_that_it_stands_on(
    house: HouseOnDisk, deputy: Shift
) -> None:
    """What was done since would go along: who was hidden is not known any more, and registered anew is found by name."""
    office = house.at("core")
    old = office.register([SAMIRA, NewMember(name="Youssef Haddad", born="1980")])
    registered = house.kiosk.last_events(1)[0].act
    office.split(old, Away([old.members[0].person], protected=True))
    safe = office.register([NewMember(name="Rachida Ben Ali", born="1960")], protected=True)
    at_once = house.kiosk.last_events(1)[0].act
    office.issue_card(safe)
    for act in (registered, at_once):
        with pytest.raises(NotAllowed):
            deputy.undo(act, "mistake", along=True)
    assert house.kiosk.house.number("SELECT count(*) FROM core_household WHERE protected") == 2
    for act in (registered, at_once):
        office.undo(act, "mistake", along=True)
    assert house.kiosk.house.rows("SELECT number FROM core_household") == []
    open_ = deputy.register([NewMember(name="Jan Peeters", born="1950")])
    act = house.kiosk.last_events(1)[0].act
    deputy.issue_card(open_)
    deputy.undo(act, "mistake", along=True)
    assert house.kiosk.house.rows("SELECT number FROM core_household") == [], "who is not hidden goes as before"
    assert office.verify().clean


def test_a_deputy_s_undoing_brings_nobody_who_is_hidden_back_to_a_home_that_is_not(
    house: HouseOnDisk, deputy: Shift
) -> None:
    old = family(house, NewMember(name="Youssef Haddad", born="1980"), SAMIRA)
    office, her = house.at("core"), old.members[1].person
    office.leave(old, [her], "left")
    left = house.kiosk.last_events(1)[0].act
    safe = family(house, NewMember(name="Rachida Ben Ali", born="1960"), protected=True)
    office.join(safe, [NewMember(known=her)])
    with pytest.raises(NotAllowed):
        deputy.undo(left, "mistake")
    assert house.at("foodbank", "volunteer").find("samira") == []
    assert house.kiosk.house.by_number("A1001", house.today).size == 1
    office.undo(left, "mistake")
    assert house.kiosk.house.by_number("A1001", house.today).size == 2, "the coordinator decides it"


def test_the_journal_of_a_protected_household_is_the_coordinator_s(house: HouseOnDisk, deputy: Shift) -> None:
    client = family(house, SAMIRA, protected=True)
    for number in ("A1001", "A1001.1"):
        with pytest.raises(NotAllowed):
            list(deputy.envelopes(client=number))
    assert list(house.at("core").envelopes(client=client.number))


def test_who_may_not_make_two_one_does_not_part_them_by_undoing(house: HouseOnDisk, deputy: Shift) -> None:
    one, other = family(house, SAMIRA), family(house, NewMember(name="Samira Benali", born="1990"))
    act = house.at("core").merge(ClientId(one.household or ""), ClientId(other.household or ""))
    with pytest.raises(NotAllowed):
        deputy.undo(act.id, "mistake")


def test_an_old_number_shows_a_deputy_nothing_of_who_is_hidden_now(house: HouseOnDisk, deputy: Shift) -> None:
    client = family(house, SAMIRA, NewMember(name="Youssef Haddad", born="1980"))
    her = client.members[0].person
    house.at("core").split(client, Away([her], protected=True))
    for number in ("A1001.1", "A1003.1", "A1003"):
        with pytest.raises(NotAllowed):
            deputy.dossier(number)
    assert deputy.dossier("A1002.1").number == "A1002.1", "his is his"
    assert "55 66 77" in copy(house, "A1001.1"), "the coordinator may"
    deputy.leave(house.kiosk.house.by_number("A1003", house.today), [her], "left")
    assert deputy.known_of(her)["phone"] == "", "who left a protected household and lives nowhere here stays hidden"
    for number in ("A1001.1", "A1003.1"):
        with pytest.raises(NotAllowed):
            deputy.dossier(number)


@pytest.mark.parametrize("share", ["full", "part"])
def test_a_deputy_brings_nobody_who_is_hidden_into_a_household_that_is_not(
    house: HouseOnDisk, deputy: Shift, share: Share
) -> None:
    hidden, open_ = family(house, SAMIRA, protected=True), family(house, NewMember(name="Jan Peeters", born="1950"))
    her = NewMember(known=hidden.members[0].person, share=share)
    for road in (deputy.look_at_registration, lambda members, client: deputy.join(client, members)):
        with pytest.raises(NotAllowed):
            road([her], open_)
    deputy.leave(hidden, [hidden.members[0].person], "moved")
    with pytest.raises(NotAllowed):
        deputy.join(open_, [her])
    safe = deputy.register([NewMember(name="Rachid Ben Ali", born="1971")], protected=True)
    assert deputy.join(safe, [her]).size == 2
    assert house.at("core").join(open_, [her]).size == 2, "the coordinator decides it"


def test_a_deputy_begins_no_open_household_with_who_is_hidden(house: HouseOnDisk, deputy: Shift) -> None:
    her = NewMember(known=family(house, SAMIRA, protected=True).members[0].person, share="part")
    for road in (deputy.look_at_registration, deputy.register):
        with pytest.raises(NotAllowed):
            road([her])
    assert house.kiosk.house.number("SELECT count(*) FROM core_household") == 1
    assert deputy.register([her], protected=True).size == 1
    assert house.at("core").register([her]).size == 1, "the coordinator decides it"


def test_lists_cards_and_duplicates_do_not_name_them(house: HouseOnDisk, deputy: Shift) -> None:
    card = hidden(house)
    assert call_list(house) == []
    assert outcome(house, card)[0] == "granted"
    ((_, face),) = house.at("core").live_cards_to_print(False)
    assert "Samira" not in repr(face)
    assert deputy.likely_duplicates([SAMIRA]) == []


def test_who_is_hidden_and_registered_once_more_is_told_to_the_coordinator_by_whole_name_and_birth_date_only(
    house: HouseOnDisk, deputy: Shift
) -> None:
    """Unsaid, the second household would be open, and found by the first letters of her name."""
    hidden(house)
    office = house.at("core")
    for name in ("Samira Ben Ali", "BEN-ALI samira"):
        again = NewMember(name=name, born="1990-03-05")
        assert [one.number for one in office.likely_duplicates([again])] == ["A1001.1"]
        assert deputy.likely_duplicates([again]) == []
    vague = [
        NewMember(name="Samira Ben Ali"), NewMember(name="Samira Ben Ali", born="1990"), NewMember(name="Samira", born="1990-03-05"),
        NewMember(name="Samira Benali", born="1990-03-05"), NewMember(name="Samira Ben Ali", born="1990-03-06"),
    ]  # fmt: skip
    assert office.likely_duplicates(vague, phone="0470 55 66 77") == []


def test_a_household_that_is_protected_later_is_hidden_from_that_moment(house: HouseOnDisk) -> None:
    client = family(house, SAMIRA)
    assert house.at("core").find("samira")
    house.at("core").change_household(client, protected=True)
    assert house.at("core").find("samira") == []
    house.at("core").change_household(client, protected=False)
    assert house.at("core").find("samira")


YARA = NewMember(name="Yara Haddad", born="2019-04-01")


def a_child_of_a_protected_home(house: HouseOnDisk) -> None:
    """A1001 parted: her mother's A1002 is protected, her father's A1003 is not. She lives in both, and has a card."""
    old = family(house, SAMIRA, NewMember(name="Youssef Haddad", born="1980"), YARA)
    him, yara = old.members[1].person, old.members[2].person
    parted = house.at("core").split(old, Away([him], [yara]))
    house.at("core").change_household(parted.stayed, address="Schuilplaats 3", protected=True)


def test_the_card_of_a_child_stands_for_the_home_that_is_not_hidden(house: HouseOnDisk) -> None:
    a_child_of_a_protected_home(house)
    card = card_of(house, "A1003.2")
    verdict = house.at("foodbank", "volunteer").scan(card)
    assert verdict.visit is not None and verdict.visit.client is not None
    assert (verdict.visit.client.number, verdict.visit.client.other_homes) == ("A1003.2", ())
    seen = repr(verdict.visit) + title(house, card) + parcel(house, card)
    assert not [secret for secret in ("A1002", "Samira", "Schuilplaats") if secret in seen]
    assert [one.client for one in house.at("core").cards_of(card)] == ["A1003.2"]
    faces = [face.number for _, face in house.at("core").live_cards_to_print(False) if face.code == card]
    assert faces == ["A1003.2"], "the card goes from one home to the other"
    assert house.kiosk.house.by_number("A1002.2", house.today).number == "A1002.2", "who says it means it"


def test_the_copy_under_an_old_or_the_other_number_never_says_the_hidden_one(house: HouseOnDisk) -> None:
    a_child_of_a_protected_home(house)
    card_of(house, "A1003.2")
    for number in ("A1001.3", "A1003.2"):
        said = copy(house, number)
        assert number in said.splitlines()[1]
        assert "works" in said and not [one for one in ("A1002", "Samira", "Schuilplaats") if one in said]
    house.at("core").leave(house.kiosk.house.by_number("A1003", house.today), [yara_of(house)], "moved")
    assert "A1002" not in copy(house, "A1001.3"), "nor when it is the only home that is left"


def test_the_copy_of_a_child_says_to_one_home_nothing_of_when_and_where_it_comes_with_the_hidden_one(
    house: HouseOnDisk,
) -> None:
    a_child_of_a_protected_home(house)
    office, yara = house.at("core"), yara_of(house)
    mother = house.kiosk.house.by_number("A1002", house.today)
    office.enrol(mother, "foodbank", date(2027, 11, 1))
    card = card_of(house, "A1002.1")
    counter = house.at("foodbank", "volunteer")
    counter.record(counter.collected_by(counter.scan(card), yara).offers[0])
    counter.chosen(yara, None, mother.household)
    for number in ("A1003", "A1003.2"):
        said = copy(house, number)
        assert "Yara" in said and "Collected" not in said and "by name" not in said, "nor who looked for her there"
    assert "by name" in copy(house, "A1002"), "the mother reads it"


def yara_of(house: HouseOnDisk) -> PersonId:
    person = house.kiosk.house.by_number("A1003.2", house.today).person
    assert person is not None
    return person
