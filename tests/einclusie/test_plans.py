"""Every question of a sign-in is answered from an index, so that 200,000 attendances cost nothing at the counter."""

from __future__ import annotations

from kiosk_einclusie import courses, glance, seats, tickets

from kiosk_core.testing import HouseOnDisk, whole_tables_read

from .told import PROJECT, comes

GROW = ("einclusie_", "core_served", "core_member", "core_person", "event")
"""Counters, origins and the settings stay few."""


def test_no_question_of_a_sign_in_reads_a_whole_table(house: HouseOnDisk) -> None:
    ana, bea = house.with_household(name="Ana"), house.with_household(name="Bea")
    shift = house.at(PROJECT)
    courses.plan(shift, "Mailen", house.today, 720, 60, lessons=2, capacity=1)
    seats.enrol(shift, shift.scan(ana.card, seats.COURSE), "Mailen")
    with whole_tables_read(house) as found:
        comes(house, ana)
        comes(house, bea)
        comes(house)
        comes(house, bea)
        tickets.note_ticket(shift, ana.client, "itsme", 10, "solved")
        list(glance.lines(shift.here(), shift.house))
    assert [read for read in found if any(table in read for table in GROW)] == []
