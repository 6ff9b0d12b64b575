"""Who came, who misses lessons, what they got and what they say they can: lists, screens and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from kiosk_einclusie import agreement, assessment, attendance, courses, exports, seats, sessions, tickets
from kiosk_einclusie.events.sessions import Excused
from openpyxl import load_workbook

from kiosk_core import Changed, NotAllowed, NotUnderstood, Period, PersonId, Word, read_spreadsheet
from kiosk_core.catalogues import catalogue
from kiosk_core.testing import HouseOnDisk, Known
from tests.tui.conftest import WAIT, Visitor

from .test_figures import busy, figures
from .told import PROJECT, comes

TITLE = "Mailen"
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def course(house: HouseOnDisk, lessons: int = 4, capacity: int = 2) -> courses.Course:
    """Lessons from now on, on Wednesdays at noon: 25/11, 2/12, 9/12, 16/12."""
    return courses.plan(house.at(PROJECT), TITLE, house.today, 720, 60, lessons=lessons, capacity=capacity).course


def enrols(house: HouseOnDisk, who: Known) -> None:
    shift = house.at(PROJECT)
    seats.enrol(shift, shift.scan(who.card, seats.COURSE), TITLE)


def person_of(who: Known) -> PersonId:
    assert who.client.person
    return who.client.person


@pytest.fixture
def sits(house: HouseOnDisk, tmp_path: Path) -> Iterator[Visitor]:
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    house.set("einclusie.papers_folder", str(tmp_path))
    yield Visitor(house)


def test_the_list_of_a_lesson_says_who_came_when_and_who_was_expected(house: HouseOnDisk) -> None:
    planned, ana, bea = course(house), house.with_household(name="Ana"), house.with_household(name="Bea")
    lou = house.with_household(name="Lou")
    enrols(house, ana), enrols(house, bea), enrols(house, lou)
    house.later(minutes=20)
    comes(house, ana)
    lesson = courses.lessons(house.kiosk.house, planned.id)[0].id

    def listed() -> list[tuple[str, str, str]]:
        _, lines = attendance.of_session(house.at(PROJECT), lesson)
        return [(one.client.display if one.client else "", one.hour, one.mark) for one in lines]

    assert listed() == [("Ana", "12:20", "late"), ("Bea", "", "expected")]
    house.later(days=1)
    assert listed() == [("Ana", "12:20", "late"), ("Bea", "", "absent")]
    house.at(PROJECT).tell(Excused(person=person_of(bea), session=Word(lesson)))
    assert listed()[1] == ("Bea", "", "excused")
    assert "Ana" in str(agreement.who_came(house.at(PROJECT), lesson))
    with pytest.raises(NotAllowed):
        attendance.of_session(house.at(PROJECT, "volunteer"), lesson)


def test_a_visitor_without_a_name_stands_in_the_list_as_nobody(house: HouseOnDisk) -> None:
    session = comes(house).session
    (line,) = attendance.of_session(house.at(PROJECT), session.id)[1]
    assert (line.client, line.mark) == (None, "here")


def test_who_misses_lessons_in_a_row_stands_on_top(house: HouseOnDisk) -> None:
    course(house)
    ana, bea = house.with_household(name="Ana"), house.with_household(name="Bea")
    enrols(house, ana), enrols(house, bea)
    comes(house, ana)
    house.later(days=7)
    comes(house, bea)
    house.later(days=8)
    found = attendance.patterns(house.at(PROJECT))
    assert [(one.client.display, one.came, one.missed, one.in_a_row) for one in found] == [
        ("Ana", 1, 2, 2), ("Bea", 1, 2, 1),
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        attendance.patterns(house.at(PROJECT, "volunteer"))


def test_whoever_gets_a_free_seat_is_to_call_until_somebody_noted_it(house: HouseOnDisk) -> None:
    planned, ana = course(house, capacity=1), house.with_household(name="Ana")
    bea = house.with_household(name="Bea")
    enrols(house, ana), enrols(house, bea)
    shift = house.at(PROJECT, "volunteer")
    with pytest.raises(Changed):
        courses.note_called(shift, bea.client, TITLE)
    courses.give_up(shift, ana.client, TITLE)
    assert [place.to_call for place in courses.places(shift.house, planned.id, house.today)] == [True]
    courses.note_called(shift, bea.client, TITLE)
    assert [place.to_call for place in courses.places(shift.house, planned.id, house.today)] == [False]


def test_material_is_handed_out_once_to_who_has_a_seat(house: HouseOnDisk) -> None:
    planned, ana = course(house), house.with_household(name="Ana")
    shift = house.at(PROJECT, "volunteer")
    with pytest.raises(Changed, match="no seat"):
        courses.hand_out(shift, ana.client, TITLE, [Word("exercises")])
    enrols(house, ana)
    courses.hand_out(shift, ana.client, TITLE, [Word("exercises")])
    with pytest.raises(Changed, match="already"):
        courses.hand_out(shift, ana.client, TITLE, [Word("exercises")])
    with pytest.raises(NotUnderstood):
        courses.hand_out(shift, ana.client, TITLE, [Word("laptop")])
    assert courses.had(shift.house, planned.id, person_of(ana)) == ("exercises",)


def test_a_course_counts_as_followed_after_enough_lessons_and_still_does_when_the_visitor_is_forgotten(
    house: HouseOnDisk,
) -> None:
    course(house)
    ana, bea = house.with_household(name="Ana"), house.with_household(name="Bea")
    enrols(house, ana), enrols(house, bea)
    comes(house, bea)
    for _ in range(3):
        comes(house, ana)
        house.later(days=7)
    before = figures(house)
    assert (before["completed"], before["completed.seats"]) == (1, 2)
    house.at("core").forget(ana.client.number, "request")
    assert figures(house) == before


def test_who_goes_out_of_a_lesson_and_comes_in_again_came_to_one_lesson(house: HouseOnDisk) -> None:
    planned, ana = course(house, lessons=2), house.with_household(name="Ana")
    enrols(house, ana)
    for minutes in (10, 20, 5):
        assert comes(house, ana).says == "welcome"
        house.later(minutes=minutes)
        assert comes(house, ana).says == "goodbye"
    assert [row.marks for row in attendance.of_course(house.at(PROJECT), planned.id)[1]] == [("here", "")]
    assert figures(house)["completed"] == 0, "one of two lessons is half of the course"
    house.later(days=7)
    comes(house, ana)
    assert figures(house)["completed"] == 1
    house.at("core").forget(ana.client.number, "request")
    assert figures(house)["completed"] == 1


def test_who_moved_up_missed_no_lesson_from_before_they_knew_of_the_seat(house: HouseOnDisk) -> None:
    planned = course(house, lessons=5, capacity=1)
    ana, bea = house.with_household(name="Ana"), house.with_household(name="Bea")
    enrols(house, ana), enrols(house, bea)
    house.later(days=15)
    shift = house.at(PROJECT)
    assert [one.missed for one in attendance.patterns(shift)] == [3]
    courses.give_up(shift, ana.client, planned.id)
    courses.note_called(shift, bea.client, planned.id)
    assert [(one.client.display, one.missed) for one in attendance.patterns(shift)] == [("Bea", 0)]
    assert courses.absences(shift.house, person_of(bea), house.today) == 0
    first, *_ = courses.lessons(shift.house, planned.id)
    assert [line.client and line.client.display for line in attendance.of_session(shift, first.id)[1]] == []
    house.later(days=7)
    assert [one.missed for one in attendance.patterns(house.at(PROJECT))] == [1]
    assert courses.absences(shift.house, person_of(bea), house.today) == 1


@pytest.mark.parametrize("what", exports.WHATS)
def test_a_spreadsheet_holds_numbers_and_definitions_and_no_name_and_no_note(
    house: HouseOnDisk, tmp_path: Path, what: exports.What
) -> None:
    busy(house)
    omar = house.with_household(name="Zofia Kwakkel")
    tickets.note_ticket(house.at(PROJECT), omar.client, "itsme", 5, "solved", note="brengt haar gsm mee")
    shift, out = house.at(PROJECT), tmp_path / "x.xlsx"
    exports.write_export(shift, what, YEAR, out, catalogue("nl", house.kiosk.plugins.packages))
    book = load_workbook(out)
    first, *_, last = book.worksheets
    rows = list(first.values)
    assert len(rows) > 1 and all(rows[0])
    told = {row[1] for row in last.values}
    assert what == "figures" or set(rows[0]) <= told
    every = str([list(sheet.values) for sheet in book.worksheets])
    assert not any(word in every for word in ("Zofia", "Kwakkel", "Fatima", "gsm"))
    with pytest.raises(NotAllowed):
        exports.write_export(house.at(PROJECT, "volunteer"), what, YEAR, out, catalogue("nl"))


def test_attendance_and_questions_of_the_spreadsheet_are_those_of_the_figures(house: HouseOnDisk) -> None:
    busy(house)
    shift, found = house.at(PROJECT), figures(house)
    came = list(exports.attendance(shift, YEAR).rows)
    assert (len(came), sum(not row[4] for row in came)) == (found["visits"], found["visits.anonymous"])
    assert len(list(exports.questions(shift, YEAR).rows)) == found["questions"]
    assert [row[7] for row in exports.loans(shift, YEAR).rows] == [found["deposits"]]


async def test_a_course_on_the_screen_self_assessment_material_and_the_call(house: HouseOnDisk, sits: Visitor) -> None:
    planned, ana = course(house, capacity=1), house.with_household(name="Ana")
    bea = house.with_household(name="Bea", phone="0470 11 22 33")
    enrols(house, ana), enrols(house, bea)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Digital help: courses")
        await sits.presses("enter", "f2")
        await sits.types("2\r1\r")
        await sits.presses("f7")
        assert sits.place.message == "✓ Noted. Thank you."
        await sits.presses("f2")
        assert "At the start: 2" in sits.shows
        await sits.types("3\r3\r")
        await sits.presses("f8")
        assert sits.place.message == "✓ Noted. Steps since the start: +3"
        assert "Self-assessment since the start: Looking things up +1, Writing and calling +2" in sits.shows
        await sits.presses("f3", "b", "f8")
        assert sits.place.message == "✓ Noted for Ana."
        await sits.presses("delete")
        assert sits.place.message == f"✓ The seat is free. Call Bea ({bea.client.number}) 0470 11 22 33"
        await sits.presses("f5")
        assert sits.place.message == "✓ Bea knows of the seat."
        await sits.presses("f6")
        assert "✓ The list is in" in sits.place.message
    assert assessment.change(house.at(PROJECT), planned.id) == {"information": (1, 1), "communication": (2, 1)}
    assert courses.had(house.kiosk.house, planned.id, person_of(ana)) == ("exercises",)


async def test_who_came_who_misses_lessons_and_spreadsheets_are_the_coordinator_s_keys(
    house: HouseOnDisk, sits: Visitor, tmp_path: Path
) -> None:
    course(house)
    ana = house.with_household(name="Ana", phone="0470 11 22 33")
    enrols(house, ana)
    house.later(days=8)
    comes(house, ana)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: sessions")
        assert not {"f2", "f9"} & set(sits.keys())
        await sits.presses("escape")
        await sits.enters("coordinator")
        await sits.chooses("Digital help: sessions")
        await sits.presses("f2", "f9")
        assert "✓ The list is in" in sits.place.message
        await sits.presses("escape", "f9", "f5", "f6", "f7", "f8", "f9")
        assert "✓ Written to" in sits.place.message
        await sits.presses("escape", "escape")
        await sits.chooses("Digital help: courses")
        await sits.presses("f6", "enter")
        assert sits.place.message == f"{TITLE} · Ana: 0470 11 22 33"
    (asked,), (calendar,) = tmp_path.glob("hulpvragen-*.xlsx"), tmp_path.glob("sessies-*.ics")
    assert next(read_spreadsheet(asked)).cells[0] == "Dag", "whoever's screen made it"
    assert "les 1 van 4" in calendar.read_text("utf8")
    assert {file.name.partition("-2026")[0] + file.suffix for file in tmp_path.iterdir() if "2026" in file.name} == {
        "aanwezigheden.pdf", "aanwezigheden.xlsx", "hulpvragen.xlsx", "uitleen.xlsx", "cijfers.xlsx", "sessies.ics",
    }  # fmt: skip


def test_the_marks_of_a_session_that_was_cancelled_or_of_nobody_are_empty(house: HouseOnDisk) -> None:
    done = sessions.plan(house.at(PROJECT), house.today, 720, 60)
    assert attendance.of_session(house.at(PROJECT), done.sessions[0])[1] == []
