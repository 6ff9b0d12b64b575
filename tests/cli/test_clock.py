"""A date that the program doubts is confirmed by whoever works without a screen too."""

from __future__ import annotations

from pathlib import Path

from kiosk_core.store import save_key
from kiosk_core.testing import KEY, HouseOnDisk

from .conftest import Kiosk


def test_a_date_that_is_doubted_is_confirmed_by_a_command(tmp_path: Path) -> None:
    made = HouseOnDisk.make(tmp_path, name="kiosk.db")
    made.set("core.ahead_days", "1")
    made.close()
    save_key(made.path, KEY, in_vault=False)
    kiosk = Kiosk(tmp_path, "coordinator")
    doubted = kiosk("client", "add", pin="2222")
    assert (doubted.code, "Are date and hour right? If it is: kiosk date-is-right" in doubted.err) == (1, True)
    assert kiosk("date-is-right", pin="2222").out.startswith("✓ Today is ")
    assert kiosk.json("client", "add", pin="2222")["number"] == "A1001"
