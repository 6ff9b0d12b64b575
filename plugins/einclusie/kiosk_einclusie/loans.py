"""Loans: a device goes along with somebody, and comes back. Lending and taking back are acts with money, like a sale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kiosk_core import (
    CASH,
    OWED,
    Act,
    Cents,
    Client,
    Finding,
    House,
    NotUnderstood,
    Offer,
    Payment,
    PersonId,
    Sentence,
    Severity,
    Shift,
    Stays,
    Verdict,
    Visit,
    Word,
    counted,
    new_id,
)  # fmt: skip

from . import devices, phone
from .devices import NEWEST, WHERE, Device
from .errors import NotNow
from .events.loans import BroughtBack, DeviceLost, Lent, LoanExtended, Reason
from .settings import DigitalSettings

LOAN, DEPOSIT, DAMAGE = "einclusie.loan", "einclusie.deposit", "einclusie.damage"
NOTHING = Cents(0)
DUE = "coalesce((SELECT x.due FROM einclusie_extended x WHERE x.loan=l.loan ORDER BY x.at DESC, x.of DESC LIMIT 1), l.due)"
"""When a loan `l` must be back, as it was extended last. Index einclusie_extended(loan)."""
BORROWER = (
    "coalesce(l.borrower, (SELECT x.borrower FROM einclusie_extended x WHERE x.loan=l.loan AND x.borrower IS NOT NULL "
    "ORDER BY x.at DESC, x.of DESC LIMIT 1))"
)
"""Who has it, of a loan `l`: as it went out, or as it was extended once that name was no longer kept. Index
einclusie_extended(loan)."""
THEIRS = "(l.borrower=?1 OR l.loan IN (SELECT x.loan FROM einclusie_extended x WHERE x.borrower=?1))"
"""Loans `l` of a person. Indexes einclusie_lent(borrower), einclusie_extended(borrower), einclusie_lent(loan)."""
_NAMED = "max(l.day, coalesce((SELECT max(x.day) FROM einclusie_extended x WHERE x.loan=l.loan AND x.borrower IS NOT NULL), ''))"
_READ = (
    f"SELECT l.loan, l.device, d.title, {BORROWER}, l.day, {_NAMED}, {DUE}, l.deposit, l.accessories, l.marks, l.of "
    "FROM einclusie_lent l LEFT JOIN einclusie_device d ON d.subject=l.device "
)


@dataclass(frozen=True, slots=True)
class Loan:
    """One that holds. `borrower` None: forgotten, and the device still out. `named`: the last day that says who has it, when it
    went out or was extended. `deposit`: cents. `of`: the event of lending."""

    id: str
    device: str
    title: str
    borrower: PersonId | None
    since: date
    named: date
    due: date
    deposit: Cents
    accessories: tuple[Word, ...]
    marks: tuple[Word, ...]
    of: str

    def overdue(self, day: date) -> bool:
        return self.due < day


# ---- reading ----


def all_loans(house: House, *, due_before: date | None = None) -> list[Loan]:
    """All that hold, the first to come back first. Indexes einclusie_lent(device, at, of), einclusie_ended(loan)."""
    found = [_loan(row) for row in house.rows(_READ + f"WHERE {NEWEST} ORDER BY l.due, l.device")]
    return sorted((one for one in found if due_before is None or one.due < due_before), key=lambda one: one.due)


def of_person(house: House, person: PersonId) -> list[Loan]:
    """What somebody has at home. Indexes as of THEIRS."""
    return [_loan(row) for row in house.rows(_READ + f"WHERE {THEIRS} AND {NEWEST} ORDER BY l.due", person)]


def of_device(house: House, number: str) -> Loan | None:
    """The loan of a device that holds. Index einclusie_lent(device, at, of)."""
    found = house.one(_READ + f"WHERE l.device=? AND {NEWEST}", number)
    return _loan(found) if found else None


def _loan(row: Sequence[Any]) -> Loan:
    id, device, title, borrower, since, named, due, deposit, accessories, marks, of = row
    return Loan(
        id, device, title or device, borrower and PersonId(borrower), date.fromisoformat(since), date.fromisoformat(named),
        date.fromisoformat(due), Cents(deposit), listed(accessories), listed(marks), of,
    )  # fmt: skip


def listed(stored: str | None) -> tuple[Word, ...]:
    """Words as a column holds them, with commas."""
    return tuple(Word(word) for word in (stored or "").split(",") if word)


# ---- may somebody borrow ----


@dataclass(frozen=True, slots=True)
class Facts:
    """`late`: due day of what should have come back. `at_home`: devices. `minor`: under the age of the settings."""

    late: date | None
    at_home: int
    minor: bool


def gather(visit: Visit, house: House) -> Facts:
    """Indexes as of THEIRS."""
    client = visit.client
    if client is None or client.person is None:
        return Facts(None, 0, False)
    mine = of_person(house, client.person)
    late = next((one.due for one in mine if one.overdue(visit.day)), None)
    birth = next((m.birth for m in client.members if m.person == client.person), None)
    limit = house.settings(DigitalSettings, visit.day).adult_from
    return Facts(late, len(mine), birth is not None and birth.age(visit.day) < limit)


def judge(rules: DigitalSettings, facts: Facts) -> Iterable[Finding]:
    """Pure."""
    if facts.minor:
        yield Finding(
            Severity.STOP, "einclusie.minor",
            Sentence("Somebody under {age} does not borrow alone.", {"age": rules.adult_from}),
            Sentence("A parent borrows: choose an adult of the household."),
        )  # fmt: skip
    if facts.late:
        said = {"day": facts.late}
        yield Finding(
            Severity.ASK, "einclusie.late", Sentence("A device should have come back on {day}.", said),
            Sentence("Ask about it first."),
        )  # fmt: skip
    elif facts.at_home >= rules.devices_at_once:
        text = counted("Has {n} device at home already.", "Has {n} devices at home already.", facts.at_home)
        yield Finding(Severity.ASK, "einclusie.enough", text, Sentence("Is one more needed?"))


def offers(visit: Visit, house: House) -> Iterable[Offer]:
    """Each device that is ready, as the settings lend it."""
    rules = house.settings(DigitalSettings, visit.day)
    if visit.client is None or visit.client.person is None:
        return
    due = visit.day + timedelta(days=rules.loan_days)
    for device in devices.ready(house, visit.day):
        yield offer_of(device, visit.client.person, visit.day, due, Cents(rules.deposit))


def offer_of(
    device: Device, person: PersonId, day: date, due: date, deposit: Cents, accessories: Sequence[Word] = (),
    marks: Sequence[Word] = (),
) -> Offer:  # fmt: skip
    """Asks always: a scan alone hands out nothing. The guard says where the device is instead."""

    def drafts(house: House) -> Iterable[Lent]:
        kept = devices.reservations(house, device.number, day, due)
        mine = next((one.id for one in kept if one.person == person), None)
        yield Lent(
            device=device.number, loan=Word(new_id()), due=due, deposit=deposit, accessories=tuple(accessories),
            marks=tuple(marks), reservation=Word(mine) if mine else None, borrower=person,
        )  # fmt: skip

    def guard(house: House) -> Sentence | None:
        now = devices.one(house, device.number, day)
        for kept in devices.reservations(house, device.number, day, due):
            if kept.person != person:
                return Sentence("this device is kept for somebody from {day}.", {"day": kept.first})
        return None if now.state in ("in", "reserved") else WHERE[now.state]

    title = Sentence("{device}, back on {day}", {"device": device.title, "day": due})
    return Offer(title, (drafts,), due=deposit, purpose=DEPOSIT, asks=True, guard=guard)


# ---- doing ----


def lend(
    shift: Shift, asked: Verdict, typed: str, *, due: date | None = None, deposit: Cents | None = None,
    accessories: Sequence[Word] = (), marks: Sequence[Word] = (), payments: Sequence[Payment] = (),
) -> Act:  # fmt: skip
    """A device, by number or code, goes along with whom the verdict on LOAN is about; an ask is confirmed by the caller.

    `due` and `deposit` (cents): as the settings say by default; what is not paid of it is owed. Raises NotNow (the rules
    say no), NotFound, NotUnderstood, Changed (it is not in), and what `Shift.record` raises."""
    if asked.visit is None or asked.visit.client is None or asked.outcome in ("refused", "unknown"):
        raise NotNow(why=asked.findings[0].text, next=asked.findings[0].next_step or "")
    day, person = asked.visit.day, asked.visit.client.person
    rules = shift.house.settings(DigitalSettings, day)
    until = due or day + timedelta(days=rules.loan_days)
    amount = Cents(rules.deposit) if deposit is None else deposit
    if until < day or amount < 0 or person is None:
        raise NotUnderstood(why=Sentence("a device comes back on a day to come, for a deposit of 0 or more."))
    device = devices.one(shift.house, typed, day)
    return shift.record(asked.bind(offer_of(device, person, day, until, amount, accessories, marks)), payments)


def take_back(
    shift: Shift, typed: str, *, marks: Sequence[Word] = (), missing: Sequence[Word] = (), damaged: bool = False,
    kept: Cents = NOTHING, means: str = CASH,
) -> Act:  # fmt: skip
    """It is here again; the deposit goes back by `means`, less `kept` (cents) for damage, less what was never paid.

    Raises NotAllowed, NotFound, NotUnderstood (more kept than was given, or damaged without saying what is not in order),
    Changed (it is not out), NoDrawer."""
    if damaged and not marks:
        raise NotUnderstood(why=Sentence("say what is not in order."))
    loan = held(shift, typed)
    back = BroughtBack(
        device=loan.device, loan=Word(loan.id), damaged=damaged, kept=kept, marks=tuple(marks), missing=tuple(missing)
    )
    return _end(shift, loan, back, kept, means)


def note_lost(shift: Shift, typed: str, reason: Reason, *, kept: Cents | None = None, means: str = CASH) -> Act:
    """It does not come back, out of a loan or out of the cupboard. `kept`: cents of the deposit, all of it by default.

    Raises as `take_back`."""
    shift.require("serve")
    device = devices.one(shift.house, typed, shift.here().day)
    loan = of_device(shift.house, device.number)
    if loan is None:
        guard = devices.must_be(device.number, shift.here().day, "in", "to_wipe", "repair", "reserved")
        return shift.tell(DeviceLost(device=device.number, reason=reason), guard=guard)
    stays = loan.deposit if kept is None else kept
    lost = DeviceLost(device=device.number, loan=Word(loan.id), reason=reason, kept=stays)
    return _end(shift, loan, lost, stays, means)


def extend(shift: Shift, typed: str, due: date | None = None) -> Loan:
    """It may stay out until that day (by default as many days more as the settings say, from today or the due day), and who
    has it is said once more.

    Raises NotAllowed, NotFound, NotUnderstood (a day before today), Changed (not out, or kept for somebody else)."""
    shift.require("serve")
    loan, day = held(shift, typed), shift.here().day
    until = due or longer(shift, loan)
    if until < day:
        raise NotUnderstood(why=Sentence("the last day lies before today."))

    def guard(house: House) -> Sentence | None:
        for kept in devices.reservations(house, loan.device, day, until):
            if kept.person != loan.borrower:
                return Sentence("this device is kept for somebody from {day}.", {"day": kept.first})
        now = of_device(house, loan.device)
        return None if now and now.id == loan.id else Sentence("this device is not lent.")

    shift.tell(LoanExtended(device=loan.device, loan=Word(loan.id), due=until, borrower=loan.borrower), guard=guard)
    return held(shift, typed)


def longer(shift: Shift, loan: Loan) -> date:
    """The day until which an extension lets it stay out: so many days more as the settings say, from today or its due day."""
    day = shift.here().day
    return max(loan.due, day) + timedelta(days=shift.house.settings(DigitalSettings, day).loan_days)


def held(shift: Shift, typed: str) -> Loan:
    """The loan of a device by number or code. Raises NotAllowed, NotFound (no such device), NotNow (it is not out)."""
    shift.require("serve")
    device = devices.one(shift.house, typed, shift.here().day)
    loan = of_device(shift.house, device.number)
    if loan is None:
        raise NotNow(why=Sentence("This device is not lent."), next=Sentence("Look at its number again."))
    return loan


def unpaid(shift: Shift, loan: Loan) -> Cents:
    """What of its deposit was never paid."""
    return Cents(_unpaid(shift.house, loan, shift.kiosk.act(loan.of).receipt))


def pay_deposit(shift: Shift, loan: Loan, means: str) -> Act:
    """What of its deposit was never paid is paid now. Raises what `Shift.settle_owed` raises, NotNow: whoever has it is
    forgotten."""
    client = borrower(shift, loan)
    if client is None:
        raise NotNow(
            why=Sentence("Nobody knows any more who has this device."), next=Sentence("Look at its number again.")
        )
    return shift.settle_owed(client, DEPOSIT, [Payment(means, unpaid(shift, loan))])


def _end(shift: Shift, loan: Loan, draft: BroughtBack | DeviceLost, kept: Cents, means: str) -> Act:
    if not 0 <= kept <= loan.deposit:
        raise NotUnderstood(why=Sentence("what stays here is at most the deposit."))
    client = borrower(shift, loan)
    asked = shift.decide(client, LOAN)
    receipt = shift.kiosk.act(loan.of).receipt
    unpaid = _unpaid(shift.house, loan, receipt)

    def guard(house: House) -> Sentence | None:
        now = of_device(house, loan.device)
        if now is None or now.id != loan.id:
            return Sentence("this device is not lent.")
        if _unpaid(house, now, receipt) != unpaid:
            return Sentence("what is still owed of the deposit is not what it was.")
        return None

    refund = Cents(loan.deposit - kept)
    owed = min(refund, unpaid)
    given = [Payment(OWED, Cents(-owed))] if owed else []
    if refund > owed:
        given.append(Payment(means, Cents(owed - refund)))
    never_paid = min(kept, unpaid - owed)
    stays = Stays(DAMAGE, Cents(kept - never_paid), Cents(never_paid)) if kept else None
    offer = Offer(
        Sentence("Deposit back"), (draft,), due=Cents(-refund), purpose=DEPOSIT, stays=stays, asks=True, guard=guard
    )
    return shift.record(asked.bind(offer), given)


def _unpaid(house: House, loan: Loan, receipt: str | None) -> int:
    """Cents of its own deposit that were owed when it went out, as far as the borrower owes for deposits still: whether one
    who was forgotten paid since, nobody knows. Indexes core_money(receipt), core_money(client, means)."""
    own = house.number("SELECT sum(cents) FROM core_money WHERE receipt=? AND means=?", receipt, OWED)
    if loan.borrower is None:
        return own
    query = "SELECT sum(cents) FROM core_money WHERE client=? AND means=? AND purpose=?"
    return max(0, min(own, house.number(query, loan.borrower, OWED, DEPOSIT)))


def borrower(shift: Shift, loan: Loan) -> Client | None:
    """Whoever has it; None once they are forgotten."""
    return shift.house.client(loan.borrower, shift.here().day) if loan.borrower else None


# ---- who is late ----


@dataclass(frozen=True, slots=True)
class Late:
    """For the call list: who, since when, and a number to call."""

    loan: Loan
    number: str
    display: str
    phone: str


def late(shift: Shift) -> list[Late]:
    """What should have come back, longest first, with phone numbers. Raises NotAllowed: it is the coordinator's list."""
    shift.require("dossier")
    return [_late(shift, one) for one in all_loans(shift.house, due_before=shift.here().day)]


def _late(shift: Shift, loan: Loan) -> Late:
    client = borrower(shift, loan)
    if client is None:
        return Late(loan, "", "", "")
    return Late(loan, client.number, client.display, phone.to_call(shift, client))
