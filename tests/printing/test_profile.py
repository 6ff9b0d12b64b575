"""A printer's settings and addresses, plain previews, and the spelling of letters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.domain.settings import as_set, declared
from kiosk_core.domain.texts import ENGLISH
from kiosk_core.printing.escpos import open_drawer, render
from kiosk_core.printing.plain import plain
from kiosk_core.printing.profile import File, PrinterSettings, Tcp, Usb, profile_of, read_address
from kiosk_core.printing.spelling import HARD, clean, spelled

from .conftest import slip


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("none", None),
        ("", None),
        ("usb:04b8:0e15", Usb(0x04B8, 0x0E15)),
        ("usb:0x04B8:0x0E15", Usb(0x04B8, 0x0E15)),
        ("tcp://192.168.1.50:9100", Tcp("192.168.1.50", 9100)),
        ("tcp://[fe80::1]:9100", Tcp("fe80::1", 9100)),
        ("file:/dev/usb/lp0", File(Path("/dev/usb/lp0"))),
    ],
)
def test_an_address_is_understood(text, address):
    assert read_address(text) == address


@pytest.mark.parametrize(
    ("text", "looks_like"),
    [
        ("tcp://printer", "tcp://192.168.1.50:9100"),
        ("tcp://printer:0", "tcp://192.168.1.50:9100"),
        ("tcp://printer:99999", "tcp://192.168.1.50:9100"),
        ("usb:epson", "usb:04b8:0e15"),
        ("file:", "file:/home"),
        ("lpt1", "usb:VENDOR:PRODUCT"),
    ],
)
def test_an_address_that_is_none_is_answered_with_one_that_is(text, looks_like):
    with pytest.raises(NotUnderstood) as refused:
        read_address(text)
    assert looks_like in str(refused.value)


CHANGES = {
    "printer_columns": "32",
    "printer_page": "CP437",
    "printer_page_number": 13,
    "printer_dots": 400,
    "printer_qr": "native",
    "printer_cutter": "none",
    "drawer_pin": "5",
    "drawer_on": 50,
    "drawer_off": 50,
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_setting_alone_changes_the_slip(name):
    receipt, usual = slip(open_drawer=True), PrinterSettings()
    changed = replace(usual, **{name: CHANGES[name]})
    assert render(receipt, profile_of(changed), ENGLISH) != render(receipt, profile_of(usual), ENGLISH)


def test_the_other_settings_are_the_connections():
    rest = {key.partition(".")[2] for key in declared(PrinterSettings)} - CHANGES.keys()
    assert rest == {"printer", "printer_answers", "printer_timeout"}
    chosen = profile_of(
        as_set(
            PrinterSettings,
            {"core.printer": "tcp://p:1", "core.printer_timeout": 500, "core.printer_answers": "status"},
        )
    )
    assert (chosen.address, chosen.timeout, chosen.answers) == (Tcp("p", 1), 0.5, "status")
    assert profile_of(PrinterSettings()).timeout == 2.0
    assert all(setting.scope == "counter" for setting in declared(PrinterSettings).values())


def test_a_drawer_alone_is_a_pulse_and_no_paper():
    assert b"\n" not in open_drawer(profile_of(PrinterSettings()))


def test_the_preview_is_the_slip_in_plain_text():
    assert plain(slip(example=True, copy=True), ENGLISH).splitlines() == [
        "                VOORBEELD",
        "               KOPIE - COPY",
        "               Sociaal Huis",
        "25/11/2026                           A1042",
        "-" * 42,
        "Voedselpakket                       € 3,50",
        "Brood, melk, groenten",
        "                [A house]",
        "        [QR BCDE FGHI JKLN PRST U]",
    ]


@given(st.text(), st.integers(10, 60))
def test_the_preview_is_never_wider_than_asked_and_holds_no_control(text, columns):
    from kiosk_core.domain.receipts import Block, Line, Receipt

    shown = plain(Receipt((Block("body", (Line(text, text[:5]),)),)), ENGLISH, columns)
    assert all(len(line) <= columns for line in shown.split("\n"))
    assert clean(shown.replace("\n", "")) == shown.replace("\n", "")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Олена", "Olena"),
        ("محمد", "mhmd"),
        ("Łódź", "Lodz"),
        ("Ağrı", "Agri"),
        ("œuvre", "oeuvre"),
        ("Ștefan", "Stefan"),
    ],
)
def test_with_nothing_but_ascii_a_name_can_still_be_said_aloud(name, said):
    assert spelled(name, str.isascii) == said


@given(st.text())
def test_spelling_uses_only_what_there_is_and_never_a_question_mark(text):
    said = spelled(text, str.isascii).replace(HARD, " ")  # as a line of it is printed
    assert said.isascii() and said.isprintable()
    assert said.count("?") <= normalize("NFKD", text).count("?")
