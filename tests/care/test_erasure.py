"""Before somebody is forgotten: what is not settled yet is named by every project, and what stays says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import kiosk_einclusie
import kiosk_foodbank
import kiosk_kapstok
import pytest
from kiosk_einclusie import devices, loans
from kiosk_kapstok import vouchers

from kiosk_core import Cents, ClientId, NotAllowed, Sentence, new_id
from kiosk_core.drafts import Draft, keep
from kiosk_core.shift.keeping import StillOpen
from kiosk_core.testing import HouseOnDisk

from ..plugins.made import desk, plugin


def still_open(house: Any, ids: Sequence[str], day: date) -> Iterable[Sentence]:
    if house.one("SELECT 1 FROM core_member WHERE subject=? AND number='A1001.1'", ids[0]):
        yield Sentence("a plot in the garden")


def raises(house: Any, ids: Sequence[str], day: date) -> Iterable[Sentence]:
    raise RuntimeError("broken")


garden = plugin("garden", services=desk("garden"), still_open=still_open)
broken = plugin("broken", services=desk("broken"), still_open=raises)


def test_what_is_open_at_every_project_is_named_and_keeps_it_from_being_forgotten(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [kiosk_foodbank, kiosk_kapstok, kiosk_einclusie, garden])
    house.set("foodbank.contribution", "2,00")
    known = house.with_household(enrolled=["foodbank"])
    house.with_household(name="Karim")
    food, office = house.at("foodbank"), house.at("core")
    food.record(food.scan(known.card).offers[0])
    vouchers.issue(house.at("kapstok"), Cents(500), "gift", client=known.client)
    digital = house.at("einclusie")
    device = devices.add(digital, "Een laptop")
    loans.lend(digital, digital.decide(known.client, loans.LOAN), device, deposit=Cents(0))
    with house.kiosk.store.writing() as db:
        draft = Draft(new_id(), {"lines": []}, ClientId(str(known.client.household)))
        keep(db, "balie", "kapstok", draft, house.moment)
    found = office.to_forget("A1001")
    said = [str(one) for one in found.open]
    assert len(said) == 5, said
    for words in ("to pay", "Second-hand shop", "has €5.00 left", "is at home", "a plot in the garden"):
        assert any(words in one for one in said), words
    assert {going.keep for going in found.going} >= {"registry", "visits", "money"}
    assert found.backups_until == house.today + timedelta(days=35)
    with pytest.raises(StillOpen) as refused:
        office.forget("A1001", "request")
    assert all(one in str(refused.value) for one in said)
    assert office.to_forget("A1002").open == ()
    with pytest.raises(NotAllowed):
        house.at("core", "volunteer").to_forget("A1001")
    office.forget("A1001", "request", with_open=True)
    assert not office.erasure_pending()
    house.close()


def test_a_plugin_that_cannot_say_what_is_open_counts_as_open(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [broken])
    house.with_household()
    assert [str(one) for one in house.at("core").to_forget("A1001").open] == ["Broken: not known now"]
    assert [(one.plugin, one.hook) for one in house.kiosk.plugins.failing] == [("broken", "still_open")]
    with pytest.raises(StillOpen):
        house.at("core").forget("A1001", "request")
    house.close()
