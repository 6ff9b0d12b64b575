"""How an amount may be paid at this counter, each way with its key: cards and apps by the house's own names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from kiosk_core.domain.money import CASH, OWED
from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.visits import Offer

from . import said
from .place import Place
from .widgets.key_bar import Hint

CARD_KEY = "f7"


def ways(place: Place, offer: Offer, give: Callable[[str], object]) -> Iterable[Hint]:
    """In cash, by card or app, later. `give` gets the means: cash, a name of the house's list, or owed."""
    if place.shift.takes_cash(offer.purpose):
        paid = said.due(place.shift.in_cash(offer), done=True, owed=False)
        yield place.hint("f5", paid, lambda: give(CASH), main=True)
    yield from by_card(place, give)
    later = Sentence("Pays later") if offer.due > 0 else Sentence("Less to pay")
    yield place.hint("f6", later, lambda: give(OWED), main=True)


def by_card(place: Place, give: Callable[[str], object]) -> Iterable[Hint]:
    """One key: with one card or app it is that one, with several they are asked. None when the house takes none."""
    names = list(place.shift.cards())
    if len(names) == 1:
        yield place.hint(CARD_KEY, called(names[0]), lambda: give(names[0]))
    elif names:

        def chosen(name: object) -> None:
            if isinstance(name, str):
                place.attempt(lambda: give(name))

        question = Sentence("How is it paid?")
        choices = {name: called(name) for name in names}
        choose = partial(place.desk.open, "choose:ChooseScreen", place.shift, question, choices, done=chosen)
        yield place.hint(CARD_KEY, Sentence("Card or app"), choose)


def called(name: str) -> str:
    """A name of the house's list as a screen shows it: 'Bancontact'."""
    return name[:1].upper() + name[1:]
