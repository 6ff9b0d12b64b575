"""The wiping checklist: every point is ticked before somebody else gets the device."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_lowercase
from typing import ClassVar

from textual import events
from textual.app import ComposeResult

from kiosk_core import Sentence, Shift
from kiosk_core.tui import Hint, Place, Words

from .. import devices
from ..devices import Device
from ..vocabulary import read


class WipeScreen(Place):
    """Dismissed with (act, sentence), or None."""

    CSS_PATH = "devices.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Wipe a device")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Press the letter of each point when it is done. When all are ticked, F8 makes the device ready."
    )

    def __init__(self, shift: Shift, device: Device) -> None:
        super().__init__(shift)
        self._device, self._ticked = device, set[str]()

    def body(self) -> ComposeResult:
        yield Words(f"{self._device.title} ({self._device.number})", id="what")
        yield Words(id="points")

    def on_mount(self) -> None:
        self._points = devices.wiping(self.shift.house, self.shift.here().day)
        self._paint()

    def hints(self) -> Iterable[Hint]:
        for letter, point in zip(ascii_lowercase, self._points, strict=False):
            yield Hint(letter, "", lambda point=point: self.tick_point(point))  # type: ignore[misc]
        if self._ticked >= set(self._points):
            yield self.hint("f8", Sentence("Ready to lend"), self.save, main=True)

    def on_key(self, event: events.Key) -> None:
        key = (event.character or "").lower()
        if len(key) == 1 and any(hint.key == key for hint in self._all_hints()):
            event.stop()
            self.press(key)

    def tick_point(self, point: str) -> None:
        self._ticked ^= {point}
        self._paint()

    def save(self) -> None:
        act = devices.wiped(self.shift, self._device.number, self._ticked)
        text = Sentence("✓ {number} is wiped and may be lent.", {"number": self._device.number})
        self.dismiss((act.id, self.say(text)))

    def _paint(self) -> None:
        lines = [
            f"{letter.upper()}  {'✓' if point in self._ticked else '·'}  {self.say(read(point))}"
            for letter, point in zip(ascii_lowercase, self._points, strict=False)
        ]
        self.query_one("#points", Words).put("\n\n".join(lines))
        self.refresh_if_shown()
