"""How fast a long writing may go: in short acts while somebody else writes too, in long transactions alone. Either way who
waits for the lock is heard, and has it next."""

from __future__ import annotations

from collections.abc import Callable

LOCK_S, PAUSE_S = 0.025, 0.005
"""Seconds of a processor that one act should take at most, and the pause behind it when somebody waits: a counter tries a busy
lock again every 2 ms. Not seconds of a clock: where many programs run, shorter acts would only take longer in all."""
ALONE_S = 1.0
"""How long one transaction of several acts takes when nobody else wrote for a while: each page is written once in it, however
many of its rows come together there. It ends with the act in which somebody begins to wait."""
NOTICE_S, AWAY_S = 2.0, 60.0
"""How long it looks for others when it begins, and how long it still reckons with one who wrote."""
LEAST, FIRST, MOST = 2, 4, 50
"""Households of one act: as many as the one before says there is time for, and never twice as many; alone the most, since
each act costs what one household does. Taking an act back holds the lock as long as it is large."""


class Pace:
    """Of one long writing. `version`: a number that changes when somebody else wrote (Store.data_version). `asked`: whether
    somebody waited for the lock since it was called last (store.Wanted). `clock`: seconds. `polite`: never alone, because the
    one who writes is a screen itself."""

    def __init__(
        self, version: Callable[[], int], asked: Callable[[], bool], clock: Callable[[], float], *, polite: bool
    ) -> None:
        self._version, self._asked, self._clock, self._polite = version, asked, clock, polite
        self._seen, self._began = version(), clock()
        self._quiet_from = self._began + NOTICE_S
        self._alone, self._waited, self._size = False, False, FIRST

    @property
    def alone(self) -> bool:
        """Whether acts may share a transaction, as far as can be told now. Between two transactions."""
        now = self._clock()
        if (seen := self._version()) != self._seen or self._heard():
            self._seen, self._quiet_from = seen, now + AWAY_S
        self._began, self._waited = now, False
        self._alone = not self._polite and now >= self._quiet_from
        return self._alone

    @property
    def size(self) -> int:
        """Of the next act."""
        return MOST if self._alone else self._size

    @property
    def pause(self) -> float:
        """Seconds to leave the lock free behind what was written."""
        return PAUSE_S if self._heard() else 0.0

    @property
    def room(self) -> bool:
        """Whether another act fits into the transaction that began when `alone` was asked."""
        return self._clock() - self._began < ALONE_S and not self._heard()

    def took(self, seconds: float) -> None:
        """What an act of `size` took of a processor. Of one among others in a transaction that says little."""
        if not self._alone:
            fits = self._size * LOCK_S / max(seconds, 1e-6)
            self._size = round(max(LEAST, min(MOST, 2 * self._size, 0.9 * fits)))

    def _heard(self) -> bool:
        self._waited = self._asked() or self._waited
        return self._waited
