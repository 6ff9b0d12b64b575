"""The coordinator's briefing, and the note that a shift leaves to the next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk_core import NotAllowed, NotFound, NotUnderstood
from kiosk_core.domain.errors import CannotUndo
from kiosk_core.shift.briefing import MOST_LETTERS
from kiosk_core.testing import HouseOnDisk


def texts(house: HouseOnDisk, who: str = "volunteer", project: str = "soup") -> list[str]:
    return [one.text for one in house.at(project, who).shift_notes()]


def test_a_briefing_stands_on_its_days_for_its_project_and_its_counter(house: HouseOnDisk) -> None:
    office, day = house.at("soup", "coordinator"), house.today
    office.write_briefing("The soup is without celery.", day + timedelta(days=1), day + timedelta(days=2))
    office.write_briefing("The back door stays shut.", day, day, all_projects=True, all_counters=False)
    assert texts(house) == ["The back door stays shut."]
    house.later(days=1)
    assert texts(house) == ["The soup is without celery."]
    assert texts(house, project="core") == []
    house.later(days=2)
    assert texts(house) == []


def test_another_counter_does_not_read_what_is_for_this_one(house: HouseOnDisk) -> None:
    shift = house.at("soup", "volunteer")
    house.at("soup").leave_note("The scale is broken.")
    house.at("core").add_counter("back")
    other = house.kiosk.shift(shift.volunteer, "back", "soup")
    assert (texts(house), other.shift_notes()) == (["The scale is broken."], [])


def test_who_has_read_it_is_written_down_once_and_the_coordinators_to_see(house: HouseOnDisk) -> None:
    office, shift = house.at("soup", "coordinator"), house.at("soup", "volunteer")
    office.write_briefing("The soup is without celery.", house.today, house.today)
    (note,) = shift.shift_notes()
    assert not note.read
    shift.note_read([note])
    shift.note_read(shift.shift_notes())
    event = house.kiosk.last_events(1)[0]
    assert (event.kind, event.actor) == ("core.shift_note_read", shift.volunteer.id)
    assert len([one for one in house.kiosk.last_events(9) if one.kind == event.kind]) == 1
    ((mine,), (seen,)) = shift.shift_notes(), office.shift_notes()
    assert (mine.read, mine.readers) == (True, ())
    assert (seen.read, seen.readers) == (True, ("volunteer",)), "who wrote it need not read it"
    with pytest.raises(CannotUndo):
        shift.undo(event.act, "mistake")


def test_the_note_of_a_shift_is_there_for_the_next_ones_and_then_gone(house: HouseOnDisk) -> None:
    house.at("soup", "volunteer").leave_note("  Salt is almost gone.\n Buy some. ")
    house.later(days=14)
    assert texts(house, "coordinator") == ["Salt is almost gone. Buy some."]
    house.later(days=1)
    assert texts(house, "coordinator") == []


def test_only_who_coordinates_writes_a_briefing_and_takes_back_what_another_wrote(house: HouseOnDisk) -> None:
    shift, office = house.at("soup", "volunteer"), house.at("soup", "coordinator")
    with pytest.raises(NotAllowed):
        shift.write_briefing("Hello.", house.today, house.today)
    office.write_briefing("The soup is without celery.", house.today, house.today)
    (note,) = shift.shift_notes()
    with pytest.raises(NotAllowed):
        shift.take_note_back(note.id)
    shift.leave_note("Salt is almost gone.")
    office.take_note_back(shift.shift_notes()[1].id)
    assert texts(house) == ["The soup is without celery."]


def test_what_looks_like_a_number_of_somebody_is_asked_about_first(house: HouseOnDisk) -> None:
    shift = house.at("soup", "volunteer")
    (asked,) = shift.look_at_note("Call back 85.07.30-033 28")
    assert asked.code == "core.looks_like_number"
    assert shift.look_at_note("Call back before 16:30 on 12/11") == []


def test_who_coordinates_reads_what_every_shift_wrote_and_takes_back_at_any_counter(house: HouseOnDisk) -> None:
    office, shift, day = house.at("core"), house.at("soup", "volunteer"), house.today
    office.add_counter("back")
    shift.leave_note("Salt is almost gone.")
    house.kiosk.shift(shift.volunteer, "back", "soup").leave_note("The lamp is broken.")
    office.write_briefing("Closed on Friday.", day + timedelta(days=3), day + timedelta(days=4), all_projects=True)
    found = office.all_shift_notes()
    assert [one.text for one in found] == ["Closed on Friday.", "The lamp is broken.", "Salt is almost gone."]
    assert [one.text for one in office.all_shift_notes(day)] == [one.text for one in found[1:]]
    with pytest.raises(NotAllowed):
        shift.all_shift_notes()
    with pytest.raises(NotFound):
        shift.take_note_back(found[1].id)
    for one in found[:2]:
        office.take_note_back(one.id)
    assert [one.text for one in office.all_shift_notes()] == ["Salt is almost gone."]


@pytest.mark.parametrize("text", ["", "   \n", "x" * (MOST_LETTERS + 1)])
def test_a_note_is_neither_empty_nor_a_letter(house: HouseOnDisk, text: str) -> None:
    with pytest.raises(NotUnderstood):
        house.at("soup").leave_note(text)


def test_what_is_written_stands_in_no_envelope(house: HouseOnDisk) -> None:
    house.at("soup").leave_note("Salt is almost gone.")
    assert "Salt" not in repr([event.as_json() for event in house.kiosk.last_events(5)])


def test_before_somebody_is_forgotten_it_is_said_that_a_note_of_a_shift_may_still_name_them(house: HouseOnDisk) -> None:
    number, office = house.with_household(name="Fatima El Amrani").client.number, house.at("core")
    (saved,) = office.to_forget(number).beside
    house.at("soup", "volunteer").leave_note("Fatima El Amrani calls back on Friday.")
    said, _ = office.to_forget(number).beside
    assert "may still name them" in str(said) and "Notes of the day" in str(said)
    (note,) = office.all_shift_notes()
    office.take_note_back(note.id)
    assert office.to_forget(number).beside == (saved,)
    house.at("soup", "volunteer").leave_note("The scale is broken.")
    house.later(days=15)
    assert office.to_forget(number).beside == (saved,), "it is shown to nobody any more"
