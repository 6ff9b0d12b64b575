"""Houses on a real disk, and processes of their own that write to them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk_core.store import Store

HERE = Path(__file__).parent
KEY = bytes(range(32))

Run = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "huis é 100%.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """An encrypted house with one table."""
    store = Store(path, KEY, create=True)
    with store.writing() as db:
        db.execute("CREATE TABLE event (act INTEGER, body TEXT) STRICT")
    yield store
    store.close()


@pytest.fixture
def run() -> Iterator[Run]:
    """Starts one of the scripts beside this file in a process of its own; what still runs at the end is killed."""
    started = []

    def start(script: str, *arguments: object, before: tuple[str, ...] = (), **environ: str) -> subprocess.Popen[str]:
        command = [*before, sys.executable, str(HERE / script), *map(str, arguments)]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_environment() | environ
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """beneath.c, compiled."""
    built = tmp_path_factory.mktemp("shim") / "beneath.so"
    source = HERE / "beneath.c"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", built, source, "-ldl"], check=True)
    return built


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
