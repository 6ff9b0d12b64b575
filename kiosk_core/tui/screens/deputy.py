"""Until when somebody stands in for the coordinator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core.domain.eligibility import Finding
from kiosk_core.domain.texts import Sentence
from kiosk_core.shift import Shift

from ..asked import Asked
from ..widgets.form import Question


class DeputyScreen(Asked):
    """Dismissed with the last day."""

    CSS_PATH = "deputy.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Deputy")
    GUIDE: ClassVar[Sentence] = Sentence("The last day counts too. From the next day on it is a volunteer as before.")

    def __init__(self, shift: Shift, name: str) -> None:
        super().__init__(shift)
        self._whose = name

    def questions(self) -> Iterable[Question]:
        yield Question("until", Sentence("Until"), Sentence("The last day, for instance 31/12/2027."))

    def on_mount(self) -> None:
        super().on_mount()
        self.tell(Sentence("For {name}", {"name": self._whose}))

    def look(self) -> Sequence[Finding]:
        return ()

    def keep(self) -> None:
        self.dismiss(self.day("until"))
