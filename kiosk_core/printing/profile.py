"""What one printer is: where it hangs, how wide its paper is, what it can write. Settings of the counter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..domain.errors import NotUnderstood
from ..domain.settings import setting, settings
from ..domain.texts import Sentence

PAGES: Mapping[str, str] = {
    "CP858": "cp858",
    "CP1252": "cp1252",
    "CP850": "cp850",
    "CP437": "cp437",
    "CP852": "cp852",
    "CP857": "cp857",
    "CP1250": "cp1250",
    "CP1254": "cp1254",
    "ISO_8859-15": "iso8859-15",
}
"""Code pages that a printer may be fixed to, each with Python's name for it. All write one byte per letter."""

DOTS: Mapping[int, int] = {32: 384, 42: 512, 48: 576}
"""Printable dots by columns: a letter is 12 dots wide, paper 58 or 80 mm, 203 dpi. Source: Epson TM-T20, TM-T88."""

Cutter = Literal["full", "partial", "none"]
Answers = Literal["confirms", "status", "silent"]


@dataclass(frozen=True, slots=True)
class Tcp:
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Usb:
    vendor: int
    product: int


@dataclass(frozen=True, slots=True)
class File:
    """A file that whole jobs are added to, or a device such as /dev/usb/lp0."""

    path: Path


Address = Tcp | Usb | File


@settings("core")
class PrinterSettings:
    """Each counter has its own."""

    printer: str = setting(
        "none",
        scope="counter",
        why=Sentence("Where this counter's printer is: usb:04b8:0e15, tcp://192.168.1.50:9100, file:PATH, or none."),
    )
    printer_columns: str = setting(
        "42",
        scope="counter",
        choices=("32", "42", "48"),
        why=Sentence("How many letters fit on a line: the ruler on the test slip shows it."),
    )
    printer_page: str = setting(
        "CP858",
        scope="counter",
        choices=tuple(PAGES),
        why=Sentence("The code page of this printer: the one whose € is right on the test slip."),
        source=Sentence("CP858 has the euro sign and the letters of Dutch and French but œ; most printers know it"),
    )
    printer_page_number: int = setting(
        -1,
        scope="counter",
        low=-1,
        high=255,
        why=Sentence("The number by which this printer knows that code page; -1 is the usual one."),
    )
    printer_dots: int = setting(
        0,
        scope="counter",
        low=0,
        high=832,
        why=Sentence("How many dots wide pictures may be; 0 follows the columns."),
    )
    printer_qr: str = setting(
        "picture",
        scope="counter",
        choices=("picture", "native"),
        why=Sentence("Whether a QR code is sent as a picture, which all printers know, or drawn by the printer."),
    )
    printer_cutter: str = setting(
        "full",
        scope="counter",
        choices=("full", "partial", "none"),
        why=Sentence("How this printer cuts the paper."),
    )
    printer_answers: str = setting(
        "confirms",
        scope="counter",
        choices=("confirms", "status", "silent"),
        why=Sentence("Whether this printer confirms that it printed, only tells its status, or never answers."),
    )
    printer_timeout: int = setting(
        2000,
        scope="counter",
        low=200,
        high=60000,
        why=Sentence("How many milliseconds a printer may stay silent before it counts as gone."),
        source=Sentence("long enough for a slow printer, short enough for a queue"),
    )
    drawer_pin: str = setting(
        "2", scope="counter", choices=("2", "5"), why=Sentence("The pin of the plug that opens the drawer.")
    )
    drawer_on: int = setting(
        100,
        scope="counter",
        low=2,
        high=510,
        why=Sentence("How many milliseconds the drawer's pulse lasts; too short opens it at the next slip."),
    )
    drawer_off: int = setting(
        200, scope="counter", low=2, high=510, why=Sentence("How many milliseconds of rest follow the pulse.")
    )


@dataclass(frozen=True, slots=True)
class Profile:
    """One printer as the renderer and the connection use it."""

    address: Address | None = None
    """None: this counter has no printer."""
    columns: int = 42
    page: str = "CP858"
    number: int | None = None
    """What follows ESC t; None: Epson's number for the page."""
    dots: int = 512
    qr: Literal["picture", "native"] = "picture"
    cutter: Cutter = "full"
    answers: Answers = "confirms"
    timeout: float = 2.0
    """seconds"""
    drawer_pin: Literal[2, 5] = 2
    drawer_on: int = 100
    """milliseconds"""
    drawer_off: int = 200
    """milliseconds"""


def profile_of(chosen: PrinterSettings) -> Profile:
    """The printer as a counter's settings describe it. Raises NotUnderstood for an address that is none."""
    columns = int(chosen.printer_columns)
    return Profile(
        address=read_address(chosen.printer),
        columns=columns,
        page=chosen.printer_page,
        number=None if chosen.printer_page_number < 0 else chosen.printer_page_number,
        dots=chosen.printer_dots or DOTS[columns],
        qr="native" if chosen.printer_qr == "native" else "picture",
        cutter=chosen.printer_cutter,  # type: ignore[arg-type]  # one of the setting's choices
        answers=chosen.printer_answers,  # type: ignore[arg-type]  # one of the setting's choices
        timeout=chosen.printer_timeout / 1000,
        drawer_pin=5 if chosen.drawer_pin == "5" else 2,
        drawer_on=chosen.drawer_on,
        drawer_off=chosen.drawer_off,
    )


_TCP = re.compile(r"tcp://(?:\[([0-9a-fA-F:]+)\]|([^\s:/\[\]]+)):(\d{1,5})/?")
_USB = re.compile(r"usb:(?:0x)?([0-9a-f]{4}):(?:0x)?([0-9a-f]{4})", re.IGNORECASE)


def read_address(text: str) -> Address | None:
    """`usb:VENDOR:PRODUCT` (four hexadecimal digits each), `tcp://host:port`, `file:PATH`, or `none`.

    Raises NotUnderstood that says what such an address looks like.
    """
    text = text.strip()
    kind = text.partition(":")[0].lower()
    if text.lower() == "none" or not text:
        return None
    if kind == "tcp":
        found = _TCP.fullmatch(text)
        if found and 0 < int(found[3]) < 65536:
            return Tcp(found[1] or found[2], int(found[3]))
        raise NotUnderstood(why=Sentence("a network printer looks like tcp://192.168.1.50:9100."))
    if kind == "usb":
        found = _USB.fullmatch(text)
        if found:
            return Usb(int(found[1], 16), int(found[2], 16))
        raise NotUnderstood(why=Sentence("a USB printer looks like usb:04b8:0e15, as `lsusb` shows it."))
    if kind == "file":
        if text[5:].strip() and "\0" not in text:
            return File(Path(text[5:]).expanduser())
        raise NotUnderstood(why=Sentence("a printer file looks like file:/home/kiosk/slips.bin."))
    raise NotUnderstood(why=Sentence("a printer is usb:VENDOR:PRODUCT, tcp://host:port, file:PATH or none."))
