"""Every place where the product reads bytes that a stranger made: each answers, or refuses in one sentence.

The long campaign puts them under a fuzzer that follows which code is reached (`fuzz.py`); `make test` asks the same of bytes
that hypothesis makes, which follows nothing.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

from kiosk_einclusie.settings import DigitalSettings
from kiosk_foodbank.settings import FoodSettings
from kiosk_kapstok.settings import ShopSettings
from openpyxl import Workbook

from kiosk_core.care.backup import manifest_of, open_backup
from kiosk_core.core import CoreSettings
from kiosk_core.domain.errors import KioskError
from kiosk_core.domain.settings import declared, read_setting
from kiosk_core.importing.columns import find_header
from kiosk_core.importing.people import read_entries
from kiosk_core.importing.spreadsheet import read_lines

TODAY = date(2026, 11, 25)
SETTINGS = [one for of in (CoreSettings, FoodSettings, ShopSettings, DigitalSettings) for one in declared(of).values()]
CSV_SEEDS = (
    "Naam;Voornaam;Geboortedatum;GSM;Aantal kinderen\r\nEl Amrani;Fatima;1/2/1984;0470 12 34 56;2\r\n".encode("cp1252"),
    '\ufeffsep=,\nname,born,child1,child1_born\n"O\'Neil, Jo",6 jaar,Ana,2019-04\nTotaal,1\n'.encode(),
    "Gezin\tNaam\tLeeftijd\n1\tJo\t'=1+1\n\tAna\t12 februari 1984\n".encode("utf-16"),
)
SHEET = "xl/worksheets/sheet1.xml"
NO_HOUSE = bytes(4096)
"""Stands in a backup where the house should."""


def whole_sheet(data: bytes, folder: Path) -> None:
    """From the bytes of a CSV or XLSX to its households."""
    file = folder / "list"
    file.write_bytes(data)
    with suppress(KioskError):
        lines = list(read_lines(file))
        for entry in read_entries(lines, find_header(lines, {}), TODAY):
            assert entry.persons or entry.wrong or entry.number


def sheet_inside(data: bytes, folder: Path) -> None:
    """The same with an XLSX that is whole around these bytes: what a packed file hides from chance."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as known, zipfile.ZipFile(packed, "w") as made:
        for name in known.namelist():
            made.writestr(name, data if name == SHEET else known.read(name))
    whole_sheet(packed.getvalue(), folder)


def setting(data: bytes, folder: Path) -> None:
    """What somebody typed for a setting; the first byte says for which."""
    one = SETTINGS[data[0] % len(SETTINGS)] if data else SETTINGS[0]
    with suppress(KioskError):
        read_setting(one, data[1:].decode("utf8", "replace"))


def backup(data: bytes, folder: Path) -> None:
    """What is said to be a backup: told about, then opened. It never becomes a house."""
    file, house = folder / "some.backup", folder / "house.db"
    file.write_bytes(data)
    with suppress(KioskError):
        manifest_of(file)
    with suppress(KioskError):
        open_backup(file, house, key=bytes(32))
    assert not house.exists()


def manifest(data: bytes, folder: Path) -> None:
    """The same with a file that is whole around what it says about itself."""
    backup(_zipped({"manifest.json": data, "house.db": NO_HOUSE}), folder)


@cache
def book() -> bytes:
    """A small XLSX."""
    made, out = Workbook(), io.BytesIO()
    page = made.active
    assert page is not None
    for row in (("Naam", "Geboren"), ("Jo", TODAY), ("Ana", "1984")):
        page.append(row)
    made.save(out)
    return out.getvalue()


@cache
def seeds() -> Mapping[str, tuple[bytes, ...]]:
    """What each begins from: whole ones, which a fuzzer changes."""
    with zipfile.ZipFile(io.BytesIO(book())) as parts:
        inside = parts.read(SHEET)
    told = {
        "format": 1, "version": "1", "origin": "ABKTR", "head": "1:", "made": "2026-11-25T16:30:00+00:00",
        "encrypted": True, "sha256": {"house.db": hashlib.sha256(NO_HOUSE).hexdigest()},
    }  # fmt: skip
    says = json.dumps(told).encode()
    return {
        "csv": CSV_SEEDS, "xlsx": (book(),), "inside an xlsx": (inside,),
        "settings": (b"\x00ja", b"\x012,50", b"\x03a, b"), "backups": (_zipped({"manifest.json": says, "house.db": NO_HOUSE}), book()),
        "inside a backup": (says,),
    }  # fmt: skip


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, body in parts.items():
            made.writestr(zipfile.ZipInfo(name), body)  # of no day: the same bytes each time
    return out.getvalue()


PARSERS: Mapping[str, Callable[[bytes, Path], None]] = {
    "csv": whole_sheet, "xlsx": whole_sheet, "inside an xlsx": sheet_inside, "settings": setting, "backups": backup,
    "inside a backup": manifest,
}  # fmt: skip
