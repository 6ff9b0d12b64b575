"""Somebody asks to be forgotten: what is still open, what goes, what stays and why; then the number, typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from kiosk_core.care.erasure import Erasure, stays
from kiosk_core.domain.eligibility import Finding, Severity
from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.domain.texts import Sentence, Text, counted
from kiosk_core.shift import Shift

from ..asked import Asked
from ..beside import Beside
from ..widgets.form import Question
from ..widgets.key_bar import Hint
from ..widgets.words import Words

REASONS: dict[str, Text] = {
    "request": Sentence("They asked for it"),
    "deceased": Sentence("They died"),
    "moved": Sentence("They moved"),
    "mistake": Sentence("Registered by mistake"),
}
FORGETTING = Sentence("One moment: the names are being taken out.")


class ForgetScreen(Beside, Asked):
    """Dismissed with the Forgetting that was done."""

    CSS_PATH = "forget.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Forget")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Read first what is still open: settle it, or forget it too with F8 pressed twice.\n"
        "Type the number of whom is forgotten, so that it is never the wrong one. F6 says why.\n"
        "It cannot be taken back. Figures of months and years do not change."
    )
    AGAIN: ClassVar[Sentence] = Sentence("Read what stands above. F8 again forgets them all the same.")
    _why = "request"

    def __init__(self, shift: Shift, number: str) -> None:
        super().__init__(shift)
        self.number = number

    def body(self) -> ComposeResult:
        with VerticalScroll(id="going", can_focus=False):
            yield Words(id="going-text")
        yield from super().body()

    def questions(self) -> Iterable[Question]:
        why = Sentence("Type {number}, so that it is never somebody else.", {"number": self.number})
        yield Question("number", Sentence("Number"), why)

    def on_mount(self) -> None:
        super().on_mount()
        self.attempt(self.read)

    def hints(self) -> Iterable[Hint]:
        if self.busy:
            return
        yield self.hint("f6", Sentence("Why: {reason}", {"reason": REASONS[self._why]}), self.turn)
        going = self.query_one("#going", VerticalScroll)
        yield Hint("pagedown", self.say(Sentence("Read on")) if going.max_scroll_y else "", going.action_page_down)
        yield Hint("pageup", "", going.action_page_up)
        for hint in super().hints():
            yield self.hint("f8", Sentence("Forget"), self.save, main=True) if hint.key == "f8" else hint

    def turn(self) -> None:
        known = list(REASONS)
        self._why = known[(known.index(self._why) + 1) % len(known)]

    def foreseen(self) -> Erasure:
        return self.shift.to_forget(self.number)

    def read(self) -> None:
        found = self.foreseen()
        persons = counted("{n} person", "{n} persons", found.persons)
        named = dict.fromkeys((found.number, found.display, self.say(persons)))
        lines = [" · ".join(named)]
        if found.open:
            lines.append(self.say(Sentence("Still open: {what}", {"what": found.open})))
        lines.append(self.say(Sentence("The names go. What stays without a name:")))
        lines += map(self.say, stays(found.going))
        lines += map(self.say, found.beside)
        lines.append(self.say(Sentence("Older backups may hold them until {day}.", {"day": found.backups_until})))
        self.query_one("#going-text", Words).put("\n".join(lines))

    def look(self) -> Sequence[Finding]:
        if not self.form.answers()["number"]:
            return ()
        return [
            Finding(Severity.ASK, "core.still_open", Sentence("Still open: {what}", {"what": one}))
            for one in self.shift.to_forget(self.number).open
        ]

    def keep(self) -> None:
        if self.form.answers()["number"].upper() != self.number.upper():
            raise NotUnderstood(why=Sentence("type {number} to forget this one.", {"number": self.number}))
        number, why = self.number, self._why
        self.beside(lambda shift: shift.forget(number, why, with_open=True), self.dismiss, FORGETTING)
