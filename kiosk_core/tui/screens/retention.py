"""How long what is kept, by which rule, and what need not be kept any more; taken with a key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from kiosk_core.care.retention import Due, as_said
from kiosk_core.domain.texts import Sentence
from kiosk_core.shift.keeping import Retained

from ..beside import Beside
from ..widgets.key_bar import Hint
from ..widgets.words import Words
from .forget import FORGETTING


class RetentionScreen(Beside):
    CSS_PATH = "retention.tcss"
    HEADING: ClassVar[Sentence] = Sentence("How long we keep")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Each line says how long the house keeps it, by which rule, and how much is older today.\n"
        "F8 takes the names of what is older; what is counted stays. It cannot be taken back, so F8 is pressed twice.\n"
        "Is something still going on, such as a loan? Then it says so, and nothing of that line is taken before it is settled.\n"
        "F7, when it is there, takes the last traces of who was forgotten while another program had the house open.\n"
        "Terms and rule numbers are settings: visits_years, notes_years, money_years, retention_rules."
    )
    _sure = False

    def body(self) -> ComposeResult:
        with VerticalScroll(id="classes", can_focus=False):
            yield Words(id="due")
            yield Words(id="pending")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def hints(self) -> Iterable[Hint]:
        if not self.busy and self.shift.erasure_pending():
            yield self.hint("f7", Sentence("Last traces now"), self.finish)
        if not self.busy and any(one.goes for one in self._due):
            yield self.hint(
                "f8",
                Sentence("Yes, take it") if self._sure else Sentence("Take what is older"),
                self.take_it,
                main=True,
            )

    _due: tuple[Due, ...] = ()

    def read(self) -> None:
        self._due = tuple(self.shift.retention())
        self.query_one("#due", Words).put("\n\n".join(map(self.say, as_said(self._due))))
        pending = Sentence(
            "The last traces of somebody who was forgotten go when no other program has the house open: pending."
        )
        self.query_one("#pending", Words).put(self.say(pending) if self.shift.erasure_pending() else "")

    def finish(self) -> None:
        self.beside(lambda shift: shift.finish_erasure(), self._finished, FORGETTING)

    def _finished(self, gone: bool) -> None:
        self.read()
        self.tell(
            Sentence("✓ The last traces are gone from this PC.")
            if gone
            else Sentence("Another program still has the house open. Close it, and try again.")
        )

    def take_it(self) -> None:
        """The first time it asks; nothing happens between."""
        if not self.is_answered("take"):
            self._sure = True
            self.tell(Sentence("F8 again takes it. It cannot be taken back."))
            return
        self._sure = False
        self.beside(lambda shift: shift.retain(), self._taken, FORGETTING)

    def _taken(self, done: Retained) -> None:
        self.read()
        held = any(one.open for one in done.taken)
        gone = self.say(
            Sentence("✓ What was older is gone, except where something is still open.")
            if held
            else Sentence("✓ What was older is gone.")
        )
        until = Sentence("Older backups may hold them until {day}.", {"day": done.backups_until})
        self.tell(f"{gone} {self.say(until)}" if done.backups_until else gone)
