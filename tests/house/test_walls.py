"""What is loaded when, and who may know what: looked at in what really loads, and in every import that is written."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import kiosk_core
from kiosk_core.testing import HouseOnDisk

ROOM = Path(kiosk_core.__file__).parent
HEAVY = {
    "textual", "click", "escpos", "fpdf", "faker", "sqlite_utils", "qrcode", "PIL", "usb", "babel", "cryptography",
    "pytest", "rich", "holidays", "icalendar",
}  # fmt: skip


def loaded_by(code: str, *given: str) -> set[str]:
    """Top packages in memory after that code ran in a process of its own."""
    tail = "\nimport json, sys\nprint(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    path = f"import sys, json; sys.path[:] = json.loads({json.dumps(sys.path)!r})\n"
    done = subprocess.run(
        [sys.executable, "-c", path + code + tail, *given], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_the_plugin_door_loads_no_user_interface_and_nothing_heavy() -> None:
    assert not loaded_by("import kiosk_core") & HEAVY


def test_no_part_of_the_core_takes_the_place_of_a_name_that_plugins_import() -> None:
    code = """
import kiosk_core, pkgutil, importlib, types
for part in pkgutil.iter_modules(kiosk_core.__path__):
    importlib.import_module(f"kiosk_core.{part.name}")
taken = [name for name in kiosk_core.__all__ if isinstance(getattr(kiosk_core, name), types.ModuleType)]
assert not taken, taken
"""
    loaded_by(code)


@pytest.mark.parametrize("plugin", ["kiosk_einclusie", "kiosk_foodbank", "kiosk_kapstok"])
def test_importing_a_plugin_loads_nothing_heavy_either(plugin: str) -> None:
    assert not loaded_by(f"import {plugin}; {plugin}.project()") & HEAVY


def test_an_open_house_scans_and_records_without_anything_heavy(tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path)
    card = house.with_household().card
    house.close()
    code = """
from datetime import UTC, datetime
from pathlib import Path
import kiosk_foodbank, sys
from kiosk_core.kiosk import Kiosk
from kiosk_core.store import Store
with Kiosk(Store(Path(sys.argv[1]), bytes([7]) * 32), [kiosk_foodbank], clock=lambda: datetime(2026, 11, 25, 11, tzinfo=UTC)) as kiosk:
    shift = kiosk.sign_in("volunteer", "1111", project="foodbank")
    assert shift.scan(sys.argv[2]).outcome == "refused"
    parcel = shift.decide(None, "foodbank.emergency", asked={"adults": 1, "children": 0, "babies": 0})
    assert shift.record(parcel.offers[0]).events
"""
    assert not loaded_by(code, str(house.path), card) & HEAVY


@cache
def imports() -> frozenset[tuple[str, str]]:
    """(file below kiosk_core, module imported), also those inside functions and under TYPE_CHECKING."""
    return frozenset(_imports())


def _imports() -> Iterator[tuple[str, str]]:
    for file in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf8"))):
            match node:
                case ast.Import(names):
                    for one in names:
                        yield str(file.relative_to(ROOM)), one.name
                case ast.ImportFrom(module=str(name), level=0):
                    yield str(file.relative_to(ROOM)), name


def importers(package: str) -> set[str]:
    return {file for file, name in imports() if name.partition(".")[0] == package}


def test_only_its_renderer_knows_the_printers_library() -> None:
    assert importers("escpos") == {"printing/escpos.py"}


def test_textual_and_click_stand_on_the_top_floor_only() -> None:
    assert {file.partition("/")[0] for file in importers("textual")} <= {"tui", "testing.py"}
    assert {file.partition("/")[0] for file in importers("click")} <= {"cli"}


def test_the_core_imports_no_plugin() -> None:
    assert not {
        (file, name) for file, name in imports() if name.startswith("kiosk_") and not name.startswith("kiosk_core")
    }


def test_nothing_opens_the_house_but_the_store() -> None:
    allowed = {"store/sqlcipher.py"}
    assert importers("sqlcipher3") <= allowed and not importers("pysqlite3")


def test_the_floors_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"],
        cwd=ROOM.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0 and "0 broken" in done.stdout, done.stdout


def test_every_room_stands_on_a_floor() -> None:
    """A new module is given its floor when it is made, or the walls do not hold it."""
    floors = (ROOM.parent / ".importlinter").read_text(encoding="utf8")
    known = {line.strip().strip("()") for row in floors.splitlines() for line in row.split("|")}
    rooms = {path.stem for path in ROOM.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert {f"kiosk_core.{room}" for room in rooms - {"__init__", "__main__", "version"}} <= known
