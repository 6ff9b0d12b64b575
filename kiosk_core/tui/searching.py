"""Finding somebody while typing: who fits exactly at once, and after a pause, below them, whose name sounds like it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, OptionList

from kiosk_core.domain.cards import read_code
from kiosk_core.domain.errors import KioskError
from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.visits import Here
from kiosk_core.registry.search import MOST, Found
from kiosk_core.shift import Shift
from kiosk_core.store import Error as DatabaseError

from .place import Place
from .widgets.key_bar import Hint
from .widgets.matches import Matches
from .widgets.words import Words

SEARCH, BY = Sentence("Search"), Sentence("name or number")
_WORD = re.compile(r"[^\W\d_]{2}")
MORE = Sentence("There are more: type more letters.")


class SoundAlike(Message):
    """What a worker found for the question of that number, or why it could not look."""

    def __init__(self, question: int, found: Sequence[Found] = (), error: Exception | None = None) -> None:
        super().__init__()
        self.question, self.found, self.error = question, found, error


class Searching(Place):
    """Yields `search_line` and a `Matches` in its body. What is chosen goes to `choose`."""

    ASKS: ClassVar[Sentence] = SEARCH
    """Stands before the line."""
    HOW: ClassVar[Sentence] = BY
    """Stands in it while it is empty."""
    NOBODY: ClassVar[Sentence] = Sentence("Nobody is found by this. Try the beginning of another name.")
    NO_NUMBER: ClassVar[Sentence] = Sentence(
        "Nobody has this number. A client's number is typed as {example}.", {"example": "A1042"}
    )
    PAUSE: ClassVar[float] = 0.3
    """seconds without a key, after which it is also looked for by sound."""

    _question = 0
    """Of what was typed last: an answer to an older one is not shown."""
    _pause: Timer | None = None

    def choose(self) -> None:
        """The match that is marked was meant."""
        raise NotImplementedError

    def searched(self) -> None:
        """Other matches are shown now, or none."""
        self.refresh_hints()

    def search_line(self) -> ComposeResult:
        with Horizontal(id="finding"):
            yield Words(self.say(self.ASKS), id="search-label")
            yield Input(id="search", placeholder=self.say(self.HOW), select_on_focus=False)

    def match_hints(self, chosen: Sentence) -> Iterable[Hint]:
        """While somebody is found, or a card's code stands there that was typed by hand or by a scanner without its Enter. Who only
        sounds alike is marked by a key of its own before Enter means them."""
        matches = self.matches
        if not matches.found:
            if code := read_code(self.searched_for):
                yield self.hint("enter", Sentence("This card"), lambda: self.scanned(code), main=True)
            return
        if matches.marked is None:
            yield self.hint("enter", Sentence("Look at these"), matches.action_first, main=True)
        else:
            yield self.hint("enter", chosen, self.choose, main=True)
        yield Hint("down", "", matches.action_cursor_down)
        yield Hint("up", "", matches.action_cursor_up)

    @property
    def matches(self) -> Matches:
        return self.query_one(Matches)

    @property
    def searched_for(self) -> str:
        return self.query_one("#search", Input).value

    def search_off(self) -> None:
        """Nobody is looked for any more; what a worker still finds is not shown."""
        self._asked_anew()
        self.matches.show([])
        with self.prevent(Input.Changed):
            self.query_one("#search", Input).value = ""

    def on_data(self) -> None:
        super().on_data()
        self.leave_out_forgotten()

    def leave_out_forgotten(self) -> None:
        """Who was forgotten since they were found stands on no screen any more."""
        if any(self.shift.house.is_forgotten(one.person, one.household) for one in self.matches.found):
            self.search_off()
            self.searched()

    @on(Input.Changed, "#search")
    def typed(self, event: Input.Changed) -> None:
        if event.value != self.searched_for:
            return  # told late: the line was typed on since, or emptied by a scan
        self.attempt(lambda: self._look_for(event.value.strip()))

    def _look_for(self, typed: str) -> None:
        self._asked_anew()
        self.tell("")
        found, more = self.fitting(typed)
        self.matches.show(found, more)
        self.searched()
        numeric = any(map(str.isdigit, typed)) and not _WORD.search(typed)
        if numeric and not found:
            self.tell(self.NO_NUMBER)
        if len(typed) > 2 and not read_code(typed):
            if not found and not numeric:
                self.tell(self.NOBODY)
            question = self._question
            self._pause = self.set_timer(self.PAUSE, lambda: self.attempt(lambda: self._ask_by_sound(question, typed)))

    def fitting(self, typed: str) -> tuple[Sequence[Found], str]:
        """Who fits exactly, and what stands below them when there are more."""
        found = self.shift.find(typed, MOST + 1) if len(typed) > 1 else []
        return found[:MOST], self.say(MORE) if len(found) > MOST else ""

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.choose)

    def _asked_anew(self) -> None:
        self._question += 1
        if self._pause is not None:
            self._pause.stop()

    def _ask_by_sound(self, question: int, typed: str) -> None:
        shift, here = self.shift, self.shift.here()
        self.run_worker(lambda: self._look_by_sound(question, typed, shift, here), thread=True)

    def _look_by_sound(self, question: int, typed: str, shift: Shift, here: Here) -> None:
        try:
            answer = SoundAlike(question, shift.find_alike_beside(typed, here))
        except (KioskError, DatabaseError) as error:
            answer = SoundAlike(question, error=error)
        self.post_message(answer)

    def on_sound_alike(self, event: SoundAlike) -> None:
        event.stop()
        if event.question == self._question and self.stands:
            self.attempt(lambda: self._show_alike(event))

    def _show_alike(self, event: SoundAlike) -> None:
        if event.error is not None:
            raise event.error
        if self.matches.add(event.found, self.say(Sentence("Sounds like it:"))):
            self.tell("")
            self.searched()
