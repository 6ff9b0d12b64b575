"""More of a device, and appointments: what a volunteer and a coordinator do with keys and a scanner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from kiosk_einclusie import agreement, devices, loans, past_loans, sessions
from kiosk_einclusie.screens.words_typed import read_words
from textual.widgets import Input

from kiosk_core import CASH, Cents, NotAllowed, NotUnderstood, Payment, Sentence, Word
from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui import Form, Searching
from tests.tui.conftest import WAIT, Visitor
from tests.tui.test_searching import lines, looks_by_sound

from .told import PROJECT, comes


@pytest.fixture
def sits(house: HouseOnDisk, tmp_path: Path) -> Iterator[Visitor]:
    house.set("core.scan_wait_ms", str(round(1000 * WAIT)))
    house.set("einclusie.papers_folder", str(tmp_path))
    yield Visitor(house)


async def test_a_device_is_kept_for_somebody_labelled_lent_until_a_day_and_its_agreement_gets_a_translation(
    house: HouseOnDisk, sits: Visitor, tmp_path: Path
) -> None:
    fatima = house.with_household()
    devices.add(house.at(PROJECT), "ThinkPad")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: devices")
        await sits.presses("f2", "f3")
        await sits.scans(fatima.card)
        await sits.presses("f8")
        assert sits.place.message == "✓ A-001 is kept until 01/12/2026."
        assert "Kept for Fatima A1001.1, from 25/11/2026 to 01/12/2026." in sits.shows
        await sits.presses("f4")
        assert "Kept for" not in sits.shows
        await sits.presses("f5")
        assert "✓ The label is in" in sits.place.message
        await sits.presses("escape", "enter")
        await sits.scans(fatima.card)
        await sits.presses("f8", "f2", "f7")
        await sits.types("\x15")
        await sits.presses("f8")
        assert "A-001 may stay out until 06/01/2027" in sits.place.message
        await sits.presses("f9")
        assert sits.keys()["f9"] == "In Dutch + French"
        await sits.presses("f9", "f9", "f8")
        (file,) = tmp_path.glob("uitleen-*.pdf")
        alone = len(file.read_bytes())
        await sits.presses("f9", "f8")
        assert len(file.read_bytes()) > alone + 500, "the French stands under the Dutch"
        assert sits.keys()["f9"] == "In Dutch", "a translation is for that one print"
        assert "✓ The agreement is in" in sits.place.message
        shown = sits.keys()
        assert "enter" not in shown, "who had it before is the coordinator's"
    assert {file.name for file in tmp_path.glob("*.pdf")} == {
        "etiketten-2026-11-25-120000.pdf", "uitleen-A-001-2026-11-25-120000.pdf"
    }  # fmt: skip


async def test_who_borrows_is_found_by_sound_and_told_that_there_are_more(
    house: HouseOnDisk, sits: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Searching, "PAUSE", 0.001)
    for n in range(7):
        house.with_household(name=f"Mohamed {'ABCDEFG'[n]}")
    devices.add(house.at(PROJECT), "ThinkPad")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: devices")
        await sits.presses("enter")
        await sits.types("moha")
        assert lines(sits)[-1] == "There are more: type more letters."
        await sits.types("\x15muhammad")
        await looks_by_sound(sits)
        await sits.presses("enter", "enter")
        assert "Mohamed" in sits.shows and sits.keys()["f8"] == "Lend it"


async def test_letters_of_the_card_that_the_search_hears_late_do_not_take_the_form_away(
    house: HouseOnDisk, sits: Visitor
) -> None:
    fatima = house.with_household()
    devices.add(house.at(PROJECT), "ThinkPad")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: devices")
        await sits.presses("enter")
        await sits.scans(fatima.card)
        # As on a machine that stalled between two letters: the search line tells of them after the scan was understood.
        search = sits.place.query_one("#search", Input)
        search.post_message(Input.Changed(search, fatima.card[:2]))
        await sits.settles()
        await sits.presses("enter")
        await sits.types("\x1520")
        assert sits.keys()["f5"] == "Paid: €20.00"


@pytest.mark.parametrize(("every", "pause"), [(0.004, 0.35), (0.004, 1), (0.2, 0.35), (0.2, 1)])
async def test_a_card_whose_enter_comes_later_begins_the_form_as_a_scan_does(
    house: HouseOnDisk, sits: Visitor, every: float, pause: float
) -> None:
    """A scanner whose suffix is slow, and somebody who types the letters below the QR: whatever was typed goes to the search line."""
    fatima = house.with_household()
    devices.add(house.at(PROJECT), "ThinkPad")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: devices")
        for _ in range(2):
            await sits.presses("enter")
            await sits.send_quickly(fatima.card, every)
            sits.now += pause
            await sits.send_quickly("\r")
            assert sits.place.query_one(Form).answers()["due"] == "16/12/2026"
            assert sits.keys()["f8"] == "Lend it"
            await sits.presses("escape")
            await sits.passes(10)


async def test_a_coordinator_sees_who_had_a_device_and_what_a_person_had(house: HouseOnDisk, sits: Visitor) -> None:
    fatima, shift = house.with_household(), house.at(PROJECT)
    devices.add(shift, "ThinkPad")
    loans.lend(shift, shift.scan(fatima.card, loans.LOAN), "A-001")
    house.later(days=3)
    loans.take_back(shift, "A-001", marks=(Word("screen"),), missing=(Word("charger"),))
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Digital help: devices")
        await sits.presses("f2")
        assert "Not in order when it came back: screen" in sits.shows
        await sits.presses("enter")
        assert f"Fatima · {fatima.client.number}" in sits.shows
        await sits.presses("escape", "escape", "f8")
        await sits.types("fati\r")
        assert f"Fatima · {fatima.client.number}" in sits.shows
    with pytest.raises(NotAllowed):
        past_loans.history(house.at(PROJECT, "volunteer"), device="A-001")


async def test_damage_of_before_and_a_deposit_that_was_never_paid_are_said_when_a_device_comes_back(
    house: HouseOnDisk, sits: Visitor
) -> None:
    shift = house.at(PROJECT)
    devices.add(shift, "ThinkPad")
    asked = shift.scan(house.with_household().card, loans.LOAN)
    loans.lend(shift, asked, "A-001", deposit=Cents(3000), marks=(Word("screen"),))
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: devices")
        await sits.presses("f2")
        assert "Not in order when it was lent: screen" in sits.shows
        await sits.presses("escape", "enter")
        assert "Not in order when it was lent: screen" in sits.shows
        assert "Of the deposit of €30.00; €30.00 of it was never paid." in " ".join(sits.shows.split())


async def test_of_somebody_who_is_not_registered_the_next_step_is_said(house: HouseOnDisk, sits: Visitor) -> None:
    devices.add(house.at(PROJECT), "ThinkPad")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: devices")
        await sits.presses("enter")
        await sits.types("zzzz")
        assert sits.place.message == "Nobody is found. Not registered yet? The coordinator does that first."


async def test_a_loan_is_made_longer_until_a_day_that_is_asked(house: HouseOnDisk, sits: Visitor) -> None:
    shift = house.at(PROJECT)
    devices.add(shift, "ThinkPad")
    loans.lend(shift, shift.scan(house.with_household().card, loans.LOAN), "A-001")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: devices")
        await sits.presses("f7")
        assert loans.held(shift, "A-001").due == date(2026, 12, 16), "nothing is longer before the day is said"
        await sits.types("\x1520/12/2026")
        await sits.presses("f8")
        assert sits.place.message == "✓ A-001 may stay out until 20/12/2026."
    assert loans.held(shift, "A-001").due == date(2026, 12, 20)


async def test_why_a_device_does_not_come_back_is_one_key_and_the_deposit_stays(
    house: HouseOnDisk, sits: Visitor
) -> None:
    fatima, shift = house.with_household(), house.at(PROJECT)
    devices.add(shift, "ThinkPad")
    paid = [Payment(CASH, Cents(2000))]
    loans.lend(shift, shift.scan(fatima.card, loans.LOAN), "A-001", deposit=Cents(2000), payments=paid)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: devices")
        await sits.presses("delete")
        assert "Of the deposit of €20.00." in sits.shows
        await sits.presses("f6")
        assert sits.place.message == "✓ A-001 is noted as stolen. F4 takes it back."
    assert [past.how for past in past_loans.history(shift, device="A-001")] == ["stolen"]


async def test_a_device_in_the_cupboard_is_noted_as_broken_without_anything_to_type(
    house: HouseOnDisk, sits: Visitor
) -> None:
    devices.add(house.at(PROJECT), "ThinkPad")
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: devices")
        await sits.presses("f2")
        assert sits.shows.count("ThinkPad (A-001): in") == 1 and "Content-Type" not in sits.shows
        await sits.presses("escape", "delete", "f7")
        assert sits.place.message == "✓ A-001 is noted as broken. F4 takes it back."
        await sits.presses("f4")
    assert devices.one(house.kiosk.house, "A-001", house.today).state == "in"


def test_what_goes_along_is_typed_without_accents_too(house: HouseOnDisk) -> None:
    known = {Word("screen"): Sentence("Screen"), Word("mouse"): Sentence("Mouse")}
    french = {"Screen": "Écran", "Mouse": "Souris"}
    assert read_words("ecran, SOURIS", known, lambda text: french[str(text)]) == (Word("screen"), Word("mouse"))
    with pytest.raises(NotUnderstood, match="Clavier is not in the list"):
        read_words("écran, Clavier", known, lambda text: french[str(text)])


def test_a_device_that_goes_to_repair_says_what_is_not_in_order(house: HouseOnDisk) -> None:
    fatima, shift = house.with_household(), house.at(PROJECT)
    devices.add(shift, "ThinkPad")
    loans.lend(shift, shift.scan(fatima.card, loans.LOAN), "A-001")
    with pytest.raises(NotUnderstood, match="not in order"):
        loans.take_back(shift, "A-001", damaged=True)
    loans.take_back(shift, "A-001", damaged=True, marks=(Word("battery"),))
    back = devices.came_back(shift.house, "A-001")
    assert back is not None and back.marks == ("battery",)


def test_the_list_of_who_is_late_is_printed_with_numbers_to_call(house: HouseOnDisk, tmp_path: Path) -> None:
    fatima, shift = house.with_household(phone="0470 11 22 33", name="Fatima El Amrani"), house.at(PROJECT)
    devices.add(shift, "ThinkPad")
    loans.lend(shift, shift.scan(fatima.card, loans.LOAN), "A-001")
    house.later(days=30)
    shown = str(agreement.late_list(shift))
    assert "Fatima El Amrani" in shown and "0470 11 22 33" in shown and "ThinkPad" in shown
    with pytest.raises(NotAllowed):
        agreement.late_list(house.at(PROJECT, "volunteer"))


async def test_a_volunteer_makes_an_appointment_and_whoever_it_is_for_comes_to_it(
    house: HouseOnDisk, sits: Visitor
) -> None:
    fatima = house.with_household()
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: sessions")
        await sits.presses("f3")
        await sits.scans(fatima.card)
        await sits.types("\r12:30\r")
        await sits.presses("f8")
        assert sits.place.message == "✓ Appointment with Fatima on 25/11/2026 at 12:30."
        assert sits.keys()["delete"] == "Cancel it"
        await sits.presses("f7")
        assert sits.place.message == "✓ Excused for 25/11/2026."
        assert sits.keys()["f7"] == "Comes after all"
        await sits.presses("f7")
        assert sits.place.message == "✓ Comes on 25/11/2026." and sits.keys()["f7"] == "Excused"
    (made,) = sessions.around(house.at(PROJECT))
    assert (made.sort, made.begins, made.minutes) == ("appointment", "12:30", 30)
    assert comes(house, fatima).session.id == made.id


def test_an_appointment_may_be_on_a_holiday_and_moves_to_no_other_day(house: HouseOnDisk) -> None:
    fatima, shift = house.with_household(), house.at(PROJECT, "volunteer")
    day = house.today + timedelta(days=30)
    done = sessions.plan(shift, day, 600, 30, sort="appointment", guest=fatima.client.person)
    assert done.series.days == (day,)
    sessions.cancel_session(shift, done.sessions[0])
    assert sessions.one(shift.house, done.sessions[0]).condition == "cancelled"


async def test_what_a_coordinator_left_open_is_closed_to_the_volunteer_who_comes(
    house: HouseOnDisk, sits: Visitor
) -> None:
    fatima, shift = house.with_household(), house.at(PROJECT)
    devices.add(shift, "ThinkPad")
    loans.lend(shift, shift.scan(fatima.card, loans.LOAN), "A-001")
    house.later(days=30)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("coordinator")
        await sits.chooses("Digital help: devices")
        await sits.presses("f6")
        assert any(fatima.client.number in row for row in sits.rows)
        sits.app.lock()
        await sits.signs_in("volunteer", "1111")
        await sits.settles()
        assert "Who is late" not in sits.shows and not any(fatima.client.number in row for row in sits.rows)


async def test_a_deposit_that_was_noted_as_paid_later_is_paid_where_the_loan_is_shown(
    house: HouseOnDisk, sits: Visitor
) -> None:
    fatima, shift = house.with_household(), house.at(PROJECT, "volunteer")
    devices.add(house.at(PROJECT), "ThinkPad")
    loans.lend(shift, shift.scan(fatima.card, loans.LOAN), "A-001", deposit=Cents(2000))
    expected = shift.x().expected
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Digital help: devices")
        await sits.presses("f2")
        assert "Of the deposit €20.00 is still to pay." in sits.shows
        await sits.presses("f2")
        assert "€20.00 of the deposit: how is it paid?" in sits.shows
        await sits.presses("1")
        assert sits.place.message == "✓ €20.00 of the deposit is paid."
        assert "still to pay" not in sits.shows and sits.keys().get("f2") is None
    assert shift.x().expected == expected + 2000, "it lies in the drawer"
    assert loans.unpaid(shift, loans.held(shift, "A-001")) == 0
