"""The kiosk on a real terminal, 80×24: signing in, scanning, handing over, what a look-alike name does."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.tui.pseudo_terminal import Terminal

ROOT = Path(__file__).parents[2]


def test_the_kiosk_ends_when_its_terminal_is_gone_and_no_signal_comes(tmp_path: Path) -> None:
    kiosk = (sys.executable, "-m", "tests.tui.open_toy", str(tmp_path))
    with Terminal(*kiosk, folder=ROOT, environ={"PYTHONPATH": str(ROOT)}) as screen:
        screen.until("Your name", "Go on")
        assert screen.process.poll() is None
        screen.hang_up()
        assert screen.process.wait(timeout=5) == 129


def test_a_window_closed_while_the_house_is_opened_leaves_no_kiosk_behind(tmp_path: Path) -> None:
    kiosk = (sys.executable, "-m", "tests.tui.open_toy", str(tmp_path))
    with Terminal(*kiosk, folder=ROOT, environ={"PYTHONPATH": str(ROOT)}) as screen:
        screen.hang_up()
        assert screen.process.wait(timeout=60) == 129


def test_a_volunteer_signs_in_scans_and_hands_over(tmp_path: Path) -> None:
    kiosk = (sys.executable, "-m", "tests.tui.open_toy", str(tmp_path))
    with Terminal(*kiosk, folder=ROOT, environ={"PYTHONPATH": str(ROOT)}) as screen:
        screen.until("Your name", "Go on")
        fatima, jan, red = (tmp_path / "cards").read_text().split()
        screen.scans(fatima)
        screen.until("Sign in first.")
        screen.types("volunteer\r1111\r")
        screen.until("Counter: Bread")
        screen.scans(fatima)
        screen.until("Fatima", "5 loaves", "Handed over")
        screen.presses("enter")
        screen.until("✓ Bread is recorded.")
        screen.scans(jan)
        assert "Fatima" not in screen.until("Not enrolled for this.")
        screen.scans(red.lower())
        screen.until("[red]Robert[/red]")
        screen.presses("escape")
        screen.until_gone("Robert")
        screen.types("fat")
        screen.until("Fatima A. 1984", "Fatma D. 1984")
        screen.presses("f10")
        screen.until("Counter: Bread")
        screen.presses("f11")
        screen.until("Locked.")
        screen.until_gone("Fatima", "volunteer")
