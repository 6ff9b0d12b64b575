"""Courses: seats in the order of asking, a waiting list that moves up, attendance, and the rules as the house has them."""

from __future__ import annotations

from datetime import date

import pytest
from kiosk_einclusie import agreement, attendance, courses, seats, sessions
from kiosk_einclusie.errors import NotNow
from kiosk_einclusie.events.sessions import Excused

from kiosk_core import Changed, Line, NotAllowed, NotFound, NotUnderstood, Word
from kiosk_core.testing import HouseOnDisk, Known

from .told import PROJECT, codes, comes

TITLE = "Smartphone voor beginners"


def course(house: HouseOnDisk, capacity: int = 2, lessons: int = 3, title: str = TITLE) -> courses.Course:
    return courses.plan(house.at(PROJECT), title, house.today, 780, 120, lessons=lessons, capacity=capacity).course


def enrol(house: HouseOnDisk, who: Known, title: str = TITLE) -> courses.Place:
    shift = house.at(PROJECT, "volunteer")
    return seats.enrol(shift, shift.scan(who.card, seats.COURSE), title)


def people(house: HouseOnDisk, n: int) -> list[Known]:
    return [house.with_household(name=f"Ana {letter}") for letter in "BCDEFG"[:n]]


def test_a_course_has_weekly_lessons_that_stand_among_the_sessions(house: HouseOnDisk) -> None:
    planned = course(house, lessons=6)
    assert (planned.lessons, planned.first, planned.last) == (6, date(2026, 11, 25), date(2027, 1, 13))
    names = [str(one.name) for one in sessions.around(house.at(PROJECT))]
    assert names == [f"{TITLE}, lesson {n} of 6" for n in (1, 2, 3, 4)]


def test_the_first_so_many_have_a_seat_and_the_others_wait_in_order(house: HouseOnDisk) -> None:
    course(house)
    found = [enrol(house, one) for one in people(house, 4)]
    assert [(place.at, place.seat, place.told) for place in found] == [
        (1, True, True), (2, True, True), (3, False, False), (4, False, False),
    ]  # fmt: skip


def test_a_seat_that_is_given_up_says_who_to_call(house: HouseOnDisk) -> None:
    planned, (ana, bea, eva, lou) = course(house), people(house, 4)
    for one in (ana, bea, eva, lou):
        enrol(house, one)
    shift = house.at(PROJECT, "volunteer")
    _, call = courses.give_up(shift, bea.client, TITLE)
    assert call is not None and call.number == eva.client.number
    assert courses.give_up(shift, lou.client, TITLE)[1] is None
    again = enrol(house, bea)
    assert (again.at, again.seat) == (3, False), "who gave up asks again at the end"
    with pytest.raises(NotFound):
        courses.give_up(shift, lou.client, planned.id)


def test_nobody_asks_twice_and_two_counters_give_the_last_seat_once(house: HouseOnDisk) -> None:
    course(house, capacity=1)
    ana, bea = people(house, 2)
    other = house.again()
    here, there = house.at(PROJECT, "volunteer"), other.at(PROJECT, "volunteer")
    mine, theirs = here.scan(ana.card, seats.COURSE), there.scan(bea.card, seats.COURSE)
    assert [str(offer.title) for offer in theirs.offers] == [f"A seat in {TITLE}"]
    seats.enrol(here, mine, TITLE)
    assert not seats.enrol(there, theirs, TITLE).seat
    house.set("einclusie.one_course", "no")
    with pytest.raises(NotNow, match=r"^Ana has seat 1 here already\."):
        enrol(house, ana)
    with pytest.raises(Changed, match="asked already"):
        here.record(mine.offers[0])
    other.close()


@pytest.mark.parametrize(("rule", "outcome"), [("ask", "ask"), ("stop", "refused"), ("no", "granted")])
def test_one_course_at_a_time_as_the_house_has_it(house: HouseOnDisk, rule: str, outcome: str) -> None:
    house.set("einclusie.one_course", rule)
    course(house)
    course(house, title="Mailen")
    (ana,) = people(house, 1)
    enrol(house, ana)
    shift = house.at(PROJECT, "volunteer")
    verdict = shift.scan(ana.card, seats.COURSE)
    assert verdict.outcome == outcome
    if outcome == "refused":
        with pytest.raises(NotNow):
            seats.enrol(shift, verdict, "Mailen")


def test_who_has_a_seat_is_signed_in_at_the_lesson_and_others_at_the_help_desk(house: HouseOnDisk) -> None:
    planned, (ana, bea, eva) = course(house), people(house, 3)
    for one in (ana, bea, eva):
        enrol(house, one)
    house.later(hours=1, minutes=20)
    assert comes(house, ana).session.course == planned.id
    assert comes(house, eva).session.sort == "help_desk"
    assert comes(house).session.sort == "help_desk"
    _, rows = attendance.of_course(house.at(PROJECT), planned.id)
    assert [row.marks for row in rows] == [("late", "", ""), ("", "", "")]
    house.later(days=1)
    _, rows = attendance.of_course(house.at(PROJECT), planned.id)
    assert [row.marks[0] for row in rows] == ["late", "absent"]
    assert rows[0].came == 1


def test_a_visit_to_the_help_desk_is_no_lesson_of_the_evening_and_the_lesson_greets_whoever_is_still_there(
    house: HouseOnDisk,
) -> None:
    evening = courses.plan(house.at(PROJECT), TITLE, house.today, 18 * 60, 120, lessons=3, capacity=5).course
    ana, bea = people(house, 2)
    enrol(house, ana), enrol(house, bea)
    assert comes(house, ana).session.sort == comes(house, bea).session.sort == "help_desk"
    assert [row.marks for row in attendance.of_course(house.at(PROJECT), evening.id)[1]] == [("", "", "")] * 2
    house.later(hours=1)
    assert comes(house, bea).says == "goodbye"
    house.later(hours=4, minutes=31)
    for one in (ana, bea):
        said = comes(house, one)
        assert (said.says, said.session.course) == ("welcome", evening.id)
    desk = sessions.between(house.kiosk.house, house.today, house.today)[0]
    assert (desk.sort, desk.came, desk.here) == ("help_desk", 2, 0), "Ana left it with the scan for her lesson"
    house.later(hours=1)
    assert comes(house, ana).says == "goodbye"
    assert [row.marks[0] for row in attendance.of_course(house.at(PROJECT), evening.id)[1]] == ["here", "here"]
    house.later(hours=1, minutes=45)
    assert comes(house, ana).session.sort == "help_desk", "the lesson is over"


def test_absent_twice_without_notice_is_a_note_and_excused_is_none(house: HouseOnDisk) -> None:
    planned, (ana, bea) = course(house), people(house, 2)
    enrol(house, ana), enrol(house, bea)
    first, *_ = courses.lessons(house.kiosk.house, planned.id)
    assert bea.client.person
    house.at(PROJECT).tell(Excused(person=bea.client.person, session=Word(first.id)))
    house.later(days=8)
    shift = house.at(PROJECT, "volunteer")
    assert "einclusie.absent" in codes(shift.scan(ana.card, seats.COURSE))
    assert "einclusie.absent" not in codes(shift.scan(bea.card, seats.COURSE))


def test_a_cancelled_course_has_no_lessons_to_come_and_takes_nobody(house: HouseOnDisk) -> None:
    planned, (ana,) = course(house), people(house, 1)
    with pytest.raises(NotAllowed):
        courses.cancel(house.at(PROJECT, "volunteer"), planned.id)
    courses.cancel(house.at(PROJECT), TITLE)
    assert {one.condition for one in sessions.around(house.at(PROJECT))} == {"cancelled"}
    with pytest.raises(Changed, match="over"):
        shift = house.at(PROJECT, "volunteer")
        seats.enrol(shift, shift.scan(ana.card, seats.COURSE), planned.id)
    with pytest.raises(Changed, match="cancelled"):
        courses.cancel(house.at(PROJECT), planned.id)


def test_a_course_is_named_by_its_title_only_when_that_is_clear(house: HouseOnDisk) -> None:
    course(house)
    other = courses.plan(house.at(PROJECT), TITLE, house.today, 1000, 60, lessons=1, capacity=1).course
    with pytest.raises(NotUnderstood, match=other.id):
        courses.one(house.kiosk.house, TITLE.upper(), house.today)
    with pytest.raises(NotUnderstood):
        courses.plan(house.at(PROJECT), " ", house.today, 1000, 60, lessons=1, capacity=1)


def test_a_title_that_comes_back_each_term_names_the_course_that_is_not_over(house: HouseOnDisk) -> None:
    past = course(house, lessons=1)
    house.later(days=7)
    assert courses.one(house.kiosk.house, TITLE, house.today).id == past.id, "the only one of that name"
    running = course(house, lessons=1)
    assert courses.one(house.kiosk.house, TITLE, house.today).id == running.id
    assert courses.one(house.kiosk.house, past.id, house.today).id == past.id


def test_a_certificate_says_how_often_somebody_came_and_is_signed_by_the_house_only(house: HouseOnDisk) -> None:
    planned, (ana,) = course(house), people(house, 1)
    enrol(house, ana)
    house.later(hours=1)
    comes(house, ana)
    house.later(days=21)
    said = certified(house, planned, ana)
    assert "Ana B" in said and "and came to 1 of the 3 lessons." in said and "from 25/11/2026 to 09/12/2026" in said
    assert [line for line in said if line.startswith("Signature")] == ["Signature of the house"]


def certified(house: HouseOnDisk, course: courses.Course, who: Known) -> list[str]:
    """What stands on the certificate."""
    blocks = agreement.certificate(house.at(PROJECT), course.id, who.client)
    return [str(part.left) for block in blocks for part in block.parts if isinstance(part, Line)]


def test_a_certificate_of_a_course_that_runs_speaks_of_the_lessons_until_today_only(house: HouseOnDisk) -> None:
    """Who leaves early gets a paper that is true, and no lesson to come is one that was missed."""
    planned, (ana,) = course(house), people(house, 1)
    enrol(house, ana)
    house.later(hours=1)
    comes(house, ana)
    until = "The course runs until 09/12/2026."
    said = certified(house, planned, ana)
    assert "from 25/11/2026 to 25/11/2026" in said
    assert f"and came to 1 of the 1 lessons until then. {until}" in said
    house.later(days=7)
    assert f"and came to 1 of the 1 lessons until then. {until}" in certified(house, planned, ana), (
        "today's lesson has yet to come"
    )
    house.later(days=1)
    assert f"and came to 1 of the 2 lessons until then. {until}" in certified(house, planned, ana)


def test_what_is_not_possible_in_a_course_is_a_whole_sentence_that_says_why(house: HouseOnDisk) -> None:
    planned, (ana,) = course(house), people(house, 1)
    enrol(house, ana)
    house.later(hours=1)
    comes(house, ana)
    shift, person = house.at(PROJECT, "volunteer"), ana.client.person
    assert person is not None
    courses.hand_out(shift, ana.client, planned.id, [Word("course_book")])
    with pytest.raises(Changed, match=r"^This visitor has it already: course book\.$"):
        courses.hand_out(shift, ana.client, planned.id, [Word("course_book")])
    with pytest.raises(Changed, match=r"^This visitor came to that lesson: there is nothing to excuse\.$"):
        courses.excuse(shift, person, courses.lessons(shift.house, planned.id)[0].id)
    later = courses.lessons(shift.house, planned.id)[1].id
    with pytest.raises(Changed, match=r"^This visitor is expected at that lesson: there is nothing to take back\.$"):
        courses.excuse(shift, person, later, False)
    courses.excuse(shift, person, later)
    with pytest.raises(Changed, match=r"^This visitor is excused for that lesson already\.$"):
        courses.excuse(shift, person, later)
    with pytest.raises(Changed, match="There is nothing to call about"):
        courses.note_called(shift, ana.client, planned.id)


def test_a_forgotten_person_s_seat_is_free(house: HouseOnDisk) -> None:
    planned, (ana, bea) = course(house, capacity=1), people(house, 2)
    enrol(house, ana), enrol(house, bea)
    house.at("core").forget(ana.client.number, "request")
    (place,) = courses.places(house.kiosk.house, planned.id, house.today)
    assert (place.person, place.seat) == (bea.client.person, True)
