"""A house, and files as coordinators have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import kiosk_foodbank
import pytest
from openpyxl import Workbook

from kiosk_core.testing import HouseOnDisk

HEADINGS = ("Nr", "Familienaam", "Voornaam", "Geb. datum", "Adres", "GSM", "Aantal kinderen", "Opmerking")
UNPREPARED: tuple[Sequence[object], ...] = (
    ("Voedselbedeling Sint-Jan",),
    ("lijst najaar 2026", None, None, "bijgewerkt door Mia"),
    (),
    HEADINGS,
    (1, "El Amrani", "Fatima", date(1984, 2, 1), "Kerkstraat 1", 470123456, 2, "komt te laat"),
    (2, "De Smet", "Jan", "1/3/1950", None, None, None, None),
    (3, "Özdemir", "Ayşe", "1/2/1970", "Markt 3", None, "veel"),
    (),
    (4, "el amrani", "Fatma", "01-02-1984", "Kerkstraat 1"),
    (None, None, None, None, None, None, 3),
    (6, "'t Hooft", "Piet", "1961"),
    ("Totaal", None, None, None, None, None, 5),
)
"""Titles above the headings, days as days and as text, an empty line, somebody twice, somebody only counted, a total."""

BELONGS = (
    ": here belongs how many children, or their birth years as in 2015, 2018, or their ages as in 12 years, 8 years."
)
"""Behind a column of children and what it says that nobody understands."""


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = HouseOnDisk.make(tmp_path_factory.mktemp("importing"), [kiosk_foodbank])
    house.close()
    return house.path


@pytest.fixture
def house(founded: Path, tmp_path: Path) -> Iterator[HouseOnDisk]:
    made = HouseOnDisk.copy_of(founded, tmp_path, [kiosk_foodbank])
    yield made
    made.close()


def xlsx(file: Path, rows: Sequence[Sequence[object]], merged: str = "") -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    if merged:
        page.merge_cells(merged)
    book.save(file)
    return file


def text(file: Path, lines: Sequence[str], encoding: str = "utf8", newline: str = "\r\n") -> Path:
    file.write_bytes(newline.join(lines).encode(encoding))
    return file
