"""A device goes along with somebody, and comes back: who, until when, for which deposit, in which state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from kiosk_core import CASH, OWED, Cents, Money, NotUnderstood, Payment, Sentence, Shift, Verdict, read_amount
from kiosk_core.tui import Form, Hint, Place, Question, Words

from .. import loans
from ..devices import Device
from ..loans import Loan
from ..settings import DigitalSettings
from ..vocabulary import read_all, words
from .dates import read_day
from .words_typed import listed, read_words


def _rules(shift: Shift) -> DigitalSettings:
    return shift.house.settings(DigitalSettings, shift.here().day)


class LendScreen(Place):
    """First who, by card or name; then the rest. Dismissed with (act, sentence), or None."""

    CSS_PATH = "devices.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Lend a device")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Scan the card of who borrows, or type a name and choose. A minor borrows through a parent.\n\n"
        "Then look at the device together: what goes along, what is not in order.\n"
        "With a deposit: F5 when it is paid in cash, F6 when it is paid later. Without: F8."
    )

    def __init__(self, shift: Shift, device: Device) -> None:
        super().__init__(shift)
        self._device = device
        self._asked: Verdict | None = None
        self._found: list[Any] = []

    def body(self) -> ComposeResult:
        yield Words(f"{self._device.title} ({self._device.number})", id="what")
        with Horizontal(id="finding"):
            yield Words(self.say(Sentence("Who borrows?")), id="search-label")
            yield Input(id="search", placeholder=self.say(Sentence("scan the card, or type a name or number")))
        yield OptionList(markup=False)
        yield Words(id="why")
        rules = _rules(self.shift)
        due = self.shift.here().day + timedelta(days=rules.loan_days)
        amount = f"{rules.deposit // 100},{rules.deposit % 100:02}"
        yield Form(
            Question("due", Sentence("Back on"), Sentence("For instance 31/12/2027."), value=f"{due:%d/%m/%Y}"),
            Question("deposit", Sentence("Deposit"), Sentence("0 when somebody cannot pay it."), value=amount),
            Question("with", Sentence("Goes along"), listed(words(rules.accessories), self.say), optional=True),
            Question("marks", Sentence("Not in order"), listed(words(rules.checklist), self.say), optional=True),
        )  # fmt: skip

    def on_mount(self) -> None:
        self.query_one(Form).display = False
        self.query_one(OptionList).display = False
        self.query_one("#search", Input).focus()

    def hints(self) -> Iterable[Hint]:
        if self._asked is None:
            if self._found:
                yield self.hint("enter", Sentence("This one"), self.choose, main=True)
                yield Hint("down", "", self.query_one(OptionList).action_cursor_down)
                yield Hint("up", "", self.query_one(OptionList).action_cursor_up)
            return
        if self._asked.outcome == "refused":
            return
        yield self.hint("enter", Sentence("Next"), self.query_one(Form).to_next_empty)
        if self._deposit:
            amount = {"amount": Money(self._deposit)}
            if self.shift.takes_cash(loans.DEPOSIT):
                yield self.hint("f5", Sentence("Paid: {amount}", amount), lambda: self.lend(CASH), main=True)
            yield self.hint("f6", Sentence("Pays later"), lambda: self.lend(OWED))
        else:
            yield self.hint("f8", Sentence("Lend it"), lambda: self.lend(OWED), main=True)
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    @property
    def _deposit(self) -> Cents:
        typed = self.query_one(Form).answers()["deposit"]
        try:
            return read_amount(typed) if typed else Cents(0)
        except NotUnderstood:  # while it is being typed
            return Cents(0)

    # ---- who ----

    @on(Input.Changed, "#search")
    def typed(self, event: Input.Changed) -> None:
        self._found = self.shift.find(event.value) if len(event.value.strip()) > 1 else []
        listed_here = self.query_one(OptionList)
        listed_here.clear_options()
        listed_here.add_options([Option(f" {one.display:<40.40} {one.number}") for one in self._found])
        listed_here.display = bool(self._found)
        listed_here.highlighted = 0 if self._found else None
        self.refresh_hints()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.attempt(self.choose)

    def choose(self) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self._ask(self.shift.chosen(self._found[at].person, loans.LOAN))

    def scanned(self, keys: str) -> None:
        self._ask(self.shift.scan(keys, loans.LOAN))

    def _ask(self, verdict: Verdict) -> None:
        """Shows what the rules say; then the form."""
        client = verdict.visit.client if verdict.visit else None
        lines = [f"{client.display} · {client.number}"] if client else []
        for finding in verdict.findings:
            step = f" {self.say(finding.next_step)}" if finding.next_step else ""
            lines.append(self.say(finding.text) + step)
        self.query_one("#why", Words).put("\n".join(lines))
        self.query_one(OptionList).display = False
        if client is None or verdict.outcome == "refused":
            self._found = []
            self.query_one("#search", Input).value = ""
            return
        self._asked = verdict
        self.query_one("#finding").display = False
        form = self.query_one(Form)
        form.display = True
        form.field("due").focus()

    # ---- doing ----

    def lend(self, means: str) -> None:
        assert self._asked is not None
        said, rules = self.query_one(Form).answers(), _rules(self.shift)
        deposit = read_amount(said["deposit"] or "0")
        act = loans.lend(
            self.shift, self._asked, self._device.number, due=read_day(said["due"]), deposit=deposit,
            accessories=read_words(said["with"], words(rules.accessories), self.say),
            marks=read_words(said["marks"], words(rules.checklist), self.say),
            payments=[Payment(means, deposit)] if deposit else [],
        )  # fmt: skip
        text = Sentence(
            "✓ {number} is lent. F9 makes the agreement, F4 takes it back.", {"number": self._device.number}
        )
        self.dismiss((act.id, self.say(text)))


class BackScreen(Place):
    """Dismissed with (act, sentence), or None."""

    CSS_PATH = "devices.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Take a device back")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Look at it together with the visitor: is everything there, does it work?\n\n"
        "F8 takes it back: it is wiped before somebody else gets it. F7 takes it back and sends it to repair.\n"
        "The deposit goes back, less what stays here for damage."
    )

    def __init__(self, shift: Shift, loan: Loan) -> None:
        super().__init__(shift)
        self._loan = loan

    def body(self) -> ComposeResult:
        rules = _rules(self.shift)
        yield Words(f"{self._loan.title} ({self._loan.device})", id="what")
        went = ", ".join(map(self.say, read_all(",".join(self._loan.accessories))))
        yield Form(
            Question("missing", Sentence("Missing"), Sentence("Went along: {what}", {"what": went or "-"}), optional=True),
            Question("marks", Sentence("Not in order"), listed(words(rules.checklist), self.say), optional=True),
            Question("kept", Sentence("Stays here"), Sentence("Of the deposit of {amount}.", {"amount": Money(self._loan.deposit)}), value="0"),
        )  # fmt: skip

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Next"), self.query_one(Form).to_next_empty)
        yield self.hint("f8", Sentence("Take the device back"), lambda: self.take_back(False), main=True)
        yield self.hint("f7", Sentence("To repair"), lambda: self.take_back(True))
        yield Hint("down", "", self.focus_next)
        yield Hint("up", "", self.focus_previous)

    def take_back(self, damaged: bool) -> None:
        said, rules = self.query_one(Form).answers(), _rules(self.shift)
        kept = read_amount(said["kept"] or "0")
        act = loans.take_back(
            self.shift, self._loan.device, damaged=damaged, kept=kept,
            missing=read_words(said["missing"], words(rules.accessories), self.say),
            marks=read_words(said["marks"], words(rules.checklist), self.say),
        )  # fmt: skip
        self.dismiss((act.id, self.say(_given_back(act, self._loan.device))))

    def scanned(self, keys: str) -> None:
        self.tell(Sentence("Save this form first (F8), or leave it (Esc)."))


def _given_back(act: Any, number: str) -> Sentence:
    """What to hand over in coins, of what was really paid."""
    cash = -sum(
        cents
        for event in act.events
        if event.kind == "core.money_moved"
        for means, cents in event.fields["payments"]
        if means == CASH
    )
    if cash:
        return Sentence("✓ {number} is back. Give back {amount}.", {"number": number, "amount": Money(Cents(cash))})
    return Sentence("✓ {number} is back. Wipe it before it goes along again.", {"number": number})
