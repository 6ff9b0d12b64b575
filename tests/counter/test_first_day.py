"""Starting a house: all of it happened, or none of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.kiosk import Kiosk
from kiosk_core.registry import volunteers
from kiosk_core.store import Store

KEY = bytes(range(32))


def test_a_start_that_was_broken_off_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(*given: object) -> None:
        raise KeyboardInterrupt

    with Kiosk(Store(tmp_path / "house.db", KEY, create=True), []) as kiosk, monkeypatch.context() as patched:
        patched.setattr(volunteers, "set_emergency", power_cut)
        with pytest.raises(KeyboardInterrupt):
            kiosk.start("Het Huis", "An", "1234", pin_cost=1)
    with Kiosk(Store(tmp_path / "house.db", KEY), []) as kiosk:
        assert kiosk.start("Het Huis", "An", "1234", pin_cost=1)
        assert kiosk.sign_in("An", "1234").volunteer.name == "An"


def test_a_house_is_started_once(tmp_path: Path) -> None:
    with Kiosk(Store(tmp_path / "house.db", KEY, create=True), []) as kiosk:
        kiosk.start("Het Huis", "An", "1234", pin_cost=1)
        with pytest.raises(NotUnderstood):
            kiosk.start("Het Andere Huis", "Bob", "5678", pin_cost=1)
        assert kiosk.sign_in("An", "1234").volunteer.name == "An"
