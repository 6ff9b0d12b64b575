"""A sale until it is paid: a value in the hand of a screen or command. Each change answers another one, priced anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from kiosk_core import (
    Cents,
    Client,
    ClientId,
    Draft,
    Finding,
    Here,
    House,
    KioskError,
    Lying,
    Money,
    NotFound,
    NotUnderstood,
    Offer,
    Sentence,
    Shift,
    Verdict,
    Word,
    new_code,
    new_id,
    read_amount,
)

from . import allowed, prices, terms
from .events import ClientServed, LineBody, Sold
from .lines import Line, Wanted, ask_the_lead, read_grams, read_pieces, usual_price
from .settings import ShopSettings

SALE = "kapstok.sale"
"""The service of everybody, with a card or without."""
PURPOSE = "kapstok.sale"


class Desk(Protocol):
    """What a sale asks of a shift: who may ask any price, what is read, and the verdict on a client."""

    @property
    def house(self) -> House: ...
    def here(self) -> Here: ...
    def may(self, right: str, /) -> bool: ...
    def decide(self, client: Client | None, service: str | None = None, /) -> Verdict: ...


class NotSold(KioskError):
    code, says = "not_sold", Sentence("{why} {next}")


@dataclass(frozen=True, slots=True)
class Sale:
    """`asked`: the verdict on the client's terms, None without a client. `verdict`: the one that the sale answers."""

    id: str
    verdict: Verdict
    asked: Verdict | None = None
    lines: tuple[Line, ...] = ()
    terms: terms.Terms | None = None
    """None: nobody's terms hold, and the sale goes on at the usual prices."""
    paid: tuple[tuple[str, Cents, str], ...] = ()
    """(means, cents, reference) of what was paid of it already, by a card that was charged for instance; as Tendered."""

    @property
    def client(self) -> Client | None:
        return self.asked.visit.client if self.asked and self.asked.visit else None

    @property
    def total(self) -> Cents:
        return Cents(sum(line.net for line in self.lines))

    @property
    def payable_by_credit(self) -> Cents:
        """What the client's clothing credit may pay of it."""
        return terms.payable(self.terms, self.lines) if self.terms else Cents(0)

    @property
    def pieces(self) -> int:
        """What was weighed is one."""
        return sum(line.wanted.pieces for line in self.lines)

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        return tuple(line.wanted for line in self.lines)

    @property
    def refused(self) -> Finding | None:
        """Why nothing can be sold: what speaks against the client's terms where one is known. None: the sale goes on."""
        if self.verdict.outcome != "refused":
            return None
        against = self.asked if self.asked is not None and self.asked.outcome == "refused" else self.verdict
        return against.findings[0]

    @property
    def waits(self) -> bool:
        """The client's terms ask something that nobody has answered yet: until then they do not hold."""
        return self.asked is not None and self.asked.outcome == "ask" and self.terms is None


def begin(shift: Desk) -> Sale:
    """Nothing yet, for nobody in particular. Raises NotAllowed."""
    return Sale(new_id(), shift.decide(None, SALE))


def is_free(shift: Desk) -> bool:
    """Whether it is a shop with pieces instead of prices today."""
    return shift.house.settings(ShopSettings, shift.here().day).mode == "free"


def with_client(shift: Desk, sale: Sale, asked: Verdict, *, confirmed: bool = False) -> Sale:
    """The same sale for whom that verdict on `terms.TERMS` is about. What it asks holds once it is `confirmed`.

    Raises NotFound: the verdict is about nobody."""
    client = asked.visit.client if asked.visit else None
    if client is None or asked.visit is None:
        raise NotFound(what=Sentence("This card"))
    holds = asked.outcome == "granted" or (asked.outcome == "ask" and confirmed)
    theirs = terms.gather(shift.house, client, asked.visit.day) if holds else None
    answers = asked if holds else shift.decide(client, SALE)
    return with_lines(shift, replace(sale, asked=asked, terms=theirs, verdict=answers), sale.wanted)


def without_client(shift: Desk, sale: Sale) -> Sale:
    """The card was somebody else's."""
    return with_lines(shift, replace(sale, asked=None, terms=None, verdict=shift.decide(None, SALE)), sale.wanted)


def of_today(shift: Desk, sale: Sale) -> Sale:
    """The same sale; one that was begun on an earlier day, because the till stood open, is asked and priced anew."""
    if sale.verdict.visit is None or sale.verdict.visit.day == shift.here().day:
        return sale
    if sale.client is None:
        return without_client(shift, sale)
    return with_client(shift, sale, shift.decide(sale.client, terms.TERMS))


def with_lines(shift: Desk, sale: Sale, wanted: Sequence[Wanted]) -> Sale:
    """The same sale with these lines. Raises NotFound (category), NotUnderstood (a quantity, price or discount)."""
    day, leads = shift.here().day, shift.may("lead")
    asked = any(one.price is not None or one.off or one.percent for one in wanted)
    left = allowed.of_sale(shift.house, sale.id) if asked and not leads else []
    lines = tuple(_usual(shift.house, one, day, leads or allowed.take(left, one)) for one in wanted)
    return replace(sale, lines=terms.apply(sale.terms, lines) if sale.terms else lines)


def by_number(shift: Desk, what: str, typed: str) -> Wanted:
    """A category or label with the number that was typed before it: pieces, a weight, or the price of what has none.

    Raises NotFound, NotUnderstood."""
    code, own = _stands_for(shift.house, what)
    unit = prices.category(shift.house, code, shift.here().day).unit
    if unit == "piece" or (unit == "open" and own is not None):
        return Wanted(what, pieces=read_pieces(typed))
    if not typed and unit == "kilo":
        raise NotUnderstood(why=Sentence("type the weight first, for instance 2,4."))
    if not typed:
        raise NotUnderstood(why=Sentence("type the price first, for instance 1,50."))
    return Wanted(what, grams=read_grams(typed)) if unit == "kilo" else Wanted(what, price=read_amount(typed))


def as_draft(sale: Sale, *, parked: bool = False) -> Draft:
    """As it lies on this PC until it is paid."""
    household = sale.client.household if sale.client else None
    told = {"first": sale.lines[0].category.title, "pieces": sale.pieces, "cents": sale.total} if sale.lines else None
    body = {"lines": [wanted.stored() for wanted in sale.wanted], "told": told, "paid": sale.paid}
    return Draft(sale.id, body, ClientId(household) if household else None, parked)


def lying(draft: Draft) -> Lying | None:
    """What lies in one, at the prices and terms that it was put aside with; None: only a card."""
    told = draft.body.get("told")
    return Lying(told["first"], told["pieces"], Cents(told["cents"])) if told else None


def keep(shift: Shift, sale: Sale, *, parked: bool = False) -> None:
    """On this PC until it is paid, on disk when this returns. What who leads asks in it, whoever goes on with it may ask too.

    Raises NotAllowed, StoreError."""
    if shift.may("lead"):
        allowed.allow(shift, sale.id, [line.wanted for line in sale.lines if line.beyond])
    shift.keep_draft(as_draft(sale, parked=parked))


def from_draft(shift: Shift, draft: Draft) -> Sale:
    """The same sale at today's prices; what its client's terms ask is asked again. Raises as with_lines."""
    begun = replace(begin(shift), id=draft.id, paid=tuple(map(tuple, draft.body.get("paid", ()))))
    client = shift.house.household(draft.client, shift.here().day) if draft.client else None
    if client is not None:
        begun = with_client(shift, begun, shift.decide(client, terms.TERMS))
    return with_lines(shift, begun, [Wanted(**stored) for stored in draft.body["lines"]])


def _stands_for(house: House, what: str) -> tuple[str, Cents | None]:
    """(category, price of its own) of a category's code or an article label; a label that nobody knows is its own code."""
    marked = None if what[:1].islower() else prices.labelled(house, what)
    return marked or (what, None)


def _usual(house: House, wanted: Wanted, day: date, any_price: bool) -> Line:
    code, own = _stands_for(house, wanted.what)
    priced = wanted if wanted.price is not None else replace(wanted, price=own)
    return replace(usual_price(priced, prices.category(house, code, day), any_price, own), wanted=wanted)


def offer(shift: Desk, sale: Sale, credit: Cents) -> Offer:
    """What is recorded when it is paid. `credit`: cents of the client's clothing credit that are used.

    Raises NotSold (a refusal, no VAT treatment yet), NotUnderstood (nothing to sell, a price that nobody here may ask)."""
    if not sale.lines:
        raise NotUnderstood(why=Sentence("there is nothing in this sale yet."))
    if sale.verdict.visit is None or sale.refused is not None:
        refusal = sale.refused or sale.verdict.findings[0]
        raise NotSold(why=refusal.text, next=refusal.next_step or "")
    if not shift.may("lead"):
        _check_allowed(shift.house, sale)
    if sale.terms is not None and sale.payable_by_credit < credit <= sale.terms.credit_left:
        raise NotUnderstood(
            why=Sentence(
                "clothing credit pays {amount} of this: not the pieces above the most.",
                {"amount": Money(sale.payable_by_credit)},
            )
        )
    if sale.terms is not None and credit > sale.terms.credit_left:
        raise NotUnderstood(
            why=Sentence("{left} of the clothing credit is left.", {"left": Money(sale.terms.credit_left)})
        )
    house, visit = shift.house, sale.verdict.visit
    rules = house.settings(ShopSettings, visit.day)
    sold = Sold(
        sale=sale.id, code=Word(new_code()), card=sale.terms is not None,
        lines=[_body(line, _treatment(line, rules)) for line in sale.lines],
    )  # fmt: skip
    drafts: list[object] = [sold]
    if sale.terms is not None and sale.client is not None and sale.client.household is not None:
        helped: dict[Word, int] = {}
        for line in sale.lines:
            code = Word(line.category.code)
            helped[code] = helped.get(code, 0) + (line.within if credit else line.helped)
        helped = {code: pieces for code, pieces in helped.items() if pieces}
        drafts.append(ClientServed(household=sale.client.household, sale=Word(sale.id), helped=helped, credit=credit))
    elif credit:
        raise NotUnderstood(why=Sentence("there is no clothing credit: scan the client's card."))

    def guard(now: House) -> Sentence | None:
        if was_paid(now, sale.id):
            return Sentence("this sale was paid already.")
        if sale.terms is None or sale.client is None:
            return None
        theirs = terms.gather(now, sale.client, visit.day)
        if credit > theirs.credit_left:
            return Sentence("the clothing credit is used up.")
        plain = tuple(replace(line, terms=Cents(0), helped=0, why=()) for line in sale.lines)
        again = terms.apply(theirs, plain)
        same = sum(line.net for line in again) == sale.total and credit <= terms.payable(theirs, again)
        return None if same else Sentence("other prices hold for this client now.")

    return sale.verdict.bind(
        Offer(Sentence("Sale"), tuple(drafts), due=sale.total, purpose=PURPOSE, asks=True, guard=guard)
    )


def _check_allowed(house: House, sale: Sale) -> None:
    """Raises NotUnderstood: a price that only who leads may ask, and nobody allowed here."""
    beyond = [line for line in sale.lines if line.beyond]
    if beyond and (asked := allowed.missing(house, sale.id, [line.wanted for line in beyond])):
        raise ask_the_lead(next(line.category for line in beyond if line.wanted == asked[0]))


def was_paid(house: House, sale: str) -> bool:
    """Whether that sale was recorded already, by another window or at a second try. Index kapstok_sale_all(sale)."""
    return house.one("SELECT 1 FROM kapstok_sale_all WHERE sale=?", sale) is not None


def _treatment(line: Line, rules: ShopSettings) -> str:
    treatment = line.category.vat or rules.vat
    if treatment == "unchosen":
        raise NotSold(
            why=Sentence("Nothing can be sold yet: no VAT treatment is chosen."),
            next=Sentence("Ask the coordinator: Office, Settings, and type VAT."),
        )
    return treatment


def _body(line: Line, vat: str) -> LineBody:
    numbers: dict[str, int] = {
        "pieces": 0 if line.category.unit == "kilo" else line.wanted.pieces, "grams": line.wanted.grams,
        "gross": line.gross, "discount": line.discount, "terms": line.terms, "net": line.net,
    }  # fmt: skip
    said = {"category": line.category.code, "vat": vat, "account": line.category.account}
    if line.discount:
        said["reason"] = line.wanted.reason
    return {Word(name): value for name, value in numbers.items()} | {
        Word(name): Word(value) for name, value in said.items()
    }
