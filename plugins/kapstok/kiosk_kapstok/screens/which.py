"""Questions about sales that were put aside: which one goes on, and why one comes to nothing."""

from __future__ import annotations

from collections.abc import Callable

from kiosk_core import Draft, Sentence
from kiosk_core.tui import Place

from ..aside import REASONS


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


def ask_why_dropped(place: Place, then: Callable[[str], object]) -> None:
    """`then` gets one of REASONS: a digit decides, no habit. Leaving changes nothing."""

    def chosen(code: object) -> None:
        if isinstance(code, str):
            place.attempt(lambda: then(code))

    question = Sentence("This sale was put aside. Why does it come to nothing?")
    place.app.push_screen(place.desk.load("choose:ChooseScreen", place.shift, question, REASONS, enter=False), chosen)
