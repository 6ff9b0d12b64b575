"""The till of a shop made for measuring, its drawer open today."""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk_core import Cents
from kiosk_core.tui.app import KioskApp

from . import build, shop

if __name__ == "__main__":
    with shop.open_shop(Path(sys.argv[1])) as kiosk:
        kiosk.confirm_clock()
        till = kiosk.sign_in("administrator", build.PIN, project="kapstok")
        session = till.drawer()
        if session is not None and session.day < till.here().day:
            till.close_till(till.x().expected)
            session = None
        if session is None:
            till.open_till(Cents(15000))
        KioskApp(kiosk, project="kapstok", lang="en").run()
