"""What the office does at a counter: cards, settings, the backup of the day. Mixed into Shift; each method is one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..core import CoreSettings
from ..domain.cards import new_code, read_code
from ..domain.errors import NoLiveCard, NotFound, NotUnderstood, WhichMember
from ..domain.ids import CounterId, HouseholdId, PersonId, Word
from ..domain.settings import Setting, declared, read_setting, said_choices
from ..domain.texts import Sentence, Translate, spoken
from ..domain.visits import Client
from ..house import speaks
from ..journal import Act
from ..registry import cards
from ..registry.persons import ClientLookedAt
from ..registry.settings import SettingChanged, as_stored
from .enrolments import Enrolments

if TYPE_CHECKING:
    from ..care.backup import Report

CARDS_AT_ONCE = 50
"""Cards that are issued in one act: a scan beside it waits some 20 ms."""


class Office(Enrolments):
    def look(self, person: PersonId, part: str) -> None:
        """Reading what a client's page shows leaves a trace. Raises NotAllowed."""
        self.require("dossier")
        self.tell(ClientLookedAt(person=person, part=Word(part)))

    # ---- cards ----

    def issue_card(self, client: Client) -> str:
        """A new card for a member, or a household's first adult; an earlier card stays as it is. Returns the code.
        Raises NotAllowed, WhichMember, NotUnderstood: who died."""
        self.require("cards")
        self.bar_deceased(client)
        code = new_code()
        self.tell(cards.CardIssued(person=self.first_adult(client), code=code))
        return code

    def without_card(self) -> list[HouseholdId]:
        """Households that may come to some project, today or later, and of whom nobody has a live card; by number.

        Raises NotAllowed."""
        self.require("cards")
        day = str(self.here().day)
        there = "from_day<=?1 AND (until_day IS NULL OR until_day>?1)"
        found = self.house.rows(
            f"SELECT DISTINCT h.subject FROM core_household h JOIN core_member m ON m.household=h.subject AND m.{there} "
            "WHERE EXISTS (SELECT 1 FROM core_enrolment e WHERE e.subject IN (h.subject, m.subject) AND e.until_day>=?1 "
            f"AND (e.from_day>?1 OR {speaks('?1', 'e')})) "
            "AND NOT EXISTS (SELECT 1 FROM core_member o JOIN core_card c ON c.subject=o.subject AND c.state='live' "
            f"WHERE o.household=h.subject AND o.{there}) ORDER BY length(h.number), h.number", day,
        )  # fmt: skip
        return [HouseholdId(household) for (household,) in found]

    def issue_missing_cards(self) -> int:
        """A new card for the first adult of each household without one; how many. Where only children are known, none.
        In short acts: the counter goes on. Raises NotAllowed."""
        day = self.here().day
        holders: list[PersonId] = []
        for household in self.without_card():
            client = self.house.household(household, day)
            with suppress(WhichMember):
                holders += [self.first_adult(client)] if client else []
        for first in range(0, len(holders), CARDS_AT_ONCE):
            some = holders[first : first + CARDS_AT_ONCE]
            self.tell(*(cards.CardIssued(person=person, code=new_code()) for person in some))
        return len(holders)

    def stop_card(self, typed: str, why: str) -> int:
        """A card by its code, or all live cards of a client by number: 'lost' or 'withdrawn'. How many were stopped.

        Raises NotAllowed, NotFound (the client), NoLiveCard."""
        self.require("cards")
        live = self.live_cards(typed)
        if not live:
            raise NoLiveCard(what=typed)
        drafts = [
            cards.CardStopped(person=person, code=code, why="lost" if why == "lost" else "withdrawn")
            for code, person in live
        ]
        self.tell(*drafts)
        return len(live)

    def live_cards(self, typed: str) -> list[tuple[str, PersonId]]:
        """(code, person) of the live cards meant by a code or a client's number."""
        if code := read_code(typed):
            found = self.house.scanned(code)
            return [(code, PersonId(found.id))] if found.kind == "card" and found.state == "live" else []
        client = self.house.by_number(typed, self.here().day)
        persons = [client.person] if client.person else [m.person for m in client.members]
        query = "SELECT code FROM core_card WHERE subject=? AND state='live' ORDER BY issued_day, code"
        return [(code, person) for person in persons for (code,) in self.house.rows(query, person)]

    # ---- settings ----

    def all_settings(self) -> dict[str, Setting]:
        """Every declared setting of the core and the plugins, by key."""
        classes = [p.settings for p in self.kiosk.plugins.projects.values() if p.settings]
        return {key: setting for cls in classes for key, setting in declared(cls).items()}

    def settings_now(self) -> dict[str, Any]:
        """Every setting as it holds today at this counter, by key."""
        day = self.here().day
        classes = [p.settings for p in self.kiosk.plugins.projects.values() if p.settings]
        held: list[tuple[type, Any]] = [(cls, self.house.settings(cls, day)) for cls in classes]
        return {key: getattr(now, key.partition(".")[2]) for cls, now in held for key in declared(cls)}

    def set_setting(
        self, key: str, typed: str, *, since: date | None = None, counter: str = "", source: str | None = None,
        said_in: Translate | None = None,
    ) -> Act:  # fmt: skip
        """From that day on (today). `counter` '': for the house. `said_in`: the language of who types, in which a choice is
        looked for first ('di' is Tuesday in Dutch and Sunday in French). Raises NotAllowed, NotFound, NotUnderstood."""
        return self.tell(self._setting(key, typed, since, counter, source, said_in))

    def set_settings(self, typed: Mapping[str, str], *, since: date | None = None) -> Act:
        """Several of the house, by key, from that day on (today): all of them or none. Raises as `set_setting`."""
        return self.tell(*[self._setting(key, said, since) for key, said in typed.items()])

    def _setting(
        self, key: str, typed: str, since: date | None, counter: str = "", source: str | None = None,
        said_in: Translate | None = None,
    ) -> SettingChanged:  # fmt: skip
        self.require("settings")
        setting = self.all_settings().get(key)
        if setting is None:
            raise NotFound(what=key)
        if counter and setting.scope != "counter":
            raise NotUnderstood(why=Sentence("{key} holds for the whole house.", {"key": key}))
        if counter:
            self.kiosk.counter(counter)
        value = as_stored(read_setting(setting, typed, self._languages(said_in) if said_choices(setting) else ()))
        day = since or self.here().day
        return SettingChanged(key=Word(key), valid_from=day, counter=CounterId(counter), value=value, source=source)

    def missing_folder(self, key: str, typed: str) -> Sentence | None:
        """That a folder which was just set is not there now: a stick may be out. None: it is, or it is no folder."""
        folder = typed.strip()
        if not folder or not self.all_settings()[key].folder or Path(folder).is_dir():
            return None
        return Sentence("That folder is not there now: plug in the stick, or make the folder.")

    def _languages(self, own: Translate | None) -> Sequence[Translate]:
        """Each language of the house, who types in their own first."""
        from ..catalogues import LANGUAGES, catalogue

        known = [partial(spoken, words=catalogue(lang, self.kiosk.plugins.packages)) for lang in LANGUAGES]
        return [own, *known] if own else known

    # ---- the house's own day ----

    def back_up(self) -> Report | None:
        """A verified copy into the folder of the settings; None: no folder is set. It may take a while: a screen runs it
        in a process of its own. Raises what `care.backup.backup` raises."""
        self.require("close_day")
        here = self.here()
        rules = self.house.settings(CoreSettings, here.day)
        if not rules.backup_folder:
            return None
        # 20 ms of archives and hashes that no other act needs.
        from ..care.daily import back_up

        made = back_up(self.kiosk.store, Path(rules.backup_folder), here.at, self._keep_days(rules))
        self.note_backup(here.at)
        return made

    def backing_up(self) -> Callable[[], Path | Sentence] | None:
        """The same for a screen: to be called in a worker, it makes the copy in a process of its own and answers the
        file, or why there is none. Then `note_backup`. None: no folder is set."""
        self.require("close_day")
        here, store = self.here(), self.kiosk.store
        rules = self.house.settings(CoreSettings, here.day)
        if not rules.backup_folder:
            return None
        from ..care.beside import back_up_beside

        folder, keep = Path(rules.backup_folder), self._keep_days(rules)
        return lambda: back_up_beside(store.path, store.key, folder, here.at, keep)

    def _keep_days(self, rules: CoreSettings) -> int | None:
        """While nobody said that the date is right no older backup goes: a clock that jumped would take them all."""
        return None if self.kiosk.doubt() else rules.backup_keep_days

    def note_backup(self, at: datetime) -> None:
        """A good one was made at that UTC moment: the last line of the screens says so."""
        with self.kiosk.store.writing() as db:
            db.execute("INSERT OR REPLACE INTO local_note VALUES ('last_backup', ?)", (at.isoformat(),))

    def last_backup(self) -> datetime | None:
        """When the last good one was made from here (UTC)."""
        found = self.house.one("SELECT value FROM local_note WHERE name='last_backup'")
        return datetime.fromisoformat(found[0]) if found else None
