"""Help desk tickets: what somebody was helped with, how long, and what came of it. Four keys at most."""

from __future__ import annotations

from kiosk_core import Act, Client, NotUnderstood, PersonId, Sentence, Shift, Word, new_id

from . import sign_in
from .events.help import Helped, Outcome
from .settings import DigitalSettings
from .vocabulary import Text, words

OUTCOMES: tuple[Outcome, ...] = ("solved", "come_back", "referred")
MOST_MINUTES = 480


def themes(shift: Shift) -> dict[Word, Text]:
    """Theme -> what people read, in the house's order."""
    return words(_rules(shift).themes)


def referrals(shift: Shift) -> dict[Word, Text]:
    """Where people are sent on to, in the house's order."""
    return words(_rules(shift).referrals)


def minutes(shift: Shift) -> list[int]:
    """The choices on the screen, rising; what is no number of minutes is passed over."""
    typed = {int(one) for one in _rules(shift).ticket_minutes if one.isascii() and one.isdigit()}
    return sorted(one for one in typed if 0 < one <= MOST_MINUTES)


def note_ticket(
    shift: Shift, client: Client | None, theme: str, minutes: int, outcome: Outcome, *, referral: str | None = None,
    note: str | None = None,
) -> Act:  # fmt: skip
    """What `client` (None: somebody without a name) was helped with, in the session where they are.

    Raises NotAllowed, NotUnderstood (a word of no list, an impossible time, a note about nobody)."""
    shift.require("serve")
    if theme not in themes(shift):
        raise NotUnderstood(why=Sentence("{theme} is not in the list of themes.", {"theme": theme}))
    if outcome == "referred" and referral is not None and referral not in referrals(shift):
        raise NotUnderstood(why=Sentence("{place} is not in the list of places.", {"place": referral}))
    if not 0 < minutes <= MOST_MINUTES:
        raise NotUnderstood(why=Sentence("minutes are a number from 1 to {most}.", {"most": MOST_MINUTES}))
    person = client.person if client else None
    if note and person is None:
        raise NotUnderstood(why=Sentence("a note needs somebody whose it is."))
    here = shift.here()
    inside = sign_in.inside(shift.house, here, person) if person else None
    belongs = sign_in.belongs(shift.house, here, person)
    session = inside.session if inside else belongs.id if belongs else None
    return shift.tell(
        Helped(
            person=person or PersonId(new_id()), session=Word(session) if session else None, anonymous=person is None,
            theme=Word(theme), minutes=minutes, outcome=outcome,
            referral=Word(referral) if referral and outcome == "referred" else None, note=note or None,
        )
    )  # fmt: skip


def looks_private(shift: Shift, note: str) -> bool:
    """Whether a note holds what looks like a card, account or national number, as the registration form sees it."""
    found = shift.check_answers({"einclusie.note": note}, None)
    return any(finding.code == "core.looks_like_number" for finding in found)


def _rules(shift: Shift) -> DigitalSettings:
    return shift.house.settings(DigitalSettings, shift.here().day)
