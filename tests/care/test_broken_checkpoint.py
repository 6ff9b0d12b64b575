"""The power went while the WAL was copied into the database file: torn pages there, whole ones in the WAL."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest

from kiosk_core.care.verification import verify
from kiosk_core.domain.errors import Damaged
from kiosk_core.testing import HouseOnDisk

PAGE, WAL_HEAD = 4096, 32


def cut_while_copying(tmp_path: Path) -> HouseOnDisk:
    """A house whose first page in the WAL lies torn in the database file."""
    house = HouseOnDisk.make(tmp_path)
    house.close()
    house = house.again()
    house.with_household()
    cut = tmp_path / "cut.db"
    for tail in ("", "-wal"):
        shutil.copyfile(f"{house.path}{tail}", f"{cut}{tail}")
    (page,) = struct.unpack(">I", Path(f"{cut}-wal").read_bytes()[WAL_HEAD : WAL_HEAD + 4])
    with cut.open("r+b") as file:
        file.seek((page - 1) * PAGE + 512)
        file.write(b"torn" * 128)
    house.close()
    return HouseOnDisk(cut, [])


def test_what_lies_whole_in_the_wal_is_not_called_damaged(tmp_path: Path) -> None:
    house = cut_while_copying(tmp_path)
    assert verify(house.kiosk.journal).clean
    house.close()


def test_what_is_torn_and_nowhere_whole_is_called_damaged(tmp_path: Path) -> None:
    house = cut_while_copying(tmp_path)
    other = house.again()
    other.kiosk.store.vacuum()
    with house.path.open("r+b") as file:
        file.seek(-512, 2)
        file.write(b"torn" * 16)
    with pytest.raises(Damaged):
        verify(house.kiosk.journal)
    for one in (house, other):
        one.close()
