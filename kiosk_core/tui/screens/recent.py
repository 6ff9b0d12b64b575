"""What was done here last: number and time only. Take one back, or say that it was for somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kiosk_core.domain.texts import Sentence
from kiosk_core.shift.recent import Served

from .. import said
from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.words import Words, plain


class RecentScreen(Place):
    """Dismissed with ('undone', what to take back), ('move', what is marked) or None."""

    CSS_PATH = "recent.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Undo")
    GUIDE: ClassVar[Sentence] = Sentence(
        "The last acts at this counter. Choose one with the arrows.\n\n"
        "F8 takes it back: the screen then says what to take back from the person.\n"
        "F6 moves it: scan the right card, or type the right name."
    )

    def body(self) -> ComposeResult:
        self._served: Sequence[Served] = self.shift.last_served()
        with Vertical(id="recent"):
            yield Words(self.say(Sentence("Which one?")), classes="heading")
            yield OptionList(*self._options(), markup=False)
            if not self._served:
                yield Words(self.say(Sentence("Nothing was done here today.")))

    def on_mount(self) -> None:
        listed = self.query_one(OptionList)
        listed.display = bool(self._served)
        listed.highlighted = 0 if self._served else None
        if self._served:
            listed.focus()

    def say_anew(self) -> None:
        super().say_anew()
        self.query_one(OptionList).set_options(self._options())

    def _options(self) -> list[Option]:
        return [Option(plain(self._line(one))) for one in self._served]

    def _line(self, one: Served) -> str:
        at = one.at.astimezone(ZoneInfo(self.shift.settings().zone))
        return f" {at:%H:%M}   {one.number or '-':<8}  {self.say(one.what)}"

    def hints(self) -> Iterable[Hint]:
        if self._served:
            yield self.hint("f8", Sentence("Take it back"), self.take_back, main=True)
            yield self.hint("f6", Sentence("It was for somebody else"), self.move)

    @property
    def _marked(self) -> Served:
        return self._served[self.query_one(OptionList).highlighted or 0]

    def take_back(self) -> None:
        """Undone at once; then what to take back over the counter."""
        act = self._marked.act
        back = self.shift.take_back(act, self.desk.handed.get(act, ()))
        self.shift.undo(act, "mistake")
        self.dismiss(("undone", " ".join(map(self.say, (Sentence("✓ Taken back."), *said.asked_back(back))))))

    def move(self) -> None:
        self.dismiss(("move", self._marked))
