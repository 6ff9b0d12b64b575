"""Who may do what: one table for screens and commands alike. The check stands in Shift, never on a screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ..domain.errors import NeedsOwnPin, NotAllowed
from ..domain.texts import Sentence

Role = Literal["volunteer", "shop_lead", "coordinator", "deputy", "administrator"]
ROLES: dict[Role, Sentence] = {
    "volunteer": Sentence("volunteer"),
    "shop_lead": Sentence("shop lead"),
    "coordinator": Sentence("coordinator"),
    "deputy": Sentence("deputy coordinator"),
    "administrator": Sentence("administrator"),
}
VOUCHED = "vouched"
"""What somebody without a PIN is for a shift, because a colleague vouched: nobody's role, and never given to keep."""
_ALL: frozenset[Role] = frozenset(ROLES)
_COUNTER: frozenset[str] = frozenset((*_ALL, VOUCHED))
_LEAD: frozenset[Role] = frozenset(("shop_lead", "coordinator", "deputy", "administrator"))
_OFFICE: frozenset[Role] = frozenset(("coordinator", "deputy", "administrator"))
_HOUSE: frozenset[Role] = frozenset(("coordinator", "administrator"))

RIGHTS: dict[str, frozenset[str]] = {
    "serve": _COUNTER,
    "find": _COUNTER,
    "undo": _COUNTER,
    "undo_earlier": _LEAD,
    "undo_long_ago": _OFFICE,
    "print": _COUNTER,
    "close_day": _ALL,
    "see_counts": _ALL,
    "till": _ALL,
    "give_back": _ALL,
    "hand_over": _LEAD,
    "vouch": _LEAD,
    "brief": _OFFICE,
    "lead": _LEAD,
    "register": _OFFICE,
    "enrol": _OFFICE,
    "cards": _OFFICE,
    "dossier": _OFFICE,
    "know": _OFFICE,
    "protected": _HOUSE,
    "overrule": _OFFICE,
    "report": _OFFICE,
    "journal": _OFFICE,
    "backup": _OFFICE,
    "verify": _OFFICE,
    "settings": _HOUSE,
    "merge": _HOUSE,
    "forget": _HOUSE,
    "volunteers": _HOUSE,
    "counters": _HOUSE,
    "demo": frozenset(("administrator",)),
}
"""Right -> roles that have it. A coordinator is let do everything but make example data in a house of people.
`give_back`: money goes out, at a return, a refund or the undoing of what was paid. `undo_earlier`: of another day than today;
`undo_long_ago`: further back than an act may be entered."""

UNDOING: dict[str, str] = {"registry": "register", "volunteers": "volunteers", "house": "settings"}
"""Retention class of a core kind -> the right that taking such an event back needs, beside the right to undo."""


def allowed(roles: Iterable[str], right: str) -> bool:
    """Raises KeyError: a right that no table knows is a mistake in the program."""
    return not RIGHTS[right].isdisjoint(roles)


def require(roles: Iterable[str], right: str) -> None:
    """Raises NotAllowed, naming who may; NeedsOwnPin: a colleague vouched for whoever stands here."""
    held = tuple(roles)
    if not allowed(held, right):
        if VOUCHED in held:
            raise NeedsOwnPin()
        raise NotAllowed(roles=tuple(says for role, says in ROLES.items() if role in RIGHTS[right]))
