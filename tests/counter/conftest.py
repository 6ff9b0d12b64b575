"""A house with the soup project in it, for every test of the counter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk_core.testing import HouseOnDisk

from . import soup


@pytest.fixture(scope="session")
def soup_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = HouseOnDisk.make(tmp_path_factory.mktemp("soup"), [soup])
    made.close()
    return made.path


@pytest.fixture
def house(soup_house: Path, tmp_path: Path) -> Iterator[HouseOnDisk]:
    opened = HouseOnDisk.copy_of(soup_house, tmp_path, [soup])
    yield opened
    opened.close()
