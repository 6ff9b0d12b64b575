"""The recovery key and the emergency code, shown this once; the key is typed back, so that it stands on paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from kiosk_core.domain.cards import grouped
from kiosk_core.domain.texts import Sentence

from ..place import Place
from ..widgets.key_bar import Hint
from ..widgets.words import Words


class KeepKeysScreen(Place):
    CSS_PATH = "keep_keys.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Write this down now")
    GUIDE: ClassVar[Sentence] = Sentence(
        "The recovery key opens the data when this computer is broken, together with a backup. Without it nobody can.\n"
        "The emergency code stands in for an administrator's forgotten PIN.\n"
        "Keep both on paper, not in this room."
    )

    def __init__(self, recovery: str, emergency: str) -> None:
        super().__init__()
        self._recovery, self._emergency = recovery, emergency

    def body(self) -> ComposeResult:
        with Vertical(id="keys"):
            yield Words(self.say(Sentence("Recovery key")), classes="heading")
            yield Words(grouped(self._recovery), classes="key")
            yield Words(self.say(Sentence("Emergency code, for a forgotten PIN")), classes="heading")
            yield Words(grouped(self._emergency), classes="key")
            yield Words(self.say(Sentence("They are shown this once. Keep them on paper, not in this room.")))
            yield Words(self.say(Sentence("Now type the recovery key from your paper:")), classes="heading")
            yield Input(id="typed")

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("I wrote both down"), self.check, main=True)

    def can_leave(self) -> bool:
        return False

    def check(self) -> None:
        typed = "".join(c for c in self.query_one(Input).value.upper() if c.isalpha())
        if typed != self._recovery:
            self.tell(Sentence("This is not the recovery key yet. Compare each group of four letters."))
        else:
            self.app.exit()

    def scanned(self, keys: str) -> None:
        """The key itself, when what was typed comes late and in one go."""
        self.query_one(Input).value = keys
        self.check()

    def not_yet(self) -> None:
        self.tell(Sentence("Type the recovery key from your paper."))
