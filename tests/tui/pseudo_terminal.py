"""A program on a real pseudo-terminal: bytes in at the speed of a hand or a scanner, the screen read by an emulator.

Imports nothing of the app.

    with Terminal("python", "-m", "kiosk_core", "open") as screen:
        screen.until("Your name")
        screen.types("volunteer\\r")
        screen.scans("BCDE...")
        assert "YES" in screen.text
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

HAND, SCANNER = 0.06, 0.003
"""seconds from key to key"""
KEYS = {
    "enter": b"\r", "escape": b"\x1b", "tab": b"\t", "up": b"\x1b[A", "down": b"\x1b[B", "delete": b"\x1b[3~",
    "f1": b"\x1bOP", "f2": b"\x1bOQ", "f3": b"\x1bOR", "f4": b"\x1bOS", "f5": b"\x1b[15~", "f6": b"\x1b[17~",
    "f7": b"\x1b[18~", "f8": b"\x1b[19~", "f9": b"\x1b[20~", "f10": b"\x1b[21~", "f11": b"\x1b[23~", "f12": b"\x1b[24~",
}  # fmt: skip
"""As xterm sends them."""


class NotShown(AssertionError):
    """What was waited for did not come; says what stood on the screen instead."""


class Terminal:
    """One process, `columns` x `lines`; killed when the `with` ends."""

    def __init__(
        self, *command: str, columns: int = 80, lines: int = 24, environ: Mapping[str, str] | None = None,
        folder: Path | None = None, patience: float = 20.0,
    ) -> None:  # fmt: skip
        """`patience`: seconds that `until` waits."""
        self.patience = patience
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self._end, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        there = {**os.environ, "TERM": "xterm-256color", **(environ or {})}
        there.pop("COLUMNS", None)
        there.pop("LINES", None)
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=there, cwd=folder, start_new_session=True
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- reading ----

    @property
    def text(self) -> str:
        """What stands on the screen, a line each."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, seconds: float) -> None:
        """Takes what the process paints for that long; also how a test waits."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not self._take(left):
                return

    def until(self, *words: str) -> str:
        """Waits until all of them stand there; answers the screen. Raises NotShown."""
        return self._until(lambda text: all(word in text for word in words), f"never saw {words}")

    def until_gone(self, *words: str) -> str:
        """Waits until none of them stands there any more. Raises NotShown."""
        return self._until(lambda text: not any(word in text for word in words), f"still there: {words}")

    def _until(self, found: object, why: str) -> str:
        assert callable(found)
        until = time.monotonic() + self.patience
        while not found(self.text):
            if time.monotonic() > until or not self._take(0.02):
                raise NotShown(f"{why} on:\n{self.text}")
        return self.text

    def _take(self, wait: float) -> bool:
        """False: the process has ended, and everything it painted was read."""
        if not select.select([self._end], [], [], wait)[0]:
            return self.process.poll() is None
        try:
            painted = os.read(self._end, 65536)
        except OSError:
            return False
        self._stream.feed(painted)
        return bool(painted)

    # ---- writing ----

    def sends(self, data: bytes, every: float = 0.0) -> None:
        """Byte by byte, `every` seconds apart; 0: at once. Reads nothing meanwhile: a scanner waits for no screen."""
        if not every:
            os.write(self._end, data)
            return
        for byte in data:
            os.write(self._end, bytes([byte]))
            select.select([], [], [], every)

    def types(self, text: str, every: float = HAND) -> None:
        """As a person does, letter by letter."""
        for letter in text:
            self.sends(letter.encode())
            self.read(every)

    def scans(self, code: str, end: str = "\r", every: float = SCANNER) -> None:
        """As a keyboard-wedge scanner does."""
        self.sends((code + end).encode(), every)

    def presses(self, *names: str) -> None:
        """Keys by their names in KEYS."""
        for name in names:
            self.sends(KEYS[name])
            self.read(2 * HAND)

    def hang_up(self) -> None:
        """The terminal is gone. It is nobody's controlling one, so no signal tells the process."""
        os.close(self._end)
        self._end = -1

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self._end >= 0:
            os.close(self._end)
