"""Words of the settings' lists as people read them. A house's own words stand as it typed them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kiosk_core import Sentence, Word

Text = Sentence | str

KNOWN: dict[str, Sentence] = {
    "itsme": Sentence("itsme"), "eid": Sentence("eID and card reader"), "mijn_burgerprofiel": Sentence("Mijn Burgerprofiel"),
    "myminfin": Sentence("Taxes (MyMinfin)"), "doccle": Sentence("Doccle"), "bank_app": Sentence("Bank app"),
    "email": Sentence("E-mail"), "smartphone": Sentence("Smartphone"), "privacy": Sentence("Privacy and safety"),
    "printing": Sentence("Printing and scanning"), "job_application": Sentence("Job application"), "other": Sentence("Something else"),
    "solved": Sentence("solved"), "come_back": Sentence("comes back"), "referred": Sentence("sent on"),
    "social_service": Sentence("social service"), "library": Sentence("library"), "municipality": Sentence("municipality"),
    "bank": Sentence("bank"),
    "laptop": Sentence("laptop"), "tablet": Sentence("tablet"), "phone": Sentence("phone"), "router": Sentence("4G router"),
    "course_book": Sentence("course book"), "exercises": Sentence("exercises"), "usb_stick": Sentence("USB stick"),
    "charger": Sentence("charger"), "mouse": Sentence("mouse"), "bag": Sentence("bag"), "headset": Sentence("headset"),
    "sim_card": Sentence("SIM card"),
    "case": Sentence("case"), "screen": Sentence("screen"), "keyboard": Sentence("keys"),
    "battery": Sentence("battery"), "starts": Sentence("starting up"),
    "signed_out": Sentence("signed out of every account"), "files_gone": Sentence("files and photos gone"),
    "browser_emptied": Sentence("browser and passwords emptied"), "updated": Sentence("updates installed"),
    "cleaned": Sentence("cleaned"),
    "here": Sentence("came"), "late": Sentence("late"), "excused": Sentence("excused"), "absent": Sentence("absent"),
    "planned": Sentence("planned"), "open": Sentence("open"), "closed": Sentence("closed"), "cancelled": Sentence("cancelled"),
    "expected": Sentence("expected"), "left": Sentence("went home"), "back": Sentence("back"),
    "in": Sentence("in"), "out": Sentence("lent"), "reserved": Sentence("reserved"), "to_wipe": Sentence("to wipe"),
    "repair": Sentence("in repair"), "lost": Sentence("lost"), "stolen": Sentence("stolen"), "broken": Sentence("broken"),
}  # fmt: skip
DIGCOMP: dict[str, Sentence] = {
    "information": Sentence("Looking things up"), "communication": Sentence("Writing and calling"),
    "creation": Sentence("Making something"), "safety": Sentence("Staying safe"), "problems": Sentence("Solving problems"),
}  # fmt: skip
"""The five areas of DigComp (docs/sources.md): information and data literacy, communication and collaboration, digital content
creation, safety, problem solving; in words that people use."""


def words(typed: Iterable[str]) -> dict[Word, Text]:
    """A list of the settings as word -> what people read; the word is what is kept."""
    return {word_of(one): KNOWN.get(one, one) for one in typed if word_of(one)}


def word_of(typed: str) -> Word:
    """A stable word of what a coordinator typed: 'Mijn Gezondheid' is 'mijn_gezondheid'."""
    return Word(re.sub(r"[^a-z0-9]+", "_", typed.lower()).strip("_")[:80])


def read(word: str) -> Text:
    """One word as people read it; also when the list has changed since."""
    return KNOWN.get(word) or word.replace("_", " ")


def read_all(stored: str | None) -> list[Text]:
    """Words that lie in a row with commas."""
    return [read(word) for word in (stored or "").split(",") if word]
