"""The kiosk on a house made for measuring."""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk_core.tui.app import KioskApp

from . import build

if __name__ == "__main__":
    with build.open_house(Path(sys.argv[1])) as kiosk:
        kiosk.confirm_clock()
        KioskApp(kiosk, project="foodbank", lang="en").run()
