"""What keeps a house sound and accounts for it: copies, checks, forgetting, figures. Each with its right."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from .. import drafts as open_drafts
from ..cash import drawers
from ..core import CoreSettings
from ..domain.errors import NotFound, NotUnderstood, StillOpen, StoreError
from ..domain.ids import Word
from ..domain.letters import hyphened, plain_letters
from ..domain.moments import Period
from ..domain.receipts import Block, Receipt
from ..domain.texts import Catalogue, Sentence, Text
from ..domain.tick_lists import TickList
from ..domain.visits import Here
from ..journal import Event, Forgotten
from ..journal.identity import group
from ..printing import spool
from ..printing.profile import Profile, profile_of
from ..registry import own, volunteers
from ..registry.cards import CardPrinted
from ..registry.imports import ClientsExported
from ..registry.leaving import leaving
from ..registry.left_behind import left_to_children, left_without
from .looking import Looking
from .till import Till

if TYPE_CHECKING:
    from ..care.backup import Report as Copy
    from ..care.erasure import Erasure, Going
    from ..care.retention import Due
    from ..care.verification import Report as Checked
    from ..printing.connection import Outcome
    from ..reports.figures import Reported
    from ..reports.sheets import Sheet

PAUSE_S = 0.03
"""Between two acts of a long run, for whoever waits for the lock (docs/sources.md)."""
FORGET_REASONS = ("request", "deceased", "moved", "mistake", "other")


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What a forgetting did. `saved`: what of them is on paper or in files."""

    act: str
    persons: int
    households: int
    gone: bool
    """False: the bytes go when no other process has the house open."""
    backups_until: date
    """The last day on which an older backup may still hold it."""
    saved: Sentence | None = None

    @property
    def says(self) -> Sentence:
        """What is to be told to the person."""
        bytes_gone = Sentence("The data are gone from this PC.")
        pending = Sentence("The last traces go when no other program has the house open: pending.")
        told = {"how": bytes_gone if self.gone else pending, "day": self.backups_until}
        if self.saved is None:
            return Sentence("✓ Forgotten. {how} Older backups may hold them until {day}.", told)
        return Sentence(
            "✓ Forgotten. {how} Older backups may hold them until {day}. {saved}", {**told, "saved": self.saved}
        )


@dataclass(frozen=True, slots=True)
class Retained:
    """What a retention run did. `taken`: as it was due, also a class that was left alone. `backups_until`: None when nothing was taken."""

    taken: list[Due]
    acts: int
    gone: bool
    """False: the bytes go when no other process has the house open."""
    backups_until: date | None


class Keeping(Looking, Till):
    def back_up_to(self, file: Path) -> Copy:
        """A verified copy in one new file, with the list of forgettings beside it. Raises NotAllowed and what
        `care.backup.backup` and `care.forgetting.goes_along` raise."""
        self.require("backup")
        from ..care import forgetting
        from ..care.backup import backup
        from ..care.daily import journal_head

        journal = self.kiosk.journal
        made = backup(journal.store, file, origin=journal.origin or "", head=journal_head, clock=self.kiosk.clock)
        forgetting.goes_along(journal.store, made.file)
        return made

    def print_cards(self, out: Path, words: Catalogue, *, only_new: bool = False) -> int:
        """Active cards as a PDF to print and cut, noted as printed, and as a look at all of them. How many; with none no file is made.

        Raises NotAllowed, OSError."""
        from ..printing.cards import CardLook, print_cards

        chosen = self.live_cards_to_print(only_new)
        if not chosen:
            return 0
        rules = self.house.settings(CoreSettings, self.here().day)
        look = CardLook(
            rules.phone, rules.house_name if "house" in rules.on_cards else "", "first_name" in rules.on_cards,
            "number" in rules.on_cards, self.kiosk.example,
        )  # fmt: skip
        self.tell(ClientsExported(what=Word("cards"), persons=len({person for person, _ in chosen}), protected=True))
        print_cards([face for _, face in chosen], out, look, words)
        self.tell(*(CardPrinted(person=person, code=face.code) for person, face in chosen))
        return len(chosen)

    def print_labels(self, labels: Sequence[tuple[str, str, str]], out: Path, words: Catalogue) -> None:
        """Labels for things: (code of 17 letters, number, what it is) each, as a PDF to stick on. Raises NotAllowed, OSError."""
        self.require("print")
        from ..printing.labels import Label, print_labels

        house = self.house.settings(CoreSettings, self.here().day).house_name
        print_labels([Label(*one) for one in labels], out, house, words, example=self.kiosk.example)

    def print_page(self, blocks: Sequence[Block], out: Path, *, also: str = "") -> None:
        """What is signed, posted or kept, on A4 as a PDF: lines, rules, pictures and codes as on a slip, and in its language.
        `also`: 'fr' or 'en', once more under it as a translation; that choice is for this print and stored nowhere.

        Raises NotAllowed, OSError."""
        self.require("print")
        from ..catalogues import catalogue
        from ..printing.layout import TRANSLATION, with_translation
        from ..printing.page import print_page

        page = Receipt(tuple(blocks), example=self.kiosk.example)
        if also:
            page = with_translation(page, catalogue(also, self.kiosk.plugins.packages), TRANSLATION[also])
        print_page(page, out, self.kiosk.paper_words())

    def file_name(self, what: Sentence, ending: str = ".pdf", *, thing: str = "", dated: bool = True) -> str:
        """What a file is called that a screen makes: 'kaarten-2026-11-25-120000.pdf'. What it is, in the language of papers as its
        content is; the number of a `thing`, never of a person; and when it was made, unless it takes the place of the one before."""
        said = [hyphened(plain_letters(what.spoken(self.kiosk.paper_words()))), hyphened(thing)]
        made = f"{self.here().at.astimezone(ZoneInfo(self.settings().zone)):%Y-%m-%d-%H%M%S}" if dated else ""
        return "-".join(part for part in (*said, made) if part) + ending

    def print_tick_list(self, ticks: TickList, out: Path) -> int:
        """A list to tick by hand, on A4 as a PDF, in the language of papers; how many pages. Raises NotAllowed, OSError."""
        self.require("print")
        from ..printing.tick_list_page import print_tick_list

        house = self.house.settings(CoreSettings, self.here().day).house_name
        return print_tick_list(ticks, out, house, self.kiosk.paper_words(), example=self.kiosk.example)

    # ---- slips ----

    def test_slip(self, words: Catalogue, drawer: bool = False) -> Outcome:
        """Sends a test slip to this counter's printer. `drawer`: it opens the drawer too, which is written down where a till is
        open. Raises NotAllowed, NotUnderstood (its address), TillNotClosed."""
        self.require("print")
        if drawer and drawers.open_session(self.house, self.here().counter):
            self.open_drawer("check", pulse=False)
        elif drawer:
            self.require("counters")
        from ..printing.connection import send
        from ..printing.testslip import make_test_slip

        profile = self._profile()
        return send(make_test_slip(profile, words, drawer), profile)

    def print_queue(self) -> list[spool.Waiting]:
        """What waits at this counter's printer, oldest first. Raises NotAllowed."""
        self.require("print")
        return spool.waiting(self.kiosk.store.db, self.here().counter)

    def print_again(self, words: Catalogue) -> tuple[int, spool.Summary]:
        """What failed waits again, and all that waits is sent, in the language of `words`, until the printer has trouble. How
        many had failed, and how the queue stands. Raises NotAllowed."""
        self.require("print")
        from ..printing.worker import Worker

        store, counter = self.kiosk.store, self.here().counter
        with store.writing() as db:
            retried = spool.retry(db, counter)
        jobs = spool.Spool(store, counter, self.kiosk.clock)
        worker = Worker(jobs, lambda job: self.kiosk.slip(job.act), self._profile, lambda: words, self.kiosk.clock)
        while spool.summary(store.db, counter).waiting and worker.step() == 0:
            pass
        return retried, spool.summary(store.db, counter)

    def _profile(self) -> Profile:
        return profile_of(self.house.settings(CoreSettings, self.here().day))

    # ---- the whole house ----

    def verify(self, progress: Callable[[str, int, int], None] = lambda what, done, of: None) -> Checked:
        """Works everything out again and compares; reads only. Raises NotAllowed, Damaged."""
        self.require("verify")
        from ..care.verification import verify

        return verify(self.kiosk.journal, progress)

    def report(self, period: Period, project: str | None = None) -> list[Reported]:
        """The figures of a period in their fixed order. Raises NotAllowed, NotFound (project), IndicatorFails."""
        self.require("report")
        if project is not None and project not in self.kiosk.plugins.projects:
            raise NotFound(what=project)
        from ..reports.figures import figures

        return list(figures(self.kiosk.plugins, self.house, period, project))

    def write_report(self, found: Sequence[Reported], period: Period, out: Path, words: Catalogue) -> None:
        """What `report` answered, as XLSX with the definition of each figure. `words`: of papers, for who funds the house or looks
        after it reads it too, whoever makes it. Raises NotAllowed, NotUnderstood, OSError."""
        self.require("report")
        from ..reports.figures import for_people

        days = Sentence("From {first} to {last}.", {"first": period.first, "last": period.last})
        self.write_sheets([for_people(found, self.kiosk.plugins)], out, words, [days])

    def write_sheets(self, sheets: Sequence[Sheet], out: Path, words: Catalogue, about: Sequence[Text] = ()) -> None:
        """Tables as one XLSX with a sheet of definitions, or one as CSV, by the file's ending (reports/sheets.py). The
        definitions begin with the house, the day, that exact figures are confidential, and `about`.

        Whoever reads the rows checks the right to them. Raises NotUnderstood, OSError."""
        from ..reports.sheets import write_sheets

        here = self.here()
        house = self.house.settings(CoreSettings, here.day).house_name
        mark = [Sentence("EXAMPLE")] if self.kiosk.example else []
        made = Sentence("{house}, made on {day}.", {"house": house, "day": here.day})
        write_sheets(out, sheets, words, [*mark, made, Sentence("Confidential: the numbers are exact."), *about])

    def forget(self, typed: str, reason: str, *, with_open: bool = False) -> Forgetting:
        """A client by number is forgotten: 'A1042' is the household and those members who belong to no other, 'A1042.1'
        that person only; also one whose registration was taken back. `reason`: one of FORGET_REASONS; other words are never stored.

        Raises NotAllowed, NotFound, StillOpen (without `with_open`), StoreError."""
        self.require("forget")
        from ..care import forgetting
        from ..care.erasure import open_with, saved

        here = self.here()
        going = leaving(self.house, typed, here.day)
        ids = [*going.persons, *going.households]
        why = Word(reason if reason in FORGET_REASONS else "other")
        journal, store = self.kiosk.journal, self.kiosk.store
        acts, everybody = set[str](), set[str]()

        def drafts() -> Iterable[Any]:
            found = open_with(self.kiosk.plugins, self.house, journal, ids, here.day)
            if found and not with_open:
                raise StillOpen(what=tuple(found))
            known = (journal.ledger.key_of_act(key) for key in journal.ledger.mentioning(ids))
            acts.update(journal.ledger.name(key) for key in known if key is not None)
            everybody.update(same for id in ids for same in group(journal.db, id))
            alone = left_to_children(self.house, going.persons, going.households, here.day)
            return [*(replace(draft, why=why) for draft in forgetting.on_request(journal, ids)), *alone]

        def beside(act: object) -> None:
            spool.forget(store.db, sorted(acts))
            forgetting.begin(store.db)
            open_drafts.forget(store.db, sorted(everybody))

        self._sure_of_the_date()
        events = journal.append(drafts, here, beside)
        gone, until = self._bytes_of([event for event in events if event.kind == Forgotten.KIND], here)
        files = saved(self.kiosk.plugins, self.house, here.day)
        return Forgetting(str(events[0].act), len(going.persons), len(going.households), gone, until, files)

    def forget_volunteer(self, name: str) -> Forgetting:
        """Who no longer helps is forgotten: the name, badges and what else is noted of them. What they did stays, under an id that
        names nobody. Raises NotAllowed, NotFound (nobody who left has that name), NotUnderstood (somebody who helps still has
        it), ClockDoubt, StoreError."""
        self.require("volunteers")
        from ..care import forgetting

        if volunteers.by_name(self.house, name) is not None:
            raise NotUnderstood(why=Sentence("{name} helps still: let them go first.", {"name": name}))
        if not (ids := volunteers.retired(self.house, name)):
            raise NotFound(what=name)
        self._sure_of_the_date()
        here, journal, db = self.here(), self.kiosk.journal, self.kiosk.store.db

        def beside(act: object) -> None:
            volunteers.drop_kept(db, ids)
            forgetting.begin(db)

        events = journal.append(lambda: forgetting.on_request(journal, ids), here, beside)
        gone, until = self._bytes_of(events, here)
        return Forgetting(str(events[0].act), len(ids), 0, gone, until)

    def to_forget(self, typed: str) -> Erasure:
        """What a forgetting of that client would do, before it is done. Raises NotAllowed, NotFound."""
        self.require("forget")
        from ..care.erasure import HELPS_TOO, Erasure, free_text, open_with, saved

        day = self.here().day
        going = leaving(self.house, typed, day)
        ids = [*going.persons, *going.households]
        found = open_with(self.kiosk.plugins, self.house, self.kiosk.journal, ids, day)
        n, homes = len(going.persons), len(going.households)
        names = own.helps_as(self.house, going.persons)
        too = [Sentence(HELPS_TOO.template, {"names": ", ".join(names)})] if names else []
        too += left_without(self.house, going.persons, going.households, day)
        too += [*free_text(self.house, day), saved(self.kiosk.plugins, self.house, day)]
        return Erasure(going.number, going.display, n, homes, tuple(found), *self._going(ids, day), tuple(too))

    def to_forget_volunteer(self, name: str) -> Erasure:
        """The same of a volunteer who left. Raises NotAllowed, NotFound."""
        self.require("volunteers")
        from ..care.erasure import CLIENT_TOO, DONE_STAYS, Erasure

        if not (ids := volunteers.retired(self.house, name)):
            raise NotFound(what=name)
        too = [CLIENT_TOO] if any(own.own_ids(self.house, one) for one in ids) else []
        return Erasure(name, name, len(ids), 0, (), *self._going(ids, self.here().day), (DONE_STAYS, *too))

    def _going(self, ids: Sequence[str], day: date) -> tuple[tuple[Going, ...], date]:
        """What goes with these, by retention class, and the last day on which an older backup may still hold it."""
        from ..care.erasure import forgetting_of

        rules = self.house.settings(CoreSettings, day)
        gone = forgetting_of(self.kiosk.journal, ids, rules.kept_years(), rules.rule_numbers())
        return tuple(gone), day + timedelta(days=rules.backup_keep_days)

    def erasure_pending(self) -> bool:
        """Whether bytes of somebody who was forgotten are still in the file, for another program has it open."""
        from ..care.forgetting import is_pending

        return is_pending(self.kiosk.store.db)

    def finish_erasure(self) -> bool:
        """The bytes of who was forgotten go now, when no other program keeps them any more: whether they did.
        Raises NotAllowed, StoreError."""
        self.require("forget")
        from ..care.forgetting import finish_pending

        return finish_pending(self.kiosk.store)

    def retention(self) -> list[Due]:
        """What the house need not keep of anybody any more, by retention class, and what is still going on of it. Raises
        NotAllowed."""
        self.require("forget")
        from ..care.retention import due, with_open

        today = self.here().day
        rules = self.house.settings(CoreSettings, today)
        numbers, journal = rules.rule_numbers(), self.kiosk.journal
        return [
            with_open(self.kiosk.plugins, self.house, journal, due(journal, keep, n, numbers.get(keep, ""), today))
            for keep, n in rules.kept_years().items()
        ]

    def retain(self, wait: Callable[[float], None] = time.sleep) -> Retained:
        """Takes what `retention` says, in short acts with a pause between them (`wait`, in seconds), so that no scan waits
        for it; of a class in which something is open nothing. One that is broken off is simply run again. Raises NotAllowed,
        ClockDoubt, StoreError."""
        self.require("forget")
        from ..care import forgetting
        from ..care.retention import last_of, steps

        self._sure_of_the_date()
        here, journal, store = self.here(), self.kiosk.journal, self.kiosk.store
        self.kiosk.drop_old_forms()
        events: list[Event] = []
        taken = self.retention()
        for what in taken:
            for before in steps(journal, what):
                events += journal.append(
                    partial(forgetting.by_retention, what.keep, before), here, lambda act: forgetting.begin(store.db)
                )
                wait(PAUSE_S)
        gone, until = self._bytes_of(last_of(events), here) if events else (True, None)
        return Retained(taken, len(events), gone, until)

    def _sure_of_the_date(self) -> None:
        """A clock that is wrong by years would take everything. Raises ClockDoubt."""
        if doubt := self.kiosk.doubt():
            raise doubt

    def _bytes_of(self, forgotten: Sequence[Event], here: Here) -> tuple[bool, date]:
        """(whether the bytes are gone, the last day on which an older backup may still hold them)."""
        from ..care import forgetting

        store, limits = self.kiosk.store, self.house.settings(CoreSettings, here.day)
        if limits.backup_folder:
            # A stick that is not plugged in: the list beside the house is the one that counts.
            with suppress(StoreError, OSError):
                forgetting.remember(Path(limits.backup_folder) / store.path.name, map(forgetting.entry_of, forgotten))
        gone = forgetting.finish(store, forgotten)
        if gone:
            forgetting.end(store)
        return gone, here.day + timedelta(days=limits.backup_keep_days)
