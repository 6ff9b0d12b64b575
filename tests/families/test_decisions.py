"""The social service decides that somebody may come for a shorter time than was noted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk_core import NewMember, NotAllowed, NotFound, NotUnderstood
from kiosk_core.testing import HouseOnDisk

from .told import call_list, card_of, copy, family, outcome

FATIMA = NewMember(name="Fatima El Amrani", born="1984-02-01")


def test_a_decision_ends_earlier_with_who_decided_and_why(house: HouseOnDisk) -> None:
    client = family(house, FATIMA)
    card, office, last = card_of(house, "A1001.1"), house.at("core"), house.today + timedelta(days=3)
    assert list(office.projects_with_decision(client)) == ["foodbank"]
    done = office.end_enrolment(client, "foodbank", last, decided_by="mevrouw Peeters", reason="Zij werkt nu voltijds")
    (one,) = office.client_page("A1001").enrolments
    assert one.until_day == last
    said = copy(house, "A1001.1")
    assert "mevrouw Peeters" in said and "Zij werkt nu voltijds" in said
    house.later(days=4)
    assert outcome(house, card) == ("ask", ["core.grace"])
    assert office.projects_with_decision(client) == {}
    house.later(days=30)
    assert outcome(house, card)[0] == "refused"
    assert call_list(house) == []
    house.at("core").undo(str(done.id), "mistake")
    assert outcome(house, card)[0] == "granted"


def test_a_decision_ends_on_a_day_that_it_holds_and_somebody_said_so(house: HouseOnDisk) -> None:
    client, office = family(house, FATIMA), house.at("core")
    (one,) = office.client_page("A1001").enrolments
    before = len(house.kiosk.last_events(1000))
    for last in (one.from_day - timedelta(days=1), one.until_day, one.until_day + timedelta(days=9)):
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
