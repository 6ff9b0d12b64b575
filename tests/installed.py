"""The real command line in a process of its own, with one plugin installed as a stranger's would be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import kiosk_core

RUN_ALL = """
import contextlib, io, json, sys
from kiosk_core.cli.root import root
from kiosk_core.registry import volunteers
slow = volunteers._hasher
volunteers._hasher = lambda cost=1: slow(1)
ended = []
for typed in json.load(sys.stdin):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        try:
            root.main(typed)
        except SystemExit as end:
            ended.append((end.code, said.getvalue()))
json.dump(ended, sys.stdout)
"""
"""A PIN costs as little as in tests/cli/conftest.py."""
PROBED: dict[str, str] = {}
"""Plugin -> what its first house here remembers of having looked at it, in a process of its own each time otherwise. That a new
plugin is looked at is tried in tests/plugins/test_discovery.py."""


class Installed:
    """`kiosk` with a home and a house of its own."""

    def __init__(self, home: Path, plugin: ModuleType) -> None:
        name = plugin.__name__
        self.home, site = home, home / "site" / f"{name}-0.1.0.dist-info"
        site.mkdir(parents=True)
        (site / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 0.1.0\n")
        (site / "entry_points.txt").write_text(f"[kiosk]\n{name.removeprefix('kiosk_')} = {name}\n")
        (home / "pin").write_text("3333\n")
        self.plugin, self.probed = name, home / "house.db.plugins"
        if name in PROBED:
            self.probed.write_text(PROBED[name])
        roots = [Path(module.__file__ or "").parent.parent for module in (kiosk_core, plugin)]
        self.env = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")} | {
            "HOME": str(home), "XDG_DATA_HOME": str(home), "PYTHONPATH": os.pathsep.join(map(str, (site.parent, *roots))),
        }  # fmt: skip

    def run(self, *commands: str) -> list[tuple[int, Any]]:
        """Each command's exit code and its one JSON document, all from one process."""
        typed = []
        for command in commands:
            signed = [] if command.startswith("init") else ["--as", "An"]
            pin = ["--pin-file", str(self.home / "pin")]
            typed.append([*command.split(), "--db", str(self.home / "house.db"), "--json", *signed, *pin])
        done = subprocess.run(
            [sys.executable, "-c", RUN_ALL], env=self.env, input=json.dumps(typed), capture_output=True, text=True,
            timeout=200, check=True,
        )  # fmt: skip
        PROBED.setdefault(self.plugin, self.probed.read_text())
        return [(code, json.loads(said)) for code, said in json.loads(done.stdout)]
