"""What was put aside, before the till is closed: each is kept for another day, dropped with a reason, or finished first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core.cash.aside import REASONS, Aside
from kiosk_core.domain.texts import Sentence, counted

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.rows import Rows
from ..widgets.words import Words


class AsideScreen(Place):
    """Dismissed with True: what is still there is kept, and the drawer is counted now."""

    CSS_PATH = "aside.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Put aside")
    GUIDE: ClassVar[Sentence] = Sentence(
        "These sales were put aside and are not paid. Finish them first (Esc), keep them for another day (F8), or drop the "
        "marked one (F6): it comes to nothing. F4 chooses why; that stays written down."
    )

    def body(self) -> ComposeResult:
        self._reason = next(iter(REASONS))
        yield Words(id="aside-title")
        yield Rows(id="aside")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def hints(self) -> Iterable[Hint]:
        yield self.hint("f8", Sentence("Keep, and count"), lambda: self.dismiss(True), main=True)
        if self._found:
            yield self.hint("f6", Sentence("Drop the marked one"), self.drop)
            yield self.hint("f4", Sentence("Why: {reason}", {"reason": REASONS[self._reason]}), self.next_reason)

    @property
    def _found(self) -> list[Aside]:
        return self.shift.aside()

    def read(self) -> None:
        found = self._found
        self.query_one("#aside-title", Words).put(
            self.say(counted("{n} sale is not paid:", "{n} sales are not paid:", len(found)))
        )
        self.query_one(Rows).show([self._line(one) for one in found])

    def _line(self, one: Aside) -> str:
        told = self.say(one.told(self.shift.settings().zone, self.shift.here().day))
        return f"{told}, {self.say(one.title)}" if one.lies else told

    def drop(self) -> None:
        found = self._found
        self.shift.drop_aside(found[self.query_one(Rows).highlighted or 0].id, self._reason)
        if len(found) == 1:
            self.dismiss(True)
        else:
            self.read()
            self.tell(Sentence("✓ It is dropped."))

    def next_reason(self) -> None:
        codes = list(REASONS)
        self._reason = codes[(codes.index(self._reason) + 1) % len(codes)]

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("First leave this list (Esc), then scan."))
