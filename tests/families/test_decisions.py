"""The social service decides that somebody may come for a shorter time than was noted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk_core import NewMember, NotAllowed, NotFound, NotUnderstood
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
