"""A screen that lists things one below the other, of which one is marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.widgets import OptionList

from kiosk_core import Sentence
from kiosk_core.tui import Hint, Place, Rows, Words

T = TypeVar("T")


class ListScreen(Place, Generic[T]):
    """A subclass says in `found` what there is on disk now, and in `line` how one reads. Enter and a click do what the key
    Enter does among its hints."""

    CSS_PATH = "listing.tcss"
    EMPTY: ClassVar[Sentence] = Sentence("")
    """What stands there when there is nothing."""
    _found: Sequence[T] = ()
    _last_act: str | None = None

    def found(self) -> Sequence[T]:
        return ()

    def line(self, one: T) -> str:
        return str(one)

    def head(self) -> str:
        """Above the list, in bold; '' for nothing."""
        return ""

    def more(self) -> str:
        """Between the two; '' for nothing."""
        return ""

    def body(self) -> ComposeResult:
        yield Words(id="head")
        yield Words(id="more")
        yield Rows()
        yield Words(self.say(self.EMPTY) if self.EMPTY.template else "", id="none")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def on_data(self) -> None:
        self.read()

    def read(self) -> None:
        """Shows what is on disk now."""
        self._found = self.found()
        for id, text in (("#head", self.head()), ("#more", self.more())):
            self.query_one(id, Words).put(text)
            self.query_one(id).display = bool(text)
        self.query_one(Rows).show([self.line(one) for one in self._found])
        self.query_one("#none").display = not self._found
        self.refresh_if_shown()

    # ---- what was done here, and how it is taken back ----

    def did(self, act: str, text: Sentence | str) -> None:
        """`act`: its id, or that of one of its events."""
        self._last_act = act
        self.read()
        self.tell(text)

    def undoing(self) -> Iterable[Hint]:
        """The key that takes back what was done here last."""
        if self._last_act is not None:
            yield self.hint("f4", Sentence("Undo"), self.undo)

    def undo(self) -> None:
        assert self._last_act is not None
        self.shift.undo(self._last_act, "mistake")
        self._last_act = None
        self.read()
        self.tell(Sentence("✓ Taken back."))

    @property
    def marked(self) -> T | None:
        at = self.query_one(Rows).highlighted
        return self._found[at] if at is not None and at < len(self._found) else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.refresh_if_shown()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.press("enter")
