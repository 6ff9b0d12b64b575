"""The capture on a real terminal: bytes at a scanner's speed in, the screen read with a terminal emulator."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest

from kiosk_core.domain.cards import new_code

CARD = "BCDEFGHIJKLNPRSTU"
SLOWEST = 0.22
"""Seconds between two keys that are a scanner's still, ten times as slow (docs/sources.md: 1 to 20 ms a key)."""
ROOT = Path(__file__).parents[2]


class Terminal:
    """An app in a process of its own, 80×24."""

    def __init__(self, *options: str) -> None:
        self.end, theirs = pty.openpty()
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        there = os.environ | {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", "PYTHONPATH": str(ROOT)}
        self.app = subprocess.Popen(
            [sys.executable, "-m", "tests.tui.capture_app", *options],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=ROOT,
            env=there,
            start_new_session=True,
        )
        os.close(theirs)

    def read(self, seconds: float) -> None:
        """Lets the app paint for that long."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self.end], [], [], left)[0]:
                self.stream.feed(os.read(self.end, 65536))

    def types(self, text: bytes, every: float) -> float:
        """One key after the other. Returns the longest pause between two, seconds: a busy machine makes its own."""
        longest, last = 0.0, time.monotonic()
        for key in text:
            os.write(self.end, bytes([key]))
            longest, last = max(longest, time.monotonic() - last), time.monotonic()
            select.select([], [], [], every)  # reading meanwhile would make a slow scanner of a busy machine
        return longest

    def scans(self, code: str, end: bytes, every: float) -> None:
        """Types as a scanner does until this machine kept a scanner's cadence, then waits for the scan."""
        while self.types(code.encode() + end, every) > SLOWEST:
            self.read(0.5)
        self.shows(f"scanned {code}")

    def bursts(self, keys: bytes, says: str) -> None:
        """All at once: a pause that this machine makes between two keys is not the app's to bridge."""
        os.write(self.end, keys)
        self.shows(says)

    def shows(self, words: str) -> None:
        """Waits for the words, at most a minute: this machine does other things too."""
        until = time.monotonic() + 60
        while words not in "\n".join(self.screen.display):
            assert time.monotonic() < until, "\n".join(line for line in self.screen.display if line.strip())
            assert self.app.poll() is None, "the app has ended"
            self.read(0.02)

    def close(self) -> None:
        self.app.kill()
        self.app.wait()
        os.close(self.end)


@pytest.fixture
def terminal(request: pytest.FixtureRequest) -> Iterator[Terminal]:
    opened = Terminal(*getattr(request, "param", ()))
    opened.shows("ready")
    yield opened
    opened.close()


@pytest.mark.parametrize("terminal", [("--slow",)], indirect=True)
def test_a_scanner_is_heard_at_each_cadence_and_with_each_ending(terminal: Terminal) -> None:
    for count, (every, end) in enumerate([(0.01, b"\r"), (0.05, b"\n"), (0.12, b"\t"), (0.18, b"\r\n")]):
        code = CARD[count:] + CARD[:count]
        terminal.scans(code, end, every)


@pytest.mark.parametrize("terminal", [("--slow",)], indirect=True)
def test_a_belgian_keyboard_and_gs1_with_its_separator_are_heard(terminal: Terminal) -> None:
    terminal.bursts("(à&&è&".encode() + "&é\"'(§è".encode() + b"\r", "scanned (à&&è&")
    terminal.bursts(b"010950600013435210BC\x1d17261231\r", "scanned 010950600013435210BC^]17261231")


def test_typing_by_hand_goes_into_the_field(terminal: Terminal) -> None:
    # Letters that no code has: a machine that hands them over in a bunch makes no scan of them.
    terminal.types(b"van damme\r", 0.06)
    terminal.shows("entered van damme")


def test_a_pasted_megabyte_leaves_the_counter_working(terminal: Terminal) -> None:
    block = b"B" * 4096
    for piece in [b"\x1b[200~", *[block] * 256, b"\x1b[201~"]:
        while not select.select([], [terminal.end], [], 0)[1]:
            terminal.read(0.01)
        os.write(terminal.end, piece)
    terminal.shows("junk long")
    terminal.read(0.2)
    terminal.bursts(CARD.encode() + b"\r", f"scanned {CARD}")


@pytest.mark.parametrize("terminal", [("--no-field",)], indirect=True)
def test_control_characters_and_foreign_lines_run_nothing(terminal: Terminal) -> None:
    terminal.bursts(b"\x11y\r", "junk control")
    terminal.read(0.2)
    terminal.bursts(b"https://y\r", "junk foreign")
    assert "confirmed" not in "\n".join(terminal.screen.display)


@pytest.mark.parametrize("terminal", [("--no-field",)], indirect=True)
def test_a_foreign_line_in_pieces_runs_nothing_where_only_quick_scans_were_seen(terminal: Terminal) -> None:
    for count in range(3):
        terminal.bursts((CARD[count:] + CARD[:count]).encode() + b"\r", f"scanned {CARD[count:]}")
        terminal.read(0.1)
    for piece in (b"yy\x1b", b"[15~y", b"y\x1b[Ay", b"yy\r"):
        os.write(terminal.end, piece)
        select.select([], [], [], 0.002)
    terminal.shows("junk control")
    terminal.bursts(b"yy\r", "junk foreign")
    assert "confirmed" not in "\n".join(terminal.screen.display)


@pytest.mark.parametrize("terminal", [("--busy",)], indirect=True)
def test_no_scan_is_lost_and_no_letter_leaks_while_the_app_is_busy(terminal: Terminal) -> None:
    codes = [new_code() for _ in range(15)]
    for code in codes:
        # In one write: a gap that this machine makes between two keys is not the app's to bridge.
        os.write(terminal.end, code.encode() + b"\r")
        terminal.read(0.07)
    terminal.shows(f"scanned {codes[-1]}")
    shown = [line.strip() for line in terminal.screen.display if line.strip()]
    assert [line.removeprefix("scanned ") for line in shown[: len(codes)]] == codes
    assert not any("entered" in line for line in shown)
