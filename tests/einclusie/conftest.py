"""A house with a digital-inclusion counter and an open drawer, in which every test is a Wednesday at noon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import kiosk_einclusie
import pytest

from kiosk_core import Cents
from kiosk_core.testing import HouseOnDisk


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = HouseOnDisk.make(tmp_path_factory.mktemp("einclusie"), [kiosk_einclusie])
    made.at("core").change_counter("balie", None, has_drawer=True)
    made.at("einclusie").open_till(Cents(15000))
    made.close()
    return made.path


@pytest.fixture
def house(founded: Path, tmp_path: Path) -> Iterator[HouseOnDisk]:
    opened = HouseOnDisk.copy_of(founded, tmp_path, [kiosk_einclusie])
    yield opened
    opened.close()
