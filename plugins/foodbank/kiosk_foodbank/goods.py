"""Words for what goes over the counter, and for what must not be in it. Goods and ingredients only, never a reason."""

from __future__ import annotations

from kiosk_core import Sentence

HANDED: dict[str, Sentence] = {
    "crate": Sentence("Crate with food"),
    "emergency_crate": Sentence("Crate with food for a few days"),
    "milk_1": Sentence("Baby milk 1 (from birth)"),
    "milk_2": Sentence("Baby milk 2 (from 6 months)"),
    "jars": Sentence("Jar of baby food"),
    "nappies_1": Sentence("Nappies size 1"),
    "nappies_2": Sentence("Nappies size 2"),
    "nappies_3": Sentence("Nappies size 3"),
    "nappies_4": Sentence("Nappies size 4"),
    "nappies_5": Sentence("Nappies size 5"),
    "nappies_6": Sentence("Nappies size 6"),
    "baby_ask": Sentence("Baby parcel: ask the parents which milk and which nappies"),
}
ON_SLIP: dict[str, Sentence] = {"baby_ask": Sentence("Baby parcel")}
"""What the household reads, where the volunteer reads something else."""

LEAVE_OUT: dict[str, Sentence] = {
    "meat": Sentence("Meat"),
    "pork": Sentence("Pork"),
    "beef": Sentence("Beef"),
    "fish": Sentence("Fish"),
    "shellfish": Sentence("Shellfish"),
    "gelatine": Sentence("Gelatine"),
    "eggs": Sentence("Eggs"),
    "milk": Sentence("Milk"),
    "lactose": Sentence("Lactose"),
    "gluten": Sentence("Gluten"),
    "nuts": Sentence("Nuts"),
    "peanuts": Sentence("Peanuts"),
    "soya": Sentence("Soya"),
    "alcohol": Sentence("Alcohol"),
}


def handed(code: str) -> Sentence:
    """What a word of `handed` is called; a word of an older version is said as it is."""
    return HANDED.get(code) or Sentence("{code}", {"code": code})


def on_slip(code: str) -> Sentence:
    """The same, as it stands on the slip."""
    return ON_SLIP.get(code) or handed(code)


def left_out(code: str) -> Sentence:
    """What an ingredient is called."""
    return LEAVE_OUT.get(code) or Sentence("{code}", {"code": code})
