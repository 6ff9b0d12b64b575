"""The day book: every receipt of a period as entries that balance, each with its ledger account. Read from the facts, and
compared with the Zs, which are kept as they were printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from kiosk_core import CASH, KEPT, Act, Cents, Closing, House, Period, Sentence, Session, Shift, Text

from . import on_account, prices
from .events import Sold, line_columns
from .on_account import ACCOUNT
from .returns import Returned
from .sale import PURPOSE
from .settings import ShopSettings

Sort = Literal["goods", "purpose", "payment", "rounding", "carried", "difference", "opening", "void"]
SORTS: dict[Sort, Sentence] = {
    "goods": Sentence("Goods"),
    "purpose": Sentence("Other income"),
    "payment": Sentence("Payment"),
    "rounding": Sentence("Rounding"),
    "carried": Sentence("Cash in or out"),
    "difference": Sentence("Cash difference"),
    "opening": Sentence("Cash difference at opening"),
    "void": Sentence("Void receipt"),
}
"""What an entry is."""
CARRIED: dict[str, Sentence] = {
    "in": Sentence("Cash put in"),
    "out": Sentence("Cash taken out"),
    "hand_over": Sentence("Handed over to finance"),
}
OTHERS: dict[str, Sentence] = {
    "cash": Sentence("Cash"), "card": Sentence("Card"), "qr": Sentence("App"), "owed": Sentence("Still to pay"),
    "rounding": Sentence("Rounding"), "difference": Sentence("Cash difference"), **CARRIED,
}  # fmt: skip
"""Codes that no plugin declares."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the day book. `cents`: > 0 credit, < 0 debit; those of one receipt, or of one movement, come to 0."""

    day: date
    counter: str
    session: str
    """Of the drawer; '' where none was open."""
    receipt: str
    sort: Sort
    code: str
    cents: Cents
    vat: str = ""
    account: str = ""
    """Of the ledger; '' while nobody has said one."""
    pieces: int = 0
    grams: int = 0
    reduced: Cents = Cents(0)
    """Discounts and client terms that were taken off before."""
    name: str = ""
    """Of a payment: which card or app of the house's list; '' for none."""
    reference: str = ""
    """Of a payment: the number on the terminal's slip, of the voucher, or of the client for whom the social service pays,
    else what it knows it by; of cash handed over the number of its bag; '' for none."""
    note: str = ""
    """Of cash in or out what it was for, of a hand-over both names, of a difference why; '' when nobody said, and after a
    year."""


@dataclass(frozen=True, slots=True)
class Book:
    """A period. `zs`: the closings of its drawers; `open`: sessions that are not closed yet, with their counter and day."""

    period: Period
    entries: Sequence[Entry]
    zs: Sequence[Closing]
    open: Sequence[tuple[str, str, date]]
    titles: Mapping[str, Text]
    """Of purposes, means and what else has a code."""
    accounts: Mapping[str, str]
    """Of the ledger, by the same codes; those that nobody said are not there."""

    @property
    def without_account(self) -> list[str]:
        """Codes of what was booked and has no ledger account."""
        return sorted({one.code for one in self.entries if not one.account and one.cents})

    def agrees(self, z: Closing) -> bool:
        """Whether the entries of its drawer come to what it says: by means, by purpose, rounding, cash."""
        mine = [one for one in self.entries if one.session == z.session]
        means = Counter[str]()
        for line in z.means:
            means[line.means] += line.cents
        purposes = sum(line.taken + line.back for line in z.purposes)
        return (
            {code: cents for code, cents in means.items() if cents} == _paid(mine)
            and sum(one.cents for one in mine if one.sort in ("goods", "purpose")) == purposes
            and sum(one.cents for one in mine if one.sort == "rounding") == z.rounding
            and z.float - sum(one.cents for one in mine if one.code == CASH and one.sort != "opening") == z.counted
        )

    def title(self, code: str, name: str = "") -> Text:
        """`name`: of the house's list, 'Card (bancontact)'."""
        title = self.titles.get(code, code)
        return Sentence("{means} ({name})", {"means": title, "name": name}) if name else title


def read(shift: Shift, period: Period) -> Book:
    """Every drawer that was opened on these days, whatever project used it, and what was paid without a drawer.

    Indexes on session and (counter, day) of core_money; the act of each sale. Raises NotAllowed."""
    shift.require("report")
    house, days = shift.house, (str(period.first), str(period.last))
    sessions = house.rows(
        "SELECT session, counter, day FROM core_drawer_opened_all WHERE day BETWEEN ? AND ? ORDER BY event", *days
    )
    entries, zs, waiting = list[Entry](), list[Closing](), list[tuple[str, str, date]]()
    for session, counter, day in sessions:
        entries += _at_opening(house, shift.session(session))
        entries += _receipts(shift, "session=?", session)
        entries += _carried(shift, session, counter)
        closed = house.one("SELECT z FROM core_till_closed_all WHERE session=?", session)
        if closed is None:
            waiting.append((session, counter, date.fromisoformat(day)))
        else:
            zs.append(z := shift.z(closed[0]))
            entries += _difference(house, z)
    for (counter,) in house.rows("SELECT subject FROM core_counter ORDER BY subject"):
        entries += _receipts(shift, "session IS NULL AND counter=? AND day BETWEEN ? AND ?", counter, *days)
    accounts = _accounts(house, period.last)
    booked = [
        replace(one, account=one.account or accounts.get(one.name) or accounts.get(one.code, "")) for one in entries
    ]
    return Book(period, booked, zs, waiting, _titles(shift, booked, period.last), accounts)


def _receipts(shift: Shift, where: str, *values: object) -> Iterable[Entry]:
    """The goods or the purpose, how it was paid, and the rounding; a void one keeps its number and has nothing. What is kept
    of a deposit goes from one purpose to another, and no payment moves."""
    found = shift.house.rows(
        "SELECT event, day, counter, coalesce(session, ''), receipt, purpose, means, cents, coalesce(name, ''), "
        f"coalesce(reference, ''), voided FROM core_money_all WHERE {where} ORDER BY event, n", *values,
    )  # fmt: skip
    by_event: dict[tuple[int, str], list[tuple[str, int, str, str]]] = {}
    heads = {}
    for event, day, counter, session, receipt, purpose, means, cents, name, reference, voided in found:
        by_event.setdefault((event, purpose), []).append((means, cents, name, reference))
        heads[event] = Entry(date.fromisoformat(day), counter, session, receipt, "payment", "", Cents(0)), voided
    for (event, purpose), paid in by_event.items():
        head, voided = heads[event]
        if voided:
            yield replace(head, sort="void", code=purpose)
            continue
        rounding = sum(cents for means, cents, *_ in paid if means == "rounding")
        due = sum(cents for means, cents, *_ in paid if means != "rounding") - rounding
        act = shift.kiosk.act(shift.kiosk.event_id(event)) if purpose == PURPOSE else None
        yield from _goods(head, act) if act else [_entry(head, "purpose", purpose, due)]
        for means, cents, name, reference in paid:
            if means not in ("rounding", KEPT) and cents:
                told = _whose_account(shift.house, act) if act and means == ACCOUNT else reference
                yield replace(_entry(head, "payment", means, -cents), name=name, reference=told)
        if rounding:
            yield _entry(head, "rounding", "rounding", rounding)


def _whose_account(house: House, act: Act) -> str:
    """For whom the social service pays a sale, also one that came back."""
    found = (event.subject for event in act.events if event.kind in (Sold.KIND, Returned.KIND))
    return next((whose for sale in found if (whose := on_account.whose(house, sale))), "")


def _goods(head: Entry, act: Act) -> Iterable[Entry]:
    """The lines of the act that this money belongs to."""
    for event in act.events:
        if event.kind in (Sold.KIND, Returned.KIND):
            for line in event.fields["lines"]:
                one = line_columns(line, -1 if event.kind == Returned.KIND else 1)
                yield replace(
                    _entry(head, "goods", one["category"], one["net"]), vat=one["vat"], account=one["account"],
                    pieces=one["pieces"], grams=one["grams"], reduced=Cents(one["discount"] + one["terms"]),
                )  # fmt: skip


def _carried(shift: Shift, session: str, counter: str) -> Iterable[Entry]:
    """What was handed over after the closing stands on no Z."""
    for one in shift.carried(session):
        head = Entry(one.day, counter, "" if one.late else session, "", "carried", "", Cents(0), note=one.said)
        if one.cents:
            yield replace(_entry(head, "carried", one.sort, one.cents), reference=one.bag)
            yield _entry(head, "carried", CASH, -one.cents)


def _at_opening(house: House, session: Session) -> Iterable[Entry]:
    """What lacked or was too much between two closings."""
    if session.off:
        head = Entry(session.day, session.counter, session.id, "", "opening", "", Cents(0))
        yield replace(_entry(head, "opening", "difference", session.off), note=_said(house, session.why or ""))
        yield _entry(head, "opening", CASH, -session.off)


def _difference(house: House, z: Closing) -> Iterable[Entry]:
    if z.difference:
        head = Entry(z.day, z.counter, z.session, "", "difference", "", Cents(0))
        yield replace(_entry(head, "difference", "difference", z.difference), note=_said(house, z.session))
        yield _entry(head, "difference", CASH, -z.difference)


def _said(house: House, of: str) -> str:
    """Words typed beside something at the till, '' for none. Index core_till_note(of)."""
    found = house.one("SELECT note FROM core_till_note WHERE of=?", of)
    return (found and found[0]) or ""


def _entry(head: Entry, sort: Sort, code: str, cents: int) -> Entry:
    return replace(head, sort=sort, code=code, cents=Cents(cents))


def _paid(entries: Iterable[Entry]) -> dict[str, int]:
    found = Counter[str]()
    for one in entries:
        if one.sort == "payment":
            found[one.code] -= one.cents
    return {means: cents for means, cents in found.items() if cents}


def _accounts(house: House, day: date) -> dict[str, str]:
    """By category (the price list's) and by everything else that the settings name."""
    listed = {one.code: one.account for one in prices.categories(house, day)}
    pairs = (entry.partition("=")[::2] for entry in house.settings(ShopSettings, day).accounts)
    named = {code.strip(): account.strip() for code, account in pairs if account.strip()}
    usual = {code: account or named.get(PURPOSE, "") for code, account in listed.items()}
    return usual | named


def _titles(shift: Shift, entries: Iterable[Entry], day: date) -> dict[str, Text]:
    plugins = shift.kiosk.plugins
    declared = {one.code: one.title for one in (*plugins.all("purposes"), *plugins.all("tenders"))}
    sold = {one.code for one in entries if one.sort == "goods"}
    return {**OTHERS, **declared, **{code: prices.title(shift.house, code, day) for code in sold}}


# ---- what is owed, both ways ----


DUE, OWES = "CASE means WHEN 'rounding' THEN -cents ELSE cents END", "CASE means WHEN 'owed' THEN cents ELSE 0 END"
"""Of a row of core_money: its part of what was due; of what is owed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What was open at the end of a day. `sort`: voucher | deposit (to be given back, or to be delivered) | owed (to come
    in) | account (for the social service to pay; `code`: the client's number, or the reference). `left`: cents."""

    sort: Literal["voucher", "deposit", "owed", "account"]
    code: str
    since: date | None
    until: date | None
    worth: Cents
    left: Cents


def standing(shift: Shift, day: date) -> list[Standing]:
    """Vouchers with what is left on each, deposits taken and not given back, what is still owed. Raises NotAllowed."""
    shift.require("report")
    house = shift.house
    found: list[Standing] = []
    vouchers = house.rows(
        "SELECT number, day, until_day, cents, cents-coalesce((SELECT sum(u.cents) FROM kapstok_voucher_used u "
        "WHERE u.voucher=v.voucher AND u.day<=?1), 0) AS rest FROM kapstok_voucher v WHERE day<=?1 AND until_day>=?1 "
        "AND rest>0 ORDER BY serial", str(day),
    )  # fmt: skip
    for number, since, until, worth, rest in vouchers:
        days = date.fromisoformat(since), date.fromisoformat(until)
        found.append(Standing("voucher", number, *days, Cents(worth), Cents(rest)))
    for purpose in shift.kiosk.plugins.all("purposes"):
        if purpose.nature == "deposit" and (cents := _so_far(house, DUE, purpose.code, day)):
            found.append(Standing("deposit", purpose.code, None, None, cents, cents))
        if cents := _so_far(house, OWES, purpose.code, day):
            found.append(Standing("owed", purpose.code, None, None, cents, cents))
    return found


def billed(book: Book) -> list[Standing]:
    """What was sold on account of the social service in the period, less what came back, by client or reference: whether it
    was paid since, the finance service knows."""
    found: dict[str, list[Entry]] = {}
    for one in book.entries:
        if one.sort == "payment" and one.code == ACCOUNT:
            found.setdefault(one.reference, []).append(one)
    return [
        Standing(
            "account", number, min(one.day for one in of), None, Cents(-sum(min(one.cents, 0) for one in of)),
            Cents(-sum(one.cents for one in of)),
        ) for number, of in sorted(found.items())
    ]  # fmt: skip


def _so_far(house: House, what: str, purpose: str, day: date) -> Cents:
    """Of all money for that purpose up to that day; no index: a report may read all of it."""
    return Cents(house.number(f"SELECT sum({what}) FROM core_money WHERE purpose=? AND day<=?", purpose, str(day)))
