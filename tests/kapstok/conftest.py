"""A house with a shop, in which every test is a Wednesday at noon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import kiosk_kapstok
import pytest

from kiosk_core import Cents
from kiosk_core.testing import HouseOnDisk


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = HouseOnDisk.make(tmp_path_factory.mktemp("kapstok"), [kiosk_kapstok])
    made.set("kapstok.vat", "outside_scope")
    made.at("kapstok").open_till(Cents(15000))
    made.close()
    return made.path


@pytest.fixture
def house(founded: Path, tmp_path: Path) -> Iterator[HouseOnDisk]:
    opened = HouseOnDisk.copy_of(founded, tmp_path, [kiosk_kapstok])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shop(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HouseOnDisk]:
    opened = HouseOnDisk.copy_of(founded, tmp_path_factory.mktemp("balance"), [kiosk_kapstok])
    opened.set("kapstok.percent", "33")
    yield opened
    opened.close()
