"""Questions, devices and courses on the screen, by keyboard and scanner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from kiosk_einclusie import attendance, courses, devices, loans
from textual.widgets import Input

from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui import Kept
from tests.tui.conftest import WAIT, Visitor

from .told import PROJECT


@pytest.fixture
def sits(house: HouseOnDisk, tmp_path: Path) -> Iterator[Visitor]:
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    house.set("einclusie.papers_folder", str(tmp_path))
    yield Visitor(house)


async def test_a_question_is_four_keys(house: HouseOnDisk, sits: Visitor) -> None:
    fatima = house.with_household()
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.scans(fatima.card)
        await sits.presses("f2", "a", "b", "a")
        assert sits.place.message == "✓ Question noted: itsme, 10 minutes."
    assert house.kiosk.house.rows("SELECT person, theme, minutes, outcome FROM einclusie_helped") == [
        (fatima.client.person, "itsme", 10, "solved")
    ]  # fmt: skip


async def test_a_note_with_a_long_number_is_asked_about_once(house: HouseOnDisk, sits: Visitor) -> None:
    fatima = house.with_household()
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.scans(fatima.card)
        await sits.presses("f2", "f2")
        await sits.types("BE71 0961 2345 6769\r")
        await sits.presses("a", "a")
        await sits.types_ahead("a", "a", "a")
        assert "holds a long number" in sits.place.message, "a finger that trembles has read nothing"
        await sits.presses("a")
        assert "✓ Question noted" in sits.place.message
    assert house.kiosk.house.number("SELECT count(*) FROM einclusie_helped WHERE note LIKE 'BE71%'") == 1


async def test_a_note_that_is_begun_closes_for_another_volunteer_and_stands_there_again_for_whoever_began_it(
    house: HouseOnDisk, sits: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Kept, "PAUSE", 0.001)
    fatima = house.with_household()

    async def asks(who: str) -> None:
        sits.app.lock()
        await sits.enters(who)
        await sits.scans(fatima.card)
        await sits.presses("f2")

    def note() -> str:
        return sits.place.query_one("#note", Input).value

    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.at_counter()
        await sits.scans(fatima.card)
        await sits.presses("f2", "f2")
        await sits.types("Haar zoon leest de brieven")
        await sits.pilot.pause(0.05)
        sits.app.lock()
        await sits.enters("coordinator")
        assert not list(sits.place.query("#note")), "back at the counter, without it"
        await asks("coordinator")
        assert note() == "", "nor when that one helps the same visitor"
        await asks("volunteer")
        assert note() == "Haar zoon leest de brieven"
        assert "stands here again" in sits.place.message
        await sits.presses("a", "b", "a")
        assert "✓ Question noted" in sits.place.message
        await asks("volunteer")
        assert note() == ""
    notes = house.kiosk.house.rows("SELECT note FROM einclusie_helped")
    assert (notes, house.at("core").drafts()) == ([("Haar zoon leest de brieven",)], [])


async def test_a_laptop_goes_out_with_a_deposit_and_comes_back(
    house: HouseOnDisk, sits: Visitor, tmp_path: Path
) -> None:
    fatima = house.with_household()
    number = devices.add(house.at(PROJECT), "ThinkPad")
    house.set("einclusie.deposit", "20")
    code = devices.one(house.kiosk.house, number, house.today).code
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Digital help: devices")
        await sits.scans(code)
        await sits.scans(fatima.card)
        assert sits.keys()["f5"] == "Paid: €20.00"
        await sits.presses("f5")
        assert sits.place.message.startswith("✓ A-001 is lent.")
        await sits.presses("f9")
        assert "✓ The agreement is in" in sits.place.message
        await sits.presses("enter", "f8")
        assert sits.place.message == "✓ A-001 is back. Give back €20.00."
        await sits.presses("enter", "a", "b", "c", "d")
        assert "f8" not in list(sits.keys())
        await sits.presses("e", "f8")
        assert sits.place.message == "✓ A-001 is wiped and may be lent."
    assert devices.one(house.kiosk.house, number, house.today).state == "in"
    (file,) = tmp_path.glob("uitleen-*.pdf")
    assert file.name == "uitleen-A-001-2026-11-25-120000.pdf"


async def test_a_loan_by_mistake_is_taken_back_and_who_is_late_stands_on_a_list(
    house: HouseOnDisk, sits: Visitor
) -> None:
    house.with_household(phone="0470 11 22 33")
    devices.add(house.at(PROJECT), "ThinkPad")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Digital help: devices")
        await sits.presses("enter")
        await sits.types("fati\r")
        await sits.presses("f8")
        assert "is lent" in sits.place.message
        await sits.presses("f4")
        assert loans.all_loans(house.kiosk.house) == []
        await sits.presses("enter")
        await sits.types("fati\r")
        await sits.presses("f8")
        house.later(days=30)
        await sits.presses("f6", "f9")
        assert "✓ The reminder is in" in sits.place.message
        await sits.presses("f7", "f8")
        assert "✓ A-001 may stay out until 15/01/2027." in sits.place.message


async def test_a_course_is_planned_filled_by_scans_and_a_free_seat_says_whom_to_call(
    house: HouseOnDisk, sits: Visitor
) -> None:
    ana, bea = house.with_household(name="Ana Bos"), house.with_household(name="Bea Cop")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Digital help: courses")
        await sits.presses("f5")
        for text in ("Mailen\r", "\r", "13\r", "15\r", "2\r", "1\r"):
            await sits.types(text)
        await sits.presses("f8")
        assert sits.place.message == "✓ Mailen is planned, until 02/12/2026."
        await sits.presses("enter")
        await sits.scans(ana.card)
        assert sits.place.message == "✓ Has seat 1."
        await sits.scans(bea.card)
        assert sits.place.message == "✓ Waits: number 1 on the list."
        await sits.presses("f7")
        assert sits.place.message == "✓ Excused for 25/11/2026."
        await sits.presses("escape", "enter")
        assert sits.keys()["f7"] == "Comes after all", "also when the screen was left meanwhile"
        await sits.presses("f7")
        assert sits.place.message == "✓ Comes on 25/11/2026."
        _, (row,) = attendance.of_course(house.at(PROJECT), courses.upcoming(house.kiosk.house, house.today)[0].id)
        assert (row.marks, sits.keys()["f7"]) == (("", ""), "Excused")
        await sits.presses("delete")
        assert sits.place.message == f"✓ The seat is free. Call Bea ({bea.client.number})."
        await sits.presses("f4")
        assert sits.place.message == "✓ Taken back."
        (course,) = courses.upcoming(house.kiosk.house, house.today)
        assert [place.seat for place in courses.places(house.kiosk.house, course.id, house.today)] == [True, False]
        await sits.presses("delete")
    (course,) = courses.upcoming(house.kiosk.house, house.today)
    assert [place.person for place in courses.places(house.kiosk.house, course.id, house.today)] == [bea.client.person]


async def test_whose_card_is_scanned_again_has_a_place_already(house: HouseOnDisk, sits: Visitor) -> None:
    """Typically at the start of the lesson. Whether another course is possible meanwhile is no question then."""
    ana, bea = house.with_household(name="Ana Bos"), house.with_household(name="Bea Cop")
    courses.plan(house.at(PROJECT), "Mailen", house.today, 780, 60, lessons=2, capacity=1)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: courses")
        await sits.presses("enter")
        for card, said in (
            (ana.card, "✓ Has seat 1."), (ana.card, "Ana has seat 1 here already."),
            (bea.card, "✓ Waits: number 1 on the list."), (bea.card, "Bea is on the waiting list here already, number 1."),
        ):  # fmt: skip
            await sits.scans(card)
            assert sits.place.message == said
        assert sits.keys()["f8"] == "Without a card"
    assert len(house.kiosk.house.rows("SELECT 1 FROM einclusie_seat")) == 2


async def test_who_has_no_card_with_them_gets_a_seat_by_name(house: HouseOnDisk, sits: Visitor) -> None:
    house.set("einclusie.residents_first_days", "7")
    courses.plan(house.at(PROJECT), "Mailen", house.today + timedelta(weeks=3), 780, 60, lessons=2, capacity=2)
    house.with_household(name="Ana Bos", address="Markt 1, 2000 Antwerpen")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: courses")
        await sits.presses("enter", "f8")
        await sits.types("ana")
        await sits.presses("enter")
        assert sits.place.message.startswith("Residents go first: does this visitor live here?"), "as after a scan"
        await sits.presses("f8")
        assert sits.place.message == "✓ Has seat 1." and "Ana" in sits.rows[0]
        await sits.presses("f4")
        assert sits.place.message == "✓ Taken back."


async def test_what_a_visitor_said_of_what_they_can_do_is_for_no_other_volunteer(
    house: HouseOnDisk, sits: Visitor
) -> None:
    ana = house.with_household(name="Ana Bos")
    courses.plan(house.at(PROJECT), "Mailen", house.today, 780, 60, lessons=2, capacity=2)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: courses")
        await sits.presses("enter")
        await sits.scans(ana.card)
        await sits.presses("f2")
        await sits.types("1\r2")
        sits.app.lock()
        await sits.enters("volunteer")
        typed = [field.value for field in sits.place.query(Input)]
        assert typed[:2] == ["1", "2"], "whoever was told it goes on"
        sits.app.lock()
        await sits.enters("coordinator")
        assert not list(sits.place.query(Input)) and "Mailen" in sits.shows, "back at the course, without it"


async def test_who_lives_elsewhere_is_one_key_and_waits_until_the_day_that_the_screen_says(
    house: HouseOnDisk, sits: Visitor
) -> None:
    house.set("einclusie.residents_first_days", "7")
    courses.plan(house.at(PROJECT), "Mailen", house.today + timedelta(weeks=3), 780, 60, lessons=2, capacity=2)
    ana, bea = house.with_household(name="Ana Bos"), house.with_household(name="Bea Cop")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: courses")
        await sits.presses("enter")
        await sits.scans(bea.card)
        assert sits.place.message.startswith("Residents go first: does this visitor live here?")
        assert [key for key in list(sits.keys()) if key[:1] == "f"][:2] == ["f8", "f9"]
        await sits.presses("f9")
        assert sits.place.message == "✓ Waits: number 1 on the list. Residents go first until 09/12/2026."
        assert sits.rows[0].rstrip().endswith("waits: 1, not before 09/12/2026")
        await sits.scans(ana.card)
        await sits.presses("f8")
        assert sits.place.message == "✓ Has seat 1."
