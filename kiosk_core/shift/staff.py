"""Who helps in the house and where: volunteers with their roles, PINs and badges, and counters. Each with its right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..core import CoreSettings
from ..domain.cards import new_code
from ..domain.errors import NotFound, NotUnderstood
from ..domain.ids import CounterId, VolunteerId, Word, new_id
from ..domain.texts import Catalogue, Sentence
from ..journal import Act
from ..registry import counters, volunteers
from ..registry.rights import ROLES, allowed
from ..registry.volunteers import Volunteer
from .standing import Standing


@dataclass(frozen=True, slots=True)
class KnownCounter:
    """A desk, as a list shows it."""

    name: str
    title: str
    has_drawer: bool


class Staff(Standing):
    # ---- counters ----

    def known_counters(self) -> list[KnownCounter]:
        """All of them, by name."""
        query = "SELECT subject, title, has_drawer FROM core_counter ORDER BY subject"
        return [KnownCounter(name, title or name, bool(drawer)) for name, title, drawer in self.house.rows(query)]

    def set_up_counter(self, counter: str, title: str | None = None, has_drawer: bool = False) -> Act:
        """A desk, or what changed about one."""
        self.require("counters")
        return self.tell(
            counters.CounterSetUp(counter=CounterId(counter), title=title or counter, has_drawer=has_drawer)
        )

    def add_counter(self, counter: str, title: str | None = None, has_drawer: bool = False) -> Act:
        """A new desk. Raises NotAllowed, NotUnderstood: a name that is taken or is no plain word."""
        self.require("counters")
        if not counter.isascii() or not counter.replace("-", "").replace("_", "").isalnum():
            raise NotUnderstood(why=Sentence("a counter's name is one word of letters and digits."))
        if self.house.one("SELECT 1 FROM core_counter WHERE subject=?", counter):
            raise NotUnderstood(why=Sentence("{name} is there already.", {"name": counter}))
        return self.set_up_counter(counter, title, has_drawer)

    def change_counter(self, counter: str, title: str | None, has_drawer: bool | None) -> Act:
        """Only what is given changes. Raises NotAllowed, NotFound."""
        self.require("counters")
        known = self.house.one("SELECT title, has_drawer FROM core_counter WHERE subject=?", counter)
        if known is None:
            raise NotFound(what=counter)
        return self.set_up_counter(counter, title or known[0], bool(known[1]) if has_drawer is None else has_drawer)

    # ---- volunteers ----

    def known_volunteers(self) -> list[Volunteer]:
        """Everybody who may sign in, by name. Raises NotAllowed."""
        self.require("volunteers")
        return volunteers.active(self.house)

    def volunteers_who_left(self) -> list[str]:
        """Names of who may no longer sign in and is not forgotten. Raises NotAllowed."""
        self.require("volunteers")
        return volunteers.left(self.house)

    def welcome(
        self, name: str, roles: Sequence[str], pin: str, cost: int = 3, *, deputy_until: date | None = None
    ) -> VolunteerId:
        """A new volunteer with a PIN. `deputy_until`: the last day of a deputy.

        Raises NotAllowed, NotUnderstood: a name that is taken, a role or PIN that is none, a deputy without a last day."""
        self.require("volunteers")
        self._check_roles(roles, deputy_until)
        volunteers.check_pin_form(pin)
        if volunteers.by_name(self.house, name) is not None or not name.strip():
            raise NotUnderstood(why=Sentence("{name} is somebody else's name already.", {"name": name}))
        new = VolunteerId(new_id())
        given = tuple(Word(role) for role in roles)
        welcomed = volunteers.VolunteerWelcomed(
            volunteer=new, name=name.strip(), roles=given, deputy_until=deputy_until
        )
        hash = volunteers.hashed(pin, cost)
        with self.kiosk.journal.batch():
            self.tell(welcomed)
            volunteers.set_pin(self.kiosk.store.db, new, hash)
        return new

    def set_roles(self, name: str, roles: Sequence[str], deputy_until: date | None = None) -> Act:
        """These roles for a volunteer and no other. A deputy is one until that day, inclusive, and then no more.

        Raises NotAllowed, NotFound, NotUnderstood: a role that is none, a deputy without a last day, or nobody would be
        left who may welcome volunteers."""
        self.require("volunteers")
        self._check_roles(roles, deputy_until)
        who = self._volunteer(name)
        if not allowed(roles, "volunteers"):
            self._check_somebody_stays(who)
        given = tuple(Word(role) for role in roles)
        return self.tell(
            volunteers.VolunteerWelcomed(volunteer=who.id, name=None, roles=given, deputy_until=deputy_until)
        )

    def change_pin(self, name: str, pin: str, cost: int = 3) -> None:
        """Another PIN: one's own, or anybody's for those who may. Raises NotAllowed, NotFound, NotUnderstood."""
        who = self._volunteer(name)
        if who.id != self.volunteer.id or self.volunteer.vouched is not None:
            self.require("volunteers")
        hash = volunteers.hashed(pin, cost)
        with self.kiosk.store.writing() as db:
            volunteers.set_pin(db, who.id, hash)

    def give_badge(self, name: str) -> str:
        """A new badge; an earlier one of theirs signs nobody in any more, so that one that turns up again opens nothing.
        Returns its code. Raises NotAllowed, NotFound."""
        self.require("volunteers")
        who, code = self._volunteer(name), new_code()
        self.tell(*self._stopped(who), volunteers.BadgeGiven(volunteer=who.id, code=code))
        return code

    def stop_badges(self, name: str) -> int:
        """All badges of a volunteer sign nobody in any more: lost or withdrawn. How many there were. Raises NotAllowed,
        NotFound."""
        self.require("volunteers")
        drafts = self._stopped(self._volunteer(name))
        if drafts:
            self.tell(*drafts)
        return len(drafts)

    def _stopped(self, who: Volunteer) -> list[volunteers.BadgeGiven]:
        query = "SELECT code FROM core_code WHERE subject=? AND kind='badge' AND state='live'"
        codes = [code for (code,) in self.house.rows(query, who.id)]
        return [volunteers.BadgeGiven(volunteer=who.id, code=code, live=False) for code in codes]

    def print_badge(self, name: str, code: str, out: Path, words: Catalogue) -> None:
        """A badge as a card to cut, in a PDF: its code and nobody's name. Raises NotAllowed, OSError."""
        self.require("volunteers")
        from ..printing.cards import CardFace, CardLook, print_cards

        rules = self.house.settings(CoreSettings, self.here().day)
        look = CardLook(rules.phone, example=self.kiosk.example)
        print_cards([CardFace(code, "", name)], out, look, words, Sentence("Badges"))

    def retire(self, name: str) -> Act:
        """May no longer sign in. Raises NotAllowed, NotFound, NotUnderstood: nobody would be left who may welcome
        volunteers."""
        self.require("volunteers")
        who = self._volunteer(name)
        self._check_somebody_stays(who)
        return self.tell(volunteers.VolunteerRetired(volunteer=who.id))

    def new_emergency_code(self) -> str:
        """Replaces the code that stands in for an administrator's forgotten PIN; the old one is void."""
        self.require("volunteers")
        code = new_code()
        with self.kiosk.store.writing() as db:
            volunteers.set_emergency(db, code)
        return code

    def _volunteer(self, name: str) -> volunteers.Volunteer:
        who = volunteers.by_name(self.house, name)
        if who is None:
            raise NotFound(what=name)
        return who

    def _check_somebody_stays(self, without: Volunteer) -> None:
        others = [one for one in volunteers.active(self.house) if one.id != without.id]
        if not any(allowed(one.roles, "volunteers") for one in others):
            raise NotUnderstood(why=Sentence("nobody would be left who may welcome volunteers."))

    def _check_roles(self, roles: Sequence[str], deputy_until: date | None) -> None:
        wrong = [role for role in roles if role not in ROLES]
        if not roles:
            raise NotUnderstood(why=Sentence("somebody who helps has a role."))
        if wrong:
            raise NotUnderstood(why=Sentence("roles are: {roles}.", {"roles": ", ".join(ROLES)}))
        if ("deputy" in roles) != (deputy_until is not None):
            raise NotUnderstood(why=Sentence("a deputy, and nobody else, has a last day."))
        if deputy_until is not None and deputy_until < self.here().day:
            raise NotUnderstood(why=Sentence("that last day is past already."))
