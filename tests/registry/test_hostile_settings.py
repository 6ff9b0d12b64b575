"""Whatever somebody types for a setting: a clear sentence and nothing changed, or a value with which the house goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import kiosk_einclusie
import kiosk_foodbank
import kiosk_kapstok
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk_core import KioskError, NotUnderstood
from kiosk_core.domain.moments import Period
from kiosk_core.domain.settings import Setting
from kiosk_core.testing import HouseOnDisk, Known

MODULES = [kiosk_einclusie, kiosk_foodbank, kiosk_kapstok]
HOSTILE = (
    "", " ", "[red]boo[/red]", "[@click=app.quit]x[/]", "x" * 10_000, "-1", "-999999", "0", "999999999999", "31/02/1980",
    "2026-13-45", "2026-12-31/2026-01-01", "👩‍👩‍👧", "a\x00b", "\x1b[2J", "a\nb", "Nowhere/Atlantis", "../../etc", "=1+1", "a=b=c",
    "18,x,65", "65,30,18", "1,1", ",,,", "1e9", "١٢", "NaN", "'; DROP TABLE event; --", "{0}", "%s%n",
)  # fmt: skip


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[HouseOnDisk, Known]]:
    house = HouseOnDisk.make(tmp_path_factory.mktemp("hostile"), MODULES)
    yield house, house.with_household(children=("2019-04-01",), name="Fatima", enrolled=("foodbank", "kapstok"))
    house.close()


def declared(house: HouseOnDisk) -> dict[str, Setting]:
    return dict(house.at("core", "administrator").all_settings())


def goes_on(house: HouseOnDisk, known: Known) -> None:
    """What a counter and an office do with their settings."""
    for project in ("foodbank", "kapstok", "einclusie"):
        shift = house.kiosk.sign_in("coordinator", "2222", project=project)
        shift.scan(known.card)
        assert not house.kiosk.plugins.failing, house.kiosk.plugins.failing
    office = house.at("core")
    office.client_page(known.client.number)
    office.register_of_processing()
    office.report(Period(house.today - timedelta(days=7), house.today))


@pytest.mark.parametrize("typed", ["", "Nowhere/Atlantis", "../../etc", "Europe", "x" * 10_000, "Europe/\x1b[2J"])
def test_a_time_zone_that_is_none_is_not_kept(known: tuple[HouseOnDisk, Known], typed: str) -> None:
    house, somebody = known
    with pytest.raises(NotUnderstood):
        house.at("core", "administrator").set_setting("core.zone", typed)
    goes_on(house, somebody)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_no_value_of_a_setting_stops_the_house(known: tuple[HouseOnDisk, Known], data: st.DataObject) -> None:
    house, somebody = known
    setting = data.draw(st.sampled_from(sorted(declared(house).values(), key=lambda one: one.key)))
    typed = data.draw(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40)))
    administrator = house.at("core", "administrator")
    before = house.kiosk.house.number("SELECT count(*) FROM event")
    try:
        act = administrator.set_setting(setting.key, typed)
    except KioskError as said:
        assert str(said) and "\x1b" not in str(said)
        assert house.kiosk.house.number("SELECT count(*) FROM event") == before
        return
    try:
        goes_on(house, somebody)
    finally:
        administrator.undo(act.id, "mistake")
