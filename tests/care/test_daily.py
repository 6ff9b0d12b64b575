"""The copy that closing a day makes."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_core import Kiosk
from kiosk_core.care.backup import last_backup
from kiosk_core.care.beside import back_up_beside
from kiosk_core.opening import restore_house
from kiosk_core.store import Store, save_key
from kiosk_core.testing import HouseOnDisk


def test_closing_a_day_leaves_a_backup_that_says_when_and_how_far(tmp_path: Path) -> None:
    house, stick = HouseOnDisk.make(tmp_path), tmp_path / "stick"
    stick.mkdir()
    assert house.at("core", "volunteer").back_up() is None
    house.set("core.backup_folder", str(stick))
    made = house.at("core", "volunteer").back_up()
    assert made is not None
    assert last_backup(stick) == made.manifest
    assert made.manifest.made == house.moment
    assert int(made.manifest.head.partition(":")[0]) == house.kiosk.house.number("SELECT count(*) FROM event")


def test_backups_older_than_the_setting_go_and_strangers_files_stay(tmp_path: Path) -> None:
    house, stick = HouseOnDisk.make(tmp_path), tmp_path / "stick"
    stick.mkdir()
    (stick / "holiday.backup").write_bytes(b"a picture")
    other = HouseOnDisk.make(tmp_path, name="other.db")
    for one in (house, other):
        one.set("core.backup_folder", str(stick))
        one.set("core.backup_keep_days", "7")
    first = house.at("core").back_up()
    other.moment += timedelta(seconds=1)
    strange = other.at("core").back_up()
    house.later(days=7)
    kept = house.at("core").back_up()
    assert first and strange and kept and first.file.exists()
    house.later(days=1)
    newest = house.at("core").back_up()
    assert newest is not None
    assert {file.name for file in stick.iterdir()} == {
        "holiday.backup", strange.file.name, kept.file.name, newest.file.name
    }  # fmt: skip


@pytest.mark.parametrize("pulled", [False, True])
def test_a_stick_that_was_away_when_somebody_was_forgotten_brings_nobody_back(tmp_path: Path, pulled: bool) -> None:
    """The list of forgettings lies beside the copies: at once where the stick is in, else with the next copy."""
    house, stick, drawer = HouseOnDisk.make(tmp_path), tmp_path / "stick", tmp_path / "drawer"
    stick.mkdir()
    house.set("core.backup_folder", str(stick))
    number = house.with_household(name="Zofia Kwakkel").client.number.partition(".")[0]
    before = house.at("core").back_up()
    assert before is not None
    if pulled:
        stick.rename(drawer)
    house.at("core").forget(number, "request")
    if pulled:
        drawer.rename(stick)
        house.later(days=1)
        house.at("core").back_up()
    place, key = tmp_path / "elsewhere" / house.path.name, house.kiosk.store.key
    assert key is not None
    place.parent.mkdir()
    save_key(place, key, in_vault=False)
    restored = restore_house(before.file, place, clock=lambda: house.moment)
    assert restored.forgotten
    with Kiosk(Store(place, key)) as again:
        assert again.house.rows("SELECT number FROM core_household") == []


def test_a_mistake_in_the_program_that_copies_is_not_blamed_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has a number, and what ended early says so: nobody buys another stick for it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    house, stick = HouseOnDisk.make(tmp_path), tmp_path / "stick"
    stick.mkdir()
    asked = (house.path, house.kiosk.store.key, stick)
    assert isinstance(back_up_beside(*asked, house.moment, 7), Path)
    said = str(back_up_beside(*asked, "today", 7))  # type: ignore[arg-type]
    number = (tmp_path / "data" / "kiosk" / "faults.log").read_text().split()[1]
    assert said == f"Something went wrong in the program. For the technician: number {number}."
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert str(back_up_beside(*asked, house.moment, 7)).startswith("The backup was not made")
