"""The open house: the only place where store, journal, plugins and registry are put together."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import ModuleType, TracebackType

from . import core
from .core import DEFAULTS, CoreSettings
from .discovery import discover
from .domain.cards import Scanned, new_code, read_code
from .domain.errors import ClockDoubt, NotFound, NotUnderstood
from .domain.ids import CounterId, OriginName, VolunteerId, Word, new_id
from .domain.moments import Clock, local_day, moment_of, now
from .domain.texts import Sentence
from .domain.visits import Here
from .house import House
from .journal import Act, Event, Journal
from .plugins import Aside, Plugins
from .printing import spool
from .registry import volunteers
from .registry.counters import CounterSetUp, HouseStarted, next_letter
from .registry.settings import SettingChanged, as_stored
from .registry.volunteers import Volunteer, VolunteerWelcomed
from .shift import Shift, as_act
from .store import Store
from .version import VERSION

NOBODY = VolunteerId("nobody")
"""Who acts before anybody is known: the first event of a house, a restore."""
Progress = Callable[[str, int, int], None]
LOCAL_TABLES = (
    *volunteers.LOCAL_TABLES,
    *spool.LOCAL_TABLES,
    "CREATE TABLE IF NOT EXISTS local_note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)
PIN_COST = 3
"""argon2id's time cost; tests use 1."""


class Kiosk:
    """An open house. Close it, or use it in a `with`."""

    def __init__(
        self,
        store: Store,
        modules: Sequence[ModuleType] | None = None,
        clock: Clock = now,
        progress: Progress | None = None,
    ) -> None:
        """`store`: open. `modules`: plugins; None: those that are installed. Raises TooNew, StoreError."""
        self.store, self.clock = store, clock
        found, aside = _plugins(modules, store.path)
        self.plugins = Plugins([("core", VERSION, core), *found], aside)
        kinds, tables = self.plugins.all("kinds"), self.plugins.all("tables")
        self.journal = Journal(store, kinds, tables, clock, progress or (lambda what, done, of: None))
        self._make_local_tables()
        self.house = House(store)

    def __enter__(self) -> Kiosk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """What was promised is on disk already; this empties the WAL."""
        self.store.close()

    def _make_local_tables(self) -> None:
        there = {name for (name,) in self.store.db.execute("SELECT name FROM sqlite_master WHERE type='table'")}
        if any(sql.split()[5] not in there for sql in LOCAL_TABLES):
            with self.store.writing() as db:
                for sql in LOCAL_TABLES:
                    db.execute(sql)

    # ---- the first day ----

    def start(
        self,
        name: str,
        admin: str,
        pin: str,
        *,
        counter: str = "balie",
        example: bool = False,
        pin_cost: int = PIN_COST,
    ) -> str:
        """Starts a house in an empty file: its origin, first counter, administrator. Returns the emergency code, shown
        once. Raises NotUnderstood: started already, or a PIN that is none."""
        if self.journal.origin is not None:
            raise NotUnderstood(why=Sentence("this house was started already."))
        volunteers.check_pin_form(pin)
        self.begin_origin()
        here = self._bare_here()
        first = VolunteerId(new_id())
        drafts = [
            HouseStarted(house="house", example=example),
            SettingChanged(key=Word("core.house_name"), value=as_stored(name), valid_from=here.day, source=None),
            CounterSetUp(counter=CounterId(counter), title=counter),
            VolunteerWelcomed(volunteer=first, name=admin, roles=(Word("administrator"),)),
        ]
        code = new_code()
        with self.journal.batch():
            self.journal.append(lambda: drafts, here)
            volunteers.set_pin(self.store.db, first, pin, pin_cost)
            volunteers.set_emergency(self.store.db, code)
        return code

    def begin_origin(self) -> OriginName:
        """A new life of this file: the next letter and four letters of chance."""
        taken = [OriginName(row[0]) for row in self.house.rows("SELECT name FROM origin")]
        name = OriginName(next_letter(taken) + new_code()[:4])
        self.journal.begin_origin(name)
        return name

    def _bare_here(self, counter: str = "") -> Here:
        at = self.clock()
        return Here(CounterId(counter), "core", NOBODY, at, local_day(at, DEFAULTS.zone))

    @property
    def example(self) -> bool:
        """Whether everything in this house is invented: screens and slips say so."""
        found = self.house.one("SELECT example FROM core_house")
        return bool(found and found[0])

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
        right = who is not None and (volunteers.pin_is(db, who.id, pin) or volunteers.emergency_is(db, who, pin))
        if not right or volunteers.has_failed(db, name):
            with self.store.writing() as db:
                volunteers.note_try(db, name, at, right)
        if who is None or not right:
            raise volunteers.sign_in_errors(self.store.db, name, at)
        return who

    def badge(self, keys: str) -> Volunteer | None:
        """Whose badge was scanned; None: no live badge of an active volunteer."""
        found = self.resolve(keys)
        live = found.kind == "badge" and found.state == "live"
        return volunteers.by_id(self.house, found.id) if live else None

    def shift(self, who: Volunteer, counter: str | None = None, project: str | None = None) -> Shift:
        """A shift of somebody whose PIN or badge was checked. Raises NotFound."""
        name = project or next((p for p in self.plugins.projects if p != "core"), "core")
        if name not in self.plugins.projects:
            raise NotFound(what=name)
        return Shift(self, self.counter(counter), self.plugins.projects[name], who)

    def counter(self, asked: str | None) -> CounterId:
        """The counter asked for, or the only one. Raises NotFound, NotUnderstood: several and none named."""
        known = [row[0] for row in self.house.rows("SELECT subject FROM core_counter ORDER BY subject")]
        if asked is None and len(known) == 1:
            return CounterId(known[0])
        if asked is None:
            raise NotUnderstood(why=Sentence("say which counter: {names}.", {"names": ", ".join(known)}))
        if asked not in known:
            raise NotFound(what=asked)
        return CounterId(asked)

    # ---- reading ----

    def resolve(self, keys: str) -> Scanned:
        """What a burst of keys stands for: a card, badge, voucher, receipt, device, or unknown."""
        code = read_code(keys)
        return self.house.scanned(code) if code else Scanned()

    def act(self, id: str) -> Act:
        """By the id of an act or of any of its events. Raises NotFound."""
        key = self.journal.ledger.known_key(id)
        first = self.journal.ledger.key_of_act(key) if key is not None else None
        if first is None:
            raise NotFound(what=id)
        return as_act(self.journal.ledger.events_of(first))

    def last_events(self, most: int) -> list[Event]:
        """The newest events of this file's own origin, oldest first."""
        found = list(self.journal.ledger.events("WHERE 1 ORDER BY e.id DESC LIMIT ?", most))
        return found[::-1]

    def load(self, path: str) -> object:
        """What a plugin named as 'module:name'."""
        module, _, name = path.partition(":")
        return getattr(importlib.import_module(module), name)

    # ---- the clock ----

    def doubt(self) -> ClockDoubt | None:
        """Whether a person should look at the date before anything is recorded: the clock is behind the last act, or
        further ahead of it than the setting allows, and nobody confirmed it since."""
        last = self.journal.ledger.latest()
        at = self.clock()
        limits = self.house.settings(CoreSettings, local_day(at, DEFAULTS.zone))
        behind = last and moment_of(last) > at and (moment_of(last) - at).total_seconds() > 300
        ahead = last and (at - moment_of(last)).days > limits.ahead_days
        if not (behind or ahead):
            return None
        noted = self.house.one("SELECT value FROM local_note WHERE name='clock_confirmed'")
        if noted and abs((datetime.fromisoformat(noted[0]) - at).total_seconds()) < 86400:
            return None
        return ClockDoubt(now=local_day(at, limits.zone), last=local_day(moment_of(last), limits.zone))

    def confirm_clock(self) -> None:
        """A person looked: the date is right. Holds for a day."""
        with self.store.writing() as db:
            db.execute("INSERT OR REPLACE INTO local_note VALUES ('clock_confirmed', ?)", (self.clock().isoformat(),))


def _plugins(modules: Sequence[ModuleType] | None, path: Path) -> tuple[list[tuple[str, str, ModuleType]], list[Aside]]:
    if modules is not None:
        return [(module.__name__, "", module) for module in modules], []
    return discover(Path(f"{path}.plugins"))
