"""Lines of a spreadsheet as households: one a line, or several lines that belong together. What is not said is not known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..domain.births import is_minor, read_birth, some_child
from ..domain.errors import KioskError, NotUnderstood
from ..domain.texts import Sentence, counted
from ..registry.persons import folded
from .cells import (
    BARE,
    DITTO,
    NOBODY,
    NOT_THERE,
    YES,
    clean,
    read_ages,
    read_births,
    read_born,
    read_count,
    read_phone,
    read_phones,
    read_sex,
    read_yes,
)
from .columns import AGES, MOST_CHILDREN, Header
from .names import first_in_front, given_first, unaddressed
from .spreadsheet import Line

TOTALS = ("totaal", "total", "totaux", "subtotaal", "som", "somme", "sum")
COUNTED = ("adults", "children", "persons")
MOST_ADDED = 6
"""Children who are counted as '2+1': more than so many may be two ages, '9+11'."""
_REMARK = re.compile(r"\s*\([^()\d]*\)$")
"""Behind a number: '2 (garde alternée)'."""
_TWO = re.compile(r"[&/+]| (?:en|et) ", re.IGNORECASE)
"""Between two names of which nobody could say whose is whose: 'Rita / Willy', 'M. et Mme'."""
PERSON = ("name", "first_name", "aliases", "born", "sex", "phone")
"""What may be said of a person, as registry.persons has it."""


CHILDREN = tuple((f"child{place}", f"child{place}_born") for place in range(1, MOST_CHILDREN + 1))
"""The fields of each child that has columns of its own."""
TOGETHER: Mapping[str, tuple[Sentence, str]] = {
    "children_born": (
        Sentence("without the children of {text}: these are no birth years as in {example}."),
        "2015, 2018",
    ),
    "children_ages": (Sentence("without the children of {text}: these are no ages as in {example}."), "12, 8, 5"),
}
"""Children who stand together in one cell: what is said where it cannot be read, and an example of what can."""


@dataclass(frozen=True, slots=True)
class Told:
    """A person as the file has it. `number`: 'A1042.1', '' when none is said. `known`: by PERSON, only what is said."""

    known: Mapping[str, str]
    number: str = ""
    share: str = ""
    """'full', 'part', or '' when nothing is said."""
    also: tuple[str, ...] = ()
    """Numbers that the same person has in other households, as an export says them."""
    child: bool = False
    """Stands there as a child, also when grown by now."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A household as the file has it. `lines`: where it stands. `number`: 'A1042' or ''. `household`: of address, phone,
    collective, protected what is said. `wrong`: (line, why) for which none of it is taken."""

    lines: tuple[int, ...]
    number: str
    persons: tuple[Told, ...]
    household: Mapping[str, str]
    wrong: tuple[tuple[int, Sentence], ...] = ()
    terms: Mapping[str, str] = field(default_factory=dict)
    """What a project asks of the enrolment, as it stands there: by field code."""
    lost: tuple[tuple[int, Sentence], ...] = ()
    """(line, what of it is not taken over or was assumed, and why), though the rest is."""


@dataclass(slots=True)
class _Reading:
    """What one or more lines of a household said so far."""

    key: str
    lines: list[int] = field(default_factory=list)
    number: str = ""
    persons: list[Told] = field(default_factory=list)
    household: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    births: tuple[str, ...] = ()
    """Of children who stand together in one cell, which may be the same on each of their household's lines."""
    wrong: list[tuple[int, Sentence]] = field(default_factory=list)
    lost: list[tuple[int, Sentence]] = field(default_factory=list)
    terms: dict[str, str] = field(default_factory=dict)


def read_entries(lines: Iterable[Line], header: Header, today: date) -> Iterator[Entry]:
    """Every household below the headings, in the order of its first line. Empty lines, totals and repeated headings are
    passed over. Lines with the same household number, or an empty one below it, belong together: a list with such numbers
    is read to its end before the first is given."""
    open_: dict[str, _Reading] = {}
    last: _Reading | None = None
    sums: Counter[str] = Counter()
    terms = [code for code in header.terms if code in header.fields]
    titles = {name: header.titles[at] for name, at in header.fields.items()}
    for line in lines:
        if line.number <= header.line or (line.empty and not line.wrong) or _passed_over(line, header):
            continue
        cells = {name: line.cells[at] for name, at in header.fields.items() if at < len(line.cells) and line.cells[at]}
        if not cells and not line.wrong:
            continue
        if 0 < len(cells) <= len(COUNTED) and all(
            name in COUNTED and said == str(sums[name]) for name, said in cells.items()
        ):
            line = Line(line.number, line.cells, Sentence("it looks like the total of the lines above."))
        ours = "." in cells.get(
            "number", ""
        )  # a member's number, as an export has it: the name stands there as it is kept
        whole = cells.get("family_first", cells.get("full_name", ""))
        if whole:
            turned = not ours and ("family_first" in cells or "," in whole)
            cells["full_name"] = first_in_front(whole) if turned else whole
        key = _key(cells)
        if not key and "household" in header.fields and last is not None:
            key = last.key
        reading = open_.get(key) if key else None
        if reading is None:
            reading = _Reading(key or f"\0{line.number}")
            if not key and not open_ and "household" not in header.fields:
                _read(line, cells, reading, today, terms, titles)
                sums.update(reading.counts)
                yield _entry(reading, today)
                continue
            open_[reading.key] = reading
        _read(line, cells, reading, today, terms, titles)
        sums.update(reading.counts)
        last = reading
    for reading in open_.values():
        yield _entry(reading, today)


def reason(error: KioskError) -> Sentence:
    """Why, without what stands around it where one thing is refused and not a line of many."""
    why = error.sentence.values.get("why")
    return why if isinstance(why, Sentence) else error.sentence


def _passed_over(line: Line, header: Header) -> bool:
    said = [cell for cell in line.cells if cell]
    begin = folded(said[0]).split()[:1] if said else []
    total = bool(begin) and begin[0] in TOTALS and len(said) <= max(3, len(header.titles) // 2)
    return total or line.cells == header.titles


def _key(cells: Mapping[str, str]) -> str:
    """What a household's lines have in common; a member's number says it too."""
    if own := cells.get("household"):
        return folded(own) or own
    return folded(_client_number("", cells.get("number", "").upper()))


def _read(
    line: Line, cells: Mapping[str, str], into: _Reading, today: date, terms: Iterable[str], titles: Mapping[str, str]
) -> None:
    """`titles`: what the column of each field is called, for what cannot be read of it."""
    into.lines.append(line.number)
    if line.wrong:
        into.wrong.append((line.number, line.wrong))
        return
    try:
        number = cells.get("number", "").upper()
        into.number = into.number or _client_number(cells.get("household", ""), number)
        lost: list[Sentence] = []
        ours = "." in number
        phones = [one for one in read_phones(cells.get("phone", "")) if ours or _is_phone(one, lost)]
        first, *more = phones or [""]
        into.persons += _persons(cells, first, number if ours else "", today, lost, titles)
        for name in COUNTED:
            if name in cells and not _told_together(name, cells, into, today):
                into.counts[name] = max(into.counts.get(name, 0), _count(name, cells[name], titles[name], lost))
        for name, (why, example) in TOGETHER.items():
            said = cells.get(name, "")
            if said and folded(said) not in NOBODY and not _told_together(name, cells, into, today):
                lost.append(Sentence(why.template, {"text": clean(said)[:40], "example": example}))
        for code in terms:
            if code in cells:
                into.terms.setdefault(code, cells[code])
        for name, value in _household(cells, lost).items():
            into.household.setdefault(name, value)
        if (more and into.household.setdefault("phone", more[0]) != more[0]) or more[1:]:
            lost.append(
                Sentence("not every phone number of {text} is taken over.", {"text": clean(cells["phone"])[:60]})
            )
        into.lost += [(line.number, why) for why in lost]
    except NotUnderstood as error:
        into.wrong.append((line.number, reason(error)))


def _is_phone(said: str, lost: list[Sentence]) -> bool:
    """'voir voisine' is none, and is added to `lost`; a dash is none."""
    known = any(map(str.isdigit, said))
    if not known and folded(said):
        lost.append(Sentence("without a phone number: {text} is none.", {"text": said[:40]}))
    return known


def _count(name: str, said: str, title: str, lost: list[Sentence]) -> int:
    """How many people eat with them decides what they get, so a household is not taken over with a wrong size."""
    number = _REMARK.sub("", said)
    if number != said:
        lost.append(Sentence("{text}: only the number is taken over.", {"text": clean(said)[:40]}))
    doubted = name == "children" and not number.isdigit()
    try:
        count = read_count(number)
    except NotUnderstood as error:
        if not doubted:
            why = Sentence("{heading}: {why}", {"heading": title, "why": reason(error)})
            raise NotUnderstood(why=why) from None
    else:
        if not doubted or "+" not in number or count <= MOST_ADDED:
            return count
    told = {"heading": title, "text": clean(said)[:40], "example": "2015, 2018", "ages": Sentence("12 years, 8 years")}
    why = Sentence(
        "{heading} says {text}: here belongs how many children, or their birth years as in {example}, or their ages as in {ages}.",
        told,
    )
    raise NotUnderstood(why=why)


def _told_together(name: str, cells: Mapping[str, str], into: _Reading, today: date) -> bool:
    """Whether this cell holds the births of children; they are added, once for all lines of a household. Ages say again, and less
    exactly, whom another column has told."""
    if name == "children_ages" and _children_told(cells, today):
        return True
    read = {"children": read_births, "children_born": read_births, "children_ages": read_ages}.get(name)
    births = read(cells[name], today) if read else ()
    if births != into.births:
        into.births += births
        into.persons += [Told({"born": born}, child=True) for born in births]
    return bool(births)


def _children_told(cells: Mapping[str, str], today: date) -> bool:
    return any(name in cells for pair in CHILDREN for name in pair) or any(
        read_births(cells.get(name, ""), today) for name in ("children", "children_born")
    )


def _client_number(household: str, number: str) -> str:
    """A number of ours: a letter and digits. A dossier's number of another system is no client number."""
    for said in (household.upper(), number.partition(".")[0]):
        if len(said) > 1 and "A" <= said[0] <= "Z" and said[1:].isascii() and said[1:].isdigit():
            return said
    return ""


def _persons(
    cells: Mapping[str, str], phone: str, number: str, today: date, lost: list[Sentence], titles: Mapping[str, str]
) -> Iterator[Told]:
    """`lost`: what is not taken over is added to it. `titles`: a heading may say that it is an age."""

    def old(name: str) -> bool:
        """A bare number below 'Leeftijd kind 1'."""
        return bool(BARE.fullmatch(cells.get(name, "")) and AGES.search(folded(titles[name])))

    def born(name: str) -> str:
        said = cells.get(name, "")
        try:
            return read_born(f"{said} j" if old(name) else said, today)
        except NotUnderstood:
            lost.append(Sentence("without a birth date: {text} is none.", {"text": cells[name][:40]}))
            return ""

    first, last = clean(cells.get("first_name", "")), clean(cells.get("name", ""))
    whole = clean(cells.get("full_name", ""))
    if last.count(",") == 1 and not first and not whole:
        last, _, first = (part.strip() for part in last.partition(","))
    elif not first and not number:
        last, whole = given_first(last), given_first(whole)
    elif not number:
        first = " ".join(unaddressed(first))
    name = whole or " ".join(part for part in (first, last) if part)
    if not number and _TWO.search(f" {name} "):
        lost.append(Sentence("{text} may be two people: one is taken over.", {"text": name[:40]}))
    if name and not number and not any(map(str.isalpha, name)):
        lost.append(Sentence("without a name: {text} is none.", {"text": name[:40]}))
        name = first = ""
    try:
        sex = read_sex(cells.get("sex", ""))
    except NotUnderstood as error:
        lost.append(reason(error))
        sex = ""
    known = {
        "name": name,
        "first_name": clean(cells.get("call_name", "")) or first,
        "aliases": clean(cells.get("aliases", "")),
        "born": born("born"),
        "sex": sex,
        "phone": phone,
    }
    said = {name: value for name, value in known.items() if value}
    share = cells.get("share", "")
    if said or number:
        also = tuple(cells.get("other_number", "").upper().replace(",", " ").split()) if number else ()
        yield Told(said, number, ("part" if read_yes(share) else "full") if share else "", also)
    if "partner_born" in cells or folded(cells.get("partner", "")) not in NOT_THERE:
        partner = cells.get("partner", "")
        yield _named(first_in_front(partner) if "family_first" in cells else partner, born("partner_born"))
    for said_name, said_born in CHILDREN:
        name, birth = cells.get(said_name, ""), cells.get(said_born, "")
        if name and not birth and any(c.isdigit() for c in name):
            name, birth, said_born = "", name, said_name
            if BARE.fullmatch(birth) and not old(said_name):
                lost.append(Sentence("without a birth date: {text} may be an age or a year.", {"text": birth}))
                yield _named("", some_child(today), child=True)
                continue
        if not name and len(births := read_births(birth, today)) > 1:
            yield from (_named("", one, child=True) for one in births)
        elif birth or folded(name) not in NOT_THERE:
            yield _named(name, born(said_born) or some_child(today), child=True)


def _named(name: str, born: str, *, child: bool = False) -> Told:
    """'Ja' says that there is somebody."""
    name = "" if folded(name) in YES | NOT_THERE else given_first(clean(name))
    return Told({key: value for key, value in (("name", name), ("born", born)) if value}, child=child)


def _household(cells: Mapping[str, str], lost: list[Sentence]) -> dict[str, str]:
    """'Idem' is nobody's address, and is added to `lost`."""
    if folded(cells.get("address", "")) in DITTO:
        lost.append(Sentence("without an address: {text} is none.", {"text": cells["address"][:40]}))
        cells = {
            name: said for name, said in cells.items() if name not in ("address", "house_number", "postcode", "town")
        }
    street = " ".join(cells[name] for name in ("address", "house_number") if name in cells)
    town = " ".join(cells[name] for name in ("postcode", "town") if name in cells)
    said = {
        "address": clean(", ".join(part for part in (street, town) if part)),
        "phone": read_phone(cells.get("household_phone", "")),
    }
    marks = {name: str(int(read_yes(cells[name]))) for name in ("collective", "protected") if name in cells}
    return {name: value for name, value in said.items() if value} | marks


def _entry(reading: _Reading, today: date) -> Entry:
    nameless = _nameless(reading, today)
    persons = [*reading.persons, *nameless]
    wrong = list(reading.wrong)
    if not wrong and not persons and not reading.number:
        wrong += reading.lost or [(reading.lines[0], Sentence("nothing in it says who this is."))]
    lost = (*reading.lost, *_grown_children(reading, nameless, today))
    return Entry(tuple(reading.lines), reading.number, tuple(persons), reading.household, tuple(wrong), reading.terms, lost)  # fmt: skip


def _nameless(reading: _Reading, today: date) -> Sequence[Told]:
    """Members who are only counted: as many as the numbers say beside those who are described. Who stands there as a child is none
    of the adults counted, also when grown by now, unless how many children or persons there are says otherwise."""
    counts = reading.counts
    if not counts:
        return ()
    described = len(reading.persons)
    minors = Told({"born": some_child(today)})
    young = sum(_is_young(one, today) for one in reading.persons)
    as_children = sum(one.child for one in reading.persons)
    if "children" in counts or {"adults", "persons"} <= counts.keys():
        as_children = min(as_children, counts.get("children", counts.get("persons", 0) - counts.get("adults", 0)))
    young = max(young, as_children)
    grown = max(0, counts.get("adults", 0) - (described - young))
    small = max(0, counts.get("children", 0) - young)
    rest = max(0, counts.get("persons", 0) - described - grown - small)
    return [*[Told({})] * (grown + rest), *[minors] * small]


def _grown_children(reading: _Reading, nameless: Sequence[Told], today: date) -> Iterator[tuple[int, Sentence]]:
    """That they are none of the adults is assumed where nothing else says how many there are, and it makes one of them nameless."""
    grown = sum(one.child and not _is_young(one, today) for one in reading.persons)
    if grown and nameless and reading.counts.keys() == {"adults"}:
        said = counted(
            "{n} child is 18 or older by now. It is not taken for one of the adults counted ({adults}): if it was one, somebody "
            "without a name is too many.",
            "{n} children are 18 or older by now. They are not taken for some of the adults counted ({adults}): if they were, as "
            "many without a name are too many.",
            grown, adults=reading.counts["adults"],
        )  # fmt: skip
        yield reading.lines[0], said


def _is_young(one: Told, today: date) -> bool:
    return is_minor(read_birth(one.known.get("born")), today)
