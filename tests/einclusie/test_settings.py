"""For every setting: it alone is changed, and a verdict, an offer, a figure or what a screen lists is another one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import kiosk_einclusie
import pytest
from kiosk_einclusie import agreement, courses, devices, loans, seats, sessions, tickets
from kiosk_einclusie.settings import DigitalSettings
from kiosk_einclusie.vocabulary import words

from kiosk_core import Block, Line, Period, Sentence
from kiosk_core.domain.settings import declared
from kiosk_core.testing import HouseOnDisk

from .told import PROJECT, codes, comes

Shown = Callable[[HouseOnDisk], object]


def second_scan(house: HouseOnDisk) -> object:
    fatima = house.with_household()
    comes(house, fatima)
    return comes(house, fatima).says


def help_desk(house: HouseOnDisk) -> object:
    session = comes(house).session
    return session.capacity, session.minutes


def early(house: HouseOnDisk) -> object:
    """Three quarters of an hour before the lesson."""
    courses.plan(house.at(PROJECT), "Mailen", house.today, 765, 60, lessons=1, capacity=2)
    ana, shift = house.with_household(), house.at(PROJECT)
    seats.enrol(shift, shift.scan(ana.card, seats.COURSE), "Mailen")
    return comes(house, ana).session.sort


def late(house: HouseOnDisk) -> object:
    courses.plan(house.at(PROJECT), "Mailen", house.today, 720, 60, lessons=1, capacity=2)
    ana, shift = house.with_household(), house.at(PROJECT)
    seats.enrol(shift, shift.scan(ana.card, seats.COURSE), "Mailen")
    house.later(minutes=10)
    comes(house, ana)
    return house.kiosk.house.rows("SELECT late FROM einclusie_attended")


def series(house: HouseOnDisk) -> object:
    return sessions.plan(house.at(PROJECT), date(2026, 12, 16), 840, 60, times=2).series


def choices(house: HouseOnDisk) -> object:
    shift = house.at(PROJECT)
    return list(tickets.themes(shift)), tickets.minutes(shift), list(tickets.referrals(shift))


def lists(house: HouseOnDisk) -> object:
    rules = house.kiosk.house.settings(DigitalSettings, house.today)
    wiping = devices.wiping(house.kiosk.house, house.today)
    return list(words(rules.accessories)), list(words(rules.checklist)), wiping


def offered(house: HouseOnDisk) -> object:
    devices.add(house.at(PROJECT), "ThinkPad")
    offer = house.at(PROJECT).scan(house.with_household().card, loans.LOAN).offers[0]
    return str(offer.title), offer.due


def one_more(house: HouseOnDisk) -> object:
    shift, fatima = house.at(PROJECT), house.with_household()
    devices.add(shift, "ThinkPad")
    loans.lend(shift, shift.scan(fatima.card, loans.LOAN), "A-001", deposit=loans.NOTHING)
    return codes(shift.scan(fatima.card, loans.LOAN))


def young(house: HouseOnDisk) -> object:
    family, shift = house.with_household(children=("2009-05-01",)), house.at(PROJECT)
    child = shift.house.client(family.client.members[1].person, house.today)
    return codes(shift.decide(child, loans.LOAN))


def reserved(house: HouseOnDisk) -> object:
    shift, fatima = house.at(PROJECT), house.with_household()
    devices.add(shift, "ThinkPad")
    assert fatima.client.person
    devices.reserve(shift, "A-001", fatima.client.person, house.today)
    return devices.reservations(shift.house, "A-001", house.today, house.today)[0].last


def two_courses(house: HouseOnDisk) -> object:
    shift, ana = house.at(PROJECT), house.with_household()
    courses.plan(shift, "Mailen", house.today, 720, 60, lessons=2, capacity=2)
    seats.enrol(shift, shift.scan(ana.card, seats.COURSE), "Mailen")
    house.later(days=1)
    verdict = shift.scan(ana.card, seats.COURSE)
    return verdict.outcome, codes(verdict)


def residents(house: HouseOnDisk) -> object:
    """Of who lives in 9000 and asks for a course in three weeks: with the rule as it is, and with a week."""
    shift, ana = house.at(PROJECT), house.with_household(address="Kerkstraat 4, 9000 Gent")
    courses.plan(shift, "Mailen", house.today + timedelta(weeks=3), 720, 60, lessons=2, capacity=2)
    usual = codes(shift.scan(ana.card, seats.COURSE))
    house.set("einclusie.residents_first_days", "7")
    return usual, codes(house.at(PROJECT).scan(ana.card, seats.COURSE))


def material(house: HouseOnDisk) -> object:
    return list(courses.materials(house.at(PROJECT)))


def completed(house: HouseOnDisk) -> object:
    """Three lessons of four."""
    shift, ana = house.at(PROJECT), house.with_household()
    courses.plan(shift, "Mailen", house.today, 720, 60, lessons=4, capacity=2)
    seats.enrol(shift, shift.scan(ana.card, seats.COURSE), "Mailen")
    for day in (0, 7, 7):
        house.later(days=day)
        comes(house, ana)
    found = house.at("core").report(Period(house.today, date(2026, 12, 31)), PROJECT)
    return [one.value for one in found if one.indicator == "einclusie.completed"]


def saved(house: HouseOnDisk) -> object:
    file = agreement.save(house.at(PROJECT), [Block("body", (Line("x"),))], Sentence("figures"))
    file.unlink()
    return file.parent


EACH: list[tuple[str, str, Shown]] = [
    ("second_scan", "ignore", second_scan),
    ("help_desk_capacity", "8", help_desk),
    ("help_desk_minutes", "60", help_desk),
    ("early_minutes", "60", early),
    ("late_minutes", "5", late),
    ("themes", "itsme, Mijn Gezondheid", choices),
    ("ticket_minutes", "7, 9", choices),
    ("referrals", "library", choices),
    ("loan_days", "14", offered),
    ("deposit", "25", offered),
    ("devices_at_once", "2", one_more),
    ("adult_from", "16", young),
    ("reservation_days", "3", reserved),
    ("accessories", "charger", lists),
    ("checklist", "screen", lists),
    ("wiping", "cleaned", lists),
    ("one_course", "stop", two_courses),
    ("one_course", "no", two_courses),
    ("residents_first_days", "7", residents),
    ("resident_postcodes", "9000", residents),
    ("absent_times", "1", two_courses),
    ("materials", "exercises", material),
    ("completed_percent", "100", completed),
    ("papers_folder", "/tmp", saved),
]


@pytest.mark.parametrize(("name", "typed", "shown"), EACH, ids=[f"{name}={typed}" for name, typed, _ in EACH])
def test_this_setting_alone_changes_what_people_see(
    house: HouseOnDisk, founded: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch,
    name: str, typed: str, shown: Shown,
) -> None:  # fmt: skip
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
    usual = shown(house)
    changed = HouseOnDisk.copy_of(founded, tmp_path_factory.mktemp("changed"), [kiosk_einclusie])
    changed.set(f"einclusie.{name}", typed)
    assert shown(changed) != usual
    changed.close()


def test_every_setting_and_every_choice_has_its_row() -> None:
    known = declared(DigitalSettings)
    tried = {(name, typed) for name, typed, _ in EACH}
    assert {name for name, _ in tried} == {key.removeprefix("einclusie.") for key in known}
    for key, setting in known.items():
        if setting.type == "str" and setting.choices:
            others = {choice for choice in setting.choices if choice != setting.default}
            assert {(key.removeprefix("einclusie."), choice) for choice in others} <= tried
