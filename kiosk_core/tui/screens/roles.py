"""What a volunteer is in the house: each role is given, and ended, by its own digit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList

from kiosk_core.domain.texts import Sentence
from kiosk_core.registry.rights import ROLES, Role
from kiosk_core.registry.volunteers import Volunteer, said_roles
from kiosk_core.shift import Shift

from ..listed import Entry, Listed
from ..widgets.key_bar import Hint
from ..widgets.words import Words


class RolesScreen(Listed):
    CSS_PATH = "roles.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Roles")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Press the digit of a role: it is given. Press it again: it is taken away. Somebody may have several.\n\n"
        "A volunteer serves at the counter. A shop lead also decides about prices and vouchers.\n"
        "A deputy does what a coordinator does, until a last day; after that day it ends by itself.\n"
        "An administrator also looks after the computer."
    )

    def __init__(self, shift: Shift, name: str) -> None:
        super().__init__(shift)
        self._whose = name

    def body(self) -> ComposeResult:
        with Vertical(id="choice"):
            yield Words(self.say(Sentence("What does {name} do?", {"name": self._whose})), classes="heading")
            yield OptionList(markup=False, id="menu")

    def hints(self) -> Iterable[Hint]:
        yield from self.entry_hints()

    @property
    def _who(self) -> Volunteer:
        return next(one for one in self.shift.known_volunteers() if one.name == self._whose)

    @property
    def _held(self) -> tuple[str, ...]:
        return self._who.roles_on(self.shift.here().day)

    def entries(self) -> Sequence[Entry]:
        held = self._held
        return [
            Entry(Sentence("{mark} {role}", {"mark": "✓" if role in held else "·", "role": says}), partial(self.turn, role))
            for role, says in ROLES.items()
        ]  # fmt: skip

    def turn(self, role: Role) -> None:
        """Gives the role, or ends it when it is held."""
        held = self._held
        if role in held:
            self._set([one for one in held if one != role])
        elif role == "deputy":
            self.desk.open("deputy:DeputyScreen", self.shift, self._whose, done=self._until)
        else:
            self._set([*held, role])

    def _until(self, last: object) -> None:
        if isinstance(last, date):
            self.attempt(lambda: self._set([*self._held, "deputy"], last))

    def _set(self, roles: Sequence[str], until: date | None = None) -> None:
        """`until`: of a deputy; who is one already stays one until the day that was said."""
        kept = self._who.deputy_until if "deputy" in roles else None
        self.shift.set_roles(self._whose, roles, until or kept)
        self.refresh_place()
        said = ", ".join(self.say(one) for one in said_roles(self._who, self.shift.here().day))
        self.tell(Sentence("✓ {name}: {roles}.", {"name": self._whose, "roles": said}))

    def scanned(self, keys: str) -> None:
        self.turn_away(Sentence("Leave this screen first (Esc)."))
