"""Two processes at one counter want the last seats: never more are given than there are."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import kiosk_einclusie
import pytest
from kiosk_einclusie import sessions

import kiosk_core
from kiosk_core.testing import HouseOnDisk

from .told import PROJECT, planned

SEATS, TRIES = 15, 12
ROOTS = [Path(module.__file__ or "").parent.parent for module in (kiosk_core, kiosk_einclusie)]
COMES = f"""
import sys
sys.path[:0] = {[str(root) for root in ROOTS]!r}
from pathlib import Path
import kiosk_einclusie
from kiosk_core import KioskError
from kiosk_core.testing import HouseOnDisk, KEY
house = HouseOnDisk(Path(sys.argv[1]), [kiosk_einclusie])
shift, came = house.at("einclusie", "volunteer"), 0
print("ready", flush=True)
sys.stdin.readline()
for _ in range({TRIES}):
    verdict = shift.decide(None)
    try:
        shift.record(verdict.offers[0])
        came += 1
    except (KioskError, IndexError):
        pass
print(came)
"""


@pytest.fixture
def racers(house: HouseOnDisk) -> Iterator[list[subprocess.Popen[str]]]:
    planned(house, capacity=SEATS)
    house.kiosk.store.db.commit()
    started = [
        subprocess.Popen([sys.executable, "-c", COMES, str(house.path)], text=True, stdin=-1, stdout=-1)
        for _ in range(2)
    ]
    yield started
    for one in started:
        one.kill()
        one.wait()


def test_two_processes_never_give_more_seats_than_there_are(
    house: HouseOnDisk, racers: list[subprocess.Popen[str]]
) -> None:
    for one in racers:
        assert one.stdout is not None and one.stdout.readline() == "ready\n"
    for one in racers:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    came = [int(one.communicate(timeout=120)[0]) for one in racers]
    (session,) = sessions.around(house.at(PROJECT))
    assert sum(came) == session.here == SEATS
    assert all(came), "both were at it"
