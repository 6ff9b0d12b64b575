"""A small house with a toy project on a real terminal: `python -m tests.tui.open_toy FOLDER [LANG]` prints its cards first."""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk_core.testing import HouseOnDisk
from kiosk_core.tui import run
from tests.tui import toy


def tell(house: HouseOnDisk) -> list[str]:
    """A patient scanner, for a busy machine. Three households: one to give, one that is not enrolled, one whose name looks like markup."""
    fatima = house.with_household(adults=2, children=("2019-04-01", "2024", "2012"), enrolled=("toy",))
    jan = house.with_household(name="Jan Peeters")
    red = house.with_household(name="[red]Robert[/red] Tables", enrolled=("toy",))
    house.set("core.scan_gap_ms", "100")
    house.with_household(adults=1, name="Fatma Demir", enrolled=("toy",))
    return [fatima.card, jan.card, red.card]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    if (folder / "house.db").exists():
        opened = HouseOnDisk(folder / "house.db", [toy])
    else:
        opened = HouseOnDisk.make(folder, [toy])
        (folder / "cards").write_text("\n".join(tell(opened)), encoding="utf8")
    run(opened.kiosk, lang=sys.argv[2] if len(sys.argv) > 2 else "en")
    opened.close()
