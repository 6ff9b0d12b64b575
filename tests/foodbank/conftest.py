"""A house with a food distribution, in which every test is a Wednesday at noon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import kiosk_foodbank
import pytest

from kiosk_core.testing import HouseOnDisk


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = HouseOnDisk.make(tmp_path_factory.mktemp("foodbank"), [kiosk_foodbank])
    made.close()
    return made.path


@pytest.fixture
def house(founded: Path, tmp_path: Path) -> Iterator[HouseOnDisk]:
    opened = HouseOnDisk.copy_of(founded, tmp_path, [kiosk_foodbank])
    yield opened
    opened.close()
