"""A page at the door of a real house, in a process of its own; the test is the counter beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import kiosk_einclusie
import pytest

from kiosk_core.testing import HouseOnDisk

from .tablet import Served, Tablet

Serve = Callable[..., Served]
CODE = "BCDFGHJK"


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = HouseOnDisk.make(tmp_path_factory.mktemp("door"), [kiosk_einclusie])
    made.close()
    return made.path


@pytest.fixture
def house(founded: Path, tmp_path: Path) -> Iterator[HouseOnDisk]:
    opened = HouseOnDisk.copy_of(founded, tmp_path, [kiosk_einclusie])
    yield opened
    opened.close()


@contextmanager
def starting(house: HouseOnDisk) -> Iterator[Serve]:
    """`serve(code, address)` opens the page of `house`; each ends with the `with`."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str = "", address: str = "127.0.0.1") -> Served:
        command = [sys.executable, "-m", "tests.web.serve_house", str(house.path), code, address]
        process = subprocess.Popen(command, cwd=Path(__file__).parents[2], text=True, stdout=subprocess.PIPE)
        started.append(process)
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        return Served(told["url"], told["fingerprint"], process)

    yield start
    for one in started:
        one.kill()
        one.wait()
        if one.stdout:
            one.stdout.close()


@pytest.fixture
def serve(house: HouseOnDisk) -> Iterator[Serve]:
    with starting(house) as start:
        yield start


@pytest.fixture
def served(serve: Serve) -> Served:
    return serve()


@pytest.fixture
def tablet(house: HouseOnDisk, served: Served) -> Tablet:
    """One that was let in."""
    return Tablet(served, house.at("einclusie").let_tablet_in())


@pytest.fixture
def came(house: HouseOnDisk) -> Callable[[], list[str]]:
    """What happened at the door since: kinds of events, oldest first."""
    before = len(house.kiosk.last_events(10_000))

    def kinds() -> list[str]:
        happened = [event.kind for event in house.kiosk.last_events(10_000)[before:]]
        return [kind for kind in happened if kind in ("einclusie.signed_in", "einclusie.signed_out")]

    return kinds
