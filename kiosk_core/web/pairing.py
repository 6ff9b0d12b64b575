"""How a tablet is let in: a code that the command shows is typed on it, once."""

from __future__ import annotations

import hmac
import secrets

from ..domain.cards import LETTERS

LENGTH, TRIES = 8, 5
"""34 bits and five tries; letters that every keyboard types alike."""


class Pairing:
    """`code` None: nobody is let in. A code lets one tablet in; after TRIES wrong ones it lets nobody in any more."""

    def __init__(self, code: str | None) -> None:
        self._code, self._left = code, TRIES

    @property
    def is_open(self) -> bool:
        return self._code is not None

    def fits(self, typed: str) -> bool:
        """Whether this is the code, as typed (case, spaces and dashes passed over); then it is used up."""
        if self._code is None:
            return False
        right = hmac.compare_digest(typed.upper().replace(" ", "").replace("-", "").encode(), self._code.encode())
        self._left -= 1
        if right or not self._left:
            self._code = None
        return right


def new_pairing_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
