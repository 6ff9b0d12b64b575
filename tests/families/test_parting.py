"""People who lived together and no longer do: a couple that splits, a death, somebody who moves or leaves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk_core import NewMember, NotAllowed, NotFound, NotUnderstood
from kiosk_core.shift.families import Away, Parted
from kiosk_core.testing import HouseOnDisk

from .told import call_list, card_of, copy, family, figures, outcome, page, parcel, title

FATIMA = NewMember(name="Fatima El Amrani", born="1984-02-01", sex="v")
YOUSSEF = NewMember(name="Youssef Haddad", born="1980-06-30", sex="m", phone="0470 99 99 99")
YARA = NewMember(name="Yara Haddad", born="2019-04-01")
ADAM = NewMember(name="Adam Haddad", born="2021-09-09")


def a_split(house: HouseOnDisk) -> Parted:
    """She stays, he leaves, Yara lives in both, Adam with her. Both had a card."""
    old = family(house, FATIMA, YOUSSEF, YARA, ADAM, address="Kerkstraat 1", phone="0470 11 11 11")
    card_of(house, "A1001.1")
    card_of(house, "A1001.2")
    him, yara = old.members[1].person, old.members[2].person
    return house.at("core").split(old, Away([him], [yara], address="Stationsplein 9", phone="0470 22 22 22"))


def test_a_couple_that_splits_becomes_two_households_with_new_numbers_and_cards(house: HouseOnDisk) -> None:
    parted = a_split(house)
    assert [m.number for m in parted.stayed.members] == ["A1002.1", "A1002.2", "A1002.3"]
    assert [(m.first_name, m.share) for m in parted.away.members] == [("Youssef", "full"), ("Yara", "part")]
    assert {number for _, number in parted.cards} == {"A1002.1", "A1003.1"}
    her, his = (next(c for c, n in parted.cards if n.startswith(one.number)) for one in (parted.stayed, parted.away))
    assert {title(house, her), title(house, his)} == {"Parcel for 3 persons", "Parcel for 2 persons"}
    assert outcome(house, her)[0] == outcome(house, his)[0] == "granted", "no help ends because people part"
    assert house.kiosk.house.by_number("A1001", house.today).size == 0
    assert house.at("soup", "volunteer").find("A1001") == []


def test_old_cards_stop_and_answer_as_if_they_were_never_issued(house: HouseOnDisk) -> None:
    old = family(house, FATIMA, YOUSSEF)
    cards = [card_of(house, "A1001.1"), card_of(house, "A1001.2")]
    house.at("core").split(old, Away([old.members[1].person]))
    assert [outcome(house, card)[0] for card in cards] == ["unknown", "unknown"]


def test_neither_new_household_mentions_the_other(house: HouseOnDisk) -> None:
    parted = a_split(house)
    her, his = (next(c for c, n in parted.cards if n.startswith(one.number)) for one in (parted.stayed, parted.away))
    seen_of_her = page(house, "A1002") + parcel(house, her) + repr(house.at("foodbank").scan(her).visit)
    seen_of_him = page(house, "A1003") + parcel(house, his) + repr(house.at("foodbank").scan(his).visit)
    for strange in ("Youssef", "A1003", "Stationsplein", "22 22 22", "99 99 99", "A1001"):
        assert strange not in seen_of_her, strange
    for strange in ("Fatima", "Adam", "A1002", "Kerkstraat", "11 11 11", "A1001"):
        assert strange not in seen_of_him, strange
    of_him = ("Youssef", "A1003", "Stationsplein", "22 22 22", "99 99 99", "A1001.2")
    of_her = ("Fatima", "Adam", "A1002", "Kerkstraat", "11 11 11", "A1001.1")
    for household, people, strangers in (("A1002", 3, of_him), ("A1003", 2, of_her)):
        for number in (household, *(f"{household}.{n}" for n in range(1, people + 1))):
            assert not [strange for strange in strangers if strange in copy(house, number)], number


def test_a_volunteer_who_looks_for_one_half_of_a_split_is_shown_nobody_of_the_other(house: HouseOnDisk) -> None:
    parted = a_split(house)
    for code, _ in parted.cards:
        parcel(house, code)
    shift, office = house.at("foodbank", "volunteer"), house.at("core")
    for typed, numbers in (
        ("0470 11 11 11", {"A1002.1", "A1002.2", "A1002.3"}), ("0470 22 22 22", {"A1003.1", "A1003.2"}),
        ("A1003", {"A1003.1", "A1003.2"}), ("A1003.2", {"A1003.2"}), ("fatima", {"A1002.1"}), ("A1001", set()),
    ):  # fmt: skip
        assert {one.number for one in shift.find(typed)} == {one.number for one in office.look_up(typed)} == numbers, (
            typed
        )
    assert [(one.number, one.display) for one in shift.find("yara")] == [
        ("A1002.2", "Yara H. 2019"), ("A1003.2", "Yara H. 2019"),
    ], "for which of her homes she comes, is chosen"  # fmt: skip
    for one in shift.find("yara"):
        visit = shift.chosen(one.person, household=one.household).visit
        assert visit is not None and visit.client.number == one.number
    assert {one.number for one in shift.last_served()} == {"A1002", "A1003"}
    with pytest.raises(NotAllowed):
        list(shift.envelopes(client="A1002"))
    assert office.to_know() == []


def test_the_call_list_has_both_halves_and_no_longer_the_old_household(house: HouseOnDisk) -> None:
    a_split(house)
    assert call_list(house) == [("A1002", ("Fatima", "Yara", "Adam")), ("A1003", ("Youssef", "Yara"))]


def test_after_a_split_every_person_is_still_counted_once(house: HouseOnDisk) -> None:
    old = family(house, FATIMA, YOUSSEF, YARA)
    parcel(house, card_of(house, "A1001.1"))
    assert figures(house, "households", "persons_by_age") == {"households": 1, "persons_by_age": 3}
    house.later(days=1)
    parted = house.at("core").split(old, Away([old.members[1].person], [old.members[2].person]))
    for code, _ in parted.cards:
        parcel(house, code)
    assert figures(house, "parcels", "households", "persons_by_age") == {
        "parcels": 3, "households": 3, "persons_by_age": 3,
    }  # fmt: skip


def test_who_collected_before_they_parted_is_asked_about_in_that_week(house: HouseOnDisk) -> None:
    """Help goes on, and whether they have their part of it is known to them, not to the program."""
    old = family(house, FATIMA, YOUSSEF, YARA)
    parcel(house, card_of(house, "A1001.1"))
    parted = house.at("core").split(old, Away([old.members[1].person], [old.members[2].person]))
    cards = [code for code, _ in parted.cards]
    assert [outcome(house, card) for card in cards] == [("ask", ["foodbank.collected_before_parting"])] * 2
    (found,) = house.at("foodbank", "volunteer").scan(cards[0]).findings
    assert not [strange for strange in ("A1001", "A1003", "Youssef", "Fatima") if strange in repr(found)]
    parcel(house, cards[0])
    assert outcome(house, cards[0]) == ("refused", ["foodbank.already_collected"]), "its own parcel is another thing"
    house.later(days=7)
    assert [outcome(house, card) for card in cards] == [("granted", [])] * 2


def test_a_child_s_other_home_is_asked_nothing_when_a_household_parts(house: HouseOnDisk) -> None:
    """Yara lives with her father, and in part with her mother, who parts from Adam's father after they collected."""
    father = family(house, YOUSSEF, YARA)
    mother = family(house, FATIMA, NewMember(name="Jan Peeters", born="1979"))
    mother = house.at("core").join(mother, [NewMember(known=father.members[1].person, share="part")])
    house.later(days=1)
    parcel(house, card_of(house, "A1002.1"))
    parted = house.at("core").split(mother, Away([mother.members[1].person]))
    assert [member.first_name for member in parted.stayed.members] == ["Fatima", "Yara"]
    assert outcome(house, card_of(house, "A1001.1")) == ("granted", [])


def test_what_was_owed_stays_under_the_old_number_and_is_said(house: HouseOnDisk) -> None:
    house.set("foodbank.contribution", "2,00")
    old = family(house, FATIMA, YOUSSEF)
    parcel(house, card_of(house, "A1001.1"))
    parted = house.at("core").split(old, Away([old.members[1].person]))
    assert parted.owed == 200
    assert "owed=200" in page(house, "A1001")
    assert "owed=0" in page(house, "A1002")


def test_a_split_that_was_a_mistake_is_undone_whole(house: HouseOnDisk) -> None:
    old = family(house, FATIMA, YOUSSEF)
    card = card_of(house, "A1001.1")
    parted = house.at("core").split(old, Away([old.members[1].person]))
    house.at("core").undo(parted.act, "mistake")
    assert title(house, card) == "Parcel for 2 persons"
    assert [number for number, _ in call_list(house)] == ["A1001"]
    with pytest.raises(NotFound):
        house.kiosk.house.by_number("A1002", house.today)


def test_in_each_half_of_a_split_lives_somebody(house: HouseOnDisk) -> None:
    old = family(house, FATIMA, YARA)
    everybody = [m.person for m in old.members]
    for away in (Away([]), Away(everybody), Away([], everybody[1:])):
        with pytest.raises(NotUnderstood):
            house.at("core").split(old, away)
    with pytest.raises(NotFound):
        house.at("core").split(old, Away([family(house, YOUSSEF).members[0].person]))


def test_a_protected_household_stays_protected_in_both_halves(house: HouseOnDisk) -> None:
    old = family(house, FATIMA, YOUSSEF, protected=True)
    parted = house.at("core").split(old, Away([old.members[1].person]))
    assert call_list(house) == []
    assert house.at("core").find("fatima") == house.at("core").find("youssef") == []
    assert parted.stayed.size == parted.away.size == 1


def test_of_somebody_who_died_the_cards_stop_and_the_parcel_is_smaller(house: HouseOnDisk) -> None:
    old = family(house, FATIMA, YOUSSEF)
    hers, his = card_of(house, "A1001.1"), card_of(house, "A1001.2")
    assert title(house, hers) == "Parcel for 2 persons"
    house.at("core").leave(old, [old.members[1].person], "deceased")
    assert outcome(house, his)[0] == "unknown"
    assert (outcome(house, hers), title(house, hers)) == (("granted", []), "Parcel for 1 person")
    assert call_list(house) == [("A1001", ("Fatima",))]
    assert house.at("foodbank", "volunteer").find("youssef") == []
    assert "Food parcel for 1 person" in parcel(house, hers)
    assert figures(house, "households", "persons_by_age") == {"households": 1, "persons_by_age": 1}
    assert "Youssef" not in page(house, "A1001") + copy(house, "A1001")


def test_nothing_begins_for_who_died_until_that_is_taken_back(house: HouseOnDisk) -> None:
    office = house.at("core")
    old = family(house, FATIMA, YOUSSEF)
    office.leave(old, [old.members[1].person], "deceased")
    died = str(house.kiosk.last_events(1)[0].act)
    his = house.kiosk.house.by_number("A1001.2", house.today)
    for project in ("foodbank", "soup"):
        with pytest.raises(NotUnderstood, match=r"A1001\.2 has died"):
            office.enrol(his, project, date(2027, 1, 1))
    with pytest.raises(NotUnderstood, match=r"A1001\.2 has died"):
        office.issue_card(his)
    other = family(house, NewMember(name="Nadia Haddad", born="1990-01-01"))
    for road in (office.look_at_registration, lambda members, client: office.join(client, members)):
        with pytest.raises(NotUnderstood, match=r"A1001\.2 has died"):
            road([NewMember(known=old.members[1].person)], other)
    assert house.kiosk.house.members(other.household or "", house.today)[1:] == ()
    office.issue_card(house.kiosk.house.by_number("A1001", house.today))
    office.undo(died, "mistake")
    office.issue_card(his)
    office.leave(old, [m.person for m in old.members], "deceased")
    with pytest.raises(NotUnderstood, match="nobody lives in A1001"):
        office.enrol(house.kiosk.house.by_number("A1001", house.today), "foodbank", date(2027, 1, 1))


def test_who_left_last_week_is_away_since_that_day_and_what_was_handed_over_stays(house: HouseOnDisk) -> None:
    old = family(house, FATIMA, YOUSSEF)
    card = card_of(house, "A1001.1")
    him, joined = old.members[1].person, house.today
    parcel(house, card)
    house.later(days=5)
    gone = joined + timedelta(days=2)
    for wrong in (house.today + timedelta(days=1), joined - timedelta(days=1)):
        with pytest.raises(NotUnderstood):
            house.at("core").leave(old, [him], "moved", since=wrong)
    house.at("core").leave(old, [him], "moved", since=gone)
    sizes = [house.kiosk.house.by_number("A1001", gone + timedelta(days=n)).size for n in (-1, 0)]
    assert sizes == [2, 1]
    assert house.kiosk.house.by_number("A1001", house.today).size == 1
    assert figures(house, "persons_by_age") == {"persons_by_age": 2}, "as it was that day"
    house.later(days=14)
    assert (outcome(house, card), call_list(house)) == (("granted", []), [("A1001", ("Fatima",))])
    assert "Food parcel for 1 person" in parcel(house, card)
    assert "Youssef" not in page(house, "A1001") + copy(house, "A1001")
    assert "Fatima" not in copy(house, "A1001.2"), "his own, though he lives nowhere here"
    assert house.at("core").verify().clean


def test_who_died_belongs_to_no_other_household_either(house: HouseOnDisk) -> None:
    mother, father = family(house, FATIMA, YARA), family(house, YOUSSEF)
    yara = mother.members[1].person
    house.at("core").join(father, [NewMember(known=yara, share="part")])
    house.at("core").leave(mother, [yara], "deceased")
    assert house.kiosk.house.by_number("A1002", house.today).size == 1


def test_the_last_of_a_household_who_leaves_takes_it_off_the_list(house: HouseOnDisk) -> None:
    old = family(house, FATIMA)
    card = card_of(house, "A1001.1")
    house.at("core").leave(old, [old.members[0].person], "left")
    assert call_list(house) == []
    assert outcome(house, card) == ("refused", ["core.which_member"])


def test_the_card_of_who_left_stands_on_the_page_and_in_the_copy_until_it_is_stopped(house: HouseOnDisk) -> None:
    old = family(house, FATIMA, YOUSSEF)
    code = card_of(house, "A1001.2")
    office = house.at("core")
    office.leave(old, [old.members[1].person], "left")
    (card,) = office.client_page("A1001.2").cards
    assert (card.code, card.client, card.state) == (code, "A1001.2", "live")
    assert [(one.code, one.client) for one in office.dossier("A1001.2").cards] == [(code, "A1001.2")]
    assert office.client_page("A1001").cards == ()
    office.stop_card(code, "withdrawn")
    assert [one.state for one in office.client_page("A1001.2").cards] == ["withdrawn"]


def test_somebody_who_moves_takes_the_card_along_to_the_new_household(house: HouseOnDisk) -> None:
    old, new = family(house, FATIMA, YOUSSEF), family(house, NewMember(name="Jan Peeters", born="1950"))
    card = card_of(house, "A1001.2")
    moved = house.at("core").join(new, [NewMember(known=old.members[1].person)])
    assert [m.number for m in moved.members] == ["A1002.1", "A1002.2"]
    assert (outcome(house, card), title(house, card)) == (("granted", []), "Parcel for 2 persons")
    assert house.at("foodbank").scan(card).visit.client.number == "A1002.2"  # type: ignore[union-attr]
    assert call_list(house) == [("A1001", ("Fatima",)), ("A1002", ("Jan", "Youssef"))]
    assert "Fatima" not in page(house, "A1002") + copy(house, "A1002") + copy(house, "A1002.2")
    assert "Youssef" not in page(house, "A1001") + copy(house, "A1001")
    hers = card_of(house, "A1001.1")
    assert title(house, hers) == "Parcel for 1 person"
    slips = [parcel(house, one) for one in (card, hers)]
    for slip, size, own, other, gone in zip(
        slips, ("2 persons", "1 person"), ("A1002", "A1001"), ("A1001", "A1002"), ("Fatima", "Youssef"), strict=True
    ):
        assert f"Food parcel for {size}" in slip and own in slip and other not in slip and gone not in slip
    assert figures(house, "households", "persons_by_age") == {"households": 2, "persons_by_age": 3}
    with pytest.raises(NotUnderstood):
        house.at("core").join(moved, [NewMember(known=old.members[1].person)])


def test_who_left_and_comes_back_the_same_day_is_there_again(house: HouseOnDisk) -> None:
    old = family(house, FATIMA, YOUSSEF)
    him = old.members[1].person
    house.at("core").leave(old, [him], "left")
    back = house.at("core").join(old, [NewMember(known=him)])
    assert [m.first_name for m in back.members] == ["Fatima", "Youssef"]
    assert house.at("core").verify().clean


def test_a_child_of_two_homes_counts_whole_or_half_in_a_parcel_and_once_in_the_figures(
    house: HouseOnDisk,
) -> None:
    mother, father = family(house, FATIMA, YARA), family(house, YOUSSEF)
    both = house.at("core").join(father, [NewMember(known=mother.members[1].person, share="part")])
    assert [(m.first_name, m.share) for m in both.members] == [("Youssef", "full"), ("Yara", "part")]
    hers, his = card_of(house, "A1001.1"), card_of(house, "A1002.1")
    assert title(house, hers) == title(house, his) == "Parcel for 2 persons"
    assert outcome(house, hers) == outcome(house, his) == ("granted", [])
    assert call_list(house) == [("A1001", ("Fatima", "Yara")), ("A1002", ("Youssef", "Yara"))]
    for card, own, other in ((hers, "A1001", "A1002"), (his, "A1002", "A1001")):
        slip = parcel(house, card)
        assert "Food parcel for 2 persons" in slip and own in slip and other not in slip
    assert figures(house, "households", "persons_by_age") == {"households": 2, "persons_by_age": 3}
    for setting, crates in (("whole", 2), ("half", 1)):
        house.set("foodbank.medium_from", "2")
        house.set("foodbank.part_counts", setting)
        house.later(days=14)
        offer = house.at("foodbank", "volunteer").scan(his).offers[0]
        assert offer.hand_over[0].quantity == crates, setting
    assert "Fatima" not in page(house, "A1002") + copy(house, "A1002")
    assert "Youssef" not in copy(house, "A1001")
    for number, others in (("A1001.2", ("Youssef", "A1002")), ("A1002.2", ("Fatima", "A1001"))):
        assert not [other for other in others if other in copy(house, number)], "the copy goes home with one of them"
