"""Somebody new helps: a name, a role, a PIN typed twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core.domain.eligibility import Finding
from kiosk_core.domain.fields import parts
from kiosk_core.domain.project import Field
from kiosk_core.domain.texts import Sentence
from kiosk_core.registry.rights import ROLES

from ..asked import Asked
from ..pin_typed import PIN_QUESTIONS, same_pin
from ..widgets.form import Question

ROLE = Field(
    "core.role", "person", Sentence("Roles"), Sentence("Decides what the screen shows."), "choices",
    {role: says for role, says in ROLES.items() if role != "deputy"},
)  # fmt: skip
"""A deputy has a last day, which is asked when that role is given."""


class WelcomeScreen(Asked):
    """Dismissed with the name of who is welcome."""

    HEADING: ClassVar[Sentence] = Sentence("Welcome somebody")
    GUIDE: ClassVar[Sentence] = Sentence(
        "The name is what this volunteer types to sign in.\n\n"
        "A volunteer serves at the counter; who coordinates also sees clients and lists. More than one role: with a comma.\n"
        "A PIN is 4 to 12 digits: let the volunteer type it."
    )

    def questions(self) -> Iterable[Question]:
        yield Question("name", Sentence("Name"), Sentence("To sign in with; no other volunteer has it."))
        yield self.question_of(ROLE)
        yield from PIN_QUESTIONS

    def look(self) -> Sequence[Finding]:
        return ()

    def keep(self) -> None:
        name = self.form.answers()["name"]
        roles = parts(ROLE, self.answers_to([ROLE]).get(ROLE.code, "")) or ["volunteer"]
        pin = same_pin(self.form)
        self.shift.welcome(name, roles, pin)
        self.dismiss(name)
