"""A form that is kept on this PC while it is filled in: a power cut, a lock or Esc takes nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.timer import Timer
from textual.widgets import Input

from kiosk_core.domain.ids import ClientId
from kiosk_core.domain.texts import Sentence
from kiosk_core.drafts import FORMS_KEPT, Draft
from kiosk_core.shift import Shift

from .asked import Asked
from .widgets.key_bar import Hint


class Drafted(Asked):
    """Opened again, what was typed stands there; saved, it is a draft no more."""

    DRAFT: ClassVar[str]
    """Which form it is."""
    PAUSE: ClassVar[float] = 1
    """seconds without a key, after which it is kept."""
    _later: Timer | None = None
    _over = False
    _found = False

    def drafted_for(self) -> ClientId | None:
        """Whose form it is: their draft goes when they are forgotten."""
        return None

    def on_mount(self) -> None:
        self._blank = self.said
        super().on_mount()
        self.attempt(self._take_up)

    @on(Input.Changed)
    def typing(self) -> None:
        if self._later is not None:
            self._later.stop()
        self._later = self.set_timer(self.PAUSE, lambda: self.attempt(self.keep_draft))

    def hints(self) -> Iterable[Hint]:
        yield from super().hints()
        if self._found:
            yield self.hint("f7", Sentence("Empty the form"), self.begin_anew)

    def leave(self) -> None:
        self.keep_draft()
        super().leave()

    def keep_draft(self) -> None:
        """What differs from the empty form; nothing when nothing does."""
        if self._over or not self.stands:
            return
        typed = {name: value for name, value in self.said.items() if value != self._blank[name]}
        if typed:
            self._drafts.keep_draft(Draft(self._draft_id, typed, self.drafted_for()))
        else:
            self._drafts.drop_draft(self._draft_id)

    def saved(self) -> None:
        self._over = True
        self._drafts.drop_draft(self._draft_id)

    def begin_anew(self) -> None:
        """What was found here is put away."""
        self._found = False
        self._fill(self._blank)
        self._drafts.drop_draft(self._draft_id)
        self.tell("")

    def _take_up(self) -> None:
        now = self.desk.kiosk.clock()
        for draft in self._drafts.drafts():
            if draft.at is not None and draft.at < now - FORMS_KEPT:
                self._drafts.drop_draft(draft.id)
            elif draft.id == self._draft_id:
                self._found = True
                self._fill(draft.body)
                self.tell(Sentence("What was typed here before stands here again. F7 empties the form."))

    def _fill(self, answers: Mapping[str, str]) -> None:
        for name, value in answers.items():
            if name in self._blank:
                self.form.field(name).value = value

    @property
    def _draft_id(self) -> str:
        return f"form-{self.DRAFT}-{self.drafted_for() or ''}-{self.shift.counter}"

    @property
    def _drafts(self) -> Shift:
        """Those of the core: a project's own list never shows them."""
        return self.desk.shift_for("core")
