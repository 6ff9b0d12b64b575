"""Families as they are, in the office: registered, joined, parted, moved, changed, merged. Each method is one act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..cash.money import owed
from ..core import CoreSettings
from ..domain.eligibility import Finding
from ..domain.errors import NotFound, NotUnderstood
from ..domain.fields import kept_answers
from ..domain.ids import Cents, ClientId, HouseholdId, PersonId, Word, new_id
from ..domain.texts import Sentence, Text
from ..domain.visits import Client, Member
from ..house import House
from ..journal import Act, Merged
from ..journal.identity import group, root
from ..registry import alike, enrolments, households, one_household, one_person, parting
from ..registry.households import NewMember
from ..registry.persons import PersonChanged, called
from .enrolments import Enrolments


@dataclass(frozen=True, slots=True)
class Away:
    """The part of a household that leaves: who of it, children who will live in both (part share), and where it goes."""

    persons: Sequence[PersonId]
    both: Sequence[PersonId] = ()
    address: str | None = None
    phone: str | None = None
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Parted:
    """The two households of a split: who stayed, who left. `cards`: (code, number of the member) of the new cards.

    `owed`: cents that stay to be paid under the old number. `arranged`: (a project's title, what it had arranged with the
    old household and holds for neither now), of a protected one for who may see where it lives. `collectors`: first names of who
    might collect for the old one, and may for neither now."""

    act: str
    stayed: Client
    away: Client
    cards: tuple[tuple[str, str], ...]
    owed: Cents
    arranged: tuple[tuple[Text, Text], ...] = ()
    collectors: tuple[str, ...] = ()

    def collect_no_longer(self) -> list[Sentence]:
        """What is to be said of `collectors`."""
        who = {"names": ", ".join(self.collectors)}
        return [Sentence("Note anew for each who may collect: {names} may no longer.", who)] if self.collectors else []


@dataclass(frozen=True, slots=True)
class Same:
    """Two members of two households who are one person, or look so."""

    one: Member
    other: Member


@dataclass(frozen=True, slots=True)
class WasTwo:
    """A merge that still holds. `numbers`: those that find what is one now."""

    act: str
    day: date
    numbers: tuple[str, ...]


class Families(Enrolments):
    # ---- who is known ----

    def register(
        self, members: Sequence[NewMember], *, address: str | None = None, phone: str | None = None,
        collective: bool = False, protected: bool = False, answers: Mapping[str, str] | None = None,
    ) -> Client:  # fmt: skip
        """A new household; who is known and comes with a full share leaves any other. Raises NotAllowed, NotUnderstood, Changed (a plugin's check stops it)."""
        self.look_at_registration(members, address=address, answers=answers, protected=protected)
        household, day = HouseholdId(new_id()), self.here().day
        drafts = households.register(
            household,
            self.letter,
            members,
            day,
            address=address,
            phone=phone,
            collective=collective,
            protected=protected,
        )
        told = [
            enrolments.Answered(whose=ClientId(household), of="household", field=Word(f), value=v)
            for f, v in (answers or {}).items()
        ]
        self.tell(_moved(members, day), drafts, *told)
        return self._household(household)

    def look_at_registration(
        self, members: Sequence[NewMember], client: Client | None = None, *, address: str | None = None,
        answers: Mapping[str, str] | None = None, protected: bool = False,
    ) -> list[Finding]:  # fmt: skip
        """What the plugins say before these are registered, `protected` or not, or join `client`. Raises NotAllowed (also who is protected comes
        to a household that is not: without that right), NotUnderstood (an answer that is none, or who joins died), Changed (a check stops it)."""
        self.require("register")
        day = self.here().day
        joining = [member.known for member in members if member.known]
        hidden = any(self.house.hides(person, day) for person in joining)
        if hidden and not (self.house.protects(client.household) if client is not None else protected):
            self.require("protected")
        for known in filter(None, (self.house.client(person, day) for person in joining)):
            self.bar_deceased(known)
        return self._look_at_answers(members, client, address, answers)

    def _look_at_answers(
        self, members: Sequence[NewMember], client: Client | None, address: str | None,
        answers: Mapping[str, str] | None = None,
    ) -> list[Finding]:  # fmt: skip
        """The same of people nobody knows yet, as somebody who may register them asks it a thousand times. Raises as check_answers."""
        told: dict[str, object] = {"core.name": " ".join(m.name for m in members if m.name)}
        if client is None:
            told["core.address"] = address or ""
        fields = self.kiosk.plugins.all("fields")
        told |= kept_answers((f for f in fields if f.of == "household"), answers or {})
        for member in members:
            told |= kept_answers((f for f in fields if f.of == "person"), member.answers)
        return self.check_answers(told, client)

    # ---- who lives with whom ----

    def join(self, client: Client, members: Sequence[NewMember]) -> Client:
        """More members of a household, from today. Somebody known who joins with a full share no longer belongs to any
        other household. Raises NotAllowed, NotUnderstood (who is part of it already, or died), Changed (a plugin's check stops
        it)."""
        self.look_at_registration(members, client)
        household, day = self._of_household(client), self.here().day
        there = {m.person: m.number for m in self.house.members(household, day)}
        for member in members:
            if member.known in there:
                raise NotUnderstood(
                    why=Sentence("{number} is part of this household already.", {"number": there[member.known]})
                )
        self.tell(_moved(members, day), households.join(household, members, day))
        return self._household(household)

    def leave(
        self, client: Client, persons: Sequence[PersonId], ending: households.Ending, *, since: date | None = None
    ) -> Client:
        """Members who no longer belong, from that day on (today). Of who died, the cards stop too, and what was decided
        for them, in every household. Raises NotAllowed, NotFound: nobody of these is part of it; NotUnderstood: a day
        that lies ahead, or before they joined."""
        self.require("register")
        household, today = self._of_household(client), self.here().day
        day = since or today
        if day > today:
            raise NotUnderstood(why=Sentence("this day lies ahead."))

        def drafts(house: House) -> Iterable[Any]:
            gone = list(households.left(house, household, persons, day, ending))
            if not gone:
                raise NotFound(what=client.number)
            if any(one.from_day > day for one in gone):
                raise NotUnderstood(why=Sentence("then they did not live here yet."))
            yield from gone
            for one in gone:
                if ending == "deceased":
                    query = "SELECT household FROM core_member WHERE subject=? AND until_day IS NULL AND household<>?"
                    for (other,) in house.rows(query, one.person, household):
                        yield from households.left(house, HouseholdId(other), [one.person], day, ending)
                    yield from parting.died(house, one.person, day)

        self.tell(drafts)
        return self._household(household)

    def split(self, client: Client, away: Away) -> Parted:
        """One household becomes two, with new numbers and new cards; the old number finds nobody any more. Who stays
        keeps the address. Raises NotAllowed, NotFound (somebody who is not part of it), NotUnderstood: nobody is left."""
        self.require("register")
        old, day = self._of_household(client), self.here().day
        members = self.house.members(old, day)
        strange = {*away.persons, *away.both} - {m.person for m in members}
        if strange:
            raise NotFound(what=client.number)
        gone, both = set(away.persons) - set(away.both), set(away.both)
        stay = {m.person for m in members} - gone - both
        if not gone or not stay:
            raise NotUnderstood(why=Sentence("in each of the two households lives somebody who is not in the other."))
        where = self.house.one("SELECT address, phone, collective, protected FROM core_household WHERE subject=?", old)
        address, phone, collective, protected = where or (None, None, 0, 0)

        def side(own: set[PersonId], **reached: Any) -> parting.Half:
            theirs = [m for m in members if m.person in own | both]
            known = [NewMember(known=m.person, share="part" if m.person in both else m.share) for m in theirs]
            grown = (m.person for m in theirs if m.person in own and not m.is_minor(day))
            first = next(grown, next(m.person for m in theirs if m.person in own))
            return parting.Half(HouseholdId(new_id()), known, first, **reached)

        halves = (
            side(stay, address=address, phone=phone, collective=bool(collective), protected=bool(protected)),
            side(gone, address=away.address, phone=away.phone, protected=away.protected or bool(protected)),
        )
        arranged = self.arranged(self._household(old), day)
        collectors = parting.named_by(self.house, old, day)
        grace = self.house.settings(CoreSettings, day).grace_days
        act = self.tell(parting.split(old, halves, self.letter, day, grace))
        stayed, left = (self._household(half.household) for half in halves)
        numbers = {m.person: m.number for one in (left, stayed) for m in one.members}
        cards = tuple(
            (code, numbers[person])
            for person in dict.fromkeys(numbers)
            for code in parting.live_cards(self.house, person)
        )
        still = [*self.arranged(stayed, day), *self.arranged(left, day)]
        lost = tuple(one for one in arranged if one not in still)
        return Parted(act.id, stayed, left, cards, owed(self.house, old), lost, collectors)

    # ---- what is known of them ----

    def change_household(
        self, client: Client, *, address: str | None = None, phone: str | None = None, collective: bool | None = None,
        protected: bool | None = None,
    ) -> Act:  # fmt: skip
        """Only what is given changes; '' is not known any more. Whoever may register protects a household; only who may
        see where it lives ends that. Raises NotAllowed, NotUnderstood: nothing is changed."""
        self.require("register")
        if protected is False:
            self.require("protected")
        if all(value is None for value in (address, phone, collective, protected)):
            raise NotUnderstood(why=Sentence("there is nothing to change."))
        return self.tell(
            households.HouseholdChanged(
                household=self._of_household(client),
                address=address,
                phone=phone,
                collective=collective,
                protected=protected,
            )
        )

    def change_person(self, person: PersonId, **changed: str | None) -> Act:
        """name, first_name, aliases, born, sex, phone: '' is not known any more. A new name brings its first word as the
        first name, when none is given. Raises NotAllowed, NotUnderstood: nothing is changed."""
        self.require("register")
        values: dict[str, Any] = {
            name: changed.get(name) for name in ("name", "first_name", "aliases", "born", "sex", "phone")
        }
        if all(value is None for value in values.values()):
            raise NotUnderstood(why=Sentence("there is nothing to change."))
        if values["name"] is not None and values["first_name"] is None:
            values["first_name"] = called(values["name"])

        def drafts(house: House) -> Iterable[Any]:
            known = house.one("SELECT name, aliases FROM core_person WHERE subject=?", person) or (None, None)
            if values["name"] is not None or values["aliases"] is not None:
                for name, value in zip(("name", "aliases"), known, strict=True):
                    values[name] = value or "" if values[name] is None else values[name]
            yield PersonChanged(person=person, **values)

        return self.tell(drafts)

    def merge(self, one: ClientId, other: ClientId, *chosen: Any) -> Act:
        """Two registered clients are one; of two households, address and phone of `one` hold, where it has any, and who is
        protected stays so. `chosen`: change events for the values that the coordinator chose."""
        self.require("merge")
        if one == other:
            raise NotUnderstood(why=Sentence("these are one already."))
        return self.tell(lambda house: [*one_household.kept(house, one, other), Merged(one=one, other=other), *chosen])

    def merge_households(self, one: Client, other: Client, same: Sequence[Same] = ()) -> Client:
        """Two registered households are one, as `merge`, and in the same act the persons in `same`, as `merge_members`. Both
        numbers go on. Raises NotAllowed, NotUnderstood."""
        first, second, day = self._of_household(one), self._of_household(other), self.here().day
        persons: list[Any] = []
        for mine, theirs in ((pair.one.person, pair.other.person) for pair in same):
            persons += [
                Merged(one=ClientId(mine), other=ClientId(theirs)),
                *one_person.kept(self.house, mine, theirs, day),
            ]
        self.merge(ClientId(first), ClientId(second), *persons)
        return self._household(HouseholdId(root(self.kiosk.journal.db, first)))

    def look_at_merge(self, one: Client, other: Client) -> list[Sentence]:
        """What it changes when two registered members are one person, or two households one. Raises NotAllowed, NotFound (a
        household and a member), NotUnderstood: they are one already."""
        self.require("merge")
        day = self.here().day
        if one.person is None and other.person is None:
            if one.household == other.household:
                raise NotUnderstood(why=Sentence("these are one already."))
            titles = {project.name: project.title for project in self.kiosk.plugins.projects.values()}
            return one_household.foreseen(self.house, one, other, day, titles)
        return one_person.foreseen(self.house, *self._two(one, other), day)

    def merge_members(self, one: Client, other: Client) -> Act:
        """Two registered members are one person, of whom what `look_at_merge` says holds. Both numbers and all cards go on.
        Raises NotAllowed, NotFound (no member), NotUnderstood: they are one already."""
        first, second = self._two(one, other)
        return self.merge(
            ClientId(first), ClientId(second), *one_person.kept(self.house, first, second, self.here().day)
        )

    def same_persons(self, one: Client, other: Client) -> list[Same]:
        """Members of two households who look like one person, each once. Raises NotAllowed."""
        self.require("merge")
        there = list(other.members)
        found = []
        for member in one.members:
            alike = next((m for m in there if m.person != member.person and self._alike(member, m)), None)
            if alike is not None:
                there.remove(alike)
                found.append(Same(member, alike))
        return found

    def known_as(self, pair: Same) -> Sentence:
        """Whose name and birth hold when these two are one person. Raises NotAllowed."""
        self.require("merge")
        return one_person.known_as(self.house, pair.one.person, pair.other.person, self.here().day)

    def merges_of(self, client: Client) -> list[WasTwo]:
        """Merges that made this household, or a member of it, one of two; the newest first. Raises NotAllowed."""
        self.require("merge")
        ledger, found = self.kiosk.journal.ledger, dict[str, WasTwo]()
        for id in [client.household, *(m.person for m in client.members)]:
            ids = group(ledger.db, str(id))
            for _, event in ledger.history(ids, ledger.known_kinds([Merged.KIND])) if len(ids) > 1 else ():
                found.setdefault(event.act, WasTwo(event.act, event.day, self._numbers(str(id))))
        return sorted(found.values(), key=lambda two: (two.day, two.act), reverse=True)

    # ---- inside ----

    def _numbers(self, id: str) -> tuple[str, ...]:
        households = self.house.rows("SELECT number FROM core_number WHERE subject=? ORDER BY number", id)
        return (*(str(number) for (number,) in households), *self.house.numbers_of(id))

    def _two(self, one: Client, other: Client) -> tuple[PersonId, PersonId]:
        for client in (one, other):
            if client.person is None:
                raise NotFound(what=f"{client.number}.?")
        first, second = PersonId(one.person or ""), PersonId(other.person or "")
        if first == second:
            raise NotUnderstood(why=Sentence("these are one already."))
        return first, second

    def _alike(self, one: Member, other: Member) -> bool:
        query = "SELECT name, born FROM core_person WHERE subject=?"
        known = [self.house.one(query, member.person) or (None, None) for member in (one, other)]
        return alike.same(*known[0], *known[1])

    def _household(self, household: HouseholdId) -> Client:
        found = self.house.household(household, self.here().day)
        if found is None:
            raise NotFound(what=household)
        return found

    def _of_household(self, client: Client) -> HouseholdId:
        if client.household is None:
            raise NotFound(what=client.number)
        return client.household


def _moved(members: Sequence[NewMember], day: date) -> Callable[[House], Iterable[Any]]:
    """Who is known and comes with a full share lives nowhere else from that day on."""

    def drafts(house: House) -> Iterable[Any]:
        for person in (m.known for m in members if m.known is not None and m.share == "full"):
            query = "SELECT household FROM core_member WHERE subject=? AND until_day IS NULL"
            for (old,) in house.rows(query, person):
                yield from households.left(house, HouseholdId(old), [person], day, "moved")

    return drafts
