"""Letters at the till that turn out to be a card's, which a stalled machine tore apart: they were no goods."""

from __future__ import annotations

from dataclasses import dataclass

from ..sale import Sale

RECALL = 1.0
"""seconds in which a letter may still turn out to be a card's: longer than the capture remembers it."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A letter that was taken for goods `at` a moment, with what was `typed` before it and the sale as it stood `before`."""

    letter: str
    typed: str
    before: Sale
    at: float


class TornLetters:
    """Of one till. Moments are seconds of the app's clock."""

    def __init__(self) -> None:
        self._pressed: list[Pressed] = []
        self._late, self._until = "", 0.0

    def are_goods(self, pressed: Pressed) -> bool:
        """Whether this letter is to be acted on; not when it is one of a card's that are told late."""
        if pressed.at < self._until and self._late[:1] == pressed.letter:
            self._late = self._late[1:]
            return False
        self._pressed = [one for one in self._pressed if pressed.at - one.at < RECALL] + [pressed]
        return True

    def torn(self, letters: str, now: float) -> Pressed | None:
        """These letters are a card's: the first of them that was acted on; None when all are told later than this."""
        letters, known = letters.lower(), "".join(one.letter for one in self._pressed)
        here = max(n for n in range(len(letters) + 1) if known.endswith(letters[:n]))
        self._late, self._until = letters[here:], now + RECALL
        first = self._pressed[-here] if here else None
        self._pressed.clear()
        return first
