"""Every hook has a real user, in the core or in a plugin of this repository, that answers something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import kiosk_foodbank
import kiosk_kapstok
import pytest
from kiosk_foodbank import day as days
from kiosk_kapstok import vouchers
from kiosk_kapstok.voucher_events import VoucherRedeemed

from kiosk_core import CASH, Cents, Conflict, Payment, Project, Story, Word
from kiosk_core.plugins import HOOKS
from kiosk_core.testing import HouseOnDisk, Known, whole_tables_read


@pytest.fixture
def house(tmp_path: Path) -> Iterator[HouseOnDisk]:
    made = HouseOnDisk.make(tmp_path, [kiosk_foodbank])
    yield made
    made.close()


@pytest.fixture
def fatima(house: HouseOnDisk) -> Known:
    return house.with_household(adults=2, children=("2019-04-01",), enrolled=("foodbank",))


def heard(house: HouseOnDisk, hook: str, by: str, **given: Any) -> list[Any]:
    """What one plugin answers, without failing."""
    answers = house.kiosk.plugins.ask(hook, only={by}, house=house.kiosk.house, **given)
    assert not answers.failures
    return [value for _, value in answers.values]


def collect(house: HouseOnDisk, known: Known) -> Any:
    offer = house.at("foodbank").scan(known.card).offers[0]
    return house.at("foodbank").record(offer, [Payment(CASH, offer.due)] if offer.due else [])


def test_every_hook_has_its_test() -> None:
    assert {f"test_hook_{name}" for name in HOOKS} <= globals().keys()


def test_hook_project(house: HouseOnDisk) -> None:
    for name in ("core", "foodbank"):
        declared = house.kiosk.plugins.projects[name]
        assert isinstance(declared, Project) and declared.kinds and declared.tables and declared.settings


def test_hook_check_registration(house: HouseOnDisk, fatima: Known) -> None:
    answers = {"foodbank.note": "85.07.30-033 28"}
    found = heard(house, "check_registration", "core", answers=answers, client=None)
    assert [finding.code for finding in found] == ["core.looks_like_number"]
    first = house.today
    answers = {"core.project": "foodbank", "core.from_day": first, "core.until_day": first + timedelta(days=3000)}
    found = heard(house, "check_registration", "foodbank", answers=answers, client=fatima.client)
    assert [finding.code for finding in found] == ["foodbank.long_enrolment"]


def test_hook_check_eligibility(house: HouseOnDisk, fatima: Known) -> None:
    stranger = house.with_household()
    counter = house.at("foodbank")
    visit = counter.scan(stranger.card).visit
    assert [f.code for f in heard(house, "check_eligibility", "core", visit=visit)] == ["core.not_enrolled"]
    collect(house, fatima)
    visit = counter.scan(fatima.card).visit
    assert "foodbank.already_collected" in [f.code for f in heard(house, "check_eligibility", "foodbank", visit=visit)]


def test_hook_offer(house: HouseOnDisk, fatima: Known) -> None:
    verdict = house.at("foodbank").scan(fatima.card)
    (offer,) = heard(house, "offer", "foodbank", visit=verdict.visit, verdict=verdict)
    assert offer.drafts and offer.hand_over


def test_hook_receipt_blocks(house: HouseOnDisk, fatima: Known) -> None:
    act = collect(house, fatima)
    for by in ("core", "foodbank"):
        assert any(block.parts for block in heard(house, "receipt_blocks", by, act=act))


def test_hook_closing_lines(house: HouseOnDisk, fatima: Known) -> None:
    house.at("core").change_counter("balie", None, True)
    house.set("foodbank.contribution", "2")
    volunteer = house.at("foodbank", "volunteer")
    volunteer.open_till(Cents(5000))
    collected = volunteer.record(volunteer.scan(fatima.card).offers[0])
    volunteer.settle_owed(fatima.client, "foodbank.contribution", [Payment(CASH, Cents(150))])
    volunteer.undo(collected.id, "mistake")
    session = volunteer.drawer()
    core = {line.code: (line.times, line.cents) for line in heard(house, "closing_lines", "core", session=session)}
    settled = {"core.settled:foodbank.contribution": (1, 150)}
    assert core == {"core.voided": (1, 200), "core.unsold": (0, None), **settled}


def test_hook_at_a_glance(house: HouseOnDisk, fatima: Known) -> None:
    collect(house, fatima)
    here = house.at("foodbank").here()
    assert "1 visit today" in [str(line.text) for line in heard(house, "at_a_glance", "core", here=here)]
    assert any("1 parcel today" in str(line.text) for line in heard(house, "at_a_glance", "foodbank", here=here))
    with whole_tables_read(house) as read:
        heard(house, "at_a_glance", "core", here=here)
    assert [line for line in read if line.startswith("SCAN core_served_all")] == [], "years of visits are not read anew"


def test_a_counter_shows_the_numbers_of_its_own_project_and_the_house_all(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [kiosk_foodbank, kiosk_kapstok])
    collect(house, house.with_household(enrolled=("foodbank",)))

    def today(project: str) -> set[str]:
        shift = house.at(project)
        return {str(line.text) for line in shift.at_a_glance(shift.here())}

    assert today("kapstok") == {"0 visits today"}
    assert today("foodbank") == today("core") == {"1 visit today", "1 parcel today"}
    house.close()


def test_hook_to_know(house: HouseOnDisk, fatima: Known) -> None:
    house.at("core").vouch("volunteer")
    assert [one.code for one in heard(house, "to_know", "core", day=house.today)] == ["core.vouched"]
    counter = house.at("foodbank")
    days.open_day(counter)
    days.close_day(counter, Cents(100))
    assert [one.code for one in heard(house, "to_know", "foodbank", day=house.today)] == ["foodbank.box_differs"]


def test_hook_find_conflicts(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [kiosk_kapstok])
    office = house.at("kapstok")
    _, (voucher,) = vouchers.issue(office, Cents(1000), "gift")
    for sale in ("one", "two"):
        office.tell(VoucherRedeemed(voucher=voucher.id, cents=Cents(800), left=Cents(0), sale=Word(sale)))
    (found,) = heard(house, "find_conflicts", "kapstok", subjects=[voucher.id, "x"])
    assert isinstance(found, Conflict) and len(found.events) == 2
    assert house.kiosk.conflicts({voucher.id}) == [found]
    house.close()


def test_hook_tell_demo(house: HouseOnDisk) -> None:
    clients = [house.with_household(adults=2, name=f"Ana {n}", enrolled=("foodbank",)).client for n in range(12)]
    counter = house.at("foodbank")
    told: list[str] = []

    def record(offer: Any, payments: Any) -> Any:
        told.append(offer.visit.service.code)
        return counter.record(offer, payments)

    for later in range(14):
        day = house.today + timedelta(days=later)
        story = Story(
            day=day, chance=Random(later), clients=clients, house=house.kiosk.house, record=record, tell=counter.tell,
            decide=lambda who, service, asked: counter.decide(who, service, asked=asked), set_clock=lambda *at: None,
            set_setting=house.set,
        )  # fmt: skip
        assert heard_story(house, story) == []
    assert "foodbank.parcel" in told
    assert house.kiosk.house.number("SELECT count(*) FROM core_served") == len(told)


def heard_story(house: HouseOnDisk, story: Story) -> list[Any]:
    answers = house.kiosk.plugins.ask("tell_demo", only={"foodbank"}, story=story)
    assert not answers.failures
    return answers.values
