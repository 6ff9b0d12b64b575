"""`kiosk` in an empty home: one question, and both answers end at a screen that can be used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .counter import sign_in
from .driver import Terminal, command

pytestmark = pytest.mark.slow

GROUPS = re.compile(r"(?:[A-Z]{1,4} ){4,7}[A-Z]{1,4}")
"""A key or code as it is shown: in groups of four letters."""


def data_of(home: Path) -> Path:
    """Where a Linux system keeps this user's data, as nothing else was said."""
    return home / ".local" / "share" / "kiosk"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    made.mkdir()
    return made


def test_example_data_is_one_key_away_and_says_everywhere_that_it_is_one(home: Path) -> None:
    with Terminal(home, KIOSK_LANG="en") as screen:
        screen.wait_for("There is no house on this computer yet.", "Example data", "Set up this house")
        screen.press("f5")
        screen.wait_for("One moment")
        screen.wait_for("Your PIN", "volunteer 1111", seconds=200)
        sign_in(screen, "coordinator", "2222")
        screen.wait_for("Today", "EXAMPLE")
        screen.press("1")
        screen.wait_for("Scan the card", "EXAMPLE")
    assert (data_of(home) / "kiosk.db").stat().st_size > 100_000
    with Terminal(home, KIOSK_LANG="en") as screen:
        screen.wait_for("Your PIN", gone=["There is no house"])


def test_a_house_is_set_up_in_four_answers_and_its_key_is_typed_back(home: Path) -> None:
    with Terminal(home, KIOSK_LANG="en") as screen:
        screen.wait_for("Set up this house")
        screen.press("f8")
        screen.wait_for("Name of the house", "The PIN again")
        for answer in ("Huis van de Wijk", "Ans de Beheerder", "7391", "7392"):
            screen.types(answer)
            screen.press("enter")
            screen.settle()
        screen.wait_for("The two PINs are not the same.")
        for answer in ("7391", "7391"):
            screen.types(answer)
            screen.press("enter")
            screen.settle()
        screen.wait_for("Recovery key", "Emergency code", "I wrote both down")
        key, emergency = (found.group() for found in GROUPS.finditer(screen.text))
        assert (len(key.replace(" ", "")), len(emergency.replace(" ", ""))) == (29, 17)
        # Escape and a wrong key do not leave this page: it is shown once.
        screen.press("escape")
        screen.types(key[:-1].lower())
        screen.press("enter")
        screen.wait_for("This is not the recovery key yet.")
        screen.types(key[-1])
        screen.press("enter")
        screen.wait_for("Your name", "Huis van de Wijk")
        assert key not in screen.text
        sign_in(screen, "Ans de Beheerder", "7391")
        screen.wait_for("Today", "Office", gone=["EXAMPLE"])
        screen.press("1")
        screen.wait_for("Scan the card")
    with Terminal(home, KIOSK_LANG="en") as screen:
        screen.wait_for("Your PIN", "Huis van de Wijk", gone=["There is no house"])
        # The emergency code stands in for the administrator's PIN.
        sign_in(screen, "Ans de Beheerder", emergency.replace(" ", ""))
        screen.wait_for("Today")
    key_file = data_of(home) / "kiosk.db.key"
    key_file.unlink()
    (home / "recovery").write_text(key)
    command(home, "unlock", "--recovery-key-file", str(home / "recovery"))
    assert key_file.exists(), "what was typed back opens the data"


def test_who_leaves_the_first_question_leaves_nothing_behind(home: Path) -> None:
    with Terminal(home, KIOSK_LANG="en") as screen:
        screen.wait_for("Set up this house")
        screen.press("escape")
        assert screen.ended() == 0
    assert not (data_of(home) / "kiosk.db").exists()
