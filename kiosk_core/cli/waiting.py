"""What somebody reads who waits for a long piece of work: how far it is, and how fast it goes."""

from __future__ import annotations

import time
from collections.abc import Callable

EVERY_S = 0.5
"""Between two words about the same thing."""


class Waiting:
    """A progress (what, done, of). `say(what, percent, rate, ended)`: `rate` is of things a second, since the first word."""

    def __init__(
        self, say: Callable[[str, int, int, bool], None], clock: Callable[[], float] = time.monotonic
    ) -> None:  # fmt: skip
        self._say, self._clock = say, clock
        self._what, self._from, self._done = "", 0, 0
        self._began = self._said = 0.0

    def __call__(self, what: str, done: int, of: int) -> None:
        now = self._clock()
        if what != self._what or done < self._done:
            self._what, self._from, self._began, self._said = what, done, now, now
        elif done == of or now - self._said >= EVERY_S:
            rate = (done - self._from) / (now - self._began) if now > self._began else 0
            self._said = now
            self._say(what, 100 * done // of if of else 100, round(rate), done == of)
        self._done = done
