"""The kiosk ends with its terminal, also when nobody sends it a hang-up signal."""

from __future__ import annotations

import os
import select
import stat
import sys
from threading import Thread

ENDED = 129
"""As a shell reports a process that a hang-up ended."""


def end_with_terminal() -> None:
    """Waits beside the app, without using the processor. Textual reads a terminal that is gone for ever, as fast as it
    can. What was recorded is on disk already, so nothing is lost. On Windows the console ends its programs itself."""
    # A terminal that went away while the house was opened is none any more, yet it is still a device.
    if stat.S_ISCHR(os.fstat(sys.stdin.fileno()).st_mode) and hasattr(select, "poll"):
        Thread(target=_wait, args=(sys.stdin.fileno(),), name="hangup", daemon=True).start()


def _wait(terminal: int) -> None:
    line = select.poll()
    line.register(terminal, 0)  # nothing asked for: only what is always told, that the other end is gone
    while not any(told & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, told in line.poll()):
        pass
    os._exit(ENDED)
