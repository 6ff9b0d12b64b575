"""A new counter, or another title for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core.domain.eligibility import Finding
from kiosk_core.domain.texts import Sentence
from kiosk_core.shift import Shift
from kiosk_core.shift.staff import KnownCounter

from ..asked import Asked
from ..widgets.form import Question


class CounterFormScreen(Asked):
    """Dismissed with what was done, in the volunteer's language."""

    HEADING: ClassVar[Sentence] = Sentence("Counter")
    GUIDE: ClassVar[Sentence] = Sentence(
        "The name stays for ever and is used by commands: one short word. The title stands on the screen and may change."
    )

    def __init__(self, shift: Shift, counter: KnownCounter | None) -> None:
        super().__init__(shift)
        self._counter = counter

    def questions(self) -> Iterable[Question]:
        if self._counter is None:
            yield Question("name", Sentence("Name"), Sentence("One short word of letters and digits."))
        title = self._counter.title if self._counter else ""
        yield Question("title", Sentence("Title"), Sentence("Stands on the screen."), optional=True, value=title)

    def look(self) -> Sequence[Finding]:
        return ()

    def keep(self) -> None:
        said = self.form.answers()
        if self._counter is None:
            self.shift.add_counter(said["name"], said["title"] or None)
            self.dismiss(self.say(Sentence("✓ The counter {name} is set up.", {"name": said["name"]})))
        else:
            self.shift.change_counter(self._counter.name, said["title"] or None, None)
            self.dismiss(self.say(Sentence("✓ The counter {name} is changed.", {"name": self._counter.name})))
