"""A form that asks for somebody by number, in whose field a scanned card stands too."""

from __future__ import annotations

from typing import ClassVar

from kiosk_core.domain.texts import Sentence

from ...asked import Asked
from .done import AboutHousehold


class AsksWhom(Asked, AboutHousehold):
    WHOM: ClassVar[str]
    """The field of the number."""

    def scanned(self, keys: str) -> None:
        code = self.desk.kiosk.resolve(keys)
        live = code.kind == "card" and code.state == "live"
        client = self.shift.house.client(code.id, self.shift.here().day) if live else None
        if client is None:
            self.turn_away(Sentence("This card is not known any more. Type the number."))
        else:
            self.form.field(self.WHOM).value = client.number
            self.left()
