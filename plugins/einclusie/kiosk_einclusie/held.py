"""What digital inclusion keeps of people is called: for the copy that a person gets, and the register of processing."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk_core import Sentence

from .vocabulary import DIGCOMP, KNOWN

LISTS = ("theme", "outcome", "referral", "accessories", "marks", "missing", "reason", "what")
"""Fields that hold words of the settings' lists."""

SAYS: Mapping[str, Sentence | None] = {
    "einclusie.signed_in": Sentence("Came to the digital help"),
    "einclusie.signed_out": Sentence("Went home"),
    "einclusie.age_noted": Sentence("Age noted"),
    "einclusie.excused": Sentence("Told beforehand whether you come"),
    "einclusie.helped": Sentence("Helped with a question"),
    "einclusie.session_planned": Sentence("Appointment or session"),
    "einclusie.lent": Sentence("Borrowed a device"),
    "einclusie.loan_extended": Sentence("Loan made longer"),
    "einclusie.brought_back": Sentence("Device brought back"),
    "einclusie.device_lost": Sentence("Device did not come back"),
    "einclusie.device_reserved": Sentence("A device is kept for you"),
    "einclusie.reservation_ended": Sentence("The device is no longer kept"),
    "einclusie.seat_asked": Sentence("Asked for a seat in a course"),
    "einclusie.seat_given_up": Sentence("Gave up the seat"),
    "einclusie.seat_called": Sentence("Told that there is a seat"),
    "einclusie.materials_handed": Sentence("Got something to keep"),
    "einclusie.self_assessed": Sentence("Said what you can do"),
    "excused": Sentence("Does not come"), "nth": None, "what": Sentence("What"), "anonymous": None, "late": None, "session": None, "of": None, "service": None, "first_month": None, "first_year": None,
    "band": Sentence("Age"), "band=0-17": Sentence("under 18"), "band=18-64": Sentence("18 to 64"), "band=65+": Sentence("65 or older"), "theme": Sentence("About"), "minutes": Sentence("Minutes"), "outcome": Sentence("How it went"),
    "referral": Sentence("Sent on to"), "note": Sentence("Note"), "due": Sentence("Back before"),
    "deposit": Sentence("Deposit"), "kept": Sentence("Kept of the deposit"), "accessories": Sentence("With it"),
    "marks": Sentence("State"), "missing": Sentence("Missing"), "damaged": Sentence("Damaged"), "reason": Sentence("Reason"),
    "first": Sentence("From"), "last": Sentence("Until"), "reservation": None, "loan": None, "device": None, "course": None,
    "told": None, "since": Sentence("Residents first until"), "moment": Sentence("When"), "moment=start": Sentence("at the start"), "moment=end": Sentence("at the end"),
    "levels": Sentence("What you can do (1 to 4)"), "change": Sentence("Better than at the start"), "person": None,
    "borrower": Sentence("Borrowed by"), "guest": Sentence("For"), "sort": None, "counter": None, "day": Sentence("Day"),
    "start": Sentence("Hour"), "capacity": None, "lesson": None, "title": Sentence("Name"), "code": None, "letter": None,
    "serial": None,
    **{f"{name}={code}": said for name in LISTS for code, said in KNOWN.items()},
    **{f"{name}={code}": said for name in ("levels", "change") for code, said in DIGCOMP.items()},
}  # fmt: skip
