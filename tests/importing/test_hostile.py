"""Whatever lies in a file, reading it ends in one sentence or in lines, never in a traceback or a full memory."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kiosk_core.domain.errors import KioskError
from kiosk_core.importing import spreadsheet
from kiosk_core.importing.spreadsheet import NoSpreadsheet, read_lines

from .conftest import text, xlsx

HEAD = '<?xml version="1.0"?>'
LAUGHS = HEAD + (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    '<c r="A1" t="inlineStr"><is><t>&b;&f;</t></is></c></row></sheetData></worksheet>'
)


def with_part(file: Path, name: str, content: bytes) -> Path:
    """A good XLSX in which one part is another."""
    good = io.BytesIO()
    xlsx(file, [("Naam",), ("Ana",)])
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(good, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    file.write_bytes(good.getvalue())
    return file


def refused(file: Path) -> str:
    with pytest.raises(NoSpreadsheet) as caught:
        list(read_lines(file))
    return str(caught.value)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = b"<a>" + b" " * (20 << 20)
    assert "far too large" in refused(with_part(tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", bomb))
    assert "far too large" in refused(with_part(tmp_path / "b.xlsx", "xl/theme/theme1.xml", bomb))


def test_an_entity_is_not_followed(tmp_path: Path) -> None:
    said = refused(with_part(tmp_path / "x.xlsx", "xl/worksheets/sheet1.xml", LAUGHS.encode()))
    assert "damaged" in said
    assert "root" not in said


def test_a_cell_of_ten_megabytes_is_one_sentence(tmp_path: Path) -> None:
    assert "far too long" in refused(text(tmp_path / "x.csv", ["Naam;Adres", f"Ana;{'x' * (10 << 20)}"]))
    file = xlsx(tmp_path / "x.xlsx", [("Naam",), ("x" * 9_000,)])
    assert [bool(line.wrong) for line in read_lines(file)] == [False, True]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no spreadsheet"),
        (b"\x89PNG\r\n\0\0", "no spreadsheet"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
        (b"PK\x03\x04" + b"x" * 90, "damaged"),
        (b"%PDF-1.4\n\0", "no spreadsheet"),
    ],
)
def test_what_is_no_spreadsheet_says_so(tmp_path: Path, content: bytes, why: str) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(content)
    assert why in refused(file)


def test_a_zip_that_is_no_workbook_says_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as parts:
        parts.writestr("content.xml", "<a/>")
    assert "no spreadsheet" in refused(tmp_path / "x.xlsx")


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_BYTES", 1000)
    assert "larger than" in refused(text(tmp_path / "x.csv", ["Naam;Adres"] * 100))


def test_a_formulas_text_is_never_a_value(tmp_path: Path) -> None:
    rows = [("Naam", "Tel"), ("=1+1", '="0470123456"'), ("Ana", "=cmd|' /C calc'!A0"), ("Jo", "'=x")]
    csv_lines = list(read_lines(text(tmp_path / "x.csv", [";".join(row).replace('"', '""') for row in rows])))
    assert [line.cells for line in csv_lines if not line.wrong] == [("Naam", "Tel"), ("Jo", "=x")]
    kept = list(read_lines(text(tmp_path / "y.csv", ["Naam;Tel", 'Ana;"=""0470123456"""'])))
    assert kept[1].cells == ("Ana", "0470123456")
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"], page["A2"] = "Naam", "=CONCATENATE(1,2)"
    book.save(tmp_path / "x.xlsx")
    assert [line.cells for line in read_lines(tmp_path / "x.xlsx")][1:] in ([], [()])


def test_a_sheet_that_is_hidden_is_not_the_first_and_may_be_named(tmp_path: Path) -> None:
    book = Workbook()
    hidden = book.active
    assert hidden is not None
    hidden.title, hidden.sheet_state = "Oud", "hidden"
    hidden.append(["oud"])
    book.create_sheet("Nu").append(["nu"])
    book.save(tmp_path / "x.xlsx")
    assert [line.cells for line in read_lines(tmp_path / "x.xlsx")] == [("nu",)]
    assert [line.cells for line in read_lines(tmp_path / "x.xlsx", "oud")] == [("oud",)]
    with pytest.raises(NoSpreadsheet, match="Nu"):
        list(read_lines(tmp_path / "x.xlsx", "Morgen"))


@functools.cache
def good_parts() -> dict[str, bytes]:
    """Of an XLSX with every sort of cell."""
    book, file = Workbook(), io.BytesIO()
    page = book.active
    assert page is not None
    for row in (
        ("Naam", "Geboren", "Kinderen"),
        ("Fatima <&> é", date(1984, 2, 1), 2.5),
        (None, True, 1e300),
        ("=1+1", "#N/A", 3),
    ):
        page.append(row)
    book.save(file)
    with zipfile.ZipFile(file) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def edited(data: bytes, edits: Sequence[tuple[float, int, bytes]]) -> bytes:
    """Each edit: where, how many bytes go, and what comes there."""
    for where, gone, new in edits:
        at = int(where * len(data))
        data = data[:at] + new + data[at + gone :]
    return data


BITS = (b"<", b">", b'"', b"&", b"\0", b"-1", b"A", b"99999999999", b"1e999", b"nan", b'" t="s', b"\xff")
EDITS = st.lists(
    st.tuples(st.floats(0, 0.999), st.integers(0, 40), st.sampled_from(BITS) | st.binary(max_size=6)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=150, deadline=None)
@given(EDITS, st.none() | st.sampled_from(sorted(good_parts())), st.booleans())
def test_a_damaged_spreadsheet_ends_in_lines_or_in_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, edits: Sequence[tuple[float, int, bytes]], part: str | None, lost: bool
) -> None:
    """One part of it is damaged or lost, or the file as a whole."""
    parts = dict(good_parts())
    if part:
        parts[part] = edited(parts[part], edits)
    if part and lost:
        del parts[part]
    file = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    file.write_bytes(zipped(parts) if part else edited(zipped(parts), edits))
    try:
        list(read_lines(file))
    except NoSpreadsheet as error:
        assert str(error.sentence)


def test_a_number_that_is_none_is_no_damage(tmp_path: Path) -> None:
    sheet = good_parts()["xl/worksheets/sheet1.xml"].replace(b"2.5", b"1e999")
    file = with_part(tmp_path / "x.xlsx", "xl/worksheets/sheet1.xml", sheet)
    assert any("inf" in line.cells for line in read_lines(file))


def test_a_mistake_of_ours_is_not_called_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(cell: object) -> str:
        raise KeyError("ours")

    monkeypatch.setattr(spreadsheet, "_shown", mistaken)
    with pytest.raises(KeyError, match="ours"):
        list(read_lines(xlsx(tmp_path / "x.xlsx", [("Naam",)])))


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400) | st.binary(max_size=400).map(lambda data: b"Naam;Geboren\r\n" + data))
def test_any_bytes_end_in_lines_or_in_one_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.csv"
    file.write_bytes(data)
    try:
        list(read_lines(file))
    except KioskError as error:
        assert str(error.sentence)
