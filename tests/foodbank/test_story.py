"""The example house: some weeks of its story, told through the same shift as a volunteer's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import kiosk_foodbank
from kiosk_foodbank import contribution, emergency, groups
from kiosk_foodbank.day import still_to_come

from kiosk_core import Period, Story
from kiosk_core.testing import HouseOnDisk

from .test_figures import figures

FIRST, WEEKS = date(2026, 11, 30), 8


def told(house: HouseOnDisk, seed: int, weeks: int = WEEKS) -> None:
    households = [
        house.with_household(1 + place % 2, ("2019-04-01", "2026-08-01")[: place % 3], enrolled=("foodbank",))
        for place in range(24)
    ]
    shift = house.at("foodbank")
    chance = Random(seed)
    for n in range(7 * weeks):
        day = FIRST + timedelta(days=n)

        def set_clock(hour: int, minute: int, day: date = day) -> None:
            local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo("Europe/Brussels"))
            house.moment = local.astimezone(UTC)

        story = Story(
            day=day, chance=chance, clients=[one.client for one in households], house=shift.house,
            decide=lambda client, service, asked: shift.decide(client, service, asked=asked),
            record=shift.record, tell=shift.tell, set_clock=set_clock, set_setting=house.set,
        )  # fmt: skip
        kiosk_foodbank.tell_demo(story)


def test_weeks_of_distributions_have_what_a_house_has(house: HouseOnDisk) -> None:
    told(house, seed=1)
    period = Period(FIRST, FIRST + timedelta(days=7 * WEEKS))
    parcels = figures(house, "parcels", period)
    assert 24 < parcels["regular"] <= 2 * 24, "most come, some miss"
    assert 1 <= parcels["emergency"] <= 2 * WEEKS
    assert contribution.debts(house.at("foodbank"))
    waiting = emergency.open_signals(house.kiosk.house)
    assert len(waiting) < parcels["emergency"], "the coordinator takes them up"
    opened, closed = (
        house.kiosk.house.number(f"SELECT count(*) FROM foodbank_{what}") for what in ("opened", "closed")
    )
    assert opened == closed == 2 * WEEKS
    standing = groups.standing(house.kiosk.house, house.today)
    assert [one.group.name for one in standing] == [f"{day}-{n}" for day in ("FR", "TU") for n in (1, 2, 3, 4)]
    assert {one.taken for one in standing} == {3} and all(one.next for one in standing)
    changed = dict(house.kiosk.house.rows("SELECT subject, to_day FROM foodbank_distribution"))
    assert changed == {"2026-12-25": "2026-12-26", "2027-01-01": "2027-01-02"}, "Christmas and New Year are moved"
    assert house.kiosk.house.number("SELECT count(*) FROM foodbank_not_come") > 0
    assert house.kiosk.house.number("SELECT count(*) FROM foodbank_excused") > 0
    tomorrow = FIRST + timedelta(days=7 * WEEKS + 1)
    assert [one.group.name for one in still_to_come(house.kiosk.house, tomorrow) if one.group] == ["TU-1"] * 3


def test_the_same_seed_tells_the_same_story(house: HouseOnDisk, founded: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = HouseOnDisk.copy_of(founded, tmp_path / "other", [kiosk_foodbank])
    kinds = "SELECT day, count(*) FROM event GROUP BY day, kind ORDER BY 1, 2"
    for one in (house, other):
        told(one, seed=7, weeks=2)
    assert other.kiosk.house.rows(kinds) == house.kiosk.house.rows(kinds)
    assert figures(other, "contributions") == figures(house, "contributions")
    other.close()
