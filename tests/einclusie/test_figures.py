"""Figures: one definition, one number, and none of a month or year changes when somebody is forgotten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kiosk_einclusie import assessment, courses, devices, exports, loans, seats, tickets

from kiosk_core import CASH, Cents, Payment, Period
from kiosk_core.catalogues import catalogue
from kiosk_core.cli.report import amount_text
from kiosk_core.testing import HouseOnDisk

from .told import PROJECT, comes

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def figures(house: HouseOnDisk, period: Period = YEAR) -> dict[str, int]:
    found = house.at("core").report(period, PROJECT)
    return {
        f"{one.indicator.removeprefix('einclusie.')}{'.' if one.breakdown else ''}{one.breakdown}": one.value
        for one in found
    }


def busy(house: HouseOnDisk) -> str:
    """Two visitors, one of them twice, and one without a name; questions, a course, a loan. Whom to forget."""
    fatima, omar = house.with_household(), house.with_household(name="Omar")
    shift = house.at(PROJECT)
    comes(house, fatima), comes(house, omar), comes(house)
    tickets.note_ticket(shift, fatima.client, "itsme", 20, "solved")
    tickets.note_ticket(shift, None, "email", 10, "come_back")
    device = devices.add(shift, "ThinkPad")
    paid = [Payment(CASH, Cents(2000))]
    loans.lend(shift, shift.scan(fatima.card, loans.LOAN), device, deposit=Cents(2000), payments=paid)
    courses.plan(shift, "Mailen", house.today, 1000, 60, lessons=1, capacity=2)
    seats.enrol(shift, shift.scan(fatima.card, seats.COURSE), "Mailen")
    assert fatima.client.person
    assessment.assess(shift, fatima.client.person, "Mailen", "start", {"safety": 1, "creation": 2})
    assessment.assess(shift, fatima.client.person, "Mailen", "end", {"safety": 3, "problems": 2})
    house.later(days=1)
    comes(house, fatima)
    return fatima.client.number


def test_what_happened_is_counted_once_and_as_defined(house: HouseOnDisk) -> None:
    busy(house)
    found = figures(house)
    assert {name: found[name] for name in ("sessions", "visits", "visits.anonymous", "visitors", "first_time")} == {
        "sessions": 2, "visits": 4, "visits.anonymous": 1, "visitors": 2, "first_time": 2,
    }  # fmt: skip
    assert (found["questions"], found["questions.itsme"], found["outcomes.come_back"], found["minutes"]) == (
        2,
        1,
        1,
        30,
    )
    assert (found["devices_out"], found["devices_out.overdue"], found["deposits"]) == (1, 1, 2000)
    assert (found["progress"], found["progress.safety"]) == (2, 2)
    november = figures(house, Period(date(2026, 11, 1), date(2026, 11, 30)))
    assert (november["devices_out"], november["devices_out.overdue"]) == (1, 0)


def test_a_deposit_of_which_a_part_stays_for_damage_is_none_to_give_back(house: HouseOnDisk) -> None:
    shift, device = house.at(PROJECT), devices.add(house.at(PROJECT), "ThinkPad")
    asked = shift.scan(house.with_household().card, loans.LOAN)
    loans.lend(shift, asked, device, deposit=Cents(2500), payments=[Payment(CASH, Cents(2500))])
    loans.take_back(shift, device, kept=Cents(1000))
    assert figures(house)["deposits"] == 0


def test_hours_of_help_are_shown_in_hours_and_kept_in_minutes(house: HouseOnDisk, tmp_path: Path) -> None:
    busy(house)
    tickets.note_ticket(house.at(PROJECT), None, "email", 47, "solved")
    out = tmp_path / "cijfers.csv"
    exports.write_export(house.at(PROJECT), "figures", YEAR, out, catalogue("nl", house.kiosk.plugins.packages))
    (line,) = (line for line in out.read_text("utf-8-sig").splitlines() if "Uren hulp" in line)
    assert line == "E-inclusie;Uren hulp;;1,28;uren"
    found = house.at("core").report(YEAR, PROJECT)
    assert [(one.value, one.unit) for one in found if one.indicator == "einclusie.minutes"] == [(77, "minutes")]
    assert str(amount_text(77, "minutes")) == "1 h 17 min", "as the command says it"


def test_no_figure_of_a_month_or_year_changes_when_somebody_is_forgotten(house: HouseOnDisk) -> None:
    number = busy(house)
    periods = (YEAR, Period(date(2026, 11, 1), date(2026, 11, 30)))
    before = [figures(house, period) for period in periods]
    house.at("core").forget(number, "request", with_open=True)
    assert [figures(house, period) for period in periods] == before


def test_an_average_loan_is_counted_in_days(house: HouseOnDisk) -> None:
    busy(house)
    house.later(days=9)
    loans.take_back(house.at(PROJECT), "A-001", kept=Cents(2000))
    found = figures(house)
    assert (found["loan_days"], found["devices_out"], found["lesson_visits"]) == (10, 0, 0)
