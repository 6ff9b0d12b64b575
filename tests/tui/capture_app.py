"""The smallest app that hears scans: a field, a command key, and a list of what happened. Also run on a terminal."""

from __future__ import annotations

import time
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Label

from kiosk_core.domain.keys import GS, Times
from kiosk_core.tui.capture import Capture, NoCode, Scanned


class CaptureApp(Capture):
    BINDINGS: ClassVar[list[BindingType]] = [("y", "confirm", "Yes")]

    def __init__(self, *args: Any, field: bool = True, busy: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field, self.busy = field, busy
        self.happened: list[str] = []

    def compose(self) -> ComposeResult:
        yield Label("ready", markup=False)
        if self.field:
            yield Input()

    def on_mount(self) -> None:
        if self.busy:
            self.set_interval(0.15, self.work)

    def work(self) -> None:
        """Keeps the loop from its keys for 100 ms, as a large screen on a slow machine does."""
        until = time.monotonic() + 0.1
        while time.monotonic() < until:
            pass

    def note(self, what: str) -> None:
        self.happened.append(what)
        self.query_one(Label).update("\n".join(self.happened).replace(GS, "^]"))

    def on_scanned(self, scanned: Scanned) -> None:
        self.note(f"scanned {scanned.keys}")

    def on_no_code(self, message: NoCode) -> None:
        self.note(f"junk {message.why}")

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        self.note(f"entered {submitted.value}")

    def on_paste(self, paste: events.Paste) -> None:
        self.note(f"pasted {paste.text}")

    def action_confirm(self) -> None:
        self.note("confirmed")


if __name__ == "__main__":
    import sys

    # A machine that does other things cannot keep a scanner's cadence: with `--slow` everything takes ten times as long.
    slow = Times(gap=0.25, wait=0.3) if "--slow" in sys.argv else Times()
    CaptureApp(field="--no-field" not in sys.argv, busy="--busy" in sys.argv, times=slow).run()
