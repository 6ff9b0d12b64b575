"""What the office looks at: clients, cards, the journal. Looking at a client leaves a trace; the rest writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ..care import page
from ..domain.cards import read_code
from ..domain.errors import NotFound, PluginFails
from ..domain.ids import PersonId, Word
from ..domain.texts import Text
from ..domain.visits import Client
from ..journal import Event
from ..journal.envelope import SEQ_BITS
from ..journal.identity import group
from ..journal.ledger import Ledger
from ..registry import alike, search
from ..registry.households import NewMember
from ..registry.persons import ClientLookedAt
from ..store import marks
from .trust import Trust

if TYPE_CHECKING:
    from ..printing.cards import CardFace


@dataclass(frozen=True, slots=True)
class Card:
    """A client's card as the office sees it. `client`: the holder's number."""

    code: str
    client: str
    state: str
    """live | lost | withdrawn"""
    issued: date


def _newest(ledger: Ledger, n: int) -> list[tuple[int, Event]]:
    """The last events of all origins, oldest first. Of each origin its last by the primary key, for its `at` never falls."""
    span = "WHERE e.id>? AND e.id<? ORDER BY e.id DESC LIMIT ?"
    origins = [origin for (origin,) in ledger.db.execute("SELECT n FROM origin").fetchall()]
    found = [one for o in origins for one in ledger.keyed(span, o << SEQ_BITS, (o + 1) << SEQ_BITS, n)]
    return sorted(found, key=lambda pair: (pair[1].at, pair[0]))[-n:] if n > 0 else []


def _in_order(ledger: Ledger, keys: Iterable[int]) -> list[tuple[int, Event]]:
    """Oldest first."""
    found = ((key, ledger.event(key)) for key in set(keys))
    return sorted(((key, event) for key, event in found if event), key=lambda pair: (pair[1].at, pair[0]))


class Looking(Trust):
    def likely_duplicates(self, members: Sequence[NewMember], phone: str | None = None) -> list[search.Found]:
        """Who of the clients may be one of these: shown before they are registered; one of a protected household to who may see
        where that lives. Raises NotAllowed."""
        self.require("register")
        day, protected = str(self.here().day), self.may("protected")
        found = {
            one.person: one
            for member in members or (NewMember(),)
            for one in alike.alike(
                self.house, member.name, member.born, member.phone or phone, day, protected=protected
            )
        }
        return list(found.values())

    def client_page(self, typed: str) -> page.ClientPage:
        """What is known of a client by number, of a protected household without where it lives for who may not; the look leaves a trace. Raises NotAllowed, NotFound, OwnHousehold."""
        self.require("dossier")
        day = self.here().day
        client = self.house.by_number(typed, day)
        persons = [client.person] if client.person else [m.person for m in client.members]
        self.bar_own(client.household, *persons)
        self._trace(persons, "dossier")
        known = replace(page.read_page(self.house, client, day), arranged=tuple(self.arranged(client, day)))
        if self.may("protected"):
            return known
        # a child of two homes may be hidden in the other one
        hidden = {one.number for one in client.members if self.house.hides(one.person, day)}
        members = tuple(replace(one, phone=None) if one.number in hidden else one for one in known.members)
        known = replace(known, members=members)
        return replace(known, address=None, phone=None) if self.is_protected(client) else known

    def arranged(self, client: Client, day: date) -> list[tuple[Text, Text]]:
        """(a project's title, what it arranged with them), of a protected household for who may see where it lives; a plugin
        that fails is named by `kiosk plugins` and left out."""
        if self.is_protected(client) and not self.may("protected"):
            return []
        found: list[tuple[Text, Text]] = []
        for name, project in sorted(self.kiosk.plugins.projects.items()):
            if project.on_page is not None:
                with suppress(PluginFails), self.kiosk.plugins.blamed(name, "on_page"):
                    found += [(project.title, line) for line in project.on_page(self.house, client, day)]
        return found

    def withholds(self, client: Client) -> bool:
        """Whether where, when and under which name this client is found is not for whoever stands here: of a protected
        household, or of somebody who lives in one. Primary key of core_member."""
        if self.may("protected"):
            return False
        hidden = client.person is not None and self.house.hides(client.person, self.here().day)
        return hidden or self.is_protected(client)

    def is_protected(self, client: Client) -> bool:
        """Whether it is found by whole name and whole birth date only."""
        return self.house.protects(client.household)

    def reached(self, client: Client) -> tuple[str | None, str | None]:
        """(address, phone) of a household, to be changed on a form; of a protected one nothing for who may not see it.
        Raises NotAllowed, OwnHousehold."""
        self.require("register")
        self.bar_own(client.household)
        if self.is_protected(client) and not self.may("protected"):
            return None, None
        found = self.house.one("SELECT address, phone FROM core_household WHERE subject=?", client.household or "")
        return found or (None, None)

    def known_of(self, person: PersonId) -> dict[str, str]:
        """name, first_name, aliases, born, sex and phone of a person as they are stored, to be changed on a form; '' is
        not known. The look leaves a trace. Raises NotAllowed, OwnHousehold."""
        self.require("register")
        self.bar_own(person)
        self._trace([person], "dossier")
        names = ("name", "first_name", "aliases", "born", "sex", "phone")
        row = self.house.one(f"SELECT {', '.join(names)} FROM core_person WHERE subject=?", person) or (None,) * 6
        known = {name: value or "" for name, value in zip(names, row, strict=True)}
        if self.house.hides(person, self.here().day) and not self.may("protected"):
            known["phone"] = ""
        return known

    def cards_of(self, typed: str) -> list[Card]:
        """A card by its code, or all cards of a client by number, in whatever state. Raises NotAllowed, NotFound."""
        self.require("cards")
        day = self.here().day
        if code := read_code(typed):
            persons = [row[0] for row in self.house.rows("SELECT subject FROM core_card WHERE code=?", code)]
        else:
            client = self.house.by_number(typed, day)
            persons = [client.person] if client.person else [m.person for m in client.members]
        query = "SELECT code, state, issued_day FROM core_card WHERE subject=? AND state IS NOT NULL ORDER BY issued_day, code"
        found = [
            Card(
                known,
                ((holder := self.house.client(person, day)) and holder.number) or "",
                state,
                date.fromisoformat(since),
            )
            for person in persons
            for known, state, since in self.house.rows(query, person)
            if not code or known == code
        ]
        if code and not found:
            raise NotFound(what=typed)
        return found

    def live_cards_to_print(self, only_new: bool) -> list[tuple[PersonId, CardFace]]:
        """Active cards of who belongs to a household, by number (of two homes the one that a scan stands for), of a protected
        household without a name; `only_new`: those never printed. Raises NotAllowed."""
        self.require("cards")
        from ..printing.cards import CardFace

        day = str(self.here().day)
        found = self.house.rows(
            "SELECT c.subject, c.code, m.number, CASE WHEN h.protected THEN NULL ELSE p.first_name END, "
            "min(coalesce(h.protected, 1) || m.share || m.from_day || m.number) FROM core_card c JOIN core_person p ON p.subject=c.subject "
            "JOIN core_member m ON m.subject=c.subject AND m.from_day<=? AND (m.until_day IS NULL OR m.until_day>?) "
            "JOIN core_household h ON h.subject=m.household WHERE c.state='live' AND (NOT ? OR c.printed_day IS NULL) GROUP BY c.code "
            "ORDER BY length(m.number), m.number, c.issued_day, c.code", day, day, only_new,
        )  # fmt: skip
        return [(PersonId(person), CardFace(code, number, first or number)) for person, code, number, first, _ in found]

    # ---- what happened ----

    def envelopes(self, *, client: str | None = None, last: int | None = None) -> Iterator[Mapping[str, Any]]:
        """Envelopes as JSON, oldest first: all, the last ones, or those that concern a client by number (a household's
        include its members'). Raises NotAllowed (of a protected one: without that right), NotFound."""
        self.require("journal")
        ledger = self.kiosk.journal.ledger
        found: Iterable[tuple[int, Event]]
        if client is not None:
            known = self.house.by_number(client, self.here().day)
            if self.withholds(known):
                self.require("protected")
            ids = self._ids(known)
            keys = [*ledger.mentioning(ids), *(key for key, _ in self._of_subjects(ids))]
            found = _in_order(ledger, keys)
            found = found if last is None else found[len(found) - min(last, len(found)) :]
        elif last is not None:
            found = _newest(ledger, last)
        else:
            found = ledger.keyed("WHERE 1 ORDER BY e.at, e.id")
        return (replace(event, prev=ledger.hash(key - 1) or b"").as_json() for key, event in found)

    def _of_subjects(self, ids: Sequence[str]) -> list[tuple[int, Event]]:
        """Events about a client that hold nothing of theirs any more are still of their history. Index event_subject."""
        return list(self.kiosk.journal.ledger.keyed(f"WHERE e.subject IN ({marks(ids)})", *ids))

    def _ids(self, client: Client) -> list[str]:
        """Every id under which the journal knows a client: a household's and its members', merged ones too."""
        own = [client.person] if client.person else [client.household, *(m.person for m in client.members)]
        return sorted({member for one in own if one for member in group(self.kiosk.journal.db, one)})

    # ---- inside ----

    def client_by_number(self, typed: str, day: date | None = None) -> Client:
        """Whom a number is, said or typed where no card is shown. One trace of the look, of a household at the first of it whom
        the number stands for: nobody looked at each. `day`: an earlier one, as it was then.

        Raises NotAllowed, NotFound."""
        self.require("find")
        client = self.house.by_number(typed, day or self.here().day)
        persons = [client.person] if client.person else [m.person for m in client.members]
        self._trace(persons[:1], "found_by_number")
        return client

    def _trace(self, persons: Sequence[PersonId], part: str) -> None:
        """A drill, where nothing can be written, is looked at without a trace."""
        if persons and not self.kiosk.store.drill:
            self.tell(*(ClientLookedAt(person=person, part=Word(part)) for person in persons))
