"""Loans as they were: who had a device, and which devices somebody had. The coordinator's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk_core import Client, NotFound, PersonId, Shift, Word

from .loans import BORROWER, THEIRS, listed


@dataclass(frozen=True, slots=True)
class Past:
    """One loan of a device or a person, whether it holds or not. `ended`: the day, None while it is out. `how`: out, back,
    lost, stolen or broken. `marks`, `missing`: what was not in order, and what did not come back."""

    device: str
    title: str
    client: Client | None
    since: date
    ended: date | None
    how: str
    marks: tuple[Word, ...]
    missing: tuple[Word, ...]

    @property
    def number(self) -> str:
        return self.client.number if self.client else ""


def history(shift: Shift, *, device: str | None = None, person: PersonId | None = None) -> list[Past]:
    """All loans of a device or of a person, newest first. Raises NotAllowed: it is the coordinator's.

    Indexes einclusie_lent(device, at, of), and as of THEIRS."""
    shift.require("dossier")
    if device is None and person is None:
        raise NotFound(what="-")
    where, value = ("l.device=?1", device) if device else (THEIRS, person)
    found = shift.house.rows(
        f"SELECT l.device, coalesce(d.title, l.device), {BORROWER}, l.day, e.day, coalesce(e.how, 'out'), e.marks, e.missing "
        "FROM einclusie_lent l LEFT JOIN einclusie_ended e ON e.loan=l.loan "
        f"LEFT JOIN einclusie_device d ON d.subject=l.device WHERE {where} ORDER BY l.at DESC, l.of DESC", value,
    )  # fmt: skip
    day = shift.here().day
    return [
        Past(
            which, title, shift.house.client(who, day) if who else None, date.fromisoformat(since),
            date.fromisoformat(end) if end else None, how, listed(marks), listed(missing),
        )
        for which, title, who, since, end, how, marks, missing in found
    ]  # fmt: skip
