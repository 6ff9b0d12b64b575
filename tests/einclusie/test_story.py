"""The example house has a running course with a waiting list, ten devices of which two are late, and a term of sessions."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from kiosk_einclusie import courses, devices, loans, sessions, story

from kiosk_core import Story
from kiosk_core.testing import HouseOnDisk

from .told import PROJECT


def test_whatever_day_the_demo_is_made_it_shows_what_is_asked(house: HouseOnDisk) -> None:
    clients = [house.with_household(adults=1, name=f"Ana {letter}").client for letter in "BCDEFGHIJK"]
    shift, start = house.at(PROJECT), house.moment
    for day in range(130):
        house.moment = start + timedelta(days=day)
        told = Story(
            day=house.today, chance=Random(day), clients=clients, house=house.kiosk.house, record=shift.record, tell=shift.tell,
            decide=lambda who, service, asked: shift.decide(who, service, asked=asked), set_clock=lambda *at: None,
            set_setting=house.set,
        )  # fmt: skip
        story.live(told)
        if day > 100:
            late = loans.all_loans(house.kiosk.house, due_before=house.today)
            assert len(late) == 2, house.today
    assert len(devices.all_devices(house.kiosk.house, house.today)) == 10
    running = courses.upcoming(house.kiosk.house, house.today)
    assert running
    assert any(not place.seat for one in running for place in courses.places(house.kiosk.house, one.id, house.today))
    listed = sessions.around(shift)
    assert {"help_desk", "lesson"} <= {one.sort for one in listed}
    assert any(one.day > house.today for one in listed)
    assert house.kiosk.house.number("SELECT count(*) FROM event") < 900
