"""When a volunteer and a client are of one household: who confirms, and what is barred. Mixed into Office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ..domain.answers import ToKnow
from ..domain.errors import NeedsAnother, NeedsCoordinator, NotFound, NotUnderstood, OwnHousehold
from ..domain.ids import ClientId, PersonId, Word
from ..domain.moments import Period
from ..domain.texts import Sentence
from ..domain.visits import Client, Visit
from ..journal import Act
from ..journal.envelope import hidden
from ..journal.identity import group
from ..registry import own, rights
from ..registry.confirmed import AskConfirmed
from ..registry.looks import Look, looks
from ..registry.persons import folded
from ..registry.volunteers import Volunteer, VouchedFor, active
from .staff import Staff


class Trust(Staff):
    def bar_own(self, *subjects: str | None) -> None:
        """For what nobody does for their own household (a void, an overruling, a discount, reading its dossier). Raises
        OwnHousehold: one of these ids, plain or as leaves name them, is of the volunteer who stands here, or of who vouched
        for that one."""
        if self._is_own(*subjects):
            raise OwnHousehold()

    def _is_own(self, *subjects: str | None) -> bool:
        mine = [id for who in self.here().who for id in own.own_ids(self.house, who)]
        ids = {one for id in mine for one in group(self.kiosk.journal.db, id)}
        return not ids.union(map(hidden, ids)).isdisjoint(subjects)

    def by_two(self, client: Client, whose: ClientId, other: Volunteer | None) -> list[AskConfirmed]:
        """What stands beside a decision about one's own household: nobody decides alone about their own help. Nothing beside
        any other. `other`, of another household and with a PIN, said yes: a coordinator or deputy where there is one besides,
        else any colleague. Raises NeedsAnother."""
        if not self._is_own(whose, client.person, client.household, *(m.person for m in client.members)):
            return []
        day = self.here().day
        others = [one for one in active(self.house) if self._may_second(one, client)]
        deciding = [one for one in others if not {"coordinator", "deputy"}.isdisjoint(one.roles_on(day))]
        if deciding and not (other and rights.allowed(other.roles_on(day), "enrol")):
            raise NeedsCoordinator()
        if other is None or not self._may_second(other, client):
            raise NeedsAnother()
        return [AskConfirmed(about=whose, codes=(Word(own.DECIDED),), by=other.id)]

    def _may_second(self, other: Volunteer, client: Client | None) -> bool:
        """By a PIN of their own, and neither who stands here nor of that household."""
        return other.vouched is None and other.id != self.volunteer.id and not own.is_own(self.house, other.id, client)

    def confirms(self, visit: Visit, other: Volunteer | None, asked: set[str]) -> bool:
        """Whether what needs a second volunteer is confirmed: by one with a PIN who is of another household too. At one's own
        household whoever is alone today goes on, and the coordinator sees it. `asked`: the codes that need another."""
        if other is not None:
            return self._may_second(other, visit.client)
        alone = not own.others_present(self.house, self.volunteer.id, visit.client, self.here().day)
        return alone and asked <= {own.SECOND}

    def vouch(self, name: str) -> Volunteer:
        """That colleague forgot the PIN, and whoever stands here knows them: for this shift, and not after today, they may
        find, serve, undo what cost nothing, and print; nothing else. It is written down with both.

        Raises NotAllowed, NotFound, NotUnderstood: nobody vouches for themselves."""
        self.require("vouch")
        who = self._volunteer(name)
        if who.id == self.volunteer.id:
            raise NotUnderstood(why=Sentence("nobody vouches for themselves."))
        self.tell(VouchedFor(volunteer=who.id))
        return replace(who, vouched=self.here().day, vouched_by=self.volunteer.id)

    def link_volunteer(self, name: str, person: PersonId) -> Act:
        """This volunteer is that client too. Raises NotAllowed, NotFound, NotUnderstood (one's own link, once it is made)."""
        return self.tell(own.VolunteerLinked(volunteer=self._linking(name).id, person=person))

    def unlink_volunteer(self, name: str) -> Act:
        """It is not noted any more that this volunteer is a client. Raises NotAllowed, NotFound, NotUnderstood (one's own)."""
        return self.tell(own.VolunteerLinked(volunteer=self._linking(name).id, person=None, linked=False))

    def _linking(self, name: str) -> Volunteer:
        """Whose link is made or taken away. What is barred at one's own household nobody lifts for themselves."""
        self.require("volunteers")
        who = self._volunteer(name)
        if who.id == self.volunteer.id and own.own_ids(self.house, who.id):
            raise NotUnderstood(
                why=Sentence("nobody changes this for themselves. Ask another coordinator or an administrator.")
            )
        return who

    def looks(
        self, period: Period, *, client: str | None = None, volunteer: str | None = None, most: int = 1000
    ) -> list[Look]:
        """Who looked at whom in these days, newest first, at most so many; of a client by number, of a volunteer by name,
        one who left too. Raises NotAllowed, NotFound, OwnHousehold."""
        self.require("know")
        persons = self._persons(client) if client is not None else None
        return looks(self.house, period, persons=persons, actor=volunteer and self._anybody(volunteer), most=most)

    def _persons(self, typed: str) -> list[str]:
        client = self.house.by_number(typed, self.here().day)
        persons = [client.person] if client.person else [m.person for m in client.members]
        self.bar_own(client.household, *persons)
        return [str(person) for person in persons]

    def _anybody(self, name: str) -> str:
        found = self.house.one(
            "SELECT subject FROM core_volunteer WHERE folded=? ORDER BY state, subject", folded(name)
        )
        if found is None:
            raise NotFound(what=name)
        return str(found[0])

    def to_know(self, day: date | None = None) -> list[ToKnow]:
        """What the coordinator should know of a day (today). Raises NotAllowed."""
        self.require("know")
        found = self.kiosk.plugins.ask("to_know", day=day or self.here().day, house=self.house)
        return [one for _, one in found.values]
