"""Who may collect for whom, until when; and who came. Mixed into Office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..domain.eligibility import Verdict
from ..domain.errors import NotFound, NotUnderstood
from ..domain.ids import ClientId, PersonId, new_id
from ..domain.texts import Sentence
from ..domain.visits import Client
from ..journal import Act
from ..registry.enrolments import ProxyNamed
from ..registry.persons import PersonRegistered, folded
from .serving import Serving


@dataclass(frozen=True, slots=True)
class Collector:
    """Somebody who may come for a client: a member, or a proxy until that day, inclusive. `number`: '' for somebody who
    belongs to no household."""

    person: PersonId
    first_name: str
    number: str
    until: date | None = None


class Proxies(Serving):
    def name_proxy(
        self, client: Client, until: date, *, person: PersonId | None = None, name: str | None = None, phone: str | None = None
    ) -> PersonId:  # fmt: skip
        """From today somebody may collect for this client: a person who is known, or a new one by name. Named again, the
        last day is another. Raises NotAllowed, NotUnderstood: nobody, a day that is past, or a member of the household."""
        self.require("register")
        day = self.here().day
        if until < day:
            raise NotUnderstood(why=Sentence("the last day lies before today."))
        if person in {m.person for m in client.members}:
            raise NotUnderstood(why=Sentence("who belongs to the household may collect already."))
        words = (name or "").split()
        if person is None and not words:
            raise NotUnderstood(why=Sentence("say who may collect."))
        proxy = person or PersonId(new_id())
        drafts: list[Any] = []
        if person is None:
            known = PersonRegistered(
                person=proxy, name=" ".join(words), first_name=words[0], aliases=None, born=None, sex=None, phone=phone
            )
            drafts.append(known)
        self.tell(*drafts, ProxyNamed(whose=_whose(client), proxy=proxy, until_day=until))
        return proxy

    def end_proxy(self, client: Client, proxy: PersonId) -> Act:
        """From today this person no longer collects for the client. Raises NotAllowed, NotFound: was not named."""
        self.require("register")
        day = self.here().day
        query = "SELECT subject FROM core_proxy WHERE proxy=? AND subject IN (?, ?) AND until_day>=?"
        named_by = self.house.rows(query, proxy, client.household or "", client.person or "", str(day))
        if not named_by:
            raise NotFound(what=client.number)
        yesterday = day - timedelta(days=1)
        return self.tell(
            *(ProxyNamed(whose=ClientId(whose), proxy=proxy, until_day=yesterday) for (whose,) in named_by)
        )

    def proxies_of(self, client: Client) -> list[Collector]:
        """Who may collect today and does not belong to the household, by first name. Primary key of core_proxy(subject, proxy)."""
        day = self.here().day
        found = self.house.rows(
            "SELECT x.proxy, coalesce(p.first_name, ''), x.until_day, coalesce((SELECT m.number FROM core_member m "
            "WHERE m.subject=x.proxy AND m.from_day<=?3 AND (m.until_day IS NULL OR m.until_day>?3) ORDER BY m.number LIMIT 1), '') "
            "FROM core_proxy x JOIN core_person p ON p.subject=x.proxy "
            "WHERE x.subject IN (?1, ?2) AND x.until_day>=?3 ORDER BY 2, 4",
            client.household or "", client.person or "", str(day),
        )  # fmt: skip
        return [Collector(PersonId(p), name, number, date.fromisoformat(until)) for p, name, until, number in found]

    def collectors(self, client: Client) -> list[Collector]:
        """Everybody who may come for this client today: members, then proxies. Raises NotAllowed."""
        self.require("serve")
        own = [Collector(m.person, m.first_name, m.number) for m in client.members]
        return [*own, *self.proxies_of(client)]

    def collector(self, client: Client, typed: str) -> PersonId:
        """Who of them is meant, by number or first name. Somebody else who is known, by number. Raises NotFound: nobody,
        or several of that name."""
        there = self.collectors(client)
        meant = _meant(there, typed)
        if len(meant) == 1:
            return meant.pop()
        known = self.house.by_number(typed, self.here().day)
        if known.person is None:
            raise NotFound(what=typed)
        return known.person

    def collected_by(self, verdict: Verdict, collector: PersonId) -> Verdict:
        """The same question when that person came for the client: a member, a proxy, somebody who was sent."""
        visit = verdict.visit
        if visit is None or visit.client is None:
            return verdict
        return self.decide(visit.client, visit.service.code, collector=collector, asked=visit.asked, here=visit.here)


def _meant(there: Sequence[Collector], typed: str) -> set[PersonId]:
    by_number: Iterable[Collector] = (
        one for one in there if one.number and one.number.upper() == typed.strip().upper()
    )
    named = (one for one in there if one.first_name and folded(one.first_name) == folded(typed))
    return {one.person for one in by_number} or {one.person for one in named}


def _whose(client: Client) -> ClientId:
    """The household: what is fetched is for all of it. Somebody who belongs to none is one by themselves."""
    return ClientId(client.household or client.person or "")
