"""Questions one below the other, each with why it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.events import DescendantFocus
from textual.widgets import Input

from kiosk_core.domain.errors import KioskError, NotUnderstood
from kiosk_core.domain.texts import Text

from .typed_line import TypedLine
from .words import Words

if TYPE_CHECKING:
    from ..desk import Desk


@dataclass(frozen=True, slots=True)
class Question:
    """`name`: under which the answer comes back. `optional`: may stay empty. `value`: what stands there already."""

    name: str
    title: Text
    why: Text = ""
    secret: bool = False
    optional: bool = False
    value: str = ""
    digits: bool = False
    """At most two."""


class Form(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Two rows a question: title and field, and why below it."""

    DEFAULT_CSS = """
    Form { width: 1fr; scrollbar-size-vertical: 1; }
    Form .row { height: auto; width: 1fr; }
    Form .title { width: 24; height: auto; padding-right: 1; text-style: bold; }
    Form Input { width: 1fr; max-width: 60; }
    Form .why { padding-left: 25; color: $text-muted; width: 1fr; height: auto; margin-bottom: 1; }
    """

    def __init__(self, *questions: Question) -> None:
        super().__init__()
        self._questions = questions
        self._mistake: tuple[KioskError, str] | None = None

    def compose(self) -> ComposeResult:
        say = cast("Desk", self.app).say
        for q in self._questions:
            with Horizontal(classes="row"):
                yield Words(say(q.title), classes="title")
                restrict = r"[0-9]*" if q.digits else None
                yield TypedLine(
                    q.value, id=_id(q.name), password=q.secret, restrict=restrict, max_length=2 if q.digits else 0
                )
            yield Words(say(q.why) if q.why else "", id=_why(_id(q.name)), classes="why")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Whoever answers reads why it is asked: that may stand below the last line of a small screen."""
        asked = [q for q in self._questions if _id(q.name) == event.widget.id]
        for q in asked:
            why = self.query_one(f"#{_why(_id(q.name))}")
            self.call_after_refresh(why.scroll_visible, animate=False)

    def field(self, name: str) -> Input:
        return self.query_one(f"#{_id(name)}", Input)

    @contextmanager
    def reading(self, name: str) -> Iterator[str]:
        """What was typed there, while it is made sense of. What cannot be understood is known to stand there: `mistaken`."""
        try:
            yield self.field(name).value.strip()
        except NotUnderstood as error:
            self._mistake = (error, name)
            raise

    def mistaken(self, error: KioskError) -> Input | None:
        """The field that this is about, if it is known."""
        return self.field(self._mistake[1]) if self._mistake and self._mistake[0] is error else None

    def answers(self) -> dict[str, str]:
        """By name, as typed; spaces at both ends taken off."""
        return {q.name: self.field(q.name).value.strip() for q in self._questions}

    def to_next_empty(self) -> bool:
        """Goes to the field behind the one that has the focus, or to the first that must not be empty and is."""
        names = [q.name for q in self._questions]
        here = next((n for n, name in enumerate(names) if self.field(name).has_focus), -1)
        if 0 <= here < len(names) - 1:
            self.screen.set_focus(self.field(names[here + 1]))
            return True
        for q in self._questions:
            if not q.optional and not self.field(q.name).value.strip():
                self.screen.set_focus(self.field(q.name))
                return True
        return False

    def empty(self, *names: str) -> None:
        for name in names:
            self.field(name).value = ""
        self.screen.set_focus(self.field(names[0]))


def _why(field: str) -> str:
    return f"{field}-why"


def _id(name: str) -> str:
    """Of the line in which a question is answered; a plugin's field has a dot in its name."""
    return f"q-{name.replace('.', '-')}"
