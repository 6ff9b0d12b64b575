"""What somebody gets in a course, to keep: a letter for each thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core import Client, Sentence, Shift, Word
from kiosk_core.tui import Hint, Words

from .. import courses
from ..courses import Course
from ..vocabulary import Text, read_all
from .choose import TickScreen


class MaterialScreen(TickScreen):
    """Dismissed with a sentence, or None."""

    HEADING: ClassVar[Sentence] = Sentence("Hand out material")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Press the letter of what this visitor gets, then F8. What they have already is not in the list."
    )

    def __init__(self, shift: Shift, course: Course, client: Client) -> None:
        super().__init__(shift)
        self._course, self._client = course, client

    @property
    def _had(self) -> tuple[Word, ...]:
        assert self._client.person is not None  # a seat is a person's
        return courses.had(self.shift.house, self._course.id, self._client.person)

    def wanted(self) -> Mapping[Word, Text]:
        had = self._had
        return {word: text for word, text in courses.materials(self.shift).items() if word not in had}

    def body(self) -> ComposeResult:
        yield Words(f"{self._client.display} · {self._course.title}", id="what")
        yield Words(id="had")
        yield Words(id="points")

    def paint(self) -> None:
        had = ", ".join(map(self.say, read_all(",".join(self._had))))
        self.query_one("#had", Words).put(self.say(Sentence("Has already: {what}", {"what": had})) if had else "")
        super().paint()

    def hints(self) -> Iterable[Hint]:
        yield from self.letters()
        if self._ticked:
            yield self.hint("f8", Sentence("Handed over"), self.save, main=True)

    def save(self) -> None:
        courses.hand_out(self.shift, self._client, self._course.id, tuple(sorted(self._ticked)))
        self.dismiss(self.say(Sentence("✓ Noted for {who}.", {"who": self._client.display})))
