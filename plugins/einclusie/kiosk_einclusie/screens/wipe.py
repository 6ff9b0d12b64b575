"""The wiping checklist: every point is ticked before somebody else gets the device."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import Sentence, Shift, Word
from kiosk_core.tui import Hint, Words

from .. import devices
from ..devices import Device
from ..vocabulary import Text, read
from .choose import TickScreen


class WipeScreen(TickScreen):
    """Dismissed with (act, sentence), or None."""

    HEADING: ClassVar[Sentence] = Sentence("Wipe a device")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Press the letter of each point when it is done. When all are ticked, F8 makes the device ready."
    )

    def __init__(self, shift: Shift, device: Device) -> None:
        super().__init__(shift)
        self._device = device

    def wanted(self) -> Mapping[Word, Text]:
        points = devices.wiping(self.shift.house, self.shift.here().day)
        return {point: read(point) for point in points}

    def body(self) -> ComposeResult:
        yield Words(f"{self._device.title} ({self._device.number})", id="what")
        yield Words(id="points")

    def hints(self) -> Iterable[Hint]:
        yield from self.letters()
        if self._ticked >= set(self.wanted()):
            yield self.hint("f8", Sentence("Ready to lend"), self.save, main=True)

    def save(self) -> None:
        act = devices.wiped(self.shift, self._device.number, self._ticked)
        text = Sentence("✓ {number} is wiped and may be lent.", {"number": self._device.number})
        self.dismiss((act.id, self.say(text)))
