"""Sales that lie on this PC and are not paid: taken up again, and what goes out of them again.

One that cannot be taken up (its category is not sold any more, its price is the coordinator's) never stands in the way of
another: it waits aside, and a sentence says why.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk_core import Draft, Money, NotFound, NotUnderstood, Sentence, Shift, Word, counted

from . import returns
from . import sale as sales
from .events import LineTakenAway
from .sale import Sale

NOTHING = Sentence("")
REASONS = {code: returns.REASONS[code] for code in ("not_taken", "mistake")} | {"other": Sentence("another reason")}
"""Why a sale that was put aside comes to nothing: words that the core knows."""


def open_one(shift: Shift) -> tuple[Sale, Sentence]:
    """The sale that was open when the power went, else a new one; and what is to be said of it. Raises NotAllowed,
    StoreError."""
    told = NOTHING
    for draft in shift.drafts():
        forgot_paid(shift, draft.id)
    for draft in [one for one in shift.drafts() if not one.parked]:
        try:
            return sales.from_draft(shift, draft), Sentence("The sale that was open is here again.")
        except (NotFound, NotUnderstood) as error:
            shift.keep_draft(replace(draft, parked=True))
            told = Sentence("The sale that was open is put aside. {why}", {"why": error.sentence})
    return sales.begin(shift), told


def forgot_paid(shift: Shift, sale: str) -> bool:
    """Whether that sale was paid already: another window kept it after that, and now nothing lies here of it any more."""
    if not sales.was_paid(shift.house, sale):
        return False
    shift.drop_draft(sale)
    return True


def take_up(shift: Shift, draft: Draft, at_hand: Sale) -> Sale:
    """One that was put aside; the one at hand goes aside instead, or is gone when nothing lies in it.

    Raises what `from_draft` raises: then nothing changed."""
    taken = sales.from_draft(shift, draft)
    if at_hand.lines:
        sales.keep(shift, at_hand, parked=True)
    elif at_hand.client:
        shift.drop_draft(at_hand.id)
    sales.keep(shift, taken)
    return taken


def exchanged(away: Sale, here: Sale) -> Sentence:
    """Said when one was taken up in place of another."""
    told = {"away": _told(away), "here": _told(here)}
    return Sentence("Put aside: {away}. Here now: {here}.", told)


def _told(sale: Sale) -> tuple[object, ...]:
    """What lies on top, how many pieces, and what it comes to."""
    pieces = counted("{n} piece", "{n} pieces", sale.pieces)
    return sale.lines[0].category.title, pieces, Sentence("{amount}", {"amount": Money(sale.total)})


def take_away(shift: Shift, at_hand: Sale, place: int) -> Sale:
    """The same sale without the line at that place, from 0; that it was there is written down. Raises as `with_lines`,
    NotUnderstood: it is the last one of a sale that was put aside, which comes to nothing with a reason only."""
    line, wanted = at_hand.lines[place], list(at_hand.wanted)
    del wanted[place]
    if not wanted and was_put_aside(shift, at_hand):
        raise NotUnderstood(why=Sentence("this was put aside: say why it comes to nothing."))
    rest = sales.with_lines(shift, at_hand, wanted)
    gone = LineTakenAway(
        sale=at_hand.id, category=Word(line.category.code), pieces=line.wanted.pieces, grams=line.wanted.grams, net=line.net,
    )  # fmt: skip
    shift.tell(gone)
    return rest


def was_put_aside(shift: Shift, at_hand: Sale) -> bool:
    """Whether the sale at hand waited before, so that somebody may come for it."""
    return any(draft.was_aside for draft in shift.drafts() if draft.id == at_hand.id)
