"""What a command asks a person at a real terminal: name, PIN, recovery key, yes or no. No secret is shown."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..tui.pseudo_terminal import Terminal
from .process import INSTALLED, environment, told


@pytest.fixture(scope="module")
def house(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One for the whole module: each test leaves it as the next can use it."""
    yield Path(shutil.copytree(founded, tmp_path_factory.mktemp("prompts") / "house"))


def terminal(folder: Path, *typed: str, who: str | None = None, **more: str) -> Terminal:
    """It belongs to the process, so that Ctrl-C interrupts and a hidden answer is read from it alone."""
    command = ("setsid", "--ctty", "--wait", str(INSTALLED), *typed)
    return Terminal(*command, environ=environment(folder, who, KIOSK_PIN="", **more), folder=folder, patience=60.0)


def ended(screen: Terminal) -> int:
    """Its exit code; what it painted last is on the screen then."""
    while screen.process.poll() is None:
        screen.read(0.1)
    screen.read(0.1)
    return screen.process.returncode


def test_who_gives_no_name_is_asked_for_it_and_the_pin_is_not_shown(house: Path) -> None:
    with terminal(house, "settings", "show", "core.late_days") as screen:
        screen.until("Your name")
        screen.types("Karim\r")
        screen.until("Your PIN")
        screen.types("2222\r")
        screen.until("core.late_days = 31")
        assert ended(screen) == 0
        assert "2222" not in screen.text


def test_a_prompt_is_left_with_ctrl_c_and_nothing_happened(house: Path) -> None:
    with terminal(house, "client", "add", "--as", "Karim") as screen:
        screen.until("Your PIN")
        screen.types("\x03")
        screen.until("Stopped.")
        assert ended(screen) == 1
        assert "Traceback" not in screen.text
    assert told(house, "journal", "--tail", "1")[0]["kind"] != "core.household_registered"


def test_a_pin_that_is_chosen_is_typed_twice(house: Path) -> None:
    for again, exit_code in (("4321", 1), ("1234", 0)):
        with terminal(house, "volunteer", "add", "Eva", "--as", "An", "--pin-file", "pin") as screen:
            screen.until("The new PIN")
            screen.types("1234\r")
            screen.until("The new PIN, again")
            screen.types(f"{again}\r")
            assert ended(screen) == exit_code, screen.text
            assert "1234" not in screen.text


def test_somebody_who_may_be_there_already_is_asked_about_in_the_reader_s_words(house: Path) -> None:
    told(house, "client", "add", "--name", "Fatima El Amrani")
    typed = ("client", "add", "--name", "Fatima El-Amrani", "--as", "Karim", "--pin-file", "Karim.pin", "--lang", "nl")
    for key, exit_code in (("", 1), ("j", 0)):
        with terminal(house, *typed) as screen:
            screen.until("Fatima El Amrani", "j = ja")
            screen.types(f"{key}\r")
            assert ended(screen) == exit_code, screen.text
            assert ("is geregistreerd" in screen.text) is (exit_code == 0), screen.text


def test_who_makes_two_households_one_reads_first_what_changes(house: Path) -> None:
    one, other = (told(house, "client", "add", "--name", name)["number"] for name in ("Nadia Amrouch", "Piet"))
    typed = ("client", "merge", one, other, "--as", "Karim", "--pin-file", "Karim.pin", "--lang", "nl")
    for key, exit_code in (("", 1), ("j", 0)):
        with terminal(house, *typed) as screen:
            screen.until("zijn voortaan één gezin van 2 personen: Nadia", "Samenvoegen? (j = ja")
            screen.types(f"{key}\r")
            assert ended(screen) == exit_code, screen.text
            assert ("Ze zijn nu één" in screen.text) is (exit_code == 0), screen.text


def test_the_recovery_key_is_typed_where_no_key_is_found(house: Path, tmp_path: Path) -> None:
    key = json.loads((house / "init.json").read_text())["recovery_key"]
    told(house, "backup", str(tmp_path / "house.backup"))
    with terminal(
        house, "restore", str(tmp_path / "house.backup"), "--db", str(tmp_path / "new" / "kiosk.db")
    ) as screen:
        screen.until("The recovery key")
        screen.types(f"{key.lower()}\r", every=0.01)
        assert ended(screen) == 0, screen.text
        assert key.lower() not in screen.text
    (tmp_path / "new" / "kiosk.db.key").unlink()
    with terminal(house, "unlock", "--db", str(tmp_path / "new" / "kiosk.db")) as screen:
        screen.until("The recovery key")
        screen.types(f"{key}\r", every=0.01)
        assert ended(screen) == 0, screen.text
    assert (tmp_path / "new" / "kiosk.db.key").exists()


def test_the_screen_opens_at_one_named_counter_and_a_project_that_is_there(house: Path) -> None:
    with terminal(house, "open", "--project", "nowhere") as screen:
        assert ended(screen) == 1
        assert "nowhere is not known here." in screen.text
    told(house, "counter", "add", "loket")
    with terminal(house, "open") as screen:
        assert ended(screen) == 2
        assert "balie, loket" in screen.text
    with terminal(house, "open", "--counter", "loket", "--project", "foodbank") as screen:
        screen.until("Your name")
