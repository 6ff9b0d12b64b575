"""A counter with a drawer, and a stall that sells by the card, takes deposits and has a voucher of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk_core.testing import HouseOnDisk

from . import stall


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = HouseOnDisk.make(tmp_path_factory.mktemp("stall"), [stall])
    made.at("core").change_counter("balie", None, has_drawer=True)
    made.close()
    return made.path


@pytest.fixture
def house(founded: Path, tmp_path: Path) -> Iterator[HouseOnDisk]:
    opened = HouseOnDisk.copy_of(founded, tmp_path, [stall])
    yield opened
    opened.close()
