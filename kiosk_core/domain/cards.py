"""Codes on cards, badges, vouchers, receipts and devices: 16 random letters and a check letter.

Only letters that every Latin keyboard types alike; 68 bits; the ISO 7064 mod 37-2 scheme over 19 letters finds any
single wrong letter and any swap of neighbours. Source: docs/sources.md, 'Scanner and cards'.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from stdnum.iso7064 import mod_37_2

LETTERS = "BCDEFGHIJKLNPRSTUVX"
LENGTH = 17


def new_code() -> str:
    """A fresh code, 17 letters."""
    body = "".join(secrets.choice(LETTERS) for _ in range(LENGTH - 1))
    return body + str(mod_37_2.calc_check_digit(body, alphabet=LETTERS))


def read_code(keys: str) -> str | None:
    """The code in a burst of keys (any case, spaces and dashes passed over), or None. Whole codes only, never a prefix."""
    # Upper-casing makes card letters of 'ſ', 'ı' and 'ﬁ', which no scanner types.
    if not keys.isascii():
        return None
    code = keys.strip().upper().replace(" ", "").replace("-", "")
    if len(code) != LENGTH or not set(LETTERS).issuperset(code):
        return None
    return code if mod_37_2.is_valid(code, alphabet=LETTERS) else None


def grouped(code: str) -> str:
    """As printed under the QR: groups of four."""
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a code stands for. `id` is the owner's: a person, a volunteer, a voucher, a receipt, a device."""

    code: str = ""
    kind: str = "unknown"
    """card | badge | voucher | receipt | device | slip | unknown"""
    owner: str = ""
    """The plugin whose screens understand `id`."""
    id: str = ""
    state: str = ""
    """live, or the owner's word for why not; 'twice' when two histories claim the code."""
