"""The coordinator adds a device that may be lent."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import Sentence
from kiosk_core.tui import Form, Question

from .. import devices
from .form import FormScreen


class AddDeviceScreen(FormScreen):
    """Dismissed with (act, sentence), or None."""

    HEADING: ClassVar[Sentence] = Sentence("Add a device")
    GUIDE: ClassVar[Sentence] = Sentence(
        "A name is enough; the number is given when you leave it empty. Then print its label."
    )

    def body(self) -> ComposeResult:
        yield Form(
            Question("title", Sentence("Name"), Sentence("For instance its brand and size.")),
            Question("number", Sentence("Number"), Sentence("The house's own inventory number. Empty: the next one."), optional=True),
        )  # fmt: skip

    def save(self) -> None:
        said = self.query_one(Form).answers()
        number = devices.add(self.shift, said["title"], number=said["number"] or None)
        self.dismiss((None, self.say(Sentence("✓ {number} is added.", {"number": number}))))
