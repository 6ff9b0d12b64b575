"""What the shop keeps of people is called: for the copy that a person gets, and the register of processing."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk_core import Sentence

from .vouchers import REASONS

SAYS: Mapping[str, Sentence | None] = {
    "kapstok.client_served": Sentence("Bought with client terms"),
    "kapstok.client_returned": Sentence("Brought back with client terms"),
    "kapstok.sold": Sentence("A sale in the shop"),
    "kapstok.line_taken_away": Sentence("A line of a sale taken away"),
    "kapstok.price_allowed": Sentence("Another price allowed"),
    "kapstok.returned": Sentence("Goods came back"),
    "kapstok.voucher_issued": Sentence("Voucher given"),
    "kapstok.voucher_redeemed": Sentence("Paid with the voucher"),
    "kapstok.voucher_stopped": Sentence("Voucher stopped"),
    "kapstok.account_agreed": Sentence("On account of the social service"), "reference": Sentence("Reference"),
    "kapstok.noted": Sentence("Note about a sale or voucher"),
    "kapstok.donor_named": Sentence("Name of who brought goods"), "name": Sentence("Name"),
    "helped": Sentence("Pieces"), "credit": Sentence("Clothing credit used"), "cents": Sentence("Amount"),
    "until": Sentence("Good until"), "left": Sentence("Left on it"), "why": Sentence("Why"), "reason": Sentence("Reason"),
    "why=lost": Sentence("lost"), "why=withdrawn": Sentence("withdrawn"), "note": Sentence("Note"), "told": Sentence("Note"), "code": Sentence("Code"),
    "sale": None, "service": None, "first_month": None, "first_year": None, "letter": None, "serial": None, "voucher": None,
    "client": None, "household": None, "replaced_by": None, "lines": None, "card": None, "way": None, "drawer": None,
    "of": None, "about": None,
    **{f"reason={code}": said for code, said in REASONS.items()},
}  # fmt: skip
