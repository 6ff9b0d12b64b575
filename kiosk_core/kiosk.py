"""The open house as a script, a screen or a test holds it: starting one, and signing in to get a Shift."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Self

from .core import DEFAULTS
from .domain.cards import new_code
from .domain.errors import NotFound, NotUnderstood, StoreError
from .domain.ids import CounterId, OriginName, VolunteerId, Word, new_id
from .domain.moments import local_day
from .domain.texts import Sentence
from .domain.visits import Here
from .registry import own, volunteers
from .registry.counters import CounterSetUp, HouseStarted, next_letter
from .registry.settings import SettingChanged, as_stored
from .registry.volunteers import Volunteer, VolunteerWelcomed
from .running import Running
from .shift import Shift
from .store import Store, find_key

NOBODY = VolunteerId("nobody")
"""Who acts before anybody is known: the first event of a house, a restore."""
FIRST_COUNTER = {"nl": "balie", "fr": "guichet"}
"""What the counter of a new house is called, in the language of its papers."""
PIN_COST = 3
"""argon2id's time cost; tests use 1."""


class Kiosk(Running):
    """An open house: `with Kiosk(store) as kiosk`."""

    @classmethod
    def open(cls, path: str | Path, key_file: str | Path | None = None) -> Self:
        """The house in that file, with the plugins that are installed; its key is looked for where keys lie.

        Raises NoHouse, NoKey, WrongKey, UnsafeKey, Damaged, TooNew and other StoreErrors."""
        where = Path(path)
        return cls(Store(where, find_key(where, Path(key_file) if key_file else None)))

    # ---- the first day ----

    def start(
        self,
        name: str,
        admin: str,
        pin: str,
        *,
        example: bool = False,
        pin_cost: int = PIN_COST,
        lang: str | None = None,
    ) -> str:
        """Starts a house in an empty file: its origin, first counter, administrator, in one transaction: a house whose
        start was broken off is started again. Returns the emergency code, shown once. Raises NotUnderstood: started
        already, or a PIN that is none. `lang`: in which its screens stand, one of LANGUAGES; None: the usual one. Started in
        French its papers are in French too, for nobody in Flanders starts it so; elsewhere the setting is changed."""
        volunteers.check_pin_form(pin)
        here = self.bare_here()
        first = VolunteerId(new_id())
        paper = lang if lang in FIRST_COUNTER else DEFAULTS.paper_language
        counter = FIRST_COUNTER[paper]
        drafts = [
            HouseStarted(house="house", example=example),
            SettingChanged(key=Word("core.house_name"), value=as_stored(name), valid_from=here.day, source=None),
            CounterSetUp(counter=CounterId(counter), title=counter),
            VolunteerWelcomed(volunteer=first, name=admin, roles=(Word("administrator"),)),
        ]
        if lang is not None:
            for key, spoken in (("core.language", lang), ("core.paper_language", paper)):
                drafts.append(SettingChanged(key=Word(key), value=as_stored(spoken), valid_from=here.day, source=None))
        code, hash = new_code(), volunteers.hashed(pin, pin_cost)
        with self.journal.batch():
            if self.journal.origin is not None:
                raise NotUnderstood(why=Sentence("this house was started already."))
            self.begin_origin()
            self.journal.append(lambda: drafts, here)
            volunteers.set_pin(self.store.db, first, hash)
            volunteers.set_emergency(self.store.db, code)
        return code

    def begin_origin(self, letter: str | None = None) -> OriginName:
        """A new life of this file: that letter, or the next, and four letters of chance. Raises NotUnderstood: a letter
        that was used before, or is none."""
        taken = [OriginName(row[0]) for row in self.house.rows("SELECT name FROM origin")]
        if letter is not None and (len(letter) != 1 or not "A" <= letter <= "Z" or any(n[0] == letter for n in taken)):
            raise NotUnderstood(
                why=Sentence("{letter} is used already, or is not one letter of A to Z.", {"letter": letter})
            )
        name = OriginName((letter or next_letter(taken)) + new_code()[:4])
        self.journal.begin_origin(name)
        return name

    def live_again(self, restored_from: str, letter: str | None = None) -> OriginName:
        """A restored copy begins a new life, so that no printed number is given twice; an example stays one."""
        example = self.example
        name = self.begin_origin(letter)
        started = HouseStarted(house="house", example=example, restored_from=Word(restored_from))
        self.journal.append(lambda: [started], self.bare_here())
        return name

    def become_example(self) -> None:
        """From now on everything in this house is invented; it can never become a real one."""
        self.journal.append(lambda: [HouseStarted(house="house", example=True)], self.bare_here())

    def bare_here(self, counter: str = "") -> Here:
        """Where nobody has signed in yet."""
        at = self.clock()
        return Here(CounterId(counter), "core", NOBODY, at, local_day(at, DEFAULTS.zone))

    # ---- signing in ----

    def sign_in(self, name: str, pin: str, counter: str | None = None, project: str | None = None) -> Shift:
        """A volunteer at a counter, for a project. Raises NotSignedIn, LockedOut, NotFound (counter, project)."""
        return self.shift(self.check_pin(name, pin), counter, project)

    def check_pin(self, name: str, pin: str) -> Volunteer:
        """Who this is. Counts wrong tries per name, whoever types. Raises NotSignedIn, LockedOut."""
        db, at = self.store.db, self.clock()
        if volunteers.locked_until(db, name, at) is not None:
            raise volunteers.sign_in_errors(db, name, at)
        who = volunteers.by_name(self.house, name)
        right = volunteers.pin_is(db, who.id if who else None, pin)
        right = right or (who is not None and volunteers.emergency_is(db, who, pin))
        if not self.store.drill and (not right or volunteers.has_failed(db, name)):
            with self.store.writing() as db:
                volunteers.note_try(db, name, at, right)
        if who is None or not right:
            raise volunteers.sign_in_errors(self.store.db, name, at)
        return who

    def emergency(self, name: str, keys: str) -> Volunteer | None:
        """The administrator of that name whose emergency code came as fast as a scanner types; None: it is another code,
        and no try is counted, for it is a client's card. Raises LockedOut."""
        who = volunteers.by_name(self.house, name)
        if who is None or not volunteers.emergency_is(self.store.db, who, keys):
            return None
        return self.check_pin(name, keys)

    def badge(self, keys: str) -> Volunteer | None:
        """Whose badge was scanned; None: no live badge of an active volunteer."""
        found = self.resolve(keys)
        live = found.kind == "badge" and found.state == "live"
        return volunteers.by_id(self.house, found.id) if live else None

    def language_of(self, who: Volunteer) -> str | None:
        """What this one chose for the screens of this PC; None: nothing, so it is the house's."""
        return volunteers.language_of(self.store.db, who.id)

    def choose_language(self, who: Volunteer, lang: str) -> None:
        """For whoever stands here, next time too. A disk that is full keeps nobody from reading their own language."""
        if not self.store.drill:
            with suppress(StoreError), self.store.writing() as db:
                volunteers.set_language(db, who.id, lang)

    def shift(self, who: Volunteer, counter: str | None = None, project: str | None = None) -> Shift:
        """A shift of somebody whose PIN or badge was checked. Raises NotFound."""
        name = project or next((p for p in self.plugins.projects if p != "core"), "core")
        if name not in self.plugins.projects:
            raise NotFound(what=name)
        shift = Shift(self, self.counter(counter), self.plugins.projects[name], who)
        self._note_present(who, shift.here().day)
        return shift

    def _note_present(self, who: Volunteer, day: date) -> None:
        """Once a day. A disk that is full keeps nobody from looking; in a batch no volunteer signs in."""
        if not self.store.drill and not self.store.db.in_transaction and not own.is_present(self.house, who.id, day):
            with suppress(StoreError), self.store.writing() as db:
                own.note_present(db, who.id, day)
