"""Somebody else comes: named with a last day, seen at the scan by first name, chosen, and recorded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk_core import NotAllowed, NotFound, NotUnderstood
from kiosk_core.testing import HouseOnDisk, Known, whole_tables_read

from .told import page

LAST = date(2026, 12, 31)


@pytest.fixture
def fatima(house: HouseOnDisk) -> Known:
    return house.with_household(2, enrolled=("foodbank",))


def said(house: HouseOnDisk, card: str) -> list[str]:
    return [str(finding.text) for finding in house.at("foodbank", "volunteer").scan(card).findings]


def test_a_proxy_is_named_until_a_day_and_seen_at_the_scan_by_first_name(house: HouseOnDisk, fatima: Known) -> None:
    house.at("core").name_proxy(fatima.client, LAST, name="Mia Janssens", phone="0470 12 34 56")
    house.at("foodbank", "volunteer")
    with whole_tables_read(house) as read:
        assert said(house, fatima.card) == ["May also be collected by Mia."]
    assert not read
    assert house.at("foodbank", "volunteer").scan(fatima.card).outcome == "granted", "a note stops nobody"
    house.later(days=(LAST - house.today).days)
    assert said(house, fatima.card) == ["May also be collected by Mia."], "the last day is inclusive"
    house.later(days=1)
    assert said(house, fatima.card) == []


def test_an_ended_proxy_is_seen_no_more_from_that_day(house: HouseOnDisk, fatima: Known) -> None:
    office = house.at("core")
    mia = office.name_proxy(fatima.client, LAST, name="Mia Janssens")
    assert office.collector(fatima.client, "mia") == mia
    office.end_proxy(fatima.client, mia)
    assert said(house, fatima.card) == []
    with pytest.raises(NotFound):
        office.collector(fatima.client, "mia")
    with pytest.raises(NotFound):
        office.end_proxy(fatima.client, mia)


def test_who_came_is_chosen_and_recorded(house: HouseOnDisk, fatima: Known) -> None:
    mia = house.at("core").name_proxy(fatima.client, LAST, name="Mia Janssens")
    shift = house.at("foodbank", "volunteer")
    assert [c.first_name or c.number for c in shift.collectors(fatima.client)] == ["Fatima", "A1001.2", "Mia"]
    verdict = shift.collected_by(shift.scan(fatima.card), shift.collector(fatima.client, "Mia"))
    assert verdict.outcome == "granted"
    shift.record(verdict.offers[0])
    assert house.kiosk.house.rows("SELECT collector FROM foodbank_collected") == [(mia,)]


def test_somebody_who_was_sent_and_is_not_noted_is_asked_about(house: HouseOnDisk, fatima: Known) -> None:
    jan = house.with_household(name="Jan Peeters")
    shift = house.at("foodbank", "volunteer")
    verdict = shift.collected_by(shift.scan(fatima.card), shift.collector(fatima.client, jan.client.number))
    assert (verdict.outcome, [f.code for f in verdict.findings]) == ("ask", ["core.no_proxy"])
    house.at("core").name_proxy(fatima.client, LAST, person=jan.client.person)
    assert shift.collected_by(shift.scan(fatima.card), jan.client.person).outcome == "granted"  # type: ignore[arg-type]


def test_who_moves_out_no_longer_collects_unless_named(house: HouseOnDisk, fatima: Known) -> None:
    partner = fatima.client.members[1].person
    office = house.at("core")
    with pytest.raises(NotUnderstood):
        office.name_proxy(fatima.client, LAST, person=partner)
    office.leave(fatima.client, [partner], "left")
    shift = house.at("foodbank", "volunteer")
    assert shift.collected_by(shift.scan(fatima.card), partner).outcome == "ask"


def test_who_died_collects_for_nobody(house: HouseOnDisk, fatima: Known) -> None:
    jan, office = house.with_household(name="Jan Peeters"), house.at("core")
    office.name_proxy(fatima.client, LAST, person=jan.client.person)
    office.leave(jan.client, [jan.client.members[0].person], "deceased")
    assert said(house, fatima.card) == []


def test_a_volunteer_who_collects_for_somebody_else_is_confirmed_too(house: HouseOnDisk, fatima: Known) -> None:
    jan = house.with_household(name="Jan Peeters")
    house.at("core").link_volunteer("volunteer", jan.client.person)  # type: ignore[arg-type]
    shift = house.at("foodbank", "volunteer")
    verdict = shift.collected_by(shift.scan(fatima.card), jan.client.person)  # type: ignore[arg-type]
    assert "core.second_volunteer" in [f.code for f in verdict.findings]


def test_who_is_known_only_as_a_proxy_is_forgotten_with_the_household(house: HouseOnDisk, fatima: Known) -> None:
    jan = house.with_household(name="Jan Peeters")
    office = house.at("core")
    office.name_proxy(fatima.client, LAST, name="Mia Janssens")
    office.name_proxy(fatima.client, LAST, person=jan.client.person)
    office.forget("A1001", "request", with_open=True)
    names = [name for (name,) in house.kiosk.house.rows("SELECT name FROM core_person")]
    assert names == ["Jan Peeters"]


def test_naming_is_the_offices_and_leaves_others_out_of_the_page(house: HouseOnDisk, fatima: Known) -> None:
    with pytest.raises(NotAllowed):
        house.at("foodbank", "volunteer").name_proxy(fatima.client, LAST, name="Mia Janssens")
    office = house.at("core")
    for wrong in (
        {"until": house.today - timedelta(days=1), "name": "Mia"},
        {"until": LAST},
        {"until": LAST, "name": " "},
    ):
        with pytest.raises(NotUnderstood):
            office.name_proxy(fatima.client, **wrong)
    office.name_proxy(fatima.client, LAST, name="Mia Janssens")
    assert "Janssens" not in page(house, "A1001")
