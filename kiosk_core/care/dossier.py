"""The copy for the person (GDPR art. 15): everything held, from every event of core and plugins, and who looked.

Whose a value is, its kind declares: what belongs to somebody lies in that one's leaf (journal/kinds.py). So of an event a
person gets the fields that name nobody and those in the own leaves, and nothing that belongs to others can come along.
Words that somebody typed may still name another: the names of who ever lived or collected there are taken out of them. Of who
was forgotten no name is known any more: then every word with a capital goes out of what was written about the others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, get_type_hints

from kiosk_core.domain.ids import ClientId, HouseholdId, PersonId
from kiosk_core.domain.texts import Text
from kiosk_core.held import YOU
from kiosk_core.house import House
from kiosk_core.journal import Event, Journal, Leaf, Merged
from kiosk_core.journal.envelope import DIGEST, hidden
from kiosk_core.journal.identity import group
from kiosk_core.journal.kinds import join, types_in
from kiosk_core.registry.cards import CardPrinted
from kiosk_core.registry.enrolments import ProxyNamed
from kiosk_core.registry.households import MemberJoined
from kiosk_core.registry.imports import ClientsExported
from kiosk_core.registry.looks import lists_with
from kiosk_core.registry.persons import ClientLookedAt, folded
from kiosk_core.store import marks

from .readable import Readable

LEFT_OUT = "…"
"""In the place of another person's name."""
SENTENCES = ("reason", "note", "told")
"""Fields in which somebody wrote about a client in whole sentences."""
_LOOKS = {ClientLookedAt.KIND: "", ClientsExported.KIND: "clients", CardPrinted.KIND: "cards"}
"""What is a look, and at what it was, where the event does not say."""
_CLIENTS = (PersonId, HouseholdId, ClientId)
_ID = re.compile(r"[0-9a-z]{14}|[A-Za-z0-9.]{1,40}-[1-9][0-9]{0,11}", re.ASCII)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose copy. `persons`: ids. `household`: under whose number it was asked for, None for nobody's; its own data are
    theirs on the `days` (from, until; the until day is none of them). `elsewhere`: other households, which stay unsaid."""

    persons: tuple[str, ...]
    household: str | None
    days: tuple[tuple[date, date | None], ...]
    elsewhere: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    """Of `persons` the minors who live in a protected household too: when and where they come is not in this copy."""

    def was_there(self, day: date) -> bool:
        return any(first <= day and (until is None or day < until) for first, until in self.days)


@dataclass(frozen=True, slots=True)
class Detail:
    """One field. `label` None: it tells a person nothing, and stands in the JSON only. `typed`: somebody's own words."""

    name: str
    value: Any
    label: Text | None
    said: Text
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened and is still known. `about`: the number of whom. `undone`: it was taken back since."""

    id: str
    day: date
    about: str
    kind: str
    title: Text
    keep: str
    undone: bool
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """`who`: a colleague's name, '' when the house no longer knows it. `part`: what was looked at."""

    day: date
    about: str
    who: str
    part: str
    said: Text


def gather(journal: Journal, house: House, whose: Whose, words: Readable) -> tuple[list[Entry], list[Look]]:
    """Oldest first. Index leaf_whose; reads the own events and those of their acts, no other."""
    return _Gathering(journal, house, whose, words).run()


class _Gathering:
    def __init__(self, journal: Journal, house: House, whose: Whose, words: Readable) -> None:
        self.journal, self.house, self.whose, self.words = journal, house, whose, words
        self.ledger = journal.ledger
        self.kinds: Mapping[str, Any] = journal.kinds
        self.own = self._hidden(whose.persons)
        self.home = self._hidden([whose.household] if whose.household else [])
        self.elsewhere = self._hidden(whose.elsewhere)
        self.shy = self._hidden(whose.hidden)
        self.names = _name_words(house, whose.persons)
        homes = _homes(house, whose)
        self.others = frozenset(w for w in _name_words(house, _near(house, whose, homes)) - self.names if len(w) > 2)
        self.any_name = self._somebody_is_forgotten(homes)

    def run(self) -> tuple[list[Entry], list[Look]]:
        found = dict(self.ledger.those(self._keys()))
        leaves = self.ledger.leaves_of(found)
        mine = {key: kept for key, event in found.items() if (kept := self._mine(event, leaves.get(key, [])))}
        undone = self._undone(mine)
        mistaken = {found[key].act for key in mine if key in undone and found[key].kind == Merged.KIND}
        told = {key: found[key] for key in mine if found[key].act not in mistaken}
        beside = {key: event for key, event in self._beside(told) if key not in told}
        undone |= self._undone(beside)
        entries, looks = [], []
        lists = dict(self.ledger.those(sorted(self._lists())))
        for key, event in sorted((told | beside | lists).items(), key=lambda pair: (pair[1].at, pair[0])):
            about = self._about(mine.get(key, []))
            if event.kind in _LOOKS:
                looks.append(self._look(event, about))
            if event.kind not in (ClientLookedAt.KIND, ClientsExported.KIND):
                details = tuple(self._details(event, mine.get(key) or self.ledger.leaves(key)))
                title = self.words.title(event.kind)
                entries.append(Entry(event.id, event.day, about, event.kind, title, event.keep, key in undone, details))
        return entries, looks

    # ---- which events ----

    def _hidden(self, ids: Iterable[str]) -> dict[str, str]:
        """Every id under which the journal knows one of these, as leaves name it -> the id asked for."""
        return {hidden(same): id for id in ids for same in group(self.journal.db, id)}

    def _somebody_is_forgotten(self, homes: Sequence[str]) -> bool:
        """Whether somebody who lived or collected in one of these was forgotten since. Index leaf_whose."""
        query = (
            "SELECT 1 FROM leaf l JOIN event e ON e.id=l.event JOIN torn t ON t.event=e.id WHERE l.whose IN "
            "(SELECT value FROM json_each(?)) AND e.kind IN (SELECT n FROM kind WHERE name IN (?, ?)) LIMIT 1"
        )
        there = json.dumps(list(self._hidden(homes)))
        return self.journal.db.execute(query, (there, MemberJoined.KIND, ProxyNamed.KIND)).fetchone() is not None

    def _names_another(self, word: str, *, any_name: bool) -> bool:
        plain = folded(word)
        return plain in self.others or (any_name and word[0].isupper() and plain not in self.names)

    def _keys(self) -> list[int]:
        ids = [*self.whose.persons, *([self.whose.household] if self.whose.household else [])]
        return self.ledger.mentioning([same for id in ids for same in group(self.journal.db, id)])

    def _lists(self) -> set[int]:
        """Spreadsheets of everybody in which one of them stood; of who is hidden elsewhere, under this number."""
        shy = set(self.whose.hidden)
        hidden_here = lists_with(self.house, shy & set(self.whose.persons), self.whose.household)
        return lists_with(self.house, set(self.whose.persons) - shy) | hidden_here

    def _mine(self, event: Event, leaves: Sequence[Leaf]) -> list[Leaf]:
        """The leaves that are theirs; none of an event that names where else they live."""
        if any(leaf.whose in self.elsewhere for leaf in leaves):
            return []
        there, registry = self.whose.was_there(event.day), event.keep == "registry" and event.kind.startswith("core.")
        return [
            leaf
            for leaf in leaves
            if (leaf.whose in self.own and (registry or leaf.whose not in self.shy))
            or (there and leaf.whose in self.home)
        ]

    def _undone(self, keys: Iterable[int]) -> set[int]:
        query = "SELECT event FROM voided WHERE event IN (SELECT value FROM json_each(?))"
        return {key for (key,) in self.journal.db.execute(query, (json.dumps(list(keys)),))}

    def _beside(self, told: Mapping[int, Event]) -> Iterator[tuple[int, Event]]:
        """What names nobody and yet is about them: the things of the same act (what was bought), and what came of a thing
        that names them (a device brought back, a voucher spent)."""
        for act in {first for key in told if (first := self.ledger.key_of_act(key)) is not None}:
            events = self.ledger.events_of(act)
            keyed = [(self.ledger.known_key(event.id) or 0, event) for event in events]
            if all(self._is_nobody_elses(key) for key, _ in keyed):
                yield from ((key, event) for key, event in keyed if self._is_things(key, event))
        for event in told.values():
            cls = self.kinds.get(event.kind)
            if cls is not None and not cls.SUBJECT.metadata["personal"] and not event.kind.startswith("core."):
                yield from self._came_of(event)

    def _came_of(self, event: Event) -> Iterator[tuple[int, Event]]:
        """Of a thing that nobody else ever had all that happened; else what shares an id with this event (the loan)."""
        history = list(self.ledger.keyed("WHERE e.subject=?", event.subject))
        alone = all(self._is_nobody_elses(key) for key, _ in history)
        ids = {(name, value) for name, value in event.fields.items() if isinstance(value, str) and _ID.fullmatch(value)}
        for key, other in history:
            if self._is_things(key, other) and (
                alone or ids & {(n, v) for n, v in other.fields.items() if isinstance(v, str)}
            ):
                yield key, other

    def _is_nobody_elses(self, key: int) -> bool:
        """Nobody else is or was named in it."""
        event, leaves = self.ledger.event(key), self.ledger.leaves(key)
        whole = event is not None and len(leaves) * DIGEST == len(event.digests)
        return whole and all(leaf.whose is None or leaf.whose in self.own or leaf.whose in self.home for leaf in leaves)

    def _is_things(self, key: int, event: Event) -> bool:
        said = event.keep != "house" and not self.words.tells_nothing(event.kind)
        return said and all(leaf.whose is None for leaf in self.ledger.leaves(key))

    # ---- what they say ----

    def _about(self, leaves: Sequence[Leaf]) -> str:
        for leaf in leaves:
            if leaf.whose in self.own:
                return self._number(self.own[leaf.whose])
        return self._number(self.whose.household) if leaves and self.whose.household else ""

    def _number(self, id: str) -> str:
        found = self.house.one("SELECT number FROM core_household WHERE subject=?", id) or self.house.one(
            "SELECT number FROM core_member WHERE subject=? ORDER BY household<>?, from_day DESC LIMIT 1",
            id, self.whose.household or "",
        )  # fmt: skip
        return str(found[0] or "") if found else ""

    def _look(self, event: Event, about: str) -> Look:
        found = self.house.one("SELECT name FROM core_volunteer WHERE subject=?", event.actor)
        if event.kind == ClientLookedAt.KIND:
            part = str(event.fields.get("part") or "")
            said = self.words.value(event.kind, "part", part)
        else:
            part = _LOOKS[event.kind]
            said = self.words.value(ClientsExported.KIND, "what", part)
        return Look(event.day, about, str(found[0] or "") if found else "", part, said)

    def _details(self, event: Event, leaves: Sequence[Leaf]) -> Iterator[Detail]:
        cls = self.kinds.get(event.kind)
        if cls is None or event.version > cls.VERSION:
            yield from self._bare(event, leaves)
            return
        hints = {name: tuple(types_in(hint)) for name, hint in get_type_hints(cls).items()}
        read, theirs = join(cls, event, leaves), set(cls.OWNERS) - _kept(cls)
        if not cls.SUBJECT.metadata["personal"]:
            yield self._detail(event, cls.SUBJECT.name, event.subject, (), typed=False)
        for name in cls.OWNERS:
            value = getattr(read, name)
            if value is None or value in ("", [], {}, ()):
                continue
            if any(one in _CLIENTS for one in hints[name]):
                if name in theirs and HouseholdId not in hints[name]:
                    yield Detail(name, True, self.words.label(event.kind, name), YOU)
                continue
            typed = name in theirs and str in hints[name]
            yield self._detail(event, name, value, hints[name], typed=typed, read=read)

    def _bare(self, event: Event, leaves: Sequence[Leaf]) -> Iterator[Detail]:
        """Of a plugin that is not here, or a newer version: as it lies there."""
        body = dict(event.fields)
        for leaf in leaves:
            body |= {name: value for name, value in json.loads(leaf.body).items() if name != "subject"}
        for name, value in body.items():
            if value is not None and not (isinstance(value, str) and _ID.fullmatch(value)):
                yield self._detail(event, name, value, (), typed=isinstance(value, str) and name not in event.fields)

    def _detail(
        self, event: Event, name: str, value: Any, types: tuple[Any, ...], *, typed: bool, read: Any = None
    ) -> Detail:
        if typed:
            value = _masked(value, partial(self._names_another, any_name=self.any_name and name in SENTENCES))
        label, said = self.words.label(event.kind, name), self.words.value(event.kind, name, value, types)
        code = getattr(read, "field", None)
        if name == "value" and isinstance(code, str) and isinstance(value, str):
            label, said = self.words.codes.get(code, code), self.words.answer(code, value)
        return Detail(name, value, label, said, typed)


def _kept(cls: Any) -> set[str]:
    return {name for name, owner in cls.OWNERS.items() if owner is None}


def _homes(house: House, whose: Whose) -> list[str]:
    """Every household that they ever lived in, and the one asked for. Primary key of core_member."""
    query = f"SELECT DISTINCT household FROM core_member WHERE subject IN ({marks(whose.persons)})"
    homes = [str(home) for (home,) in house.rows(query, *whose.persons)]
    return homes + ([whose.household] if whose.household and whose.household not in homes else [])


def _near(house: House, whose: Whose, homes: Sequence[str]) -> list[str]:
    """Who ever lived with them there or collected for them, and is none of them. Index core_member(household)."""
    found = house.rows(f"SELECT subject FROM core_member WHERE household IN ({marks(homes)})", *homes)
    collected_for = [*homes, *whose.persons]
    found += house.rows(f"SELECT proxy FROM core_proxy WHERE subject IN ({marks(collected_for)})", *collected_for)
    return sorted({str(person) for (person,) in found} - set(whose.persons))


def _name_words(house: House, persons: Sequence[str]) -> set[str]:
    query = f"SELECT word FROM core_name WHERE subject IN ({marks(persons)})"
    return {str(word) for (word,) in house.rows(query, *persons)}


def _masked(value: Any, names_another: Callable[[str], bool]) -> Any:
    match value:
        case str():
            return _WORD.sub(lambda found: LEFT_OUT if names_another(found[0]) else found[0], value)
        case list() | tuple():
            return [_masked(one, names_another) for one in value]
        case dict():
            return {key: _masked(one, names_another) for key, one in value.items()}
    return value
