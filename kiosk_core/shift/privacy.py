"""The rights of the person: a copy of what is held, and the pages that explain it. Each with its right and its trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..care import page
from ..core import CoreSettings
from ..domain.births import is_minor, read_birth
from ..domain.ids import PersonId
from ..domain.texts import Catalogue, Text
from ..domain.visits import Client, Member
from ..store import marks
from .looking import Looking

if TYPE_CHECKING:
    from ..care.copy import Dossier, Kept, Named
    from ..care.dossier import Detail, Whose
    from ..care.notice import Notice
    from ..care.readable import Readable
    from ..care.register import Register
    from ..domain.receipts import Block


class Privacy(Looking):
    def dossier(self, typed: str) -> Dossier:
        """Everything held about a client by number, and who looked; what belongs to others is left out. 'A1042.1' is that
        person's copy; 'A1042' that of the household with its minors, and with the adult where there is only one: other
        adults each have a copy of their own. Leaves the trace of a look.

        Raises NotAllowed (of a protected household, or of who lives in one by now: without that right), NotFound,
        OwnHousehold."""
        self.require("dossier")
        day = self.here().day
        client = self.house.by_number(typed, day)
        household, number = self._under(typed, client)
        members = self.house.members(household, day) if household else ()
        persons = [client.person] if client.person else _of_household(members, day)
        elsewhere = set(persons) - {m.person for m in members}
        if self.house.protects(household) or any(self.house.hides(person, day) for person in elsewhere):
            self.require("protected")
        self.bar_own(household, *(m.person for m in members), *persons)
        self._trace(persons, "copy")
        from ..care.copy import Dossier
        from ..care.dossier import gather
        from ..care.readable import Readable

        words = Readable(self.kiosk.plugins.projects)
        whose = self._whose_copy(client, household, persons, day)
        entries, looks = gather(self.kiosk.journal, self.house, whose, words)
        known = page.read_page(self.house, client, day)
        mine = {m.number for m in members if m.person in persons}
        cards = [
            replace(card, client=number) if client.person else card
            for card in known.cards
            if client.person or card.client in mine
        ]
        return Dossier(
            number, known.display, self.house.settings(CoreSettings, day).house_name, day,
            tuple(self._known(persons, household if whose.was_there(day) or not client.person else None, words)),
            self._named(client, members, persons, day),
            tuple(cards), tuple(entries), tuple(looks), self._open_drafts([*persons, *([household] if household else [])], words),
            self._kept_for(day), {project.name: project.title for project in self.kiosk.plugins.projects.values()},
            self.notice(),
        )  # fmt: skip

    def print_dossier(self, dossier: Dossier, out: Path, words: Catalogue) -> None:
        """On A4, in the language of `words`. Raises NotAllowed, OSError."""
        self.require("dossier")
        from ..care.copy import blocks

        self.print_privacy(blocks(dossier), out, words, dossier.number)

    def register_of_processing(self) -> Register:
        """What is kept of whom, what for and how long, from what core and plugins declare (GDPR art. 30). Names nobody.

        Raises NotAllowed."""
        self.require("report")
        from ..care.register import Register, processings

        rules = self.house.settings(CoreSettings, self.here().day)
        return Register(
            rules.house_name,
            rules.privacy_contact,
            processings(self.kiosk.plugins.projects),
            rules.kept_years(),
            rules.rule_numbers(),
            self.kiosk.store.encrypted,
        )

    def notice(self) -> Notice:
        """The page that explains to whoever is enrolled what the house keeps. Raises NotAllowed."""
        self.require("dossier")
        from ..care.notice import Notice

        rules = self.house.settings(CoreSettings, self.here().day)
        projects = tuple(project.title for project in self.kiosk.plugins.projects.values() if project.services)
        return Notice(
            rules.house_name, rules.phone, rules.privacy_contact, projects, rules.visits_years, rules.money_years
        )

    def print_privacy(self, blocks: Sequence[Block], out: Path, words: Catalogue, mark: str = "") -> None:
        """The register or the notice on A4, in the language of `words`; `mark` stands at the foot of each of several
        pages. Raises OSError."""
        from ..domain.receipts import Receipt
        from ..printing.page import print_page

        print_page(Receipt(tuple(blocks), example=self.kiosk.example), out, words, mark)

    def _under(self, typed: str, client: Client) -> tuple[str | None, str]:
        """(household, number) under which it is asked. A member's number is that of one household, also when they live in
        another now: where that is, may be nobody's to read."""
        typed = typed.strip().upper()
        query = (
            "SELECT household, number FROM core_member WHERE subject=? AND (number=? OR number LIKE '_' || ?) LIMIT 1"
        )
        found = self.house.one(query, client.person, typed, typed)
        return (str(found[0]), str(found[1])) if found else (client.household, client.number)

    def _whose_copy(self, client: Client, household: str | None, persons: Sequence[PersonId], day: date) -> Whose:
        from ..care.dossier import Whose

        if client.person is None:
            days: list[tuple[date, date | None]] = [(date.min, None)]
            shared = persons
        else:
            query = "SELECT from_day, until_day FROM core_member WHERE subject=? AND household=? ORDER BY from_day"
            found = self.house.rows(query, client.person, household or "")
            days = [(date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in found]
            shared = [client.person] if self._is_minor(client.person, day) else []
        query = f"SELECT DISTINCT household FROM core_member WHERE subject IN ({marks(shared)}) AND household<>?"
        elsewhere = tuple(str(one) for (one,) in self.house.rows(query, *shared, household or ""))
        volunteers = f"SELECT subject FROM core_volunteer_link WHERE person IN ({marks(persons)})"
        as_volunteer = [str(one) for (one,) in self.house.rows(volunteers, *persons)]
        hidden: tuple[str, ...] = ()
        if not self.house.protects(household):
            hidden = tuple(str(p) for p in persons if self.house.hides(p, day) and self._is_minor(p, day))
        return Whose((*map(str, persons), *as_volunteer), household, tuple(days), elsewhere, hidden)

    def _is_minor(self, person: str, day: date) -> bool:
        found = self.house.one("SELECT born FROM core_person WHERE subject=?", person)
        return is_minor(read_birth(found[0]) if found else None, day)

    def _known(self, persons: Sequence[PersonId], household: str | None, words: Readable) -> list[Detail]:
        """What the registry says now: of each person, then of the household."""
        from ..care.dossier import Detail

        found = []
        for table, subjects, names in (
            ("core_person", persons, ("name", "first_name", "aliases", "born", "sex", "phone")),
            (
                "core_household",
                [household] if household else [],
                ("number", "address", "phone", "collective", "protected"),
            ),
        ):
            for subject in subjects:
                row = self.house.one(f"SELECT {', '.join(names)} FROM {table} WHERE subject=?", subject)
                for name, value in zip(names, row or (), strict=False):
                    said = bool(value) if name in ("collective", "protected") else value
                    if said not in (None, ""):
                        kind = "core.person_registered" if table == "core_person" else "core.household_registered"
                        found.append(Detail(name, said, words.label(kind, name), words.value(kind, name, said)))
        return found

    def _named(
        self, client: Client, members: Sequence[Member], persons: Sequence[PersonId], day: date
    ) -> tuple[Named, ...]:
        """A household's copy names all who live there; an adult's own one the minors; a minor's only that minor."""
        from ..care.copy import Named

        grown = client.person is not None and not self._is_minor(client.person, day)
        there = client.person is None or any(m.person == client.person for m in members)

        def may_read(member: Member) -> bool:
            return client.person is None or member.person in persons or (grown and self._is_minor(member.person, day))

        return tuple(Named(m.number, m.first_name if may_read(m) else "") for m in members) if there else ()

    def _open_drafts(self, ids: Sequence[str], words: Readable) -> tuple[Text, ...]:
        query = f"SELECT DISTINCT project FROM local_draft WHERE client IN ({marks(ids)}) ORDER BY project"
        return tuple(words.codes.get(project, project) for (project,) in self.house.rows(query, *ids))

    def _kept_for(self, day: date) -> tuple[Kept, ...]:
        from ..care.copy import CLASSES, Kept

        rules = self.house.settings(CoreSettings, day)
        numbers, years = rules.rule_numbers(), rules.kept_years()
        return tuple(Kept(keep, years.get(keep), numbers.get(keep, "")) for keep in CLASSES if keep != "house")


def _of_household(members: Sequence[Member], day: date) -> list[PersonId]:
    """The minors; and the adult when there is one only (one of unknown age counts as an adult)."""
    adults = sum(not m.is_minor(day) for m in members)
    return [m.person for m in members if adults == 1 or m.is_minor(day)]
