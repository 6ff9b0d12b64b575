"""What whoever begins should know: the coordinator's briefing, and the note of the shift before. With a key: read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from kiosk_core.domain.texts import Sentence, Text
from kiosk_core.registry.shift_notes import ShiftNote
from kiosk_core.shift import Shift

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.words import Words

TITLES = {
    "briefing": Sentence("Briefing · {by} · until {day}"),
    "handover": Sentence("From the shift of {day} · {by}"),
}
SHOWN = 40
"""letters of a note in a list of them."""


def whole(one: ShiftNote) -> Iterable[Text]:
    """A note in lines: whose it is, what it says, who read it."""
    day = one.last if one.sort == "briefing" else one.first
    yield Sentence(TITLES[one.sort].template, {"by": one.by, "day": day})
    yield one.text
    if one.readers:
        yield Sentence("Read by: {names}", {"names": ", ".join(one.readers)})


class BriefingScreen(Place):
    CSS_PATH = "briefing.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Good to know")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Read what stands here, then press F8: the coordinator sees that you have read it. Esc leaves it for later; a card "
        "that you scan goes to the counter at once.\n\n"
        "F5 leaves a note to the next shift: what is almost gone, what broke, who will call back. Nothing about clients."
    )

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self.gate = "briefing"
        self._found: tuple[ShiftNote, ...] = ()

    def body(self) -> ComposeResult:
        with VerticalScroll(id="notes"):
            yield Words(id="notes-text")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def on_data(self) -> None:
        self.read()

    def hints(self) -> Iterable[Hint]:
        if any(not one.read for one in self._found):
            yield self.hint("f8", Sentence("Read"), self.have_read, main=True)
        yield self.hint("f5", Sentence("Note for the next shift"), self.leave_note)
        if self.shift.may("brief"):
            yield self.hint("f6", Sentence("Write a briefing"), self.brief)
        if self._mine:
            yield self.hint("f4", Sentence("Take back"), self.take_back)
        notes = self.query_one("#notes", VerticalScroll)
        yield Hint("down", "", notes.action_scroll_down)
        yield Hint("up", "", notes.action_scroll_up)

    @property
    def _mine(self) -> list[ShiftNote]:
        """Those that whoever stands here may take back."""
        return [one for one in self._found if one.author == self.shift.volunteer.id or self.shift.may("brief")]

    def read(self) -> None:
        """Shows what holds now, what is not read yet first."""
        self._found = tuple(sorted(self.shift.shift_notes(), key=lambda one: one.read))
        text = "\n\n".join("\n".join(map(self.say, whole(one))) for one in self._found)
        self.query_one("#notes-text", Words).put(text or self.say(Sentence("Nothing is noted for this shift.")))

    def have_read(self) -> None:
        self.shift.note_read(self._found)
        self.dismiss(None)

    def leave_note(self) -> None:
        self.desk.open("shift_note:HandoverScreen", self.shift, done=self._again)

    def brief(self) -> None:
        self.desk.open("shift_note:WriteBriefingScreen", self.shift, done=self._again)

    def take_back(self) -> None:
        """The only one, or the one that is chosen."""
        mine = {one.id: one.text[:SHOWN] for one in self._mine}
        if len(mine) == 1:
            self._taken(next(iter(mine)))
        else:
            screen = self.desk.load("choose:ChooseScreen", self.shift, Sentence("Which one?"), mine)
            self.app.push_screen(screen, lambda id: self.attempt(lambda: self._taken(id)) if id else None)

    def _taken(self, id: str) -> None:
        self.shift.take_note_back(id)
        self._again(self.say(Sentence("✓ Taken back.")))

    def _again(self, said: object) -> None:
        self.attempt(self.read)
        if isinstance(said, str):
            self.tell(said)
