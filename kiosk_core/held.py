"""What the core's kinds, their fields and values are called: for the copy that a person gets, and the register of processing."""

from __future__ import annotations

from collections.abc import Mapping

from .domain.texts import Sentence
from .registry.rights import ROLES

_KINDS: Mapping[str, Sentence | None] = {
    "core.person_registered": Sentence("Registered"),
    "core.person_changed": Sentence("Personal data changed"),
    "core.client_looked_at": Sentence("Somebody looked"),
    "core.card_issued": Sentence("Card given out"),
    "core.card_printed": Sentence("Card printed"),
    "core.card_stopped": Sentence("Card stopped"),
    "core.household_registered": Sentence("Household registered"),
    "core.household_changed": Sentence("Data of the household changed"),
    "core.member_joined": Sentence("Part of the household"),
    "core.member_left": Sentence("No longer part of the household"),
    "core.children_left": Sentence("Somebody was forgotten, and only children stayed in the household"),
    "core.enrolled": Sentence("Decision: may come to a project"),
    "core.enrolment_ended": Sentence("Decision: ended"),
    "core.proxy_named": Sentence("Somebody may collect"),
    "core.answered": Sentence("Answer to a question"),
    "core.volunteer_welcomed": Sentence("Volunteer"),
    "core.volunteer_retired": Sentence("No longer a volunteer"),
    "core.badge_given": Sentence("Badge"),
    "core.volunteer_vouched_for": Sentence("A colleague vouched for you at the counter"),
    "core.volunteer_linked": Sentence("Noted that you are a volunteer here too"),
    "core.ask_confirmed": Sentence("A volunteer confirmed a question at the counter"),
    "core.overruled": Sentence("A coordinator decided otherwise than the rule"),
    "core.money_moved": Sentence("Money"),
    "core.voided": Sentence("Something was taken back"),
    "core.undo_noted": Sentence("Why something was taken back"),
    "core.merged": Sentence("Was registered twice: made one"),
    "core.shift_note_written": Sentence("Note for colleagues"),
    "core.shift_note_read": Sentence("Note for colleagues read"),
    "core.counter_set_up": Sentence("Counter"),
    "core.setting_changed": Sentence("Setting"),
    "core.till_noted": Sentence("Note about the till"),
    "core.till_closed": Sentence("Till closed"),
    "core.clients_imported": Sentence("Clients taken over from a spreadsheet"),
    "core.clients_exported": Sentence("Clients written into a file"),
    "core.till_read": Sentence("State of the till printed"),
}
_FIELDS: Mapping[str, Sentence | None] = {
    "name": Sentence("Name"), "first_name": Sentence("First name"), "aliases": Sentence("Also called"), "also": Sentence("Also called"),
    "born": Sentence("Born"), "sex": Sentence("Sex"), "phone": Sentence("Phone"), "address": Sentence("Address"),
    "number": Sentence("Number"), "collective": Sentence("Shared address"), "protected": Sentence("Address is protected"),
    "code": Sentence("Code"), "why": Sentence("Why"), "from_day": Sentence("From"), "until_day": Sentence("Until"),
    "core.member_left.until_day": Sentence("From then on no longer"), "share": Sentence("Lives here"), "ending": Sentence("Why"),
    "project": Sentence("Project"), "review_day": Sentence("Looked at again on"), "basis": Sentence("Basis"),
    "decided_by": Sentence("Decided by"), "terms": Sentence("Agreements"), "reason": Sentence("Reason"), "field": None,
    "of": None, "value": Sentence("Answer"), "proxy": Sentence("Who may collect"), "linked": Sentence("Noted"),
    "said": Sentence("Note"), "sort": None, "at_counter": Sentence("Counter"),
    "first_day": Sentence("From"), "last_day": Sentence("Until"),
    "person": None, "roles": Sentence("Task"), "live": Sentence("Works"), "codes": None, "by": None,
    "note": Sentence("Note"), "receipt": Sentence("Receipt"), "letter": None, "year": None, "serial": None, "place": None,
    "purpose": Sentence("For"), "due": Sentence("Amount"), "payments": Sentence("Paid with"), "references": None,
    "names": None, "stays": None, "stays_as": None, "rounding": None, "given": None, "drawer": None, "client": None, "event": None, "about": None,
    "one": None, "other": None, "part": None, "household": None, "whose": None, "volunteer": None, "title": Sentence("Name"),
    "ended": None, "source": Sentence("Source"), "deputy_until": Sentence("Deputy until"),
}  # fmt: skip
_VALUES: Mapping[str, Sentence | None] = {
    "sex=v": Sentence("woman"), "sex=m": Sentence("man"), "sex=x": Sentence("X"),
    "share=full": Sentence("always"), "share=part": Sentence("part of the time"),
    "ending=left": Sentence("left"), "ending=split": Sentence("lives apart"), "ending=moved": Sentence("moved"),
    "ending=deceased": Sentence("died"), "why=lost": Sentence("was lost"), "why=withdrawn": Sentence("was withdrawn"),
    "part=found_by_name": Sentence("searched by name"), "part=found_by_number": Sentence("asked for by number"),
    "part=dossier": Sentence("your page"),
    "part=copy": Sentence("a copy for you"), "what=clients": Sentence("a list of everybody, with you in it"),
    "what=cards": Sentence("your card, in a file to print"), "part=volunteer": Sentence("as a volunteer"),
    "payments=cash": Sentence("cash"), "payments=card": Sentence("card"), "payments=qr": Sentence("QR app"),
    "payments=owed": Sentence("still to pay"),
    **{f"roles={role}": says for role, says in ROLES.items()},
}  # fmt: skip
YOU = Sentence("you")
"""In the place of the person's own name: brought by you."""
SAYS: Mapping[str, Sentence | None] = {**_KINDS, **_FIELDS, **_VALUES}
