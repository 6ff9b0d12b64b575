"""Python's collector, out of the way of keys and scans. Left alone it walks through everything whenever much was made new,
so in the middle of a sale: 33 to 92 ms each time (told by `gc.callbacks` at the till of `python -m benchmarks.shop`)."""

from __future__ import annotations

import gc
import math

REST = 1.0
"""seconds without a key or a tap: who looks at a screen that long is not at work just now."""
SELDOM = 1_000
"""Rounds of the middle generation after which the oldest is swept all the same: so that work without any rest does not grow for ever."""


class Sweeping:
    """Of one app. `now`, `touched`: seconds of its clock."""

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

    def look(self, now: float, touched: float) -> None:
        """Once a second: sweeps once after whatever was done, when a rest follows."""
        if self._swept < touched <= now - REST:
            self._swept = now
            gc.collect()
