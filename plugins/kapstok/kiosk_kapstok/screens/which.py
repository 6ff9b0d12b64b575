"""Which sale goes on, of those that were put aside."""

from __future__ import annotations

from collections.abc import Callable

from kiosk_core import Draft, Sentence
from kiosk_core.tui import Place


def ask_which(place: Place, then: Callable[[Draft], object]) -> None:
    """`then` gets it: at once when there is only one, chosen when there are more. Leaving changes nothing."""
    waiting = {draft.id: draft for draft in place.shift.drafts() if draft.parked}
    if len(waiting) == 1:
        then(*waiting.values())
        return
    zone = place.shift.settings().zone
    choices = {one.id: one.told(zone, place.shift.here().day) for one in place.shift.aside() if one.id in waiting}

    def chosen(id: object) -> None:
        if isinstance(id, str):
            place.attempt(lambda: then(waiting[id]))

    question = Sentence("Which one goes on?")
    place.app.push_screen(place.desk.load("choose:ChooseScreen", place.shift, question, choices, enter=False), chosen)
