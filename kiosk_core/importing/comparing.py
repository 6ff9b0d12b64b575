"""Each household of a file beside the house: new, changed, known as it is, likely one that is known, or not to be used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ..domain.births import read_birth
from ..domain.errors import KioskError, NotUnderstood
from ..domain.fields import NO, YES
from ..domain.ids import HouseholdId, PersonId
from ..domain.texts import Sentence, counted
from ..registry.alike import sounds_like
from ..registry.households import HouseholdChanged, NewMember
from ..registry.persons import PersonChanged, called, digits, folded
from .cells import clean
from .known import Home, Known, KnownPerson, Likeness, Member, name_words
from .pairing import paired, same_name
from .people import PERSON, Entry, Told, reason
from .terms import Terms, instead
from .two_homes import TwoHomes

Sort = Literal["new", "changed", "same", "duplicate", "rejected", "done"]
SORTS: tuple[Sort, ...] = ("new", "changed", "same", "duplicate", "rejected", "done")
SAID: dict[Sort, Sentence] = {
    "new": Sentence("new"), "changed": Sentence("changed"), "same": Sentence("as known"), "done": Sentence("taken over"),
    "duplicate": Sentence("left out, likely known already"), "rejected": Sentence("left out, not understood"),
}  # fmt: skip
WORDS = {
    "name": Sentence("name"), "first_name": Sentence("name on the screen"), "aliases": Sentence("other names"),
    "born": Sentence("birth date"), "sex": Sentence("sex"), "phone": Sentence("phone"), "address": Sentence("address"),
    "collective": Sentence("collective housing"), "protected": Sentence("protected"),
}  # fmt: skip

_PROTECTED = Sentence("a protected household: the coordinator changes it.")
LIKE: dict[Likeness, Sentence] = {
    "name": Sentence("the same name"), "sound": Sentence("a name that sounds alike"), "phone": Sentence("the same phone number"),
}  # fmt: skip


def how_many(sort: Sort, n: int) -> Sentence:
    """A sentence for each, because in French the sort has a plural too."""
    match sort:
        case "new":
            return counted("{n} household: new", "{n} households: new", n)
        case "changed":
            return counted("{n} household: changed", "{n} households: changed", n)
        case "same":
            return counted("{n} household: as known", "{n} households: as known", n)
        case "duplicate":
            return counted(
                "{n} household: left out, likely known already", "{n} households: left out, likely known already", n
            )
        case "rejected":
            return counted("{n} household: left out, not understood", "{n} households: left out, not understood", n)
        case "done":
            return counted("{n} household: taken over", "{n} households: taken over", n)


@dataclass(frozen=True, slots=True)
class Compared:
    """`place`: of the entry in the file, from 0. `lines`: where it stands. `number`: of the household that is known, ''
    for a new one. `why`: for people: what changes, who looks alike, or why it is not taken."""

    place: int
    sort: Sort
    lines: tuple[int, ...]
    number: str = ""
    why: tuple[Sentence, ...] = ()
    members: tuple[NewMember, ...] = ()
    """Of a new household, or who joins the known one."""
    household: HouseholdId | None = None
    new: tuple[tuple[str, Any], ...] = ()
    """Of a new household: address, phone, collective, protected."""
    changes: tuple[Any, ...] = ()
    """Drafts for a known one."""
    terms: Mapping[str, object] = field(default_factory=dict)
    """Of the decision that a new household gets."""


Look = Callable[[Sequence[NewMember], str], Iterable[Sentence]]
"""(members, address) -> what the plugins ask of a new household. Raises NotUnderstood: one stops it."""


def compare(
    entries: Iterable[Entry],
    known: Known,
    look: Look,
    done: Callable[[int], str | None],
    add_alike: bool,
    terms: Terms | None = None,
) -> Iterator[Compared]:
    """`done`: the line where an entry begins -> None unless an earlier run of this import wrote it, then the number that it got
    ('' where it was known). `add_alike`: who looks alike is new all the
    same. `terms`: what the file says of projects' terms; None: no column does."""
    seen: dict[HouseholdId, int] = {}
    homes = TwoHomes(known)
    for place, entry in enumerate(entries):
        if (number := done(entry.lines[0])) is not None:
            lost = tuple(_of_line(entry, line, why) for line, why in entry.lost)
            if terms and entry.terms:
                lost = (*terms.read(entry.terms)[1], *lost)
            written, number = number, number or _number_here(entry, known)
            found = Compared(place, "done", entry.lines, number, lost, tuple(map(_member, entry.persons)))
            if homes.several(entry):
                homes.note(_who(entry, found, known, written))
            yield found
            continue
        found = _compared(place, entry, known, look, add_alike, homes)
        if terms and entry.terms and found.sort in ("new", "changed", "same"):
            found = _with_terms(found, entry, terms)
        if entry.lost and found.sort != "rejected":
            found = replace(found, why=(*found.why, *(_of_line(entry, line, why) for line, why in entry.lost)))
        if found.sort == "new":
            _remember(entry, known)
        earlier = seen.setdefault(found.household, entry.lines[0]) if found.household else entry.lines[0]
        if found.members and earlier != entry.lines[0]:
            why = Sentence(
                "line {line} is of the same household: give both the same household number.", {"line": earlier}
            )
            found = Compared(place, "rejected", entry.lines, found.number, (why,))
        if homes.several(entry) and found.sort in ("new", "changed", "same"):
            homes.note(_who(entry, found, known, ""))
        yield found


def _compared(place: int, entry: Entry, known: Known, look: Look, add_alike: bool, homes: TwoHomes) -> Compared:
    if entry.wrong:
        why = tuple(_of_line(entry, line, why) for line, why in entry.wrong)
        return Compared(place, "rejected", entry.lines, entry.number, why)
    try:
        home = _home(entry, known, homes)
        if home:
            return _changed(place, entry, home, known, homes)
        return _new(place, entry, known, look, add_alike, homes)
    except KioskError as error:
        return Compared(place, "rejected", entry.lines, entry.number, (reason(error),))


def _with_terms(found: Compared, entry: Entry, terms: Terms) -> Compared:
    try:
        told, lost = terms.read(entry.terms)
        found = replace(found, why=(*found.why, *lost))
        if found.household is None:
            decided, why = terms.of_new(told)
            return replace(found, terms=decided, why=(*found.why, *why))
        drafts, why = terms.of_known(found.household, told)
    except KioskError as error:
        return Compared(found.place, "rejected", entry.lines, entry.number, (reason(error),))
    sort: Sort = "changed" if drafts else found.sort
    said = tuple(Sentence("{number}: {what}", {"number": found.number, "what": (one,)}) for one in why)
    return replace(found, sort=sort, changes=(*found.changes, *drafts), why=(*found.why, *said))


def _of_line(entry: Entry, line: int, why: Sentence) -> Sentence:
    """Which of a household's lines it is; of the only one that goes without saying."""
    return Sentence("line {line}: {why}", {"line": line, "why": why}) if len(entry.lines) > 1 else why


def _home(entry: Entry, known: Known, homes: TwoHomes) -> Home | None:
    """The household that is meant: by its number, else by a member whose name and birth date are known, and who has no other
    household in the file. A number that nobody has here is another list's, and says nothing."""
    if entry.number and (home := known.home(entry.number)):
        if _is_another(entry, known.members(home)):
            why = Sentence("{number} has another name here. Look at that household first.", {"number": home.number})
            raise NotUnderstood(why=why)
        return home
    for told in entry.persons:
        if homes.person(told):
            continue
        for one in known.same(name_words(told.known.get("name", "")), told.known.get("born", ""), _phone(told, entry)):
            if one.household and (home := known.home_of(one.household)):
                return home
    return _home_as_before(entry, known)


def _home_as_before(entry: Entry, known: Known) -> Home | None:
    """The only household with somebody of that name and year of birth of which something more is the same: a year alone is
    too little."""
    agreeing: dict[HouseholdId, Home] = {}
    for told in entry.persons:
        for one in known.namesakes(name_words(told.known.get("name", "")), told.known.get("born", "")):
            home = known.home_of(one.household)
            if home and _agrees(told, one, entry, home, known):
                agreeing[home.household] = home
    return next(iter(agreeing.values())) if len(agreeing) == 1 else None


def _agrees(told: Told, one: KnownPerson, entry: Entry, home: Home, known: Known) -> bool:
    """The same phone, the same address, another member of the same name; or nothing of these is known here or there, and as
    many belong to it."""
    phone, address = _phone(told, entry), entry.household.get("address", "")
    if phone and _reads_alike("phone", phone, one.phone):
        return True
    if address and _reads_alike("address", address, home.address):
        return True
    members = known.members(home)
    others = [member for member in members if member.person != one.person]
    if any(same_name(other, member) for other in entry.persons if other is not told for member in others):
        return True
    silent = not (phone or one.phone or address or home.address)
    return silent and bool(one.born) and len(entry.persons) == len(members)


def _number_here(entry: Entry, known: Known) -> str:
    """'' where a changed name or birth date hides it."""
    try:
        home = _home(entry, known, TwoHomes(known))
    except NotUnderstood:
        return ""
    return home.number if home else ""


def _is_another(entry: Entry, members: Sequence[Member]) -> bool:
    """Another list's number happens to be one of ours: both sides have names, and no two are alike."""
    said = [words for told in entry.persons if (words := name_words(told.known.get("name", "")))]
    has = [words for one in members if (words := name_words(one.known.get("name", "")))]
    return bool(said and has) and not any(sounds_like(list(one), list(other)) for one in said for other in has)


def _phone(told: Told, entry: Entry) -> str:
    return digits(told.known.get("phone") or entry.household.get("phone"))


# ---- somebody new ----


def _new(place: int, entry: Entry, known: Known, look: Look, add_alike: bool, homes: TwoHomes) -> Compared:
    if not entry.persons:
        why = Sentence("{number} is not known here.", {"number": entry.number})
        return Compared(place, "rejected", entry.lines, entry.number, (why,))
    strangers = [told for told in entry.persons if not homes.person(told)]
    alike = {one.number: _looks_like(one, how) for told in strangers for one, how in _alike(told, entry, known)}
    if alike and not add_alike:
        looks = tuple(alike.values())
        return Compared(place, "duplicate", entry.lines, "", looks)
    members = tuple(homes.member(told, _member(told)) for told in entry.persons)
    asked = tuple(look(members, entry.household.get("address", "")))
    of = {
        name: bool(int(value)) if name in ("collective", "protected") else value
        for name, value in entry.household.items()
    }
    return Compared(place, "new", entry.lines, "", asked, members, new=tuple(of.items()))


def _alike(told: Told, entry: Entry, known: Known) -> list[tuple[KnownPerson, Likeness]]:
    return known.alike(name_words(told.known.get("name", "")), told.known.get("born", ""), _phone(told, entry))


def _looks_like(one: KnownPerson, how: Likeness) -> Sentence:
    if one.person:
        return Sentence("looks like {who}: {why}", {"who": one.number, "why": LIKE[how]})
    return Sentence("looks like line {line}: {why}", {"line": one.number, "why": LIKE[how]})


def _remember(entry: Entry, known: Known) -> None:
    for told in entry.persons:
        if words := name_words(told.known.get("name", "")):
            known.add(entry.lines[0], words, told.known.get("born", ""), _phone(told, entry))


def _member(told: Told) -> NewMember:
    said = told.known.get
    return NewMember(
        born=said("born"), name=said("name"), first_name=said("first_name"), sex=said("sex"), phone=said("phone"),
        aliases=said("aliases"), share="part" if told.share == "part" else "full",
    )  # fmt: skip


# ---- who has another household too ----


def _who(entry: Entry, found: Compared, known: Known, written: str) -> Iterable[tuple[Told, PersonId | None]]:
    """Which person each of them is, or will be. `written`: the number that an earlier run of this import gave the household: its
    members have theirs in the order of the file."""
    joined = [one.known or one.person for one in found.members]
    if found.sort == "new":
        return zip(entry.persons, joined, strict=True)
    home = known.home(found.number)
    members = known.members(home) if home else []
    if written:
        numbers = {one.number: one.person for one in members}
        return [(told, numbers.get(f"{written}.{at}")) for at, told in enumerate(entry.persons, 1)]
    pairs, more = paired(entry.persons, members)
    return [*((told, member.person) for told, member in pairs), *zip(more, joined, strict=False)]


# ---- somebody known ----


def _changed(place: int, entry: Entry, home: Home, known: Known, homes: TwoHomes) -> Compared:
    if home.protected and not known.sees_protected:
        # whether an address is the right one would be an answer too
        return Compared(place, "rejected", entry.lines, home.number, (_PROTECTED,))
    members = known.members(home)
    pairs, more = paired(entry.persons, members)
    drafts: list[Any] = []
    why: list[Sentence] = []
    if differing := _household_differs(entry, home):
        drafts.append(HouseholdChanged(household=home.household, **differing))
        before = {name: getattr(home, name) for name in differing}
        why.append(Sentence("{number}: {what}", {"number": home.number, "what": _instead(before, differing)}))
    for told, member in pairs:
        if differing := _person_differs(told, member, home):
            drafts.append(PersonChanged(person=member.person, **_whole_name(differing, member)))
            what = _instead(member.known, differing)
            why.append(Sentence("{number}: {what}", {"number": member.number, "what": what}))
    joining = tuple(homes.member(told, _member(told)) for told in more)
    if joining:
        why.append(Sentence("{number}: {n} more in the household", {"number": home.number, "n": len(joining)}))
    sort: Sort = "changed" if drafts or joining else "same"
    return Compared(
        place, sort, entry.lines, home.number, tuple(why), joining, home.household, changes=tuple(drafts)
    )  # fmt: skip


def _instead(before: Mapping[str, Any], differing: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """What is known and what the file says instead, for each that it would change."""
    return tuple(
        instead(WORDS[name], _read(name, before.get(name)), _read(name, new)) for name, new in differing.items()
    )


def _read(name: str, value: Any) -> object:
    """As a person reads it."""
    if isinstance(value, bool):
        return YES if value else NO
    birth = read_birth(value or None) if name == "born" else None
    if birth is None:
        return value
    return str(value) if birth.estimated else birth.first


def _person_differs(told: Told, member: Member, home: Home) -> dict[str, str]:
    """What the file says otherwise; an empty cell says nothing, a year or an age less than a birth that is known, and the phone
    of the household is known already."""
    known = {"phone": home.phone} | member.known
    differing: dict[str, str] = {}
    for name in PERSON:
        said, has = told.known.get(name, ""), known.get(name, "")
        vague = name == "born" and _says_less(said, has)
        unsaid = name == "first_name" and said == called(told.known.get("name", ""))
        if said and not vague and not unsaid and not _reads_alike(name, said, has):
            differing[name] = said
    return differing


def _says_less(said: str, has: str) -> bool:
    """Of a birth: an age beside any that is known, or a year beside a day in it."""
    birth, known = read_birth(said or None), read_birth(has or None)
    return birth is not None and known is not None and ("@" in said or birth.holds(known))


def _whole_name(differing: dict[str, str], member: Member) -> dict[str, Any]:
    """A changed name comes with all other names (registry.persons.PersonChanged)."""
    if not {"name", "aliases"} & set(differing):
        return differing
    both = {name: member.known.get(name, "") for name in ("name", "aliases")}
    return both | differing


def _household_differs(entry: Entry, home: Home) -> dict[str, Any]:
    differing: dict[str, Any] = {
        name: said
        for name in ("address", "phone")
        if (said := entry.household.get(name, "")) and not _reads_alike(name, said, getattr(home, name))
    }
    for name in ("collective", "protected"):
        if name in entry.household and bool(int(entry.household[name])) != getattr(home, name):
            differing[name] = bool(int(entry.household[name]))
    return differing


def _reads_alike(name: str, said: str, has: str) -> bool:
    """A list that writes a name in capitals, turned around or without its accents, or an address without its town, says nothing
    new."""
    if name == "phone" and digits(said):
        return digits(said).lstrip("0") == digits(has).lstrip("0")
    if name in ("name", "first_name"):
        words, known = (sorted(clean(text).casefold().split()) for text in (said, has))
        return words == known or words == sorted(folded(has).split())
    if name == "address":
        words, known = folded(said).split(), folded(has).split()
        return clean(said) == clean(has) or (0 < len(words) < len(known) and words == known[: len(words)])
    return clean(said) == clean(has)
