"""`kiosk serve` and `kiosk tablet` as they are installed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kiosk_core.store.keys import save_key
from kiosk_core.testing import KEY, PINS, HouseOnDisk

from .tablet import Served, Tablet

INSTALLED = Path(sys.executable).with_name("kiosk")
SERVE = ("serve", "--project", "einclusie", "--self-service", "--port", "0")


def environment(house: HouseOnDisk, who: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("KIOSK_", "XDG_"))}
    ours = {"KIOSK_DB": str(house.path), "KIOSK_LANG": "nl", "KIOSK_AS": who, "KIOSK_PIN": PINS[who]}
    return {**clean, **ours, "HOME": str(house.path.parent)}


@pytest.fixture
def house(house: HouseOnDisk) -> HouseOnDisk:
    """With its key where the command looks for it."""
    save_key(house.path, KEY)
    return house


def given(house: HouseOnDisk, *typed: str, who: str = "coordinator") -> tuple[int, Any]:
    done = subprocess.run(
        [INSTALLED, *typed, "--json"],
        env=environment(house, who),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, json.loads(done.stdout)


@contextmanager
def running(house: HouseOnDisk, *more: str, who: str) -> Iterator[tuple[Served, Any]]:
    process = subprocess.Popen(
        [INSTALLED, *SERVE, *more, "--json"], env=environment(house, who), text=True, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        told = ""
        while not told.endswith("}\n"):
            told += process.stdout.readline()
        document = json.loads(told)
        yield Served(document["url"], document["fingerprint"], process), document
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0, "Ctrl+C is how it ends"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_coordinator_lets_a_tablet_in_and_a_volunteer_opens_the_page_from_then_on(house: HouseOnDisk) -> None:
    with running(house, "--pair", who="coordinator") as (served, told):
        assert (list(told), told["tablets"], told["fingerprint"]) == (
            ["url", "fingerprint", "pairing_code", "tablets"],
            0,
            None,
        )
        assert served.url.startswith("http://127.0.0.1:")
        tablet = Tablet(served)
        cookie = tablet.send("/pair", code=told["pairing_code"]).headers["set-cookie"]
    with running(house, who="volunteer") as (served, told):
        assert (told["pairing_code"], told["tablets"]) == (None, 1)
        tablet = Tablet(served, cookie.partition("=")[2].partition(";")[0])
        assert tablet.open().heading == "Scan uw kaart"
        code, (known,) = given(house, "tablet", "list", who="volunteer")
        assert (code, known["tablet"], known["project"], known["counter"]) == (0, 1, "einclusie", "balie")
        assert given(house, "tablet", "stop", "1") == (0, {"tablet": 1})
        assert tablet.open().heading == "Dit scherm is hier nog niet bekend"


def test_what_cannot_be_opened_says_so_and_opens_nothing(house: HouseOnDisk) -> None:
    for typed, who, code in (
        ((*SERVE, "--pair"), "volunteer", "not_allowed"),
        ((*SERVE, "--listen", "192.0.2.10"), "coordinator", "no_address"),
    ):
        ended, told = given(house, *typed, who=who)
        assert (ended, told["error"]["code"]) == (1, code)
    assert given(house, "serve", "--project", "einclusie")[0] == 2, "off by default: it is asked for by name"
