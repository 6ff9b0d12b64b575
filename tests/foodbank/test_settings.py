"""For every setting: it alone is changed, and a verdict, an offer, a slip or a figure is another one."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import kiosk_foodbank
import pytest
from kiosk_foodbank import changes, day_list, groups, indicators, registration
from kiosk_foodbank.settings import FoodSettings

from kiosk_core import NewMember, NotUnderstood, Period, Verdict
from kiosk_core.domain.settings import declared
from kiosk_core.testing import HouseOnDisk

from .told import codes, collect, in_need, receipt, scan, slip

ENROLLED = ("foodbank",)
Shown = Callable[[HouseOnDisk], object]


def _verdict(verdict: Verdict) -> tuple[str, list[str]]:
    return verdict.outcome, [f"{f.code} {f.next_step}" for f in verdict.findings]


def next_week(house: HouseOnDisk) -> object:
    """The verdict of a household that collected five days ago, in another week of the same month."""
    fatima = house.with_household(enrolled=ENROLLED)
    collect(house, fatima)
    house.later(days=5)
    return _verdict(scan(house, fatima))


def tomorrow(house: HouseOnDisk) -> object:
    fatima = house.with_household(enrolled=ENROLLED)
    collect(house, fatima)
    house.later(days=1)
    return _verdict(scan(house, fatima))


def every_days(house: HouseOnDisk) -> object:
    house.set("foodbank.frequency", "days")
    return next_week(house)


def per_month(house: HouseOnDisk) -> object:
    house.set("foodbank.frequency", "month")
    return next_week(house)


def offered(
    house: HouseOnDisk, adults: int = 2, children: tuple[str, ...] = ("2012-01-01",), part: bool = False
) -> object:
    client = house.with_household(adults, children, enrolled=ENROLLED)
    if part:
        house.at("core").join(client.client, [NewMember(born="2019-01-01", share="part")])
    offer = scan(house, client).offers[0]
    return offer.hand_over, offer.due


def for_one(house: HouseOnDisk) -> object:
    return offered(house, 1, ())


def for_two(house: HouseOnDisk) -> object:
    return offered(house, 2, ())


def for_five(house: HouseOnDisk) -> object:
    return offered(house, 5, ())


def with_a_child(house: HouseOnDisk) -> object:
    return offered(house, 2, ("2019-01-01",))


def with_a_teenager(house: HouseOnDisk) -> object:
    house.set("foodbank.child_counts", "half")
    return offered(house, 2, ("2010-01-01",))


def with_a_part_child(house: HouseOnDisk) -> object:
    return offered(house, 2, (), part=True)


def paid(house: HouseOnDisk) -> object:
    house.set("foodbank.contribution", "3")
    house.set("foodbank.contribution_child", "1")
    return offered(house, 2, ("2019-01-01",))


def paid_per_head_with_no_child_price(house: HouseOnDisk) -> object:
    house.set("foodbank.contribution", "3")
    house.set("foodbank.contribution_per", "head")
    return offered(house, 2, ("2019-01-01",))


def in_need_again(house: HouseOnDisk) -> object:
    fatima = house.with_household()
    in_need(house, fatima)
    house.later(days=10)
    return codes(scan(house, fatima, "foodbank.emergency"))


def emergency_slip(house: HouseOnDisk) -> object:
    return slip(house, in_need(house, adults=1)).split("[QR")[0]


def parcel_slip(house: HouseOnDisk) -> object:
    return receipt(house, collect(house, house.with_household(enrolled=ENROLLED, until=date(2026, 12, 20))))


def long_enrolment(house: HouseOnDisk) -> object:
    answers = {"core.project": "foodbank", "core.from_day": house.today, "core.until_day": date(2027, 6, 1)}
    return [f.code for f in registration.check(answers, None, house.kiosk.house)]


def distributions(house: HouseOnDisk) -> object:
    groups.set_group(house.at("foodbank"), "A", date(2026, 11, 27), start=780, minutes=60, capacity=9)
    return [one.left_out for one in changes.year(house.kiosk.house, house.today)]


def at_closing(house: HouseOnDisk) -> object:
    """What lies in the folder `lijsten` beside the house after closing."""
    folder = house.path.parent / "lijsten"
    folder.mkdir()
    with contextlib.chdir(house.path.parent):
        made = day_list.at_closing(house.at("foodbank", "volunteer"))
    return made and made.day, [file.name for file in folder.iterdir()]


def report(house: HouseOnDisk) -> object:
    collect(house, house.with_household(1, ("2019-01-01",), enrolled=ENROLLED))
    period = Period(house.today - timedelta(days=1), house.today)
    return [(one.code, list(one.compute(house.kiosk.house, period))) for one in indicators.ALL]


EACH: list[tuple[str, str, Shown]] = [
    ("frequency", "distribution", tomorrow),
    ("frequency", "days", next_week),
    ("frequency", "month", tomorrow),
    ("every_days", "5", every_days),
    ("per_month", "1", per_month),
    ("again", "ask", tomorrow),
    ("weekdays", "fr", tomorrow),
    ("list_folder", "lijsten", at_closing),
    ("closed_on", "school", distributions),
    ("closed_on", "public, school", distributions),
    ("child_until", "18", with_a_teenager),
    ("child_counts", "half", with_a_child),
    ("part_counts", "half", with_a_part_child),
    ("medium_from", "2", for_two),
    ("large_from", "6", for_five),
    ("small_crates", "4", for_one),
    ("medium_crates", "4", with_a_child),
    ("large_crates", "4", for_five),
    ("contribution", "2", for_one),
    ("contribution_per", "head", paid),
    ("contribution_child", "0,50", paid_per_head_with_no_child_price),
    ("contribution_cap", "2", paid),
    ("goods_free", "yes", paid),
    ("emergency_days", "5", in_need_again),
    ("referral_when", "dinsdag 9-12 u", emergency_slip),
    ("slip_number", "no", parcel_slip),
    ("pictograms", "no", parcel_slip),
    ("bring_days", "5", parcel_slip),
    ("bring", "je loonbrief", parcel_slip),
    ("usual_months", "3", long_enrolment),
    ("federation_days", "100, 200", report),
    ("age_bands", "12, 40", report),
]


@pytest.mark.parametrize(("name", "typed", "shown"), EACH, ids=[f"{name}={typed}" for name, typed, _ in EACH])
def test_this_setting_alone_changes_what_people_see(
    house: HouseOnDisk, founded: Path, tmp_path_factory: pytest.TempPathFactory, name: str, typed: str, shown: Shown
) -> None:
    other = HouseOnDisk.copy_of(founded, tmp_path_factory.mktemp("other"), [kiosk_foodbank])
    usual = shown(house)
    assert shown(other) == usual, "what is shown depends on the settings only"
    other.close()
    changed = HouseOnDisk.copy_of(founded, tmp_path_factory.mktemp("changed"), [kiosk_foodbank])
    changed.set(f"foodbank.{name}", typed)
    assert shown(changed) != usual
    changed.close()


def test_every_setting_and_every_choice_has_its_row() -> None:
    known = declared(FoodSettings)
    tried = {(name, typed) for name, typed, _ in EACH}
    assert {name for name, _ in tried} == {key.removeprefix("foodbank.") for key in known}
    for key, setting in known.items():
        if setting.type == "str" and setting.choices:
            others = {choice for choice in setting.choices if choice != setting.default}
            assert {(key.removeprefix("foodbank."), choice) for choice in others} <= tried


def test_what_cannot_be_is_not_taken(house: HouseOnDisk) -> None:
    for key, typed in (("frequency", "always"), ("per_month", "0"), ("contribution", "-1"), ("weekdays", "someday")):
        with pytest.raises(NotUnderstood):
            house.set(f"foodbank.{key}", typed)
