"""The toy library of docs/plugins.md: built as a wheel, unpacked as pip does, found, used, and raced by two processes."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kiosk_core import Kiosk, Period
from kiosk_core.plugins import describe
from kiosk_core.store import Store
from kiosk_core.testing import KEY, HouseOnDisk
from tests.tui.conftest import Visitor

from . import page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The page's own files, built with its own pyproject and unpacked; on sys.path as site-packages is."""
    source, site = tmp_path_factory.mktemp("toys"), tmp_path_factory.mktemp("site")
    for name, text in page.files().items():
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text(text, encoding="utf8")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=source, check=True, capture_output=True
    )
    with zipfile.ZipFile(next((source / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(site)
    sys.path.insert(0, str(site))
    importlib.invalidate_caches()
    yield site
    sys.path.remove(str(site))
    for name in [name for name in sys.modules if name.partition(".")[0] == "kiosk_toys"]:
        del sys.modules[name]


@pytest.fixture
def toys(site: Path) -> ModuleType:
    return importlib.import_module("kiosk_toys")


def test_it_is_under_120_lines() -> None:
    files = page.files()
    lines = [line for name, text in files.items() if name.startswith("kiosk_toys/") for line in text.splitlines()]
    assert 0 < len(lines) < 120


def test_it_is_found_by_its_entry_point_and_declares_what_it_is(site: Path, tmp_path: Path) -> None:
    HouseOnDisk.make(tmp_path).close()
    with Kiosk(Store(tmp_path / "house.db", KEY)) as kiosk:
        told = next(one for one in describe(kiosk.plugins) if one["name"] == "toys")
    assert (told["version"], told["state"], told["why"]) == ("0.1", "active", None)
    declared = {what: names for what, names in told["declares"].items() if names}
    assert declared == {
        "services": ["toys.loan"], "settings": ["toys.at_once"], "kinds": ["toys.changed_hands"],
        "tables": ["toys_moved"], "screens": ["toys.shelf"], "commands": ["toys"], "indicators": ["toys.lent"],
        "hooks": ["project", "check_eligibility", "offer"],
    }  # fmt: skip


def test_the_pages_own_tests_pass(toys: ModuleType, tmp_path: Path) -> None:
    passed = []
    for file, text in page.files().items():
        if file.startswith("test_"):
            written: dict[str, Any] = {}
            exec(compile(text, file, "exec"), written)
            for name, test in written.items():
                if name.startswith("test_"):
                    folder = tmp_path / name
                    folder.mkdir()
                    test(**{"tmp_path": folder} if test.__code__.co_argcount else {})
                    passed.append(name)
    assert passed == [
        "test_an_afternoon",
        "test_the_contract_holds",
        "test_its_hooks_answer_and_leave_the_house_as_it_is",
        "test_a_scan_uses_its_indexes",
    ]


def test_undo_report_setting_command_and_verify(toys: ModuleType, tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [toys])
    first, second = house.with_household(), house.with_household()
    counter = house.at("toys", "volunteer")
    lent = counter.record(counter.scan(first.card).offers[0])
    assert [str(offer.title) for offer in counter.scan(second.card).offers] == ["Lend the blocks", "Lend the train"]
    figures = next(i for i in house.kiosk.plugins.all("indicators") if i.code == "toys.lent").compute
    today = Period(house.today, house.today)
    assert [f.value for f in figures(house.kiosk.house, today)] == [1]
    (listed,) = counter.last_served()
    assert listed.act == lent.id and first.client.number.startswith(listed.number) and listed.number
    counter.undo(lent.id, "mistake")
    assert [f.value for f in figures(house.kiosk.house, today)] == [0] and counter.last_served() == []
    counter.record(counter.scan(first.card).offers[0])
    assert counter.scan(first.card).outcome == "refused"
    house.set("toys.at_once", "2")
    assert counter.scan(first.card).outcome == "granted"
    house.close()


async def test_a_toy_comes_back_over_the_screen_and_that_is_taken_back_at_the_counter(
    toys: ModuleType, tmp_path: Path
) -> None:
    house = HouseOnDisk.make(tmp_path, [toys])
    child = house.with_household()
    counter = house.at("toys", "volunteer")
    counter.record(counter.scan(child.card).offers[0])
    sits = Visitor(house)
    async with sits.app.run_test(size=(80, 24)) as sits.pilot:
        await sits.enters("volunteer")
        await sits.chooses("Shelf")
        assert [row.strip() for row in sits.rows] == ["bear"]
        await sits.presses("f8")
        shown = sits.keys()
        assert sits.rows == [] and "f8" not in shown
        assert not toys.is_out("bear", house.kiosk.house)
        await sits.presses("escape")
        sits.app.to_counter()
        await sits.settles()
        await sits.presses("f4", "f8")
        assert toys.is_out("bear", house.kiosk.house)


def kiosk(folder: Path, *typed: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, with nothing of the toys but what is installed."""
    code = "import json, sys; sys.path[:] = json.loads(sys.argv.pop(1)); from kiosk_core.cli import main; main()"
    environ = {
        "KIOSK_DB": str(folder / "house.db"), "KIOSK_LANG": "en", "KIOSK_AS": "volunteer", "KIOSK_PIN": "1111",
        "HOME": str(folder), "PATH": "", "XDG_DATA_HOME": str(folder),
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", code, json.dumps(sys.path), *typed],
        capture_output=True,
        text=True,
        check=False,
        env=environ,
    )


@pytest.mark.slow
def test_the_command_line_serves_it_like_any_project(toys: ModuleType, tmp_path: Path) -> None:
    house = HouseOnDisk.make(tmp_path, [toys], key=None)
    first = house.with_household()
    counter = house.at("toys", "volunteer")
    counter.record(counter.scan(first.card).offers[0])
    house.close()
    told = json.loads(kiosk(tmp_path, "plugins", "--json").stdout)
    assert {"name": "toys", "version": "0.1", "state": "active", "why": None}.items() <= told[-1].items()
    assert kiosk(tmp_path, "toys").stdout == "bear\n"
    refused = kiosk(tmp_path, "scan", first.card, "--project", "toys", "--json")
    assert refused.returncode == 3, refused.stderr
    assert [(f["code"], f["by"]) for f in json.loads(refused.stdout)["findings"]] == [("toys.enough", "toys")]


RACER = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from pathlib import Path
import kiosk_toys
from kiosk_core import KioskError
from kiosk_core.testing import HouseOnDisk
house = HouseOnDisk(Path(sys.argv[2]), [kiosk_toys], key=bytes([7]) * 32)
counter = house.at("toys", "volunteer")
print("ready", flush=True)
for line in sys.stdin:
    card, title = line.strip().split(";")
    offers = [offer for offer in counter.scan(card).offers if str(offer.title) == title]
    print("look", flush=True)
    sys.stdin.readline()
    try:
        print(counter.record(offers[0]).id if offers else "-", flush=True)
    except KioskError as error:
        print(error.code, flush=True)
"""


class Racer:
    """Another counter in a process of its own: looks when told, and records when told."""

    def __init__(self, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", RACER, json.dumps(sys.path), str(path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip
        assert self.hear() == "ready"

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def close(self) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


@pytest.mark.slow
@pytest.mark.parametrize("same_child", [True, False], ids=["one_toy_at_a_time", "the_last_toy"])
def test_two_counters_race_and_only_one_lends(toys: ModuleType, tmp_path: Path, same_child: bool) -> None:
    house = HouseOnDisk.make(tmp_path, [toys])
    cards = [house.with_household().card for _ in range(2)]
    tries = 100
    racers = [Racer(house.path) for _ in range(2)]
    asked = (
        [f"{cards[0]};Lend the bear", f"{cards[0]};Lend the train"]
        if same_child
        else [f"{c};Lend the bear" for c in cards]
    )
    won = [0, 0]
    for n in range(tries):
        for racer, line in zip(racers, asked, strict=True):
            racer.say(line)
        assert [racer.hear() for racer in racers] == ["look", "look"]
        for racer in racers if n % 2 else reversed(racers):
            racer.say("go")
        said = [racer.hear() for racer in racers]
        lent = [one for one in said if one.startswith("A")]
        assert len(lent) == 1 and sorted(said)[1] == "changed", said
        won[said.index(lent[0])] += 1
        house.at("toys", "volunteer").undo(lent[0], "test")
    for racer in racers:
        racer.close()
    assert min(won) > tries / 20, f"it was no race: {won}"
