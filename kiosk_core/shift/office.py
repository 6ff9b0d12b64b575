"""What the office does at a counter: enrol, cards, settings (families: families.py, volunteers and counters: staff.py).
The part of Shift with rights beyond serving; each method is one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..core import CoreSettings
from ..domain.cards import new_code, read_code
from ..domain.eligibility import Finding, Severity
from ..domain.errors import NoDecision, NoLiveCard, NotFound, NotUnderstood, WhichMember
from ..domain.fields import kept_answers
from ..domain.ids import ClientId, CounterId, HouseholdId, PersonId, Word
from ..domain.settings import Setting, declared, read_setting
from ..domain.texts import Sentence, Text, Translate, spoken
from ..domain.visits import Client, Here
from ..house import Enrolment, House, speaks
from ..journal import Act
from ..registry import cards, enrolments
from ..registry.persons import ClientLookedAt
from ..registry.settings import SettingChanged, as_stored
from ..running import Running
from .briefing import Briefing
from .families import Families
from .importing import Importing
from .keeping import Keeping
from .looking import Looking
from .privacy import Privacy
from .proxies import Proxies
from .searching import Searching
from .staff import Staff
from .tablets import Tablets
from .trust import Trust

if TYPE_CHECKING:
    from ..care.backup import Report

FORM_CHECK_FAILED = Finding(
    Severity.NOTE, "core.form_check_failed", Sentence("One check of this form does not work now."), by="core"
)
CARDS_AT_ONCE = 50
"""Cards that are issued in one act: a scan beside it waits some 20 ms."""


class Office(Briefing, Families, Importing, Proxies, Looking, Searching, Keeping, Privacy, Staff, Tablets, Trust):
    """Mixed into Shift, which has the rest."""

    kiosk: Running
    house: House
    require: Callable[[str], None]
    here: Callable[..., Here]
    tell: Callable[..., Act]
    letter: Any

    def look(self, person: PersonId, part: str) -> None:
        """Reading what a client's page shows leaves a trace. Raises NotAllowed."""
        self.require("dossier")
        self.tell(ClientLookedAt(person=person, part=Word(part)))

    # ---- enrolments ----

    def enrol(
        self, client: Client, project: str, until: date, *, since: date | None = None, terms: Mapping[str, object] | None = None,
        basis: str | None = None, decided_by: str | None = None, review: date | None = None,
    ) -> Act:  # fmt: skip
        """Notes a social worker's decision. The household where the project serves households, else the person.

        `terms`: by field code; checked against the plugin's fields. Raises NotAllowed, NotFound (project), NotUnderstood
        (a check stops it too; who died)."""
        self.look_at_enrolment(client, project, until, since=since, terms=terms)
        whose = self._whose(client, project)
        return self.tell(
            enrolments.Enrolled(
                whose=whose, project=Word(project), from_day=since or self.here().day, until_day=until, review_day=review,
                basis=basis, decided_by=decided_by, terms=self._terms(project, terms or {}) or None,
            )
        )  # fmt: skip

    def look_at_enrolment(
        self, client: Client, project: str, until: date, *, since: date | None = None,
        terms: Mapping[str, object] | None = None,
    ) -> list[Finding]:  # fmt: skip
        """What the plugins say before a decision is noted. Raises what `enrol` raises."""
        self.require("enrol")
        if project not in self.kiosk.plugins.projects:
            raise NotFound(what=project)
        first = since or self.here().day
        if until < first:
            raise NotUnderstood(why=Sentence("the last day lies before the first."))
        self.bar_deceased(client)
        decision = {"core.project": project, "core.from_day": first, "core.until_day": until}
        return self.check_answers({**self._terms(project, terms or {}), **decision}, client)

    def end_enrolment(self, client: Client, project: str, last: date, *, decided_by: str, reason: str) -> Act:
        """The decision that speaks now ends earlier than it said: `last` is its last day. Who decided and why is written
        down. Raises NotAllowed, NotFound (the project, or no decision), NotUnderstood (nobody, no reason, or no such day)."""
        found = self.running_enrolment(client, project)
        if not decided_by.strip() or not reason.strip():
            raise NotUnderstood(why=Sentence("say who decided this, and why."))
        if not found.from_day <= last <= found.until_day:
            days = {"first": found.from_day, "last": found.until_day}
            raise NotUnderstood(
                why=Sentence("the decision holds from {first} until {last}: it ends on a day between them.", days)
            )
        return self.tell(
            enrolments.EnrolmentEnded(
                whose=self._whose(client, project), project=Word(project), from_day=found.from_day, until_day=last,
                decided_by=decided_by.strip(), reason=reason.strip(),
            )
        )  # fmt: skip

    def projects_with_decision(self, client: Client) -> dict[str, Text]:
        """Project -> title, of which a decision about this client holds now. Raises NotAllowed."""
        found: dict[str, Text] = {}
        for name, project in self.kiosk.plugins.projects.items():
            with suppress(NotFound, WhichMember):
                self.running_enrolment(client, name)
                found[name] = project.title
        return found

    def running_enrolment(self, client: Client, project: str) -> Enrolment:
        """The decision that may be ended: the one that speaks today, which is not over. Raises NotAllowed, NotFound."""
        self.require("enrol")
        if project not in self.kiosk.plugins.projects:
            raise NotFound(what=project)
        day = self.here().day
        found = self.house.enrolment(self._whose(client, project), project, day)
        if found is None or found.until_day < day:
            raise NoDecision(client=client.number, project=self.kiosk.plugins.projects[project].title)
        return found

    def terms_of(self, client: Client, project: str) -> dict[str, Any]:
        """What the decision that speaks about a client says in answer to the project's questions, by field code: whoever notes
        a new one begins with it. Raises NotAllowed."""
        self.require("enrol")
        found = self.house.enrolment(self._whose(client, project), project, self.here().day)
        return found.terms if found else {}

    def _whose(self, client: Client, project: str) -> ClientId:
        services = self.kiosk.plugins.projects[project].services
        if services and services[0].serves == "household" and client.household:
            return ClientId(client.household)
        return ClientId(self.first_adult(client))

    def first_adult(self, client: Client) -> PersonId:
        """The member meant, or a household's first adult (one of unknown age counts). Raises WhichMember: there is none."""
        if client.person is not None:
            return client.person
        day = self.here().day
        adults = [m for m in client.members if m.birth is None or m.birth.age(day) >= 18]
        if not adults:
            raise WhichMember(members=", ".join(m.number for m in client.members))
        return adults[0].person

    def bar_deceased(self, client: Client) -> None:
        """Nothing begins for who died, nor for a household in which nobody lives any more. Raises NotUnderstood."""
        said = {"number": client.number}
        query = "SELECT 1 FROM core_member WHERE subject=? AND ending='deceased'"
        if client.person and self.house.one(query, client.person):
            raise NotUnderstood(why=Sentence("{number} has died.", said))
        if not client.person and not client.members:
            raise NotUnderstood(why=Sentence("nobody lives in {number} any more.", said))

    def _terms(self, project: str, given: Mapping[str, object]) -> dict[str, object]:
        fields = self.kiosk.plugins.projects[project].fields
        return kept_answers((f for f in fields if f.of == "enrolment"), given, project)

    def check_answers(self, answers: Mapping[str, Any], client: Client | None) -> list[Finding]:
        """What the plugins say of a form before it is saved, most severe first: asks and notes to show beside it.

        `answers`: by field code; of an enrolment also core.project, core.from_day and core.until_day. `client` None: new.
        A check that fails is a note. Raises NotUnderstood: a check stops it."""
        heard = self.kiosk.plugins.ask("check_registration", answers=answers, client=client, house=self.house)
        found = [replace(finding, by=by) for by, finding in heard.values]
        for finding in found:
            if finding.severity is Severity.STOP:
                raise NotUnderstood(why=finding.text)
        found += [FORM_CHECK_FAILED] * bool(heard.failures)
        return sorted(found, key=lambda finding: (-finding.severity, finding.code))

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
        self, key: str, typed: str, *, since: date | None = None, counter: str = "", source: str | None = None
    ) -> Act:
        """From that day on (today). `counter` '': for the house. Raises NotAllowed, NotFound, NotUnderstood."""
        return self.tell(self._setting(key, typed, since, counter, source))

    def set_settings(self, typed: Mapping[str, str], *, since: date | None = None) -> Act:
        """Several of the house, by key, from that day on (today): all of them or none. Raises as `set_setting`."""
        return self.tell(*[self._setting(key, said, since) for key, said in typed.items()])

    def _setting(
        self, key: str, typed: str, since: date | None, counter: str = "", source: str | None = None
    ) -> SettingChanged:
        self.require("settings")
        setting = self.all_settings().get(key)
        if setting is None:
            raise NotFound(what=key)
        if counter and setting.scope != "counter":
            raise NotUnderstood(why=Sentence("{key} holds for the whole house.", {"key": key}))
        if counter:
            self.kiosk.counter(counter)
        value = as_stored(read_setting(setting, typed, self._languages() if setting.choices else ()))
        day = since or self.here().day
        return SettingChanged(key=Word(key), valid_from=day, counter=CounterId(counter), value=value, source=source)

    def _languages(self) -> Sequence[Translate]:
        """Each language of the house: somebody types a choice in their own."""
        from ..catalogues import LANGUAGES, catalogue

        return [partial(spoken, words=catalogue(lang, self.kiosk.plugins.packages)) for lang in LANGUAGES]

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
