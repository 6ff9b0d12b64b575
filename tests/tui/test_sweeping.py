"""Python's collector, out of the way of keys and scans."""

from __future__ import annotations

import gc

from kiosk_core.tui.sweeping import Sweeping


def test_everything_is_swept_once_behind_what_was_done_when_a_rest_follows() -> None:
    sweeping, swept = Sweeping(), list[float]()

    def seen(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == 2:
            swept.append(now)

    gc.disable()
    gc.callbacks.append(seen)
    try:
        for now, touched in (
            (10.0, 9.5),
            (10.4, 9.5),
            (10.6, 9.5),
            (11.6, 9.5),
            (12.6, 12.5),
            (13.6, 12.5),
            (14.6, 12.5),
        ):
            sweeping.look(now, touched)
    finally:
        gc.callbacks.remove(seen)
        gc.enable()
    assert swept == [10.6, 13.6]
