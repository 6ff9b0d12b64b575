"""A house as the command line makes one, and `kiosk` as a test gives it: click's runner on real files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kiosk_core.cli import root
from kiosk_core.registry import volunteers

ENTRY = "[kiosk]\nfoodbank = kiosk_foodbank\n"
PINS = {"An": "3333", "Karim": "2222", "Lies": "1111"}
"""Administrator, coordinator, volunteer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output; anything else there fails."""
        return json.loads(self.out)


@dataclass(slots=True)
class Kiosk:
    """`kiosk("scan", code, "--project", "foodbank")`, given by Karim unless `who` says otherwise."""

    folder: Path
    who: str | None = "Karim"
    environ: dict[str, str] = field(default_factory=dict)

    def __call__(self, *typed: str, who: str | None = "", pin: str | None = None, **environ: str) -> Answer:
        given = self.who if who == "" else who
        env: dict[str, str | None] = {
            "KIOSK_DB": str(self.folder / "kiosk.db"), "KIOSK_LANG": "en", "KIOSK_AS": given,
            "KIOSK_PIN": pin or (PINS[given] if given else None), "HOME": str(self.folder), "KIOSK_COUNTER": None,
            "KIOSK_KEY_FILE": None, "XDG_DATA_HOME": str(self.folder / "data"), **self.environ, **environ,
        }  # fmt: skip
        done = CliRunner().invoke(root, list(typed), env=env)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Answer(done.exit_code, done.stdout, done.stderr)

    def json(self, *typed: str, **more: Any) -> Any:
        """The document of a command that ends well."""
        answer = self(*typed, "--json", **more)
        assert answer.code == 0, answer.err
        return answer.json

    def count(self) -> int:
        """How many events the journal has."""
        return len(self.json("journal"))

    def with_card(self, *more: str, enrolled: bool = True) -> tuple[str, str]:
        """(number, card code) of a new household, for the food distribution."""
        number = self.json("client", "add", *more)["number"]
        if enrolled:
            assert self("enrol", number, "foodbank", "--until", "2099-12-31").code == 0
        return number, self.json("card", "issue", number)["code"]

    def elsewhere(self, folder: Path) -> Kiosk:
        folder.mkdir(exist_ok=True)
        return Kiosk(folder, self.who, self.environ)


@pytest.fixture(scope="session")
def foodbank_installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of sys.path in which the food distribution is as pip leaves it."""
    site = tmp_path_factory.mktemp("site")
    info = site / "kiosk_foodbank-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kiosk-foodbank\nVersion: 0.1.0\n")
    (info / "entry_points.txt").write_text(ENTRY)
    return site


@pytest.fixture(autouse=True)
def as_installed(foodbank_installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plugin is found, and PINs cost a test little."""
    monkeypatch.syspath_prepend(foodbank_installed)
    slow = volunteers._hasher
    monkeypatch.setattr(volunteers, "_hasher", lambda cost=1: slow(1))


@pytest.fixture
def bare(tmp_path: Path) -> Kiosk:
    """No house yet."""
    return Kiosk(tmp_path)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, foodbank_installed: Path) -> Path:
    """A house with An, Karim and Lies, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(foodbank_installed)
        slow = volunteers._hasher
        patch.setattr(volunteers, "_hasher", lambda cost=1: slow(1))
        kiosk = Kiosk(folder, "An")
        (folder / "pin").write_text("3333\n")
        made = kiosk.json("init", "--name", "Het Huis", "--admin", "An", "--pin-file", str(folder / "pin"))
        (folder / "init.json").write_text(json.dumps(made))
        for name, role in (("Karim", "coordinator"), ("Lies", "volunteer")):
            (folder / f"{name}.pin").write_text(PINS[name] + "\nsecond line\n")
            answer = kiosk("volunteer", "add", name, "--role", role, "--new-pin-file", str(folder / f"{name}.pin"))
            assert answer.code == 0, answer.err
    return folder


@pytest.fixture
def kiosk(founded: Path, tmp_path: Path) -> Kiosk:
    """The house, with nobody registered yet."""
    folder = tmp_path / "house"
    shutil.copytree(founded, folder)
    return Kiosk(folder)


Run = Callable[..., Answer]
