"""Who came and whose the visit is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kiosk_core.domain.ids import CounterId, HouseholdId, PersonId, VolunteerId
from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.visits import Client, Here, Member, Service, Visit

HERE = Here(
    CounterId("desk"), "foodbank", VolunteerId("v1"), datetime(2026, 11, 25, 13, tzinfo=UTC), date(2026, 11, 25)
)
PARCEL = Service("foodbank.parcel", Sentence("Parcel"), "household")
LOAN = Service("einclusie.loan", Sentence("Loan"), "person")
FATIMA = Client(
    PersonId("p1"),
    HouseholdId("h1"),
    "A1042.1",
    "Fatima",
    (Member(PersonId("p1"), "A1042.1", "Fatima", None), Member(PersonId("p2"), "A1042.2", "", None)),
)


@pytest.mark.parametrize(("service", "whose"), [(PARCEL, "h1"), (LOAN, "p1")])
def test_a_visit_is_for_the_household_or_the_person_that_the_service_serves(service: Service, whose: str) -> None:
    assert Visit(HERE, service, FATIMA).whose == whose


def test_a_walk_in_is_nobody_and_a_household_is_no_person() -> None:
    assert Visit(HERE, PARCEL, None).whose is None
    assert Visit(HERE, LOAN, Client(None, HouseholdId("h1"), "A1042", "A1042")).whose is None


def test_the_day_is_the_counters_and_the_prefix_owns_the_service() -> None:
    assert Visit(HERE, PARCEL, None).day == date(2026, 11, 25)
    assert (PARCEL.owner, LOAN.owner) == ("foodbank", "einclusie")


def test_somebody_without_a_household_is_one() -> None:
    assert FATIMA.size == 2
    assert Client(PersonId("p9"), None, "A7.1", "Jan").size == 1
