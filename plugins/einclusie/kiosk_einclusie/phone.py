"""A number to call somebody."""

from __future__ import annotations

from kiosk_core import Client, Shift


def to_call(shift: Shift, client: Client) -> str:
    """The person's own number, else the household's; '' when there is none, for who may not read a dossier, and of who is
    protected for who may not see where they live.

    Primary keys of core_person, core_household."""
    if not shift.may("dossier") or shift.withholds(client):
        return ""
    found = shift.house.one(
        "SELECT coalesce(p.phone, h.phone, '') FROM core_person p LEFT JOIN core_household h ON h.subject=? WHERE p.subject=?",
        client.household, client.person,
    )  # fmt: skip
    return str(found[0]) if found else ""
