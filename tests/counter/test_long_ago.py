"""Until when somebody takes back what was done: of today whoever serves, later who leads, long ago the coordinator."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk_core import Act, NewMember, NotAllowed, Shift
from kiosk_core.domain.errors import NeedsOwnPin
from kiosk_core.testing import HouseOnDisk, Known

BOWLS = "SELECT count(*) FROM soup_eaten"


@pytest.fixture
def fatima(house: HouseOnDisk) -> Known:
    return house.with_household(enrolled=("soup",))


@pytest.fixture
def lead(house: HouseOnDisk) -> Shift:
    house.at("core").welcome("Lien", ["shop_lead"], "4444", cost=1)
    return house.at("soup", "Lien")


def eaten(house: HouseOnDisk, who: Known, day: date | None = None) -> Act:
    shift = house.at("soup", "volunteer")
    return shift.record(shift.scan(who.card, day=day).offers[0])


def test_what_was_done_yesterday_whoever_leads_takes_back(house: HouseOnDisk, fatima: Known, lead: Shift) -> None:
    act = eaten(house, fatima)
    house.later(days=1)
    with pytest.raises(NotAllowed):
        house.at("soup", "volunteer").undo(act.id, "mistake")
    with pytest.raises(NeedsOwnPin):
        house.kiosk.shift(lead.vouch("volunteer"), project="soup").undo(act.id, "mistake")
    assert house.kiosk.house.number(BOWLS) == 1
    lead.undo(act.id, "mistake")
    assert house.kiosk.house.number(BOWLS) == 0


def test_of_today_is_also_what_was_entered_today_from_yesterdays_paper(house: HouseOnDisk, fatima: Known) -> None:
    house.later(days=1)
    act = eaten(house, fatima, day=house.today - timedelta(days=1))
    assert {event.day for event in act.events} == {house.today - timedelta(days=1)}
    house.at("soup", "volunteer").undo(act.id, "mistake")
    assert house.kiosk.house.number(BOWLS) == 0


def test_further_back_than_paper_is_entered_is_the_coordinators(house: HouseOnDisk, fatima: Known, lead: Shift) -> None:
    house.set("core.late_days", "7")
    first, second = eaten(house, fatima), eaten(house, house.with_household(enrolled=("soup",)))
    house.later(days=7)
    lead.undo(first.id, "mistake")
    house.later(days=1)
    with pytest.raises(NotAllowed, match="coordinator"):
        lead.undo(second.id, "mistake")
    house.at("soup").undo(second.id, "mistake")
    assert house.kiosk.house.number(BOWLS) == 0


def test_the_coordinator_takes_back_whatever_is_wrong_however_long_ago(house: HouseOnDisk) -> None:
    office = house.at("core")
    one = office.register([NewMember(name="Jan Peeters")])
    other = office.register([NewMember(name="Jan Peters")])
    registered = house.kiosk.last_events(1)[0].act
    merged = office.merge_members(
        *(house.kiosk.house.by_number(f"{home.number}.1", house.today) for home in (one, other))
    )
    house.later(days=59)
    for act in (merged.id, registered):
        office.undo(act, "mistake")
    assert house.kiosk.house.rows("SELECT number FROM core_household") == [("A1001",)]


def test_a_note_that_a_volunteer_left_is_theirs_to_take_back_the_next_day_too(house: HouseOnDisk) -> None:
    mia = house.at("soup", "volunteer")
    note = mia.leave_note("The small pot leaks.")
    house.later(days=1)
    mia.undo(note.id, "mistake")
    assert mia.shift_notes() == []
