"""Who is known, who lives with whom, and how they are found."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk_core import NewMember, NotFound, NotUnderstood
from kiosk_core.catalogues import catalogue
from kiosk_core.domain.ids import ClientId
from kiosk_core.registry.persons import folded
from kiosk_core.testing import HouseOnDisk


def test_only_the_composition_of_a_household_is_required(house: HouseOnDisk) -> None:
    client = house.at("core").register([NewMember(), NewMember(born="2019"), NewMember(born="14-17@2026-11-25")])
    assert client.number == "A1001"
    assert [m.number for m in client.members] == ["A1001.1", "A1001.2", "A1001.3"]
    assert [m.birth is None for m in client.members] == [True, False, False]
    with pytest.raises(NotUnderstood):
        house.at("core").register([])


def test_numbers_run_on_also_after_an_undo(house: HouseOnDisk) -> None:
    office = house.at("core")
    first = office.register([NewMember()])
    office.undo(house.kiosk.last_events(1)[0].id, "mistake")
    assert (first.number, office.register([NewMember()]).number) == ("A1001", "A1002")
    with pytest.raises(NotFound):
        house.kiosk.house.by_number("A1001", house.today)


def test_a_member_who_left_no_longer_counts_from_that_day(house: HouseOnDisk) -> None:
    known = house.with_household(adults=2, children=("2015",))
    gone = known.client.members[1]
    house.later(days=5)
    left = house.at("core").leave(known.client, [gone.person], "moved")
    assert [m.number for m in left.members] == ["A1001.1", "A1001.3"]
    yesterday = date(2026, 11, 29)
    assert len(house.kiosk.house.members(known.client.household or "", yesterday)) == 3


def test_a_newborn_joins_under_the_next_place(house: HouseOnDisk) -> None:
    known = house.with_household(adults=2)
    grown = house.at("core").join(known.client, [NewMember(born="2026-11-20", first_name="Yara")])
    assert [m.number for m in grown.members][-1] == "A1001.3"
    assert grown.members[-1].first_name == "Yara"


def test_a_child_of_two_homes_is_part_of_both(house: HouseOnDisk) -> None:
    mother = house.with_household(children=("2017-05-05",))
    father = house.with_household(name="Jan Peeters")
    child = mother.client.members[1].person
    both = house.at("core").join(father.client, [NewMember(known=child, share="part")])
    assert [m.person for m in both.members][-1] == child
    assert house.kiosk.house.client(child, house.today).household == mother.client.household  # type: ignore[union-attr]


def test_two_of_one_are_merged_and_taken_apart_again(house: HouseOnDisk) -> None:
    one, other = house.with_household(name="Aicha Ben"), house.with_household(name="Aïsha Ben")
    office, day = house.at("core"), house.today
    act = office.merge(ClientId(one.client.person or ""), ClientId(other.client.person or ""))
    shift = house.at("soup")
    assert shift.scan(other.card, "soup.haircut").visit.client.person == one.client.person  # type: ignore[union-attr]
    assert house.kiosk.house.by_number("A1002.1", day).person == one.client.person
    office.undo(act.id, "mistake")
    assert shift.scan(other.card, "soup.haircut").visit.client.person == other.client.person  # type: ignore[union-attr]


def test_merged_households_are_found_under_both_numbers(house: HouseOnDisk) -> None:
    one, other = house.with_household(), house.with_household()
    house.at("core").merge(ClientId(one.client.household or ""), ClientId(other.client.household or ""))
    read = house.kiosk.house
    assert read.by_number("A1001", house.today).household == read.by_number("A1002", house.today).household


@pytest.mark.parametrize("typed", ["fat", "fatima", "FATIMA el", "amr fat", "El Amrani", "fatíma"])
def test_the_beginnings_of_the_words_of_a_name_find_a_person(house: HouseOnDisk, typed: str) -> None:
    house.with_household(name="Fatima El Amrani")
    house.with_household(name="Jan Peeters")
    found = house.at("soup", "volunteer").find(typed)
    assert [(f.number, f.display) for f in found] == [("A1001.1", "Fatima A. 1984")]


@pytest.mark.parametrize("typed", ["", "f", "tima", "fatima jan", "%", "' OR 1=1 --", "\x00", "é" * 1000])
def test_what_begins_no_name_finds_nobody(house: HouseOnDisk, typed: str) -> None:
    house.with_household(name="Fatima El Amrani")
    assert house.at("soup", "volunteer").find(typed) == []


def test_at_most_five_are_shown(house: HouseOnDisk) -> None:
    for n in range(7):
        house.with_household(name=f"Jan Jansen{n}")
    assert len(house.at("soup", "volunteer").find("jan")) == 5


def test_whoever_left_or_was_renamed_is_not_found_as_before(house: HouseOnDisk) -> None:
    known = house.with_household(name="Fatima El Amrani")
    house.at("core").change_person(known.client.person or "", name="Fatima Peeters")  # type: ignore[arg-type]
    shift = house.at("soup", "volunteer")
    assert shift.find("amrani") == []
    assert len(shift.find("peeters")) == 1


def test_finding_somebody_by_name_leaves_a_trace(house: HouseOnDisk) -> None:
    known = house.with_household(enrolled=("soup",))
    shift = house.at("soup", "volunteer")
    verdict = shift.chosen(shift.find("fatima")[0].person)
    assert verdict.outcome == "granted"
    looks = house.kiosk.house.rows("SELECT person, actor, part FROM core_look")
    assert looks == [(known.client.person, shift.volunteer.id, "found_by_name")]


@pytest.mark.parametrize(
    ("name", "words"),
    [("Łukasz Żółć", "lukasz zolc"), ("O'Brien", "obrien"), ("van den Bosch-Peeters", "van den bosch peeters"), ("İbrahim", "ibrahim")],
)  # fmt: skip
def test_a_name_is_compared_without_accents_and_signs(name: str, words: str) -> None:
    assert folded(name) == words


def test_terms_of_an_enrolment_are_the_plugins_fields(house: HouseOnDisk) -> None:
    known = house.with_household(enrolled=("soup",), terms={"bowl_size": "large"})
    found = house.kiosk.house.enrolment(known.client.household or "", "soup", house.today)
    assert found is not None
    assert found.terms == {"soup.bowl_size": "large"}
    for wrong in ({"bowl_size": "huge"}, {"colour": "red"}):
        with pytest.raises(NotUnderstood):
            house.at("core").enrol(known.client, "soup", date(2027, 1, 1), terms=wrong)
    with pytest.raises(NotFound):
        house.at("core").enrol(known.client, "shoes", date(2027, 1, 1))
    with pytest.raises(NotUnderstood):
        house.at("core").enrol(known.client, "soup", date(2020, 1, 1))


def test_a_lost_card_of_a_household_is_all_its_live_cards(house: HouseOnDisk) -> None:
    known = house.with_household(adults=2)
    office = house.at("core")
    second = office.issue_card(house.kiosk.house.by_number("A1001.2", house.today))
    assert office.stop_card("A1001", "lost") == 2
    assert {house.kiosk.house.scanned(code).state for code in (known.card, second)} == {"lost"}
    with pytest.raises(NotFound):
        office.stop_card("A1001", "lost")


def test_what_is_typed_into_a_form_is_checked_for_numbers_that_are_better_not_kept(house: HouseOnDisk) -> None:
    heard: list[str] = []
    office = house.at("core")
    check = office.check_answers
    office.check_answers = lambda answers, client: heard.extend(f.code for f in check(answers, client)) or []  # type: ignore[method-assign]
    office.register([NewMember(name="Jan 85.07.30-033.61")])
    office.register([NewMember(name="Jan Peeters")], address="Kerkstraat 12, 3070 Kortenberg")
    assert heard == ["core.looks_like_number"]


def test_a_card_whose_giving_was_undone_is_no_card_also_when_it_was_printed(house: HouseOnDisk) -> None:
    """Printing says something of a card, and does not make one."""
    known = house.with_household()
    office = house.at("core")
    given = next(e for e in house.kiosk.last_events(9) if e.kind == "core.card_issued")
    office.print_cards(house.path.with_name("cards.pdf"), catalogue("nl"))
    office.undo(given.act, "mistake")
    assert office.client_page(known.client.number).cards == ()
    assert office.cards_of(known.client.number.partition(".")[0]) == []
