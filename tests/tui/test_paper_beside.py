"""The printer's thread beside the screen."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from kiosk_core import paper
from kiosk_core.domain.errors import DiskFails
from kiosk_core.store import Store
from kiosk_core.testing import HouseOnDisk


def test_a_disk_that_fails_while_the_printer_begins_keeps_no_slip_for_ever(
    house: HouseOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = list[Path]()

    def opens(path: Path, *given: Any) -> Store:
        opened.append(path)
        if len(opened) < 3:
            raise DiskFails()
        return Store(path, *given)

    monkeypatch.setattr(paper, "Store", opens)
    monkeypatch.setattr(paper, "AGAIN_S", 0.0)
    with socket.create_server(("127.0.0.1", 0)) as printer:
        printer.settimeout(100)
        house.set("core.printer", f"tcp://127.0.0.1:{printer.getsockname()[1]}")
        shift = house.at("toy", "volunteer")
        act = shift.record(shift.scan(house.with_household(enrolled=("toy",)).card).offers[0])
        shift.print_slip(act.id, "toy.bread", again=False, queued=lambda job: None)
        beside = paper.Paper(house.kiosk, shift.counter)
        beside.start()
        try:
            line, _ = printer.accept()
            with line:
                line.settimeout(100)
                assert line.recv(1)
        finally:
            beside.stop()
    assert len(opened) == 3
