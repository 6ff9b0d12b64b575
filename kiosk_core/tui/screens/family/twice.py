"""Two households were registered twice and are one: which one, and who of them is the same person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.visits import Client
from kiosk_core.shift import Shift
from kiosk_core.shift.families import Same

from ...form_place import FormPlace
from ...widgets.form import Question
from ...widgets.key_bar import Hint
from ...widgets.rows import Rows
from ...widgets.words import Words
from .done import AboutHousehold, Done


class TwiceScreen(FormPlace, AboutHousehold):
    HEADING: ClassVar[Sentence] = Sentence("Registered twice")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type the number under which the same household is also known. Nothing happens yet: first you see who is the same "
        "person."
    )
    SAVES: ClassVar[Sentence] = Sentence("Look at these")

    def questions(self) -> Iterable[Question]:
        yield Question("other", Sentence("The other number"), Sentence("For instance A1042."))

    def save(self) -> None:
        other = self.numbered(self.said["other"].partition(".")[0])
        if other.household == self.client().household:
            raise NotUnderstood(why=Sentence("these are one already."))
        self.desk.open("family.twice:SameScreen", self.shift, self.number, other, done=self._done)

    def _done(self, said: object) -> None:
        if isinstance(said, Done):
            self.dismiss(said)


class SameScreen(AboutHousehold):
    """The last step: from now on they are one."""

    CSS_PATH = "family.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Who is the same person?")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Who looks like the same person stands on one line. Enter: the same (✓), or two people (·).\n\n"
        "F8 makes them one household. Both numbers and all cards go on working; address and phone of the page that you come "
        "from are kept, and so are name and birth of who is the same person; a birth known more exactly holds. It can be taken apart again, also later."
    )

    def __init__(self, shift: Shift, number: str, other: Client) -> None:
        super().__init__(shift, number)
        self._other = other

    def body(self) -> ComposeResult:
        self._pairs = self.shift.same_persons(self.client(), self._other)
        self._same = set(self._pairs)
        said = {"one": self.number, "other": self._other.number}
        title = Sentence("{one} and {other} are one household. The same person:", said)
        nobody = Sentence("{one} and {other} become one household, though nobody looks like the same person.", said)
        yield Words(self.say(title if self._pairs else nobody), id="family-title")
        yield Rows()
        yield Words(id="follows")

    def on_mount(self) -> None:
        self.paint()

    def paint(self) -> None:
        self.query_one(Rows).show([f"{'✓' if pair in self._same else '·'}  {_said(pair)}" for pair in self._pairs])
        holds = [self.shift.known_as(pair) for pair in self._pairs if pair in self._same]
        self.query_one("#follows", Words).put("\n".join(map(self.say, [*holds, *self._others()])))

    def _others(self) -> list[Sentence]:
        paired = {person for pair in self._pairs for person in (pair.one.person, pair.other.person)}
        rest = [m for m in (*self.client().members, *self._other.members) if m.person not in paired]
        lines = self.shift.look_at_merge(self.client(), self._other)[1:]
        if rest:
            names = ", ".join(f"{m.first_name} ({m.number})" if m.first_name else m.number for m in rest)
            lines = [Sentence("Besides: {names}", {"names": names}), *lines]
        return lines

    def hints(self) -> Iterable[Hint]:
        if self._pairs:
            yield self.hint("enter", Sentence("The same, or two people"), self.turn)
        yield self.hint("f8", Sentence("They are one"), self.save, main=True)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.turn)

    def turn(self) -> None:
        self._same ^= {self._pairs[self.query_one(Rows).highlighted or 0]}
        self.paint()

    def save(self) -> None:
        same = [pair for pair in self._pairs if pair in self._same]
        client = self.shift.merge_households(self.client(), self._other, same)
        number = client.number.partition(".")[0]
        self.end(Sentence("✓ They are one now: {number}.", {"number": number}), number)

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Finish this first (F8), or leave it (Esc)."))


def _said(pair: Same) -> str:
    one, other = (f"{m.first_name or '-'} ({m.number})" for m in (pair.one, pair.other))
    return f"{one:<34.34} = {other}"
