"""Houses that `kiosk init` began, a printer that can be switched off and on, and the installed kiosk on a terminal."""

from __future__ import annotations

import json
import select
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from .driver import PATIENCE, Terminal, command, environment
from .house import ADMIN, PIN

ROOT = Path(__file__).parents[2]
VOLUNTEERS = (("Marie", "volunteer", "1111"), ("Bart", "volunteer", "4444"), ("Celine", "coordinator", "2222"))
PINS = {name: pin for name, _, pin in VOLUNTEERS} | {ADMIN: PIN}


@dataclass(frozen=True, slots=True)
class Household:
    number: str
    card: str
    id: str
    name: str
    persons: int


@dataclass(frozen=True, slots=True)
class House:
    """On disk, with nobody in it."""

    home: Path
    day: str
    badges: Mapping[str, str]
    households: Sequence[Household]

    @property
    def path(self) -> Path:
        return self.home / "house.db"

    def kiosk(self, *typed: str, code: int = 0, **more: str) -> Any:
        """A command of the administrator's: the JSON document that it prints."""
        return command(self.home, *typed, code=code, KIOSK_DB=str(self.path), KIOSK_AS=ADMIN, KIOSK_PIN=PIN, **more)

    def screen(self, *typed: str, lang: str = "en", columns: int = 80, lines: int = 24, **more: str) -> Terminal:
        """`kiosk`, as somebody opens it there. `more`: of its environment."""
        return Terminal(
            self.home, *typed, columns=columns, lines=lines, KIOSK_DB=str(self.path), KIOSK_LANG=lang, **more
        )  # fmt: skip

    def readings(self) -> Any:
        return _helper(self.home, "read", str(self.path))

    def in_other_home(self, home: Path) -> House:
        """The same house, copied with its key."""
        shutil.copytree(self.home, home, dirs_exist_ok=True)
        return replace(self, home=home)


def found_house(
    home: Path, households: Sequence[Mapping[str, Any]], settings: Mapping[str, str] | None = None
) -> House:
    """Begun with `kiosk init`; people and settings are put in by a helper, because two hundred commands take minutes."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "house.db"
    command(home, "init", "--name", "Sociaal Huis", "--admin", ADMIN, KIOSK_DB=str(path), KIOSK_PIN=PIN)
    # Far from midnight: an afternoon of tests lies on one day.
    brussels = datetime.now(UTC).astimezone(ZoneInfo("Europe/Brussels")).hour
    zone = "Europe/Brussels" if 2 <= brussels < 22 else "America/New_York"
    plan = {
        "settings": {"core.zone": zone, "core.scan_gap_ms": "100", **(settings or {})},
        "volunteers": VOLUNTEERS,
        "households": households,
    }
    made = _helper(home, "make", str(path), said=json.dumps(plan))
    known = [
        Household(**got, name=told["name"], persons=told.get("adults", 1) + len(told.get("children", ())))
        for got, told in zip(made["households"], households, strict=True)
    ]
    return House(home, made["day"], made["badges"], known)


def _helper(home: Path, *arguments: str, said: str = "") -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.terminal.house", *arguments], input=said, env=environment(home), cwd=ROOT,
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Printer:
    """A network printer that can be switched off, and on again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.becomes("ok")
        self.switch_on()

    def becomes(self, mode: str) -> None:
        """See tests/printing/fake_printer.py."""
        beside = self.folder / "mode.set"
        beside.write_text(mode)
        beside.replace(self.folder / "mode")

    def switch_on(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.printing.fake_printer", str(self.folder)], cwd=ROOT
        )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            assert time.monotonic() < until and self.process.poll() is None, "the printer cannot be switched on"
            select.select([], [], [], 0.02)

    def _answers(self) -> bool:
        port = self.folder / "port"
        with socket.socket() as line:
            return port.exists() and line.connect_ex(("127.0.0.1", int(port.read_text()))) == 0

    def switch_off(self) -> None:
        self.process.kill()
        self.process.wait()

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{(self.folder / 'port').read_text()}"

    @property
    def printed(self) -> list[bytes]:
        """Every job that came out, in order."""
        paper = self.folder / "printed"
        return [bytes.fromhex(line) for line in paper.read_text().split("\n")[:-1]] if paper.exists() else []


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[Printer]:
    made = Printer(tmp_path / "printer")
    yield made
    made.switch_off()
