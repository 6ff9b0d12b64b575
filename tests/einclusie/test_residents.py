"""Residents first: until some days before a course begins, who lives elsewhere waits on its list. Nobody is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from kiosk_einclusie import courses, seats

from kiosk_core.testing import HouseOnDisk, Known

from .told import PROJECT, codes

TITLE = "Smartphone voor beginners"


@pytest.fixture
def course(house: HouseOnDisk) -> courses.Course:
    """Begins in three weeks, with two seats; a week before, who lives elsewhere gets what is free."""
    house.set("einclusie.residents_first_days", "7")
    return planned(house, TITLE, weeks=3)


def planned(house: HouseOnDisk, title: str, weeks: int) -> courses.Course:
    first = house.today + timedelta(weeks=weeks)
    return courses.plan(house.at(PROJECT), title, first, 780, 120, lessons=2, capacity=2).course


def enrol(house: HouseOnDisk, who: Known, *, elsewhere: bool = False, title: str = TITLE) -> courses.Place:
    shift = house.at(PROJECT, "volunteer")
    return seats.enrol(shift, shift.scan(who.card, seats.COURSE), title, elsewhere=elsewhere)


def order(house: HouseOnDisk, course: courses.Course) -> list[tuple[str, int]]:
    """(first name, number on the waiting list), in order."""
    day = house.today
    places = courses.places(house.kiosk.house, course.id, day)
    known = [house.kiosk.house.client(place.person, day) for place in places]
    return [(client.display if client else "", place.waits) for client, place in zip(known, places, strict=True)]


def test_who_lives_elsewhere_waits_behind_residents_until_that_day(house: HouseOnDisk, course: courses.Course) -> None:
    until = house.today + timedelta(days=14)
    eva, lou, ana, bea = (house.with_household(name=f"{name} Bos") for name in ("Eva", "Lou", "Ana", "Bea"))
    place = enrol(house, eva, elsewhere=True)
    assert (place.seat, place.waits, place.told, place.until) == (False, 1, False, until), (
        "although both seats are free"
    )
    assert enrol(house, lou, elsewhere=True).waits == 2
    house.later(days=13)
    assert enrol(house, ana).seat, "a resident who asks later has a seat"
    assert order(house, course) == [("Ana", 0), ("Eva", 1), ("Lou", 2)]
    house.later(days=1)
    assert order(house, course) == [("Ana", 0), ("Eva", 0), ("Lou", 1)]
    (call,) = (one for one in courses.places(house.kiosk.house, course.id, house.today) if one.to_call)
    assert call.person == eva.client.person, "who waited is to call"
    assert enrol(house, bea).waits == 2, "from that day on the order of asking counts, and nobody loses a seat"


def test_the_volunteer_is_asked_where_a_visitor_lives_only_while_it_matters(
    house: HouseOnDisk, course: courses.Course
) -> None:
    ana = house.with_household(name="Ana Bos")
    shift = house.at(PROJECT, "volunteer")
    asked = shift.scan(ana.card, seats.COURSE)
    assert (asked.outcome, codes(asked)) == ("ask", [seats.RESIDENTS])
    running = planned(house, "Mailen", weeks=0)
    assert seats.objections(shift.house, asked, running) == []
    assert [one.code for one in seats.objections(shift.house, asked, course)] == [seats.RESIDENTS]
    enrol(house, ana)
    house.set("einclusie.one_course", "no")
    assert house.at(PROJECT, "volunteer").scan(ana.card, seats.COURSE).outcome == "granted", "asked once"
    house.later(days=14)
    bea = house.with_household(name="Bea Cop")
    assert house.at(PROJECT, "volunteer").scan(bea.card, seats.COURSE).outcome == "granted"


@pytest.mark.parametrize(
    ("address", "protected", "outcome"),
    [
        ("Kerkstraat 4, 9050 Gentbrugge", False, "granted"),
        ("Kerkstraat 9050, 8000 Brugge", False, "granted"),
        ("Kerkstraat 4, 8000 Brugge", False, "ask"),
        ("0470 90 50 11", False, "ask"),
        (None, False, "ask"),
        ("Kerkstraat 4, 8000 Brugge", True, "granted"),
    ],
)
def test_a_postcode_of_the_house_spares_the_question_and_a_protected_household_is_asked_nothing(
    house: HouseOnDisk, course: courses.Course, address: str | None, protected: bool, outcome: str
) -> None:
    house.set("einclusie.resident_postcodes", "9000, 9050")
    ana = house.with_household(name="Ana Bos", address=address, protected=protected)
    assert house.at(PROJECT, "volunteer").scan(ana.card, seats.COURSE).outcome == outcome


def test_at_the_lesson_a_held_back_request_is_no_seat(house: HouseOnDisk, course: courses.Course) -> None:
    eva = house.with_household(name="Eva Bos")
    enrol(house, eva, elsewhere=True)
    assert eva.client.person
    assert not courses.seated(house.kiosk.house, course.id, eva.client.person, house.today)
    assert courses.courses_of(house.kiosk.house, eva.client.person, house.today) == []
    house.later(days=14)
    assert courses.seated(house.kiosk.house, course.id, eva.client.person, house.today)
