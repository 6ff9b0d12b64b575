"""What who writes much beside a counter does behind each transaction, while the lock is free."""

from __future__ import annotations

from collections.abc import Callable

PAGES = 900
"""Of the WAL, after which it is copied into the file: SQLite lets an act do that which finds 1,000."""
SLICES = 64
"""Transactions behind which it is copied at the latest."""


class Copying:
    """To be called behind each transaction, with no lock held: what was committed `unsynced` is on disk when it returns, and the
    counter's next COMMIT need not wait for all of it; and now and then the WAL is copied into the file. How long the WAL is
    can only be known by copying it, so the last time says how many transactions fit until the next."""

    def __init__(self, sync: Callable[[], None], copy: Callable[[], int], pages: int = PAGES) -> None:
        """`copy`: copies as far as nobody prevents it, and answers how many pages the WAL had. `pages`: after how many."""
        self._sync, self._copy, self._pages = sync, copy, pages
        self._every, self._since = 1, 0

    def __call__(self) -> None:
        self._sync()
        self._since += 1
        if self._since >= self._every:
            self._every = max(1, min(SLICES, self._since * self._pages // max(1, self._copy())))
            self._since = 0
