"""Sales that lie on this PC and are not paid: the one that was open, and those put aside, taken up again.

One that cannot be taken up (its category is not sold any more, its price is the coordinator's) never stands in the way of
another: it waits aside, and a sentence says why.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk_core import Draft, NotFound, NotUnderstood, Sentence, Shift

from . import sale as sales
from .sale import Sale

NOTHING = Sentence("")


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
