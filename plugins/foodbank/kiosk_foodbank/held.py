"""What the food distribution keeps of people is called: for the copy that a person gets, and the register of processing."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk_core import Sentence

from .goods import HANDED, LEAVE_OUT

SAYS: Mapping[str, Sentence | None] = {
    "foodbank.parcel_collected": Sentence("Parcel taken home"),
    "foodbank.referred": Sentence("A slip for the social service went along"),
    "foodbank.referral_followed": Sentence("The coordinator took up the slip"),
    "parcel": Sentence("Sort"), "parcel=regular": Sentence("usual parcel"), "parcel=emergency": Sentence("emergency parcel"),
    "portion": Sentence("Size"), "portion=small": Sentence("small"), "portion=medium": Sentence("medium"),
    "portion=large": Sentence("large"), "adults": Sentence("Adults"), "children": Sentence("Children"),
    "babies": Sentence("Babies"), "part": None, "handed": Sentence("Handed over"), "due": Sentence("Contribution"),
    "next_day": Sentence("Next time"), "leave_out": Sentence("Must not be in the parcel"),
    "bring_by": Sentence("Bring papers before"), "collector": Sentence("Collected by"), "code": Sentence("Code"),
    "call_back": Sentence("Phone to call back"), "referral": None, "service": None, "first_month": None, "first_year": None,
    "ages": None, "sexes": None, "federation": None, "births": None, "shared_month": None, "shared_year": None, "rhythm": None,
    "household": None, "foodbank.grouped": Sentence("Place in a collection group"), "group": Sentence("Group"),
    "foodbank.moved_once": Sentence("Came on another day, one time"), "of_day": Sentence("Instead of"),
    "to_day": Sentence("Comes on"), "foodbank.excused": Sentence("Told beforehand about a day"), "on_day": Sentence("Day"),
    "excused": Sentence("Does not come"), "foodbank.not_come": Sentence("Was not there on a day"),
    "late": Sentence("Entered from paper"), "foodbank.paper_doubted": Sentence("A line of a paper list to look at"),
    "foodbank.paper_settled": Sentence("A coordinator looked at that line"), "codes": None, "doubted": None,
    "was_counted": Sentence("Counted"),
    **{f"handed={code}": said for code, said in HANDED.items()},
    **{f"leave_out={code}": said for code, said in LEAVE_OUT.items()},
}  # fmt: skip
