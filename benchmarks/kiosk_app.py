"""The kiosk on a house made for measuring."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from kiosk_core.tui.app import KioskApp

from . import build

if __name__ == "__main__":
    project = sys.argv[2] if len(sys.argv) > 2 else "foodbank"
    with build.open_house(Path(sys.argv[1]), import_module(f"kiosk_{project}")) as kiosk:
        kiosk.confirm_clock()
        KioskApp(kiosk, project=project, lang="en").run()
