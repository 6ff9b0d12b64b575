"""`kiosk foodbank day …`: the real command in a process of its own, with the plugin installed as a stranger's would be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import kiosk_foodbank

import kiosk_core
from kiosk_core import CASH, Cents, Kiosk, NewMember, Payment
from kiosk_core.store import Store, find_key

ROOTS = [Path(module.__file__ or "").parent.parent for module in (kiosk_core, kiosk_foodbank)]
ENTRY = "[kiosk]\nfoodbank = kiosk_foodbank\n"


class Installed:
    """`kiosk` with a home and a house of its own."""

    def __init__(self, home: Path) -> None:
        self.home, site = home, home / "site" / "kiosk_foodbank-0.1.0.dist-info"
        site.mkdir(parents=True)
        (site / "METADATA").write_text("Metadata-Version: 2.1\nName: kiosk-foodbank\nVersion: 0.1.0\n")
        (site / "entry_points.txt").write_text(ENTRY)
        (home / "pin").write_text("3333\n")
        self.env = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")} | {
            "HOME": str(home), "XDG_DATA_HOME": str(home), "PYTHONPATH": os.pathsep.join(map(str, (site.parent, *ROOTS))),
        }  # fmt: skip

    def run(self, *typed: str, code: int = 0) -> Any:
        """The one JSON document it prints."""
        common = ["--db", str(self.home / "house.db"), "--json"]
        signed = [] if typed[0] == "init" else ["--as", "An", "--pin-file", str(self.home / "pin")]
        done = subprocess.run(
            [sys.executable, "-c", "from kiosk_core.cli import main; main()", *typed, *common, *signed],
            env=self.env, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        return json.loads(done.stdout)


def test_a_day_is_opened_served_closed_and_shown(tmp_path: Path) -> None:
    kiosk, stick = Installed(tmp_path), tmp_path / "stick"
    stick.mkdir()
    kiosk.run("init", "--name", "Huis", "--admin", "An", "--pin-file", str(tmp_path / "pin"))
    opened = kiosk.run("foodbank", "day", "open")
    assert (opened["opened"], opened["closed"], opened["expected"], opened["served"]) == (True, False, 0, 0)
    one_is_served(tmp_path / "house.db", stick)
    closed = kiosk.run("foodbank", "day", "close", "--counted", "1,50")
    assert (closed["closed"], closed["expected"], closed["served"], closed["persons"]) == (True, 1, 1, 2)
    assert (closed["cash_cents"], closed["counted_cents"], closed["difference_cents"]) == (200, 150, -50)
    assert closed["parcels"] == {"regular": 1, "emergency": 0, "baby": 0}
    assert Path(closed["backup"]).parent == stick
    assert kiosk.run("foodbank", "day", "show") == {**closed, "backup": None}
    assert kiosk.run("foodbank", "day", "open", code=1)["error"]["code"] == "changed"


def one_is_served(database: Path, stick: Path) -> None:
    with Kiosk(Store(database, find_key(database)), [kiosk_foodbank]) as kiosk:
        office = kiosk.sign_in("An", "3333")
        office.set_setting("core.backup_folder", str(stick))
        office.set_setting("foodbank.contribution", "2")
        client = office.register([NewMember(name="Fatima"), NewMember()])
        office.enrol(client, "foodbank", office.here().day + timedelta(days=90))
        shift = kiosk.sign_in("An", "3333", project="foodbank")
        shift.record(shift.decide(client).offers[0], [Payment(CASH, Cents(200))])


def test_a_day_that_is_no_date_is_bad_usage(tmp_path: Path) -> None:
    wrong = Installed(tmp_path).run("foodbank", "day", "show", "--day", "gisteren", code=2)
    assert wrong["error"]["code"] == "usage"
