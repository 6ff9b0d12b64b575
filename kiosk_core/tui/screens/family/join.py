"""Somebody who is known already comes to live in a household: wholly, or a child in part, as in another one too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core.domain.eligibility import Finding, Severity
from kiosk_core.domain.errors import NotFound
from kiosk_core.domain.ids import PersonId
from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.visits import Client
from kiosk_core.registry.households import NewMember

from ...turned import Turned
from ...widgets.form import Question
from ...widgets.key_bar import Hint
from .whom import AsksWhom


class JoinScreen(Turned, AsksWhom):
    WHOM: ClassVar[str] = "person"
    HEADING: ClassVar[Sentence] = Sentence("Somebody comes to live here")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type the number of the person, A1042.3, or scan the card.\n\n"
        "F6 changes how: lives here only, or a child who lives in two households. Then both households count the child, "
        "wholly or by half as the settings say, and in figures about persons it counts once.\n"
        "Neither household sees the other."
    )
    SO: ClassVar[Sentence] = Sentence("Lives here only")
    OTHERWISE: ClassVar[Sentence] = Sentence("Lives in two households")

    def questions(self) -> Iterable[Question]:
        yield Question("person", Sentence("Number"), Sentence("Of the person, or scan the card."))

    def hints(self) -> Iterable[Hint]:
        yield self.turning()
        yield from super().hints()

    def turn(self) -> None:
        super().turn()
        self.left()

    def look(self) -> Sequence[Finding]:
        """Who is meant, and what happens to where this person lives now."""
        who = self._who()
        found = self.shift.look_at_registration([NewMember(known=self._person(who))], self.client())
        name = {"who": who.display, "number": who.number, "other": who.number.partition(".")[0]}
        if self.turned:
            text = Sentence("{who} ({number}) lives here too, and stays in {other}.", name)
        else:
            text = Sentence("{who} ({number}) comes to live here, and no longer belongs to {other}.", name)
        return [Finding(Severity.ASK, "core.moves", text), *found]

    def keep(self) -> None:
        who = self._who()
        self.shift.join(self.client(), [NewMember(known=self._person(who), share="part" if self.turned else "full")])
        self.end(Sentence("✓ {who} belongs to {number}.", {"who": who.display, "number": self.number}))

    def _who(self) -> Client:
        return self.numbered(self.said["person"])

    def _person(self, who: Client) -> PersonId:
        if who.person is None:
            raise NotFound(what=f"{who.number}.?")
        return who.person
