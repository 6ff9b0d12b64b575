"""Python's collector, out of the way of keys and scans. Left alone it walks through everything whenever much was made new,
so in the middle of a sale: 33 to 92 ms each time (`python -m benchmarks.shop`)."""

from __future__ import annotations

import gc
import math

REST = 1.0
"""seconds without a key: who looks at a screen that long is not typing just now."""
SELDOM = 1_000
"""Rounds of the middle generation after which the oldest is swept all the same: after some ten minutes of typing without a rest."""


class Sweeping:
    """Of one app. `now`, `last_key`: seconds of its clock."""

    def __init__(self) -> None:
        self._swept = -math.inf

    def begin(self) -> None:
        """From now on everything is swept only when somebody rests."""
        young, middle, _ = gc.get_threshold()
        gc.set_threshold(young, middle, SELDOM)

    def keep_what_is_loaded(self) -> None:
        """Modules and screens that are there for good are never walked through again. With every sign-in anew, so that
        nothing old is kept."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def look(self, now: float, last_key: float) -> None:
        """Once a second: sweeps once after whatever was typed, when a rest follows."""
        if self._swept < last_key <= now - REST:
            self._swept = now
            gc.collect()
