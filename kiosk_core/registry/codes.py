"""One table for every code in the house. Any event kind, also a plugin's, may put a row; a screen asks Kiosk.resolve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.cards import Scanned
from ..journal import state

if TYPE_CHECKING:
    from ..house import House

CODE = state("core_code", {"code": "text", "kind": "text", "owner": "text", "state": "text"}, key=("code",))
"""subject: what the code stands for (a person, a volunteer, a voucher, a device). Primary key (code, subject)."""


def resolve(house: House, code: str) -> Scanned:
    """What a code stands for; kind 'unknown' when nobody gave it out. Primary key of core_code."""
    found = house.rows("SELECT code, kind, owner, subject, state FROM core_code WHERE code=? LIMIT 2", code)
    if not found:
        return Scanned(code)
    code, kind, owner, id, condition = found[0]
    return Scanned(code, kind, owner, id, condition if len(found) == 1 else "twice")
