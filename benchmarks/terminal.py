"""A program on a real pseudo-terminal, fed as a scanner or a typist would, watched until something is painted."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path

KEY_PAUSE = 0.002
"""A scanner types a key every 1 to 20 ms."""
PATIENCE = 30.0


def _own_terminal() -> None:
    """So that it hears of the end of its window, also when a bench is broken off."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A command on 80x24; close it."""

    def __init__(self, *command: str, **environ: str) -> None:
        here, there = pty.openpty()
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        env = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "COLUMNS": "80",
            "LINES": "24",
            **environ,
        }
        self.process = subprocess.Popen(
            command, stdin=there, stdout=there, stderr=there, env=env,
            start_new_session=True, preexec_fn=_own_terminal,
        )  # fmt: skip
        os.close(there)
        self.fd = here

    def type(self, keys: str, pause: float = KEY_PAUSE) -> None:
        for key in keys:
            os.write(self.fd, key.encode())
            time.sleep(pause)

    def drain(self, quiet: float = 0.15, most: float = 2.0) -> bytes:
        """What is painted until nothing came for `quiet` seconds, or `most` are over (a cursor blinks for ever)."""
        seen, end = b"", time.perf_counter() + most
        while time.perf_counter() < end and select.select([self.fd], [], [], quiet)[0]:
            seen += self._read()
        return seen

    def wait(self, *wanted: bytes) -> float:
        """Seconds until one of these is painted. Raises TimeoutError with what was there instead."""
        began, seen = time.perf_counter(), b""
        while time.perf_counter() - began < PATIENCE:
            if select.select([self.fd], [], [], 0.5)[0]:
                seen += self._read()
                if any(one in seen for one in wanted):
                    return time.perf_counter() - began
        raise TimeoutError(f"{wanted!r} was not painted but {seen[-2000:]!r}")

    def _read(self) -> bytes:
        try:
            return os.read(self.fd, 65536)
        except OSError:
            raise TimeoutError("the program ended") from None

    def megabytes(self) -> float:
        """Memory that only this process has, and its share of the rest."""
        lines = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        os.close(self.fd)


def at_counter(*command: str, pin: str) -> Terminal:
    """The kiosk with a volunteer signed in, at its counter, ready for a scan."""
    terminal = Terminal(*command)
    terminal.wait(b"Your PIN")
    terminal.drain(0.5)
    for typed in ("volunteer", pin):
        terminal.type(typed, 0.1)
        terminal.type("\r", 0.5)
    terminal.drain(1.0)
    terminal.type("\r", 0)
    terminal.wait(b"Scan the card")
    return terminal


def letters(values: Sequence[float]) -> str:
    """p50 and p99 in milliseconds."""
    ordered = sorted(values)
    middle, high = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    return f"p50 {middle * 1000:.1f} ms, p99 {high * 1000:.1f} ms"
