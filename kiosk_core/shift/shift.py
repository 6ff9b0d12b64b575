"""One volunteer at one counter for one project, from signing in to the lock: scan, decide, record, undo.

Asking writes nothing. Doing is one act in one transaction: when it raises, nothing happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Self

from .. import drafts as open_drafts
from ..cash import money
from ..core import CoreSettings, chosen, today
from ..domain.cards import LENGTH, Scanned
from ..domain.eligibility import Finding, Severity, Verdict, weigh
from ..domain.errors import (
    Changed,
    NeedsAnother,
    NotFound,
    NotPossible,
    NotUnderstood,
    WasForgotten,
)  # fmt: skip
from ..domain.ids import Cents, ClientId, CounterId, HouseholdId, PersonId, Word
from ..domain.money import CASH, OWED, Payment
from ..domain.project import Project
from ..domain.texts import Money, Sentence
from ..domain.visits import Client, Here, Offer, Service, Visit
from ..house import House
from ..journal import Act, Event
from ..plugins import Failure
from ..printing import spool
from ..printing.jobs import JobId, What
from ..registry import rights, served
from ..registry.cards import stopped_after
from ..registry.confirmed import OVERRULE_REASONS, AskConfirmed, Overruled
from ..registry.persons import ClientLookedAt
from ..registry.volunteers import Volunteer
from ..running import Running, as_act
from .office import Office
from .parking import Parking
from .paying import Paying
from .recent import Recent
from .till import Beside, Till
from .undoing import Undoing

Queued = Callable[[JobId], None]
UNKNOWN = Finding(
    Severity.STOP,
    "core.unknown_card",
    Sentence("This card is not known any more."),
    Sentence("Search by name."),
    by="core",
)
CHECK_FAILED = Finding(
    Severity.ASK, "check_failed", Sentence("One check does not work now: decide for yourself."),
    Sentence("Tell the coordinator: the technician can see which one."),
)  # fmt: skip
NO_OFFER = Finding(
    Severity.ASK, "offer_failed", Sentence("What to hand over cannot be shown now, so nothing can be recorded."),
    Sentence("Write it on paper, and tell the coordinator: it can be entered later."),
)  # fmt: skip
"""Codes are those of the service's owner: its name, a dot, and this word."""


class Shift(Office, Recent, Parking, Paying, Till, Undoing):
    """Made by Kiosk.sign_in. Rights are checked here, never on a screen."""

    def __init__(self, kiosk: Running, counter: CounterId, project: Project, volunteer: Volunteer) -> None:
        self.kiosk, self.counter, self.project, self.volunteer = kiosk, counter, project, volunteer
        self.house = House(kiosk.store, counter)
        self.done: Act | None = None
        """What was written down here last."""

    @contextmanager
    def beside(self) -> Iterator[Self]:
        """The same shift for one thread, as `Running.beside`."""
        with self.kiosk.beside() as kiosk:
            yield type(self)(kiosk, self.counter, self.project, self.volunteer)

    def require(self, right: str) -> None:
        """Raises NotAllowed."""
        rights.require(self._roles, right)

    def may(self, right: str) -> bool:
        return rights.allowed(self._roles, right)

    @property
    def _roles(self) -> tuple[str, ...]:
        """Those that hold today: a shift may stand open for days, and another screen or command may take a role away. Read
        again only when a state was written since."""
        return self.house.kept(self.volunteer.roles_in, today(self.house, self.kiosk.clock()))

    @property
    def over(self) -> bool:
        """Whoever stood here may nothing any more: they left, or the day of a vouch is past."""
        return not self._roles

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Plugins whose code does not work now, guests too; for the status line, whatever the verdict says."""
        return self.kiosk.plugins.failing

    def settings(self, here: Here | None = None) -> CoreSettings:
        """The core's settings as they hold at this counter."""
        return self.house.settings(CoreSettings, here.day if here else today(self.house, self.kiosk.clock()))

    def here(self, at: datetime | None = None) -> Here:
        """This counter, now, or at that UTC moment."""
        moment = at or self.kiosk.clock()
        who, day = self.volunteer, today(self.house, moment)
        return Here(self.counter, self.project.name, who.id, moment, day, vouched_by=who.vouched_by)

    def service(self, code: str | None = None) -> Service:
        """One of the project's services; None: its usual one. Raises NotUnderstood."""
        for service in self.project.services:
            if code in (None, service.code):
                return service
        raise NotUnderstood(
            why=Sentence("{what} is not a service of this counter.", {"what": code or self.project.name})
        )

    # ---- asking: nothing is written ----

    def scan(
        self, keys: str, service: str | None = None, at: datetime | None = None, *, day: date | None = None
    ) -> Verdict:
        """The verdict on the holder of a card. A code that was never issued, is lost or withdrawn: 'unknown', all alike.

        `day`: an earlier one, of which a list on paper is entered: a card that was stopped since then served on it."""
        with self.kiosk.store.one_moment():
            scanned = self.kiosk.resolve(keys) if len(keys) <= 4 * LENGTH else Scanned()
            held = scanned.state == "live" or (day and stopped_after(self.house, scanned.code, day))
            if scanned.kind != "card" or not held:
                return Verdict(None, "unknown", (UNKNOWN,))
            now = self.here(at)
            here = replace(now, day=day or now.day)
            client = self.house.client(scanned.id, here.day)
            if client is None:
                return Verdict(None, "unknown", (UNKNOWN,))
            return self.decide(client, service, here=here)

    def decide(
        self, client: Client | None, service: str | None = None, *, collector: PersonId | None = None,
        asked: dict[str, int] | None = None, here: Here | None = None,
    ) -> Verdict:  # fmt: skip
        """Client x service x moment -> verdict with offers. The same way for card, name, walk-in, command and script.

        Raises NotAllowed, NotUnderstood (no such service)."""
        with self.kiosk.store.one_moment():
            self.require("serve")
            wanted = self.service(service)
            if client is not None and client.person is None and wanted.serves == "person":
                client = self.one_adult(client, here)
            verdict = self._verdict(Visit(here or self.here(), wanted, client, collector, asked or {}))
            return verdict if verdict.outcome == "refused" else self._with_offers(verdict)

    def chosen(self, person: PersonId, service: str | None = None, household: HouseholdId | None = None) -> Verdict:
        """Somebody found by name stands here without a card: the verdict, and a trace of the look. `household`: for which
        they come, of a child of two homes."""
        self.require("serve")
        client = self.house.client(person, self.here().day, household)
        if client is None:
            return Verdict(None, "unknown", (UNKNOWN,))
        self.tell(ClientLookedAt(person=person, part=Word("found_by_name")))
        return self.decide(client, service)

    def at_home(self, verdict: Verdict, household: HouseholdId) -> Verdict:
        """The same question for another household that the client belongs to. Raises NotAllowed, NotFound: they do not."""
        visit = verdict.visit
        known = visit.client.person if visit and visit.client else None
        client = self.house.client(known, visit.here.day, household) if visit and known else None
        if visit is None or client is None or client.household != household:
            raise NotFound(what=household)
        return self.decide(client, visit.service.code, asked=visit.asked, here=visit.here)

    def fast(self, verdict: Verdict) -> Offer | None:
        """The offer that fast mode records without a key: granted, the only one, asks and costs nothing."""
        if (
            verdict.visit is None
            or verdict.outcome != "granted"
            or len(verdict.offers) != 1
            or verdict.visit.of_two_homes
        ):
            return None
        offer, service = verdict.offers[0], verdict.visit.service
        word = chosen(self.settings(verdict.visit.here).fast, service.code) or ("on" if service.fast else "off")
        return offer if word == "on" and not offer.due and not offer.asks else None

    # ---- doing: one act, one transaction ----

    def record(
        self,
        offer: Offer,
        payments: Sequence[Payment] = (),
        *,
        confirmed_by: Volunteer | None = None,
        queued: Queued = lambda job: None,
        draft: str | None = None,
        slip: bool = True,
    ) -> Act:
        """What was offered, as it stands; what is due and not paid is owed. The owner and the core are asked again
        inside the transaction.

        `confirmed_by`: the second volunteer for a finding that needs another; at one's own household nobody, when nobody
        else signed in here today. `queued`: is told the slip's print job before COMMIT, for what is added to this one
        print. `draft`: the one that this was, gone in the same transaction. `slip` False: none comes
        out, whatever the settings say (what was handed over yesterday, and is entered from paper).
        What is recorded with a field `drawer` learns the drawer session that it happens in.
        Raises Changed (an ask or stop that the volunteer has not seen, or the guard), WasForgotten, DoesNotBalance, NoDrawer (cash where
        nobody counts it), TillNotOpen and TillNotClosed (anything but a debt, where there is a drawer), NeedsAnother,
        NotUnderstood (an offer that answers no verdict, a means of payment that is none, a day too far back or ahead),
        ClockDoubt, PluginFails (the guard, a draft or what it holds cannot work)."""
        self.require("serve")
        if offer.due < 0:
            self.require("give_back")
        if offer.visit is None:
            raise NotUnderstood(why=Sentence("this was never offered."))
        if any(isinstance(draft, Overruled) for draft in offer.drafts):
            self.require("overrule")  # it is written down under the name of who records it
        if offer.needs_other and not self.confirms(offer.visit, confirmed_by, self._for_another(offer.visit)):
            raise NeedsAnother()
        with self.kiosk.plugins.blamed(offer.visit.service.owner, "record"):
            return self._append(offer, payments, confirmed_by, queued=queued, draft=draft, slip=slip)

    def settle_owed(self, client: Client, purpose: str, payments: Sequence[Payment]) -> Act:
        """A client pays what was still owed for that purpose by their household, or by themselves, all or a part of it. With
        the last of it in cash, a note too large gives change and the coins are rounded as at a sale.

        Raises NotUnderstood (nothing is paid, or by owing again), NotPossible (nothing is owed), DoesNotBalance (more than is
        owed, not in cash), Changed (another amount is owed now), NoDrawer, TillNotOpen, TillNotClosed, ClockDoubt."""
        self.require("serve")
        if sum(p.cents for p in payments) <= 0 or any(p.means == OWED for p in payments):
            raise NotUnderstood(why=Sentence("nothing is paid."))
        if any(p.cents < 0 for p in payments):
            raise NotUnderstood(why=Sentence("an amount that is paid is never below 0."))
        debtors = [one for one in (client.household, client.person) if one]
        whose, owing = next(
            ((one, left) for one in debtors if (left := money.owed(self.house, one, purpose)) > 0), ("", Cents(0))
        )

        def guard(house: House) -> Sentence | None:
            left = money.owed(house, whose, purpose)
            return Sentence("{amount} is still to pay.", {"amount": Money(left)}) if left != owing else None

        if not owing:
            raise NotPossible(why=Sentence("{amount} is still to pay.", {"amount": Money(owing)}))
        bare = Offer(Sentence(""), (), purpose=purpose, guard=guard)
        return self._append(bare, payments, None, whose=whose, owing=owing)

    def tell(
        self, *drafts: Any, guard: Callable[[House], Sentence | None] | None = None, day: date | None = None
    ) -> Act:
        """Facts that are no offer to a client: a delivery, a day opened, a look. A draft may be a function of the house,
        called inside the transaction. `day`: an earlier one that it belongs to. Raises Changed (guard; NotPossible where it said so
        before the transaction), NotUnderstood (a day too far back or ahead), ClockDoubt."""
        if guard and (why := guard(self.house)):
            raise NotPossible(why=why)
        return self._append(Offer(Sentence(""), drafts, guard=guard), (), None, day=day)

    def overrule(self, verdict: Verdict, reason: str, note: str | None = None) -> Verdict:
        """What the rules refused becomes an ask whose offers also record who let it go on, and why.

        `reason`: one of OVERRULE_REASONS; other words are kept as a note with code 'other'. Raises NotAllowed,
        NotUnderstood: nobody stands here, or nothing was refused; OwnHousehold."""
        self.require("overrule")
        visit = verdict.visit
        if visit is None or visit.client is None or not visit.whose or verdict.outcome != "refused":
            raise NotUnderstood(why=Sentence("there is nothing to overrule here."))
        self.bar_own(visit.whose)
        code, words = (reason, note) if reason in OVERRULE_REASONS else ("other", note or reason)
        codes = tuple(Word(code) for code in sorted(verdict.objections))
        said = Overruled(about=ClientId(visit.whose), codes=codes, reason=Word(code), note=words)
        offered = self._with_offers(replace(verdict, outcome="ask"))
        return replace(offered, offers=tuple(replace(o, drafts=(*o.drafts, said)) for o in offered.offers))

    # ---- inside ----

    def _verdict(self, visit: Visit, guests: bool = True) -> Verdict:
        owner = visit.service.owner
        only = None if guests else {owner, "core"}
        heard = self.kiosk.plugins.ask("check_eligibility", only=only, visit=visit, house=self.house)
        failed = replace(CHECK_FAILED, code=f"{owner}.{CHECK_FAILED.code}")
        raised = heard.values + [(owner, failed) for f in heard.failures if f.plugin in (owner, "core")][:1]
        switched_on = self.kiosk.plugins.elsewhere & frozenset(self.settings(visit.here).elsewhere)
        return weigh(visit, raised, switched_on)

    def _for_another(self, visit: Visit) -> set[str]:
        """Codes of what another volunteer confirms."""
        return {f.code for f in self._verdict(visit, guests=False).findings if f.confirm == "other"}

    def _with_offers(self, verdict: Verdict) -> Verdict:
        owner = {verdict.visit.service.owner} if verdict.visit else set()
        offers = self.kiosk.plugins.ask("offer", only=owner, visit=verdict.visit, verdict=verdict, house=self.house)
        if offers.failures and verdict.visit:
            name = verdict.visit.service.owner
            failed = replace(NO_OFFER, code=f"{name}.{NO_OFFER.code}", by=name)
            verdict = replace(verdict, outcome="ask", findings=(failed, *verdict.findings))
        bound = tuple(verdict.bind(offer) for _, offer in offers.values)
        return replace(verdict, offers=bound)

    def _append(
        self, offer: Offer, payments: Sequence[Payment], confirmed_by: Volunteer | None, *, day: date | None = None,
        whose: str | None = None, owing: Cents = Cents(0), queued: Queued = lambda job: None,
        beside: Beside = lambda act, at: None, draft: str | None = None, any_day: bool = False, slip: bool = True,
    ) -> Act:  # fmt: skip
        doubt = self.kiosk.doubt()
        if doubt is not None:
            raise doubt
        now = self.here()
        asked = offer.visit.here if offer.visit else replace(now, day=day or now.day)
        here = replace(now, at=asked.at, day=asked.day)
        if not any_day:
            self._check_day(here, now)
        paid = self._settled(offer, payments, here, owing)
        prints = slip and offer.visit is not None and self._prints(offer.visit.service, here)

        def drafts() -> Iterable[Any]:
            if offer.visit:
                client = offer.visit.client
                if client is not None and self.house.is_forgotten(client.person, client.household):
                    raise WasForgotten()
                worse = self._verdict(replace(offer.visit, here=here), guests=False).worse_than(offer.seen)
                if worse:
                    raise Changed(why=worse.text)
            if offer.guard and (why := offer.guard(self.house)):
                raise Changed(why=why)
            inside = replace(here, drawer=self._session_for(here, paid))
            for draft in offer.drafts:
                for one in draft(self.house) if callable(draft) else (draft,):
                    yield self._completed(one, inside)
            yield from self._confirmed(offer, confirmed_by)
            if paid:
                payer = offer.visit.whose if offer.visit else whose
                yield money.moved(self.house, inside, self.letter, offer.purpose, offer.due, paid, payer)

        def with_it(act: str) -> None:
            if offer.visit and prints:
                queued(self._queue(act, offer.visit.service.code, "slip", now.at))
            elif paid and self.has_drawer and any(p.means == CASH for p in paid.payments):
                self._pulse(act, now.at)
            if draft is not None:
                open_drafts.drop(self.kiosk.store.db, draft)
            beside(act, now.at)

        done = as_act(self.kiosk.journal.append(drafts, here, with_it))
        self.done = replace(done, change=paid.change if paid else Cents(0))
        return self.done

    def _write(self, *drafts: Any, day: date | None = None, beside: Beside = lambda act, at: None) -> Act:
        """What the till writes down: a session is closed with its own day, however long ago that is."""
        return self._append(Offer(Sentence(""), drafts), (), None, day=day, beside=beside, any_day=True)

    def _queue(self, act: str, service: str, what: What, at: datetime) -> JobId:
        return spool.queue(self.kiosk.store.db, act, service, counter=self.counter, at=at, what=what)

    @property
    def letter(self) -> str:
        """Of the series that numbers given here run in."""
        return (self.kiosk.journal.origin or "?")[0]

    def _check_day(self, here: Here, now: Here) -> None:
        limit = self.settings(now).late_days
        if not now.day - timedelta(days=limit) <= here.day <= now.day:
            raise NotUnderstood(why=Sentence("the day lies between {n} days ago and today.", {"n": limit}))

    def _completed(self, draft: Any, here: Here) -> Any:
        """A draft learns, under the lock, in which drawer session it happens; a service done, whether it is its client's
        first this month and this year."""
        if "drawer" in getattr(draft, "OWNERS", ()):
            draft = replace(draft, drawer=here.drawer)
        if not all(hasattr(draft, name) for name in served.SERVING_FIELDS):
            return draft
        month, year = served.first_of(self.house, draft.service, getattr(draft, draft.SUBJECT.name), here.day)
        return replace(draft, first_month=month, first_year=year)

    def _confirmed(self, offer: Offer, other: Volunteer | None) -> Iterable[Any]:
        visit = offer.visit
        if visit and offer.seen and visit.whose:
            by = (other or self.volunteer).id
            yield AskConfirmed(about=ClientId(visit.whose), codes=tuple(Word(c) for c in sorted(offer.seen)), by=by)

    def _prints(self, service: Service, here: Here) -> bool:
        return (chosen(self.settings(here).slips, service.code) or service.slip) == "always"

    def _key(self, event: Event) -> int:
        return self.kiosk.journal.ledger.key(event.id)
