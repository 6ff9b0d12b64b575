"""Who helped and left is forgotten: what goes, what stays and why; then the name, typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core.care.erasure import Erasure
from kiosk_core.domain.eligibility import Finding
from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.domain.letters import plain_letters
from kiosk_core.domain.texts import Sentence

from ..widgets.form import Question
from ..widgets.key_bar import Hint
from .forget import FORGETTING, ForgetScreen


class ForgetVolunteerScreen(ForgetScreen):
    """`number` is the name here. Dismissed with the Forgetting that was done."""

    HEADING: ClassVar[Sentence] = Sentence("Forget a volunteer")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Only who stopped can be forgotten. Name, roles and badges go; what was done stays, and names nobody.\n"
        "Type the name of whom is forgotten, so that it is never the wrong one.\n"
        "It cannot be taken back."
    )

    def questions(self) -> Iterable[Question]:
        why = Sentence("Type {number}, so that it is never somebody else.", {"number": self.number})
        yield Question("number", Sentence("Name"), why)

    def hints(self) -> Iterable[Hint]:
        """Why somebody left is nobody's to write down."""
        yield from (hint for hint in super().hints() if hint.key != "f6")

    def foreseen(self) -> Erasure:
        return self.shift.to_forget_volunteer(self.number)

    def look(self) -> Sequence[Finding]:
        return ()

    def keep(self) -> None:
        name = self.number
        if plain_letters(self.form.answers()["number"]).strip() != plain_letters(name).strip():
            raise NotUnderstood(why=Sentence("type {number} to forget this one.", {"number": name}))
        self.beside(lambda shift: shift.forget_volunteer(name), self.dismiss, FORGETTING)
