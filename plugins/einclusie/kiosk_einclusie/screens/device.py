"""One device: where it is and for whom it is kept; for the coordinator who had it before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar

from kiosk_core import CASH, Cents, Client, Money, Sentence, Shift
from kiosk_core.tui import Hint, called, languages_of, next_added

from .. import agreement, devices, loans, past_loans
from ..loans import Loan
from ..past_loans import Past
from ..vocabulary import read, read_all
from .had import HadScreen, past_line
from .listing import ListScreen
from .reserve import ExtendScreen, ReserveScreen
from .who import WhoScreen


class DeviceScreen(ListScreen[Past]):
    """Dismissed with nothing; what was done stands on disk."""

    HEADING: ClassVar[Sentence] = Sentence("A device")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Where it is, how it came back last, and for whom it is kept. F3 keeps it for somebody, F7 lets it stay out until "
        "a day, F5 makes its label.\n"
        "Was the deposit to be paid later? F2, when the money is there.\n\n"
        "F8 makes the agreement, to sign. F9 adds a translation to that one print; it is stored nowhere.\n"
        "The coordinator sees who had it before. Enter shows what that person had."
    )

    def __init__(self, shift: Shift, number: str) -> None:
        super().__init__(shift)
        self._number = number
        self._language = ""

    def found(self) -> Sequence[Past]:
        """Read first: what else is shown is of the same moment."""
        day, house = self.shift.here().day, self.shift.house
        self._device = devices.one(house, self._number, day)
        self._loan = loans.of_device(house, self._number)
        self._unpaid = loans.unpaid(self.shift, self._loan) if self._loan else Cents(0)
        self._kept = devices.reservations(house, self._number, day, date.max)
        return past_loans.history(self.shift, device=self._number) if self.shift.may("dossier") else ()

    def head(self) -> str:
        return f"{self._device.title} ({self._number}): {self.say(read(self._device.state))}"

    def more(self) -> str:
        return "\n".join(self._facts())

    def line(self, one: Past) -> str:
        return past_line(one, one.number or "-", self.say)

    def _facts(self) -> Iterable[str]:
        if self._loan is not None:
            said = {"since": self._loan.since, "due": self._loan.due}
            yield self.say(Sentence("Lent on {since}, back on {due}.", said))
            if self._unpaid:
                owed = {"amount": Money(self._unpaid)}
                yield self.say(Sentence("Of the deposit {amount} is still to pay.", owed))
            yield from self._listed(Sentence("Goes along: {what}"), self._loan.accessories)
            yield from self._listed(Sentence("Not in order when it was lent: {what}"), self._loan.marks)
        for kept in self._kept:
            client = self.shift.house.client(kept.person, kept.first) if kept.person else None
            who = {"who": agreement.called(self.shift, client), "first": kept.first, "last": kept.last}
            yield self.say(Sentence("Kept for {who}, from {first} to {last}.", who))
        last = devices.came_back(self.shift.house, self._number)
        if last is not None:
            yield from self._listed(Sentence("Not in order when it came back: {what}"), last.marks)
            yield from self._listed(Sentence("Missing when it came back: {what}"), last.missing)

    def _listed(self, text: Sentence, found: Iterable[str]) -> Iterable[str]:
        what = ", ".join(map(self.say, read_all(",".join(found))))
        if what:
            yield self.say(Sentence(text.template, {"what": what}))

    # ---- keys ----

    def hints(self) -> Iterable[Hint]:
        if self.marked is not None:
            yield self.hint("enter", Sentence("What this person had"), self.of_person)
        if self._loan is not None:
            yield self.hint("f7", Sentence("Until a day"), self.extend)
            if self._unpaid:
                yield self.hint("f2", Sentence("Deposit is paid"), self.ask_how)
            yield self.hint("f8", Sentence("Agreement"), self.agreement, main=True)
            languages = languages_of(self.desk.kiosk.paper_language, self._language)
            yield self.hint("f9", Sentence("In {languages}", {"languages": languages}), self.next_language)
        if self._device.state != "lost":
            yield self.hint("f3", Sentence("Keep it"), self.reserve)
        if self._kept:
            yield self.hint("f4", Sentence("Do not keep it"), self.unreserve)
        yield self.hint("f5", Sentence("Label"), self.label)
        if self._device.state in ("in", "reserved", "to_wipe"):
            yield self.hint("f6", Sentence("To repair"), self.repair)

    # ---- doing ----

    def of_person(self) -> None:
        if self.marked is not None and self.marked.client is not None:
            self.desk.push_screen(HadScreen(self.shift, self.marked.client))

    def reserve(self) -> None:
        self.desk.push_screen(WhoScreen(self.shift, loans.LOAN), self._reserve_for)

    def _reserve_for(self, client: object) -> None:
        if isinstance(client, Client):
            self.desk.push_screen(ReserveScreen(self.shift, self._device, client), self._done)

    def unreserve(self) -> None:
        devices.unreserve(self.shift, self._number)
        self.read()
        self.tell(Sentence("✓ It is kept for nobody any more."))

    def extend(self) -> None:
        self.desk.push_screen(ExtendScreen(self.shift, self._held), self._done)

    def ask_how(self) -> None:
        """All of it, in cash, by card or app."""
        cash = {CASH: Sentence("Cash")} if self.shift.takes_cash(loans.DEPOSIT) else {}
        choices = cash | {name: called(name) for name in self.shift.cards()}
        question = Sentence("{amount} of the deposit: how is it paid?", {"amount": Money(self._unpaid)})
        self.desk.open("choose:ChooseScreen", self.shift, question, choices, done=self._pay)

    def _pay(self, means: object) -> None:
        if isinstance(means, str):
            self.attempt(lambda: self.paid_by(means))

    def paid_by(self, means: str) -> None:
        amount = Money(self._unpaid)
        loans.pay_deposit(self.shift, self._held, means)
        self.read()
        self.tell(Sentence("✓ {amount} of the deposit is paid.", {"amount": amount}))

    def repair(self) -> None:
        devices.to_repair(self.shift, self._number)
        self.read()
        self.tell(Sentence("✓ {number} is in repair.", {"number": self._number}))

    def label(self) -> None:
        file = agreement.save_labels(self.shift, [self._number])
        self.tell(Sentence("✓ The label is in {file}", {"file": str(file)}))

    def next_language(self) -> None:
        self._language = next_added(self.desk.kiosk.paper_language, self._language)

    def agreement(self) -> None:
        blocks = agreement.agreement(self.shift, self._held)
        file = agreement.save(self.shift, blocks, Sentence("loan"), self._number, also=self._language)
        self._language = ""
        self.tell(Sentence("✓ The agreement is in {file}", {"file": str(file)}))

    @property
    def _held(self) -> Loan:
        return loans.held(self.shift, self._number)

    def _done(self, said: object) -> None:
        self.read()
        if isinstance(said, tuple):
            self.tell(said[1])
