"""A household is protected from now on, or no longer: with what that means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk_core.domain.texts import Sentence

from ...widgets.key_bar import Hint
from ...widgets.words import Words
from .done import AboutHousehold

MEANS = (
    Sentence("It is found by the whole name and the whole birth date together only, or by its card."),
    Sentence("Where it lives and its phone are for the coordinator only."),
    Sentence("Lists on screen and paper leave it out, or show its number without a name."),
    Sentence("Each look at it stands on the coordinator's page of that day."),
)


class ProtectScreen(AboutHousehold):
    CSS_PATH = "family.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Protected")
    GUIDE: ClassVar[Sentence] = Sentence(
        "For somebody whom others must not find: after violence, a threat. No reason is asked or written down.\n\n"
        "Whoever may register protects a household at once; only a coordinator ends it."
    )

    def body(self) -> ComposeResult:
        now = self.shift.is_protected(self.client())
        said = {"number": self.number}
        with Vertical(id="protect"):
            yield Words(
                self.say(
                    Sentence("{number} is protected.", said) if now else Sentence("{number} is not protected.", said)
                ),
                id="family-title",
            )
            yield Words(self.say(Sentence("A protected household:")))
            for means in MEANS:
                yield Words(f"· {self.say(means)}")

    def hints(self) -> Iterable[Hint]:
        if not self.shift.is_protected(self.client()):
            yield self.hint("f8", Sentence("Protect it from now on"), lambda: self.put(True), main=True)
        elif self.shift.may("protected"):
            yield self.hint("f8", Sentence("No longer protected"), lambda: self.put(False), main=True)

    def put(self, protected: bool) -> None:
        self.shift.change_household(self.client(), protected=protected)
        said = {"number": self.number}
        self.end(
            Sentence("✓ {number} is protected.", said)
            if protected
            else Sentence("✓ {number} is no longer protected.", said)
        )

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Leave this screen first (Esc)."))
