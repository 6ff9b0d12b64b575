"""An open house's parts, put together once: store, journal, plugins, clock. What Kiosk and Shift both stand on."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from copy import copy
from datetime import datetime
from pathlib import Path
from string import ascii_uppercase
from types import ModuleType, TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from . import core, drafts
from .care.forgetting import finish_pending
from .cash import money
from .catalogues import catalogue
from .core import DEFAULTS, CoreSettings, paper_language
from .discovery import discover
from .domain.answers import Conflict
from .domain.cards import Scanned, read_code
from .domain.errors import ClockDoubt, NotFound, NotUnderstood, StoreError
from .domain.ids import CounterId, EventId
from .domain.moments import Clock, local_day, moment_of, now
from .domain.receipts import Receipt
from .domain.texts import Catalogue, Sentence, Translate, spoken
from .house import House
from .journal import Act, Event, Journal
from .journal.envelope import Leaf
from .journal.journal import Received
from .plugins import Aside, Plugins
from .printing import spool
from .printing.compose import compose
from .registry import own, tablets, volunteers
from .store import Error, Store, marks
from .version import VERSION

Progress = Callable[[str, int, int], None]
_RECEIPT = re.compile(r"(?:([A-Z])[ -]?)?(?:(\d{4})[ -])?0*(\d{1,6})", re.ASCII)
"""A receipt's number as it is typed, in capitals: letter, year, serial."""
LOCAL_TABLES = (
    *volunteers.LOCAL_TABLES,
    *own.LOCAL_TABLES,
    *tablets.LOCAL_TABLES,
    *spool.LOCAL_TABLES,
    *drafts.LOCAL_TABLES,
    "CREATE TABLE IF NOT EXISTS local_note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)


class Running:
    """Close it, or use it in a `with`."""

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
        self.plugins = Plugins([("core", VERSION, core), *found], aside, tried=modules is None)
        kinds, tables = self.plugins.all("kinds"), self.plugins.all("tables")
        self.journal = Journal(store, kinds, tables, clock, progress or (lambda what, done, of: None))
        self._make_local_tables()
        self.house = House(store)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """What was promised is on disk already; this empties the WAL, and lets go what was forgotten meanwhile."""
        with suppress(StoreError, Error):  # a file that cannot be read any more; else tried again at the next closing
            finish_pending(self.store)
        self.store.close()

    def _make_local_tables(self) -> None:
        there = {name for (name,) in self.store.db.execute("SELECT name FROM sqlite_master")}
        if any(sql.split()[5] not in there for sql in LOCAL_TABLES):
            with self.store.writing() as db:
                for sql in LOCAL_TABLES:
                    db.execute(sql)

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

    def usual_counter(self) -> CounterId | None:
        """Where the screen of this computer stood last, when that counter is still there."""
        noted = self.house.one("SELECT value FROM local_note WHERE name='counter'")
        known = noted and self.house.one("SELECT 1 FROM core_counter WHERE subject=?", noted[0])
        return CounterId(noted[0]) if noted and known else None

    def stand_at(self, counter: CounterId) -> None:
        """The screen of this computer stands there, next time too."""
        if self.usual_counter() != counter and not self.store.drill:
            with self.store.writing() as db:
                db.execute("INSERT OR REPLACE INTO local_note VALUES ('counter', ?)", (counter,))

    def usual_project(self) -> str | None:
        """Whose counter was opened on this computer last."""
        noted = self.house.one("SELECT value FROM local_note WHERE name='project'")
        return noted[0] if noted else None

    def serve(self, project: str) -> None:
        """The counter of that project was opened on this computer."""
        if self.usual_project() != project and not self.store.drill:
            with self.store.writing() as db:
                db.execute("INSERT OR REPLACE INTO local_note VALUES ('project', ?)", (project,))

    @contextmanager
    def beside(self) -> Iterator[Self]:
        """The same house through a connection of its own, for one thread: what takes long never holds the screen's.
        Raises StoreError."""
        with closing(Store(self.store.path, self.store.key)) as store:
            other = copy(self)
            other.store, other.house = store, House(store)
            other.journal = Journal(store, self.plugins.all("kinds"), self.plugins.all("tables"), self.clock)
            yield other

    # ---- reading ----

    @property
    def example(self) -> bool:
        """Whether everything in this house is invented: screens and slips say so."""
        return self.house.number("SELECT max(example) FROM core_house") > 0

    def resolve(self, keys: str) -> Scanned:
        """What a burst of keys stands for: a card, badge, voucher, receipt, device, or unknown."""
        code = read_code(keys)
        return self.house.scanned(code) if code else Scanned()

    def event_id(self, row: int) -> EventId:
        """Of the event that a row of a table stands on (its column `event`), as `act` and `Shift.undo` take it."""
        return self.journal.ledger.name(row)

    def act(self, id: str) -> Act:
        """By the id of an act or of any of its events. Raises NotFound."""
        key = self.journal.ledger.known_key(id)
        first = self.journal.ledger.key_of_act(key) if key is not None else None
        if first is None:
            raise NotFound(what=id)
        return as_act(self.journal.ledger.events_of(first))

    def receipt(self, number: str) -> Act:
        """The act in which money moved under that receipt number, also when it was undone since: 'A-2026-000123', or
        '2026-000123' or the serial '123' where only one letter has it; 'a-123' too. A serial is this year's, else last year's.

        Raises NotFound; NotUnderstood: several letters have it. Index core_money_all(receipt)."""
        typed = number.strip().upper()
        for numbers in self._receipts(typed):
            meant = [numbers] if typed[:1].isalpha() else [f"{letter}-{numbers}" for letter in ascii_uppercase]
            query = f"SELECT min(event) FROM core_money_all WHERE receipt IN ({marks(meant)}) GROUP BY receipt"
            found = self.house.rows(query, *meant)
            if len(found) > 1:
                raise NotUnderstood(
                    why=Sentence("several receipts have that number: type all of it, with the letter in front.")
                )
            if found:
                return self.act(self.event_id(found[0][0]))
        raise NotFound(what=number)

    def _receipts(self, typed: str) -> list[str]:
        """What a typed receipt number may be, the likeliest first."""
        found = _RECEIPT.fullmatch(typed)
        if found is None:
            return [typed]
        letter, said, serial = found.groups()
        year = local_day(self.clock(), DEFAULTS.zone).year
        years = [said] if said else [str(year), str(year - 1)]
        return ["-".join(filter(None, (letter, one, f"{int(serial):06}"))) for one in years]

    def slip(self, id: str) -> Receipt:
        """The slip of an act, composed again from what is on disk. Raises NotFound."""
        act = self.act(id)
        return compose(self.plugins, House(self.store, act.events[0].counter), act, example=self.example)

    @property
    def paper_language(self) -> str:
        """In which papers of this house are today: 'nl' or 'fr'."""
        return paper_language(self.house, self.clock())

    def paper_words(self) -> Catalogue:
        """The words of that language."""
        return catalogue(self.paper_language, self.plugins.packages)

    def paper_say(self) -> Translate:
        """Says a text in it."""
        words = self.paper_words()
        return lambda text: spoken(text, words)

    # ---- exchange ----

    def receive(self, foreign: Iterable[tuple[Event, Sequence[Leaf]]]) -> tuple[Received, list[Conflict]]:
        """Events of other counters, as `Journal.receive`; and what of it cannot be right now that both sides are here."""
        received = self.journal.receive(foreign)
        return received, self.conflicts(received.subjects)

    def conflicts(self, subjects: Iterable[str]) -> list[Conflict]:
        """What the plugins find among these subjects, by plugin name."""
        found = self.plugins.ask("find_conflicts", subjects=sorted(subjects), house=self.house)
        return [conflict for _, conflict in found.values]

    def last_events(self, most: int) -> list[Event]:
        """The newest events of this file's own origin, oldest first."""
        found = list(self.journal.ledger.events("WHERE 1 ORDER BY e.id DESC LIMIT ?", most))
        return found[::-1]

    def load(self, path: str) -> object:
        """What a plugin named as 'module:name'."""
        module, _, name = path.partition(":")
        return getattr(importlib.import_module(module), name)

    def drop_old_forms(self) -> None:
        """Forms that lie half filled in on this PC for more than a week: nobody comes back to them."""
        with self.store.writing() as db:
            drafts.drop_old_forms(db, self.clock())

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
        here, before = (moment.astimezone(ZoneInfo(limits.zone)) for moment in (at, moment_of(last)))
        if here.date() == before.date():
            return ClockDoubt(now=here, last=before)
        return ClockDoubt(now=here.date(), last=before.date())

    def confirm_clock(self) -> None:
        """A person looked: the date is right. Holds for a day."""
        with self.store.writing() as db:
            db.execute("INSERT OR REPLACE INTO local_note VALUES ('clock_confirmed', ?)", (self.clock().isoformat(),))


def as_act(events: Sequence[Event]) -> Act:
    """Events of one act, with its receipt number if money moved."""
    moved = (event.subject for event in events if event.kind == money.MoneyMoved.KIND)
    return Act(events[0].act, events, next(moved, None))


def _plugins(modules: Sequence[ModuleType] | None, path: Path) -> tuple[list[tuple[str, str, ModuleType]], list[Aside]]:
    if modules is not None:
        return [(module.__name__, "", module) for module in modules], []
    return discover(Path(f"{path}.plugins"))
