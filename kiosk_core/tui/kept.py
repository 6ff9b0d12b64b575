"""What is typed on a screen is kept on this PC meanwhile: a power cut, a lock or Esc takes nothing of it."""

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

from .place import Place
from .widgets.key_bar import Hint


class Kept(Place):
    """Opened again, what was typed stands there; once it is `saved`, it is a draft no more."""

    DRAFT: ClassVar[str]
    """Which screen it is."""
    OWN: ClassVar[bool] = False
    """Whether only the volunteer who typed it finds it again."""
    PAUSE: ClassVar[float] = 1
    """seconds without a key, after which it is kept."""
    _later: Timer | None = None
    _over = False
    _found = False

    @property
    def said(self) -> dict[str, str]:
        """What was typed, by name."""
        raise NotImplementedError

    def fill(self, answers: Mapping[str, str]) -> None:
        """Puts what was typed before where it was."""
        raise NotImplementedError

    def drafted_for(self) -> ClientId | None:
        """Whom it is about: their draft goes when they are forgotten."""
        return None

    def on_mount(self) -> None:
        self._blank = self.said
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
        """What was typed is recorded."""
        self._over = True
        self._drafts.drop_draft(self._draft_id)

    def begin_anew(self) -> None:
        """What was found here is put away."""
        self._found = False
        self.fill(self._blank)
        self._drafts.drop_draft(self._draft_id)
        self.tell("")

    def _take_up(self) -> None:
        now = self.desk.kiosk.clock()
        for draft in self._drafts.drafts():
            if draft.at is not None and draft.at < now - FORMS_KEPT:
                self._drafts.drop_draft(draft.id)
            elif draft.id == self._draft_id:
                self._found = True
                self.fill(draft.body)
                self.tell(Sentence("What was typed here before stands here again. F7 empties the form."))

    @property
    def _draft_id(self) -> str:
        whose = f"-{self.shift.here().volunteer}" if self.OWN else ""
        return f"form-{self.DRAFT}-{self.drafted_for() or ''}-{self.shift.counter}{whose}"

    @property
    def _drafts(self) -> Shift:
        """Those of the core: a project's own list never shows them."""
        return self.desk.shift_for("core")
