"""The social service decides that somebody may come for a shorter time than was noted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from kiosk_foodbank import groups, places
from openpyxl import load_workbook

from kiosk_core import NewMember, NotAllowed, NotFound, NotUnderstood
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.shift.families import Away
from kiosk_core.testing import HouseOnDisk

from .told import call_list, card_of, copy, family, outcome

FATIMA = NewMember(name="Fatima El Amrani", born="1984-02-01")
OMAR = NewMember(name="Omar Haddad", born="1980-06-30")


def test_a_decision_ends_earlier_with_who_decided_and_why(house: HouseOnDisk) -> None:
    client = family(house, FATIMA)
    card, office, last = card_of(house, "A1001.1"), house.at("core"), house.today + timedelta(days=3)
    assert list(office.projects_with_decision(client)) == ["foodbank"]
    done = office.end_enrolment(client, "foodbank", last, decided_by="mevrouw Peeters", reason="Zij werkt nu voltijds")
    (one,) = office.client_page("A1001").enrolments
    assert one.until_day == last
    said = copy(house, "A1001.1")
    assert "mevrouw Peeters" in said and "Zij werkt nu voltijds" in said
    house.later(days=3)
    assert outcome(house, card)[0] == "granted"
    house.later(days=1)
    assert outcome(house, card) == ("refused", ["core.ended", "foodbank.emergency_possible"])
    assert office.projects_with_decision(client) == {}
    assert call_list(house) == []
    house.at("core").undo(str(done.id), "mistake")
    assert outcome(house, card)[0] == "granted"


def test_behind_an_end_that_somebody_decided_there_is_no_grace(house: HouseOnDisk) -> None:
    """Its last day may be the one that was noted. It stays ended in the households of a couple that splits."""
    client, office = family(house, FATIMA, OMAR, enrolled=False), house.at("core")
    until = house.today + timedelta(days=4)
    office.enrol(client, "foodbank", until)
    done = office.end_enrolment(client, "foodbank", until, decided_by="Mia Peeters", reason="verhuisd")
    parted = office.split(client, Away([client.members[1].person]))
    house.later(days=5)
    assert [outcome(house, card)[1][0] for card, _ in parted.cards] == ["core.ended"] * 2
    office = house.at("core")
    for act in (parted.act, str(done.id)):
        office.undo(act, "mistake")
    assert outcome(house, card_of(house, "A1001.1")) == ("ask", ["core.grace"]), "it only ran out"


def test_a_split_brings_no_decision_back_that_another_one_ended(house: HouseOnDisk) -> None:
    """Of a long decision and a later one that was ended, the later speaks; what is yet to begin goes along too."""
    client, office, today = family(house, FATIMA, OMAR, enrolled=False), house.at("core"), house.today
    office.enrol(client, "foodbank", today + timedelta(days=365))
    house.later(days=1)
    office = house.at("core")
    office.enrol(client, "foodbank", today + timedelta(days=120))
    office.enrol(client, "foodbank", today + timedelta(days=200), since=today + timedelta(days=90))
    office.end_enrolment(client, "foodbank", house.today, decided_by="Mia Peeters", reason="verhuisd")
    house.later(days=1)
    office = house.at("core")
    assert outcome(house, card_of(house, "A1001.1"))[1][0] == "core.ended"
    parted = office.split(client, Away([client.members[1].person]))
    assert [outcome(house, card)[0] for card, _ in parted.cards] == ["refused"] * 2
    house.later(days=88)
    house.kiosk.confirm_clock()
    assert [outcome(house, card)[0] for card, _ in parted.cards] == ["granted"] * 2, "its first day has come"


def test_no_help_ends_because_people_part_in_the_days_of_grace(house: HouseOnDisk) -> None:
    client, office = family(house, FATIMA, OMAR, enrolled=False), house.at("core")
    office.enrol(client, "foodbank", last := house.today)
    house.later(days=2)
    card = card_of(house, "A1001.1")
    assert outcome(house, card) == ("ask", ["core.grace"])
    parted = house.at("core").split(client, Away([client.members[1].person]))
    assert [outcome(house, card) for card, _ in parted.cards] == [("ask", ["core.grace"])] * 2
    for half in (parted.stayed, parted.away):
        (noted,) = house.at("core").client_page(half.number).enrolments
        assert (noted.from_day, noted.until_day) == (last, last), "it is not said to have begun after its end"
    house.later(days=29)
    assert [outcome(house, card)[1][0] for card, _ in parted.cards] == ["core.ended"] * 2
    house.later(days=1)
    assert [number for number, _ in call_list(house)] == []


def test_a_later_decision_for_less_speaks_everywhere(house: HouseOnDisk, tmp_path: Path) -> None:
    """A year with something left out, then a month without: verdict, export, place, cards and a merge say the month. Read again,
    the export changes nothing."""
    client, office, today = family(house, FATIMA, enrolled=False), house.at("core"), house.today
    office.enrol(client, "foodbank", today + timedelta(days=365), terms={"leave_out": "pork"})
    groups.set_group(house.at("foodbank"), "A", today, weeks=1, start=780, minutes=60, capacity=2)
    groups.join(house.at("foodbank"), client, "A")
    house.later(days=1)
    office, month = house.at("core"), today + timedelta(days=28)
    office.enrol(client, "foodbank", month)
    file = tmp_path / "clients.xlsx"
    office.export_clients(file, ENGLISH)
    table = load_workbook(file).worksheets[0]
    titles, line = ([cell.value for cell in row] for row in table.iter_rows(max_row=2))
    exported = dict(zip(titles, line, strict=True))
    assert exported["Food distribution: until"].date() == month
    assert exported["Food distribution: Must not be in the parcel"] is None
    assert [one.sort for one in office.look_at_import(file).found] == ["same"]
    other = family(house, OMAR, enrolled=False)
    said = " ".join(map(str, house.at("core").look_at_merge(client, other)))
    assert f"Food distribution until {month:%d/%m/%Y}" in said
    assert client.household in house.at("core").without_card()
    card, until_then = card_of(house, "A1001.1"), (month - house.today).days
    house.later(days=until_then)
    assert outcome(house, card)[0] == "granted" and call_list(house)
    house.later(days=35)
    assert outcome(house, card)[1][0] == "core.ended", "the month is over, and its grace"
    assert places.usual(house.kiosk.house, groups_of(house)[0], house.today) == 0
    assert call_list(house) == []
    house.kiosk.confirm_clock()
    house.at("core").stop_card("A1001", "lost")
    assert client.household not in house.at("core").without_card()


def groups_of(house: HouseOnDisk) -> list[str]:
    return [str(group) for (group,) in house.kiosk.house.rows("SELECT subject FROM foodbank_group")]


def test_a_decision_ends_on_a_day_that_it_holds_and_somebody_said_so(house: HouseOnDisk) -> None:
    client, office = family(house, FATIMA), house.at("core")
    (one,) = office.client_page("A1001").enrolments
    before = len(house.kiosk.last_events(1000))
    for last in (one.from_day - timedelta(days=1), one.until_day + timedelta(days=1)):
        with pytest.raises(NotUnderstood, match="holds from"):
            office.end_enrolment(client, "foodbank", last, decided_by="Mia", reason="verhuisd")
    for who, why in (("", "verhuisd"), ("Mia", " ")):
        with pytest.raises(NotUnderstood, match="who decided"):
            office.end_enrolment(client, "foodbank", house.today, decided_by=who, reason=why)
    for project in ("nothing", "soup"):
        with pytest.raises(NotFound):
            office.end_enrolment(client, project, house.today, decided_by="Mia", reason="verhuisd")
    with pytest.raises(NotAllowed):
        house.at("core", "volunteer").end_enrolment(
            client, "foodbank", house.today, decided_by="Mia", reason="verhuisd"
        )
    assert len(house.kiosk.last_events(1000)) == before
