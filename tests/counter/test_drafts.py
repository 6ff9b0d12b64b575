"""What lies open on a counter: it survives, goes when it is recorded, and is forgotten with its client."""

from __future__ import annotations

from pathlib import Path

import kiosk_foodbank

from kiosk_core import ClientId, Draft
from kiosk_core.testing import HouseOnDisk


def test_a_draft_survives_goes_when_it_is_recorded_and_with_a_forgotten_client(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [kiosk_foodbank])
    fatima, omar = (house.with_household(enrolled=("foodbank",)) for _ in range(2))
    shift = house.at("foodbank")
    for id, known in (("one", fatima), ("two", omar), ("three", omar)):
        shift.keep_draft(Draft(id, {"n": 1}, ClientId(known.client.household or "")))
    shift.keep_draft(Draft("one", {"n": 2}, parked=True))
    shift.drop_draft("three")
    other = house.again()
    assert [(d.id, d.body, d.parked) for d in other.at("foodbank").drafts()] == [
        ("one", {"n": 2}, True),
        ("two", {"n": 1}, False),
    ]
    assert other.at("core").drafts() == []
    other.close()
    shift.record(shift.scan(fatima.card).offers[0], draft="one")
    assert [d.id for d in shift.drafts()] == ["two"]
    house.at("core").forget(omar.client.number.partition(".")[0], "request", with_open=True)
    assert shift.drafts() == []
    house.close()
