"""The counter: scan, read, hand over. The verdict on top, keys at the bottom, nothing in between that must be hunted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from kiosk_core.domain.eligibility import Verdict
from kiosk_core.domain.errors import Changed, ClockDoubt, KioskError, NeedsAnother, WasForgotten
from kiosk_core.domain.ids import Cents
from kiosk_core.domain.money import CASH, OWED, Payment
from kiosk_core.domain.texts import Money, Sentence, Text
from kiosk_core.domain.visits import Client, Offer
from kiosk_core.journal import Act
from kiosk_core.printing.jobs import JobId
from kiosk_core.registry.search import Found
from kiosk_core.registry.volunteers import Volunteer
from kiosk_core.shift import Shift

from .. import paid_by, said
from ..before_recording import OVERRULING, BeforeRecording
from ..for_next import ForNext
from ..searching import Searching
from ..widgets.key_bar import Hint
from ..widgets.matches import Matches
from ..widgets.offer_panel import OfferPanel
from ..widgets.verdict_band import VerdictBand
from ..widgets.words import Words

Stage = Literal["ready", "shown", "pay", "done"]
"""pay: an ask was confirmed by its own key, and only how it is paid is left."""

CONFIRM = "f8"
"""The key of an ask, of nothing else."""
PAID_HOW = Sentence("Now say how it is paid: press its key.")
GIVEN_HOW = Sentence("Now say how it is given back: press its key.")


class CounterScreen(ForNext, BeforeRecording, Searching):
    CSS_PATH = Path(__file__).with_name("counter.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "press('tab')", show=False)]
    GUIDE: ClassVar[Sentence] = Sentence(
        "Scan a card, or type a name or a number.\n\n"
        "YES: hand over what is listed, then press the key that is shown for it.\n"
        "READ: read what it says first. F8 is 'yes, go on'; nothing happens without it.\n\n"
        "Somebody without a card or papers: F3.\n"
        "Wrong person, or a mistake: F4 shows what was done last, and takes it back.\n\n"
        "A name disappears by itself after a while. The next scan takes its place."
    )

    def __init__(self, shift: Shift | None = None) -> None:
        super().__init__(shift)
        self.stage: Stage = "ready"
        self._offer_at = 0
        self._shown_at = 0.0
        self._paid_by = OWED
        self._other: Volunteer | None = None

    # ---- what is on it ----

    def body(self) -> ComposeResult:
        yield VerdictBand()
        with Vertical(id="middle"):
            yield OfferPanel()
            yield Words(id="glances")
            yield Matches()
        yield from self.search_line()

    def guide(self) -> Sequence[Sentence]:
        return (self.GUIDE, OVERRULING) if self.shift.may("overrule") else (self.GUIDE,)

    def on_mount(self) -> None:
        self.clear()
        self.query_one("#search", Input).focus()

    def on_screen_resume(self) -> None:
        """The look may be another one now."""
        self.on_resize()

    def on_resize(self) -> None:
        """What is drawn depends on the room there is."""
        if self.stands:
            self.attempt(self._paint)

    def hints(self) -> Iterable[Hint]:
        yield from self.match_hints(Sentence("This one"))
        if self.matches.found:
            yield self.hint("escape", Sentence("Stop searching"), self.clear)
            yield self.hint("f10", Sentence("Menu"), self.leave)
            return
        yield from self._answer_hints()
        yield from self.slip_hints(open_offer=self.offer is not None and self.stage in ("shown", "pay"))
        yield self.hint("f3", Sentence("Without a card"), self.without_card)
        yield self.hint("f4", Sentence("Undo"), self.recent)
        if len(self.shift.project.services) > 1 and not self._pays:
            yield self.hint("f7", self.shift.service(self.other_service).title, self.next_service)
        if self.desk.project_screens("counter"):
            yield self.hint("tab", Sentence("More"), lambda: self.desk.open("more:MoreScreen", self.shift))
        if self.stage != "ready" or self.searched_for or self.said_before:
            yield self.hint("escape", Sentence("Put away"), self.clear)
        else:
            yield Hint("escape", "", lambda: None)
        yield self.hint("f12", Sentence("Other volunteer"), self.desk.another, seldom=True)
        yield self.hint("f10", Sentence("Menu"), self.leave)

    def on_data(self) -> None:
        super().on_data()
        if (here := self._client) and self.shift.house.is_forgotten(here.person, here.household):
            self._look_again(WasForgotten())

    def is_free(self) -> bool:
        return (
            self.stands
            and self.stage == "ready"
            and not self.said_before
            and not self.query_one("#search", Input).value
        )

    def _answer_hints(self) -> Iterable[Hint]:
        visit = self.verdict.visit if self.verdict and self.stage == "shown" else None
        if visit is not None and visit.of_two_homes:
            yield self.hint("f6", Sentence("Other household"), self.other_home)
        if self._may_overrule:
            yield self.hint("f9", Sentence("Go on anyway"), self.overrule)
        offer = self.offer
        if offer is None or self.verdict is None or self.stage not in ("shown", "pay"):
            return
        if self.verdict.outcome == "ask" and self.stage == "shown":
            yield self.hint(CONFIRM, Sentence("Yes, go on"), self.confirm, main=True)
        elif self._pays:
            yield from paid_by.ways(self, offer, self.record)
        elif self.verdict.outcome == "granted":
            yield self.hint("enter", offer.handed, self.record, main=True)
        if len(self.verdict.offers) > 1:
            yield self.hint("down", Sentence("Another choice"), self.next_offer)

    @property
    def _pays(self) -> bool:
        """Whether all that is left is to say how it is paid."""
        asked = self.verdict is not None and self.verdict.outcome == "ask" and self.stage == "shown"
        return self.offer is not None and bool(self.offer.due) and self.stage in ("shown", "pay") and not asked

    @property
    def _client(self) -> Client | None:
        return self.verdict.visit.client if self.verdict and self.verdict.visit else None

    @property
    def offer(self) -> Offer | None:
        """The one that is shown, of those that are offered."""
        offers = self.verdict.offers if self.verdict else ()
        return offers[self._offer_at] if offers else None

    # ---- asking ----

    def scanned(self, keys: str) -> None:
        self.search_off()
        self._ask(lambda: self.shift.scan(keys, self.service))
        if self.verdict is not None and self.verdict.outcome == "unknown":
            self.desk.forget_scan()

    def choose(self) -> None:
        """The match that is marked: the verdict as after a scan, and a trace of the look."""
        found = self.matches.marked
        if found is not None:
            self._choose(found)

    def _choose(self, found: Found) -> None:
        self.search_off()
        self._ask(lambda: self.shift.chosen(found.person, self.service, found.household))

    def _ask(self, question: Callable[[], Verdict]) -> None:
        self.tell("")
        self._forget()
        self.show(question())

    def show(self, verdict: Verdict) -> None:
        """Paints it. What fast mode records is recorded after it was painted."""
        self.verdict, self.stage, self._offer_at, self._other = verdict, "shown", 0, None
        if self.moving and verdict.visit is not None and not verdict.offers:
            self.tell(self.moves_nothing())
        self._shown_at = self.desk.now
        self._paint()
        fast = None if self.moving else self.shift.fast(verdict)
        if fast is not None:
            self.call_after_refresh(self.attempt, self.record)

    def next_offer(self) -> None:
        assert self.verdict is not None
        self._offer_at = (self._offer_at + 1) % len(self.verdict.offers)
        self._paint()

    def next_service(self) -> None:
        """The same client for another service of this counter; with nobody here, what the next scan is for."""
        other = self.other_service
        if self._client is not None and self.stage != "done":
            self.show(self.shift.decide(self._client, other))
        else:
            self.clear()
        self.service = other
        self._paint()

    def other_home(self) -> None:
        """Who stands here comes for the other household that they belong to."""
        assert self.verdict is not None and self._client is not None
        self.show(self.shift.at_home(self.verdict, self._client.other_homes[0]))

    def without_card(self) -> None:
        """Somebody with nothing at all: three digits."""
        service = next((s for s in self.shift.project.services if s.anonymous), None)
        if service is None:
            self.tell(Sentence("Nobody can be helped without a card here. Search by name."))
            return
        self.clear()

        def told(asked: object) -> None:
            if isinstance(asked, dict):
                self.attempt(lambda: self.show(self.shift.decide(None, service.code, asked=asked)))

        self.desk.open("walk_in:WalkInScreen", self.shift, service, done=told)

    # ---- doing ----

    @property
    def _may_overrule(self) -> bool:
        """Whether whoever stands here may say yes to a known client whom the rules refuse."""
        refused = self.verdict is not None and self.verdict.outcome == "refused"
        return refused and self._client is not None and self.shift.may("overrule")

    def overrule(self) -> None:
        """First why; then it is a question like any other, with its own key."""
        verdict = self.verdict
        assert verdict is not None
        self.ask_why(lambda reason: self.show(self.shift.overrule(verdict, reason)))

    def confirm(self) -> None:
        """Yes to an ask. With money due one more key says how it is paid."""
        assert self.offer is not None
        if self.offer.due:
            self.stage = "pay"
            self._paint()
            self.tell(PAID_HOW if self.offer.due > 0 else GIVEN_HOW)
        else:
            self.record()

    def record(self, means: str = OWED) -> None:
        """Writes it down. '✓' only after it is on disk."""
        offer = self.offer
        if offer is None or self.stage == "done":
            return
        if offer.visit is not None and offer.visit.day != self.shift.here().day:
            self._look_again(Changed(why=Sentence("a new day has begun.")))
            return
        payments = self._payments(offer, means)
        jobs: list[JobId] = []

        def queued(job: JobId) -> None:
            jobs.append(job)
            self.translate(job)

        undone: Sequence[Text] = ()
        try:
            if self.moving:
                act, undone = self.move(offer, payments, self._other, queued)
            else:
                act = self.shift.record(offer, payments, confirmed_by=self._other, queued=queued)
        except NeedsAnother as error:
            self.ask_another(error, lambda who: self._record_with(who, means))
        except ClockDoubt as doubt:
            self.ask_date(doubt, lambda: self.record(means))
        except Changed as error:
            self._look_again(error)
        else:
            self._recorded(act, offer, means, printed=bool(jobs))
            if undone:
                self.tell(" ".join(map(self.say, (self.message, *undone))))

    def _payments(self, offer: Offer, means: str) -> tuple[Payment, ...]:
        if not offer.due:
            return ()
        asked = self.shift.still_to_pay(offer.due, offer.purpose)
        return (Payment(means, asked.cash if means == CASH else asked.exact),)

    def _recorded(self, act: Act, offer: Offer, means: str, printed: bool) -> None:
        self.stage, self._paid_by = "done", means
        service = offer.visit.service.code if offer.visit else ""
        has_slip = printed or self.shift.says_on_paper(act)
        self.last_act, self.slip_language = (act.id, service, printed) if has_slip else None, ""
        self.desk.handed[act.id] = said.handed(offer)
        self.desk.paper.wake()
        self._shown_at = self.desk.now
        self._paint()
        recorded, more = Sentence("✓ {what} is recorded.", {"what": offer.title}), self.shift.said_of(offer, act)
        self.tell(Sentence("{recorded} {more}", {"recorded": recorded, "more": more}) if more else recorded)
        self.count()

    def _look_again(self, error: KioskError) -> None:
        """It changed meanwhile: the new verdict, and why."""
        visit = self.verdict.visit if self.verdict else None
        if visit is None or isinstance(error, WasForgotten):
            self.clear()
        else:
            self.show(self.shift.decide(visit.client, visit.service.code, asked=visit.asked))
        self.failed(error)

    def _record_with(self, who: Volunteer, means: str) -> None:
        self._other = who
        self.record(means)

    # ---- painting ----

    def clear(self) -> None:
        """Nobody stands here any more: names leave the screen."""
        left = self.as_usual()
        self._forget()
        self.search_off()
        self.tell(left)
        self._paint()
        self.count()

    def _forget(self) -> None:
        """Whoever stood here leaves; another service, and what was being moved, were for them only."""
        stood = self.verdict is not None and self.verdict.visit is not None
        if stood and (told := self.as_usual()):
            self.tell(told)
        self.verdict, self.stage, self.last_act, self.slip_language = None, "ready", None, ""

    def _paint(self) -> None:
        self._paint_verdict()
        offer = self.offer
        done, owed = self.stage == "done", self._paid_by == OWED
        in_till = done and self._paid_by == CASH and self.shift.drawer() is not None
        due = said.due(self._to_show, done, owed, in_till) if offer and offer.due else ""
        hand_over = [(self.say(line.text), line.quantity) for line in (offer.hand_over if offer else ())]
        leave_out = [self.say(text) for text in (offer.leave_out if offer else ())]
        title = self.say(said.to_do(offer)) if offer else ""
        amount = self.say(Sentence("{amount}", {"amount": Money(Cents(abs(self._to_show)))})) if due else ""
        self.query_one(OfferPanel).show(title, hand_over, leave_out, self.say(due), amount)
        self.query_one("#glances").display = self.verdict is None and not self.matches.found
        self.refresh_hints()

    @property
    def _to_show(self) -> Cents:
        """In cents; once it was paid in coins, what the coins were."""
        assert self.offer is not None
        return self.shift.in_cash(self.offer) if self.stage == "done" and self._paid_by == CASH else self.offer.due

    def _paint_verdict(self) -> None:
        band, verdict = self.query_one(VerdictBand), self.verdict
        if verdict is None:
            service = self.shift.service(self.service or None).title
            band.show("ready", self.say(service), "\n".join(map(self.say, said.waits_for(self.moving))))
            return
        who = self.say(said.who(verdict))
        why = "\n".join(" ".join(map(self.say, parts)) for parts in said.findings(verdict, self.moving))
        if self.stage == "done":
            band.show("done", self.say(Sentence("DONE")), who, "")
        elif verdict.outcome == "granted":
            band.show("yes", self.say(Sentence("YES")), who, why)
        else:
            band.show("read", self.say(Sentence("READ")), who, why)

    # ---- search, and time ----

    def searched(self) -> None:
        """Names of before leave the screen as soon as somebody types."""
        self._forget()
        self._shown_at = self.desk.now
        self._paint()

    def tick(self, now: float) -> None:
        """Names leave the screen after a while; what was not recorded stays unrecorded."""
        names = self.stage != "ready" or self.matches.found
        if names and now - self._shown_at >= self.shift.settings().names_seconds:
            self.clear()
