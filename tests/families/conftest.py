"""A house with a food distribution and soup (a service for persons too), in which every test begins on a Wednesday at noon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import kiosk_foodbank
import pytest

from kiosk_core.testing import HouseOnDisk

from ..counter import soup


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = HouseOnDisk.make(tmp_path_factory.mktemp("families"), [kiosk_foodbank, soup])
    made.close()
    return made.path


@pytest.fixture
def house(founded: Path, tmp_path: Path) -> Iterator[HouseOnDisk]:
    opened = HouseOnDisk.copy_of(founded, tmp_path, [kiosk_foodbank, soup])
    yield opened
    opened.close()
