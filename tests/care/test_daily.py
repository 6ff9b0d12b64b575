"""The copy that closing a day makes."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk_core import ClientId, Draft, Kiosk, NewMember
from kiosk_core.care.backup import last_backup
from kiosk_core.care.beside import back_up_beside
from kiosk_core.care.daily import back_up
from kiosk_core.opening import restore_house
from kiosk_core.store import Store, save_key
from kiosk_core.testing import KEY, HouseOnDisk


def test_closing_a_day_leaves_a_backup_that_says_when_and_how_far(tmp_path: Path) -> None:
    house, stick = HouseOnDisk.make(tmp_path), tmp_path / "stick"
    stick.mkdir()
    assert house.at("core", "volunteer").back_up() is None
    house.set("core.backup_folder", str(stick))
    made = house.at("core", "volunteer").back_up()
    assert made is not None
    assert last_backup(stick, {made.manifest.origin}) == made.manifest
    assert last_backup(stick, {"B-of-another-house"}) is None
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


def test_a_clock_that_jumps_takes_no_backup_away(tmp_path: Path) -> None:
    house, stick = HouseOnDisk.make(tmp_path), tmp_path / "stick"
    stick.mkdir()
    house.set("core.backup_folder", str(stick))
    first = house.at("core").back_up()
    house.later(days=1)
    second = house.at("core").back_up()
    house.later(days=400)
    ahead = house.at("core").back_up()
    assert first and second and ahead
    assert len(list(stick.glob("*.backup"))) == 3
    house.later(days=1)
    house.kiosk.confirm_clock()
    house.at("core").back_up()
    assert not first.file.exists() and not second.file.exists() and ahead.file.exists(), (
        "somebody said that it is right"
    )


def test_a_house_that_was_restored_clears_the_backups_of_its_earlier_life(tmp_path: Path) -> None:
    house, stick, new_pc = HouseOnDisk.make(tmp_path), tmp_path / "stick", tmp_path / "new" / "house.db"
    stick.mkdir()
    house.set("core.backup_folder", str(stick))
    first = house.at("core").back_up()
    assert first is not None
    house.close()
    new_pc.parent.mkdir()
    save_key(new_pc, KEY, in_vault=False)
    restore_house(first.file, new_pc, modules=[])
    later = house.moment + timedelta(days=30)
    with Kiosk(Store(new_pc, KEY), [], clock=lambda: later) as again:
        again.confirm_clock()
        back_up(again.store, stick, later, 35)
    at = later + timedelta(days=20)
    with Kiosk(Store(new_pc, KEY), [], clock=lambda: at) as again:
        back_up(again.store, stick, at, 35)
    assert not first.file.exists(), "who was told a day is told the truth after a restore too"
    assert len(list(stick.glob("*.backup"))) == 2


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


def test_a_restore_brings_no_form_back_that_was_half_filled_in_nor_a_tablet_that_was_stopped(tmp_path: Path) -> None:
    house, new_pc = HouseOnDisk.make(tmp_path), tmp_path / "new" / "house.db"
    office = house.at("core")
    known = office.register([NewMember(name="Zarina Xylofoon", born="1984")])
    whose = ClientId(known.household or "")
    office.keep_draft(Draft("form-register--balie", {"name": "Somebody Else", "phone": "0499 12 12 12"}))
    office.keep_draft(Draft("form-add_member-x-balie", {"name": "Baby Xylofoon"}, whose))
    house.kiosk.choose_language(office.volunteer, "fr")
    made = office.back_up_to(tmp_path / "b.backup")
    office.forget("A1001", "request")
    house.close()
    new_pc.parent.mkdir()
    save_key(new_pc, KEY, in_vault=False)
    assert restore_house(made.file, new_pc, modules=[]).forgotten
    with Kiosk(Store(new_pc, KEY), []) as again:
        for table in ("local_draft", "secret_tablet", "local_present", "local_language", "local_slip"):
            assert again.house.number(f"SELECT count(*) FROM {table}") == 0, table
