"""What the counter says of a verdict and an offer, as sentences; where they stand is the screen's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kiosk_core.domain.eligibility import Severity, Verdict
from kiosk_core.domain.ids import Cents
from kiosk_core.domain.texts import Money, Sentence, Text, counted
from kiosk_core.domain.visits import Offer
from kiosk_core.shift.recent import Back, Served

from .people import described


def findings(verdict: Verdict, moving: Served | None = None) -> Iterable[tuple[Text, ...]]:
    """Most severe first; each with its next step, if it has one. `moving`: what was for somebody else. On a refusal nothing is
    asked that only whoever goes on can answer."""
    if moving:
        yield (moves(moving),)
    refused = verdict.outcome == "refused"
    for finding in verdict.findings:
        if refused and finding.severity is Severity.ASK:
            continue
        step = finding.next_step if finding.severity >= Severity.NOTE else None
        yield (finding.text,) if step is None else (finding.text, step)


def who(verdict: Verdict) -> Text:
    """Whom it is about."""
    visit = verdict.visit
    if visit is not None and visit.client is not None:
        return described(visit.client, visit.day)
    return nameless(verdict) or ""


def nameless(verdict: Verdict) -> Sentence | None:
    """How many somebody without a card said they are; None: nobody said a number."""
    asked = sum(verdict.visit.asked.values()) if verdict.visit else 0
    return counted("Without a card: {n} person", "Without a card: {n} persons", asked) if asked else None


def waits_for(moving: Served | None) -> tuple[Sentence, ...]:
    """What the next scan is for. `moving`: what was for somebody else."""
    if moving:
        return moves(moving), Sentence("Who was it for? Scan the card, or type a name or number.")
    return (Sentence("Scan the card, or type a name or number."),)


def moves(one: Served) -> Sentence:
    """While it is being moved."""
    return Sentence("You are moving: {what}, of {number}.", _of(one))


def stays(one: Served) -> Sentence:
    """It was moved to nobody."""
    return Sentence("Nothing is moved: {what} stays with {number}.", _of(one))


def no_longer(one: Served) -> Sentence:
    """It was moved to somebody else."""
    return Sentence("No longer at {number}: {what}.", _of(one))


def _of(one: Served) -> dict[str, object]:
    return {"what": one.what, "number": one.number or Sentence("somebody without a card")}


def asked_back(back: Back) -> Iterable[Sentence]:
    """What to do at the counter with what is undone."""
    if back.goods:
        yield Sentence("Ask back: {goods}.", {"goods": tuple(back.goods)})
    if back.cash:
        yield Sentence("Give back {amount}.", {"amount": Money(back.cash)})


def asked_back_if_here(one: Served, back: Back, cash: Cents) -> Iterable[Sentence]:
    """The same of what was for somebody else. Mostly a wrong line was chosen, so that nobody but the right one stood here: what went
    over the counter is theirs, and was paid once. `cash`: what was now noted as paid in coins."""
    if not back.goods and not back.cash:
        return
    too_much = Cents(max(0, back.cash - cash))
    if back.cash and too_much == back.cash:
        yield from asked_back(replace(back, goods=()))
        back = replace(back, cash=Cents(0))
    yield Sentence("Was {number} here too?", _of(one))
    yield from asked_back(back)
    if back.cash and too_much:
        yield Sentence("If not: give back {amount}.", {"amount": Money(too_much)})
    else:
        yield Sentence("If not: ask nothing back.")


def due(cents: Cents, done: bool, owed: bool, in_till: bool = False) -> Sentence:
    """What is to be paid, or how it was. `in_till`: a drawer is open here and counts it, not the cash list of a project's day."""
    amount = {"amount": Money(Cents(abs(cents)))}
    if cents < 0:
        if not done:
            return Sentence("To give back: {amount}", amount)
        return Sentence("Less to pay: {amount}", amount) if owed else Sentence("Given back: {amount}", amount)
    if not done:
        return Sentence("To pay: {amount}", amount)
    if owed:
        return Sentence("Still to pay: {amount}", amount)
    return Sentence("Paid: {amount}, into the till", amount) if in_till else Sentence("Paid: {amount}", amount)


def to_do(offer: Offer) -> Sentence:
    """What is done with what, in the words of the project where it has its own."""
    return Sentence("{label}: {said}", {"label": offer.heading, "said": offer.title})


def handed(offer: Offer) -> list[Text]:
    """What went over the counter, to be asked back when it is undone."""
    return [
        line.text if line.quantity == 1 else Sentence("{n} × {what}", {"n": line.quantity, "what": line.text})
        for line in offer.hand_over
    ]
