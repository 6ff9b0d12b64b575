"""Scan, decide, record: what a counter is for. Mixed into Shift.

Asking writes nothing. Doing is one act in one transaction: when it raises, nothing happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from .. import drafts as open_drafts
from ..cash import money
from ..core import chosen
from ..domain.cards import LENGTH, Scanned
from ..domain.eligibility import Finding, Severity, Verdict, weigh
from ..domain.errors import (
    Changed,
    NeedsAnother,
    NotFound,
    NotPossible,
    NotUnderstood,
    PluginFails,
    WasForgotten,
    WhichMember,
)  # fmt: skip
from ..domain.ids import Cents, ClientId, HouseholdId, PersonId, Word
from ..domain.money import OWED, Payment, Settlement, settle_debt
from ..domain.texts import Money, Sentence
from ..domain.visits import Client, Here, Offer, Service, Visit
from ..journal import Act
from ..printing.jobs import JobId
from ..registry.cards import stopped_after
from ..registry.confirmed import OVERRULE_REASONS, AskConfirmed, Overruled
from ..registry.persons import ClientLookedAt
from ..registry.volunteers import Volunteer
from .paying import Paying
from .standing import why_not
from .trust import Trust

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


class Serving(Paying, Trust):
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
                return Verdict(None, "unknown", (self._no_card(scanned),))
            now = self.here(at)
            here = replace(now, day=day or now.day)
            client = self.house.client(scanned.id, here.day)
            if client is None:
                return Verdict(None, "unknown", (UNKNOWN,))
            return self.decide(client, service, here=here)

    def _no_card(self, scanned: Scanned) -> Finding:
        """Why nobody is served by it. A receipt is nobody's card: it says where it belongs."""
        project = self.kiosk.plugins.projects.get(scanned.owner)
        if scanned.kind != "receipt" or project is None:
            return UNKNOWN
        said = {"project": project.title}
        return Finding(
            Severity.STOP, "core.receipt", Sentence("This is a receipt of {project}, no card.", said),
            Sentence("Receipts are scanned at the counter of {project}. Here: the card, or a name.", said), by="core",
        )  # fmt: skip

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

    def one_adult(self, household: Client, here: Here | None = None) -> Client:
        """Where a person is meant and a household was named: its only adult. Raises WhichMember."""
        day = (here or self.here()).day
        adults = [m for m in household.members if not m.is_minor(day)]
        if len(adults) != 1:
            raise WhichMember(members=", ".join(m.number for m in household.members))
        return self.house.client(adults[0].person, day, household.household) or household

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
            return self._record(offer, offer.visit, payments, confirmed_by, queued, draft, slip)

    def still_owed(self, client: Client) -> dict[str, Cents]:
        """What a client, or their household, still owes this project: by purpose, those of which nothing is owed left out.
        Index core_money(client, means)."""
        found = {purpose.code: self._debt(client, purpose.code)[1] for purpose in self.project.purposes}
        return {code: cents for code, cents in found.items() if cents}

    def said_of(self, offer: Offer, act: Act) -> Sentence | None:
        """What the offer says of itself now that it is recorded. Raises nothing: what cannot be said is left out, and the last
        line names whose it is."""
        if offer.says is None:
            return None
        owner = offer.visit.service.owner if offer.visit else self.project.name
        with suppress(PluginFails), self.kiosk.plugins.blamed(owner, "says"):
            said = why_not(offer.says(act))
            str(said)  # one that lacks a value fails here, and not while it is painted
            return said
        return None

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
        whose, owing = self._debt(client, purpose)
        if not owing:
            raise NotPossible(why=Sentence("{amount} is still to pay.", {"amount": Money(owing)}))
        now = self.here()
        paid = settle_debt(owing, self._in_means(payments, purpose, now), self.rounding(purpose, now))

        def asked(here: Here) -> Iterable[Any]:
            if (left := money.owed(self.house, whose, purpose)) != owing:
                raise Changed(why=Sentence("{amount} is still to pay.", {"amount": Money(left)}))
            self._bar_closed(here, paid)
            yield money.moved(self.house, here, self.letter, purpose, Cents(0), paid, whose)

        return self._with_change(self._append(asked, lambda act, at: self._open_for(paid, act, at)), paid.change)

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

    def _debt(self, client: Client, purpose: str) -> tuple[str, Cents]:
        """(household or person, cents above 0) of who owes; ('', 0) when nobody does. Of a household of which nobody in
        particular stands here also what one of its members owes."""
        persons = [client.person] if client.person else [member.person for member in client.members]
        debtors = [str(one) for one in (client.household, *persons) if one]
        owing = ((one, left) for one in debtors if (left := money.owed(self.house, one, purpose)) > 0)
        return next(owing, ("", Cents(0)))

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

    def _record(
        self, offer: Offer, visit: Visit, payments: Sequence[Payment], confirmed_by: Volunteer | None, queued: Queued,
        draft: str | None, slip: bool,
    ) -> Act:  # fmt: skip
        paid = self._settled(offer.due, offer.purpose, payments, visit.here)
        if paid is None and offer.stays:
            paid = Settlement((), Cents(0), Cents(0))
        prints = slip and self._prints(visit.service, visit.here)

        def asked(here: Here) -> Iterable[Any]:
            self._check_still(offer, replace(visit, here=here))
            if paid:
                self._bar_closed(here, paid)
            yield from self._spread(offer.drafts, visit.service.owner)
            yield from self._confirmed(offer, confirmed_by)
            if paid:
                yield money.moved(
                    self.house, here, self.letter, offer.purpose, offer.due, paid, visit.whose, offer.stays
                )

        def beside(act: str, at: datetime) -> None:
            if prints:
                queued(self._queue(act, visit.service.code, "slip", at))
            else:
                self._open_for(paid, act, at)
            if draft is not None:
                open_drafts.drop(self.kiosk.store.db, draft)

        return self._with_change(self._append(asked, beside, of=visit.here), paid.change if paid else Cents(0))

    def _with_change(self, act: Act, change: Cents) -> Act:
        self.done = replace(act, change=change)
        return self.done

    def _check_still(self, offer: Offer, visit: Visit) -> None:
        """Under the lock: what was offered holds as it was seen. Raises WasForgotten, Changed."""
        client = visit.client
        if client is not None and self.house.is_forgotten(client.person, client.household):
            raise WasForgotten()
        if worse := self._verdict(visit, guests=False).worse_than(offer.seen):
            raise Changed(why=worse.text)
        if why := self._why_not(offer.guard, visit.service.owner):
            raise Changed(why=why)

    def _confirmed(self, offer: Offer, other: Volunteer | None) -> Iterable[Any]:
        visit = offer.visit
        if visit and offer.seen and visit.whose:
            by = (other or self.volunteer).id
            yield AskConfirmed(about=ClientId(visit.whose), codes=tuple(Word(c) for c in sorted(offer.seen)), by=by)

    def _prints(self, service: Service, here: Here) -> bool:
        return (chosen(self.settings(here).slips, service.code) or service.slip) == "always"
