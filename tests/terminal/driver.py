"""The installed `kiosk` on a pseudo-terminal, used as a person does: keys in, the screen read with a terminal emulator.

It imports nothing of the app. Everything waits for words on the screen, never for time.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyte

KIOSK = Path(sys.executable).with_name("kiosk")
"""Beside the Python that runs the tests: the command as `make kiosk` installs it."""
TYPIST = 0.05
"""seconds from key to key"""
PATIENCE = 90.0
"""seconds, on a machine that does other things too"""
KEYS = {
    "enter": "\r", "tab": "\t", "escape": "\x1b", "backspace": "\x7f", "delete": "\x1b[3~", "pagedown": "\x1b[6~",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~",
    "f8": "\x1b[19~", "f9": "\x1b[20~", "f10": "\x1b[21~", "f11": "\x1b[23~", "f12": "\x1b[24~",
}  # fmt: skip
"""As xterm sends them."""


def environment(home: Path, **more: str) -> dict[str, str]:
    """Nothing of whoever runs the tests: a home of its own, no house and no language chosen but those in `more`. With a
    PYTHONPATH (`make faults`) the command `kiosk` runs what lies there."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "PYTHONPATH") if name in os.environ}
    return kept | {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"} | more


def command(home: Path, *typed: str, code: int = 0, **more: str) -> Any:
    """`kiosk TYPED --json`: the one document that it prints."""
    done = subprocess.run(
        [KIOSK, *typed, "--json"],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == code, (typed, done.returncode, done.stdout, done.stderr)
    return json.loads(done.stdout)


class Terminal:
    """`kiosk TYPED` on a terminal of its own; close it, or use it in a `with`."""

    def __init__(
        self, home: Path, *typed: str, columns: int = 80, lines: int = 24, before: Sequence[str] = (), **more: str
    ) -> None:
        """`before`: a command that runs it. `more`: of its environment, KIOSK_DB and KIOSK_LANG mostly."""
        self._end, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._screen = pyte.Screen(columns, lines)
        self._lines: list[str] | None = None
        self._stream = pyte.ByteStream(self._screen)
        self.app = subprocess.Popen(
            [*before, KIOSK, *typed], stdin=theirs, stdout=theirs, stderr=theirs, cwd=home,
            env=environment(home, **more), start_new_session=True,
        )  # fmt: skip
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """The window is closed."""
        if self.app.poll() is None:
            self.app.kill()
        self.app.wait()
        os.close(self._end)

    # ---- reading ----

    @property
    def lines(self) -> list[str]:
        """As they stand there, without the empty cells behind them. Read cell by cell, and so only when something was
        painted since."""
        if self._lines is None:
            self._lines = [line.rstrip() for line in self._screen.display]
        return self._lines

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def title(self) -> str:
        """What the app, or something that it was made to say, calls the window."""
        return str(self._screen.title)

    def style_of(self, words: str) -> set[tuple[object, ...]]:
        """How the letters of these words are painted, where they stand first: all (colour, ground, bold, reverse, …)."""
        row = next(n for n, line in enumerate(self.lines) if words in line)
        start = self.lines[row].index(words)
        cells = [self._screen.buffer[row][column] for column in range(start, start + len(words))]
        return {cell[1:] for cell in cells}

    def shows(self, words: str) -> bool:
        """Whether these words stand there, also where a line was broken between two of them."""
        return words in self.text or words in " ".join(self.text.split())

    def read(self, seconds: float) -> bool:
        """Lets the app paint for that long; False when it has ended and all was read."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not select.select([self._end], [], [], left)[0]:
                break
            try:
                self._stream.feed(os.read(self._end, 65536))
            except OSError:
                return False
            self._lines = None
        return True

    def wait_for(self, *wanted: str, gone: Sequence[str] = (), seconds: float = PATIENCE) -> str:
        """Until all of `wanted` stand on the screen and none of `gone`. The screen, as it is then."""
        until = time.monotonic() + seconds
        while not all(map(self.shows, wanted)) or any(map(self.shows, gone)):
            alive = self.read(0.02)
            assert time.monotonic() < until, f"waited for {wanted}, gone {list(gone)}:\n{self.text}"
            assert alive, f"the app has ended while waiting for {wanted}:\n{self.text}"
        return self.text

    def wait_changed(self, before: str) -> None:
        """Until something else stands there than `before`."""
        until = time.monotonic() + PATIENCE
        while self.text == before:
            assert self.read(0.02) and time.monotonic() < until, f"nothing changes:\n{before}"

    def settle(self, quiet: float = 0.2, most: float = 3.0) -> str:
        """Until nothing is painted any more (a cursor blinks for ever). The screen, as it is then."""
        until = time.monotonic() + most
        while time.monotonic() < until and select.select([self._end], [], [], quiet)[0]:
            self.read(0.02)
        return self.text

    def ended(self) -> int:
        """Waits until the app ends; its exit code."""
        until = time.monotonic() + PATIENCE
        while self.app.poll() is None:
            self.read(0.05)
            assert time.monotonic() < until, f"it does not end:\n{self.text}"
        return self.app.wait()

    # ---- keys ----

    def send(self, sent: bytes) -> None:
        """In one piece, also when it is more than the terminal takes at once: the app reads and paints meanwhile."""
        while sent:
            if select.select([], [self._end], [], 0.05)[1]:
                sent = sent[os.write(self._end, sent[:1024]) :]
            self.read(0.001)

    def scans(self, keys: str) -> None:
        """All keys at once, with their Enter: a pause that this machine makes between two keys is not the app's to bridge.
        Each cadence of a scanner is tried in tests/tui/test_capture_terminal.py."""
        self.send(keys.encode() + b"\r")

    def types(self, text: str) -> None:
        """As a person does."""
        for key in text:
            os.write(self._end, key.encode())
            self.read(TYPIST)

    def press(self, *names: str) -> None:
        """Keys by name: 'f8', 'enter'; anything else is typed."""
        for name in names:
            self.send(KEYS.get(name, name).encode())
            # A lone Escape and the begin of another key look alike to a terminal: it takes 0.1 s to tell.
            self.read(0.25 if name == "escape" else TYPIST)

    def taps(self, words: str, *wanted: str, gone: Sequence[str] = (), times: int = 1) -> str:
        """A finger, or the mouse, where these words stand first once all is painted, as xterm reports it (SGR 1006); again,
        as a person does, until all of `wanted` stand there and none of `gone`: half a second after a tap that opened a
        screen the next one counts as trembling."""
        until = time.monotonic() + PATIENCE
        while not all(map(self.shows, wanted)) or any(map(self.shows, gone)):
            assert time.monotonic() < until, f"tapped {words} for {wanted}, gone {list(gone)}:\n{self.text}"
            self.settle()
            row = next((n for n, line in enumerate(self.lines, 1) if words in line), None)
            if row is not None:
                column = self.lines[row - 1].index(words) + 1
                self.send(f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m".encode() * times)
            self.settle(0.6)
        return self.text
