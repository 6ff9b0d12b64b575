"""Every plugin of this repository, and the toy library as docs/plugins.md tells it, in one house of a few hundred households."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import kiosk_einclusie
import kiosk_foodbank
import kiosk_kapstok
import pytest

from kiosk_core import CASH, Payment, core
from kiosk_core.plugins import Plugins
from kiosk_core.testing import HouseOnDisk, Known

from ..plugins import page


@pytest.fixture(scope="session")
def toys(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    site = tmp_path_factory.mktemp("toys")
    for name, text in page.files().items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text, encoding="utf8")
    sys.path.insert(0, str(site))
    importlib.invalidate_caches()
    sys.modules.pop("kiosk_toys.shelf", None)
    sys.modules.pop("kiosk_toys", None)
    return importlib.import_module("kiosk_toys")


@pytest.fixture(scope="session")
def modules(toys: ModuleType) -> dict[str, ModuleType]:
    return {
        "core": core, "einclusie": kiosk_einclusie, "foodbank": kiosk_foodbank, "kapstok": kiosk_kapstok, "toys": toys,
    }  # fmt: skip


@pytest.fixture(scope="session")
def plugins(modules: dict[str, ModuleType]) -> Plugins:
    found = Plugins((name, "", module) for name, module in modules.items())
    assert not found.aside
    return found


@dataclass(frozen=True)
class Town:
    """`served`: enrolled, and served today. `enrolled`: not yet served. `strange`: known, and enrolled nowhere."""

    house: HouseOnDisk
    served: Known
    enrolled: Known
    strange: Known


@pytest.fixture(scope="session")
def town(modules: dict[str, ModuleType], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    house = HouseOnDisk.make(
        tmp_path_factory.mktemp("town"), [module for name, module in modules.items() if name != "core"]
    )
    with house.kiosk.journal.batch():
        known = [
            house.with_household(adults=2, children=("2019-04-01",), name=f"Ana {n}", enrolled=("foodbank",))
            for n in range(200)
        ]
        strange = house.with_household(adults=1)
        for one in known[1:30]:
            serve(house, one)
    yield Town(house, known[1], known[0], strange)
    house.close()


def serve(house: HouseOnDisk, known: Known) -> None:
    """At every counter at which something is offered."""
    for project in ("einclusie", "foodbank", "toys"):
        counter = house.at(project)
        for offer in counter.scan(known.card).offers[:1]:
            counter.record(offer, [Payment(CASH, offer.due)] if offer.due else [])
