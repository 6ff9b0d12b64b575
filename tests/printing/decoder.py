"""Reads what an ESC/POS printer is sent, as the printer would. Shares nothing with the renderer.

It stops on every byte that it does not know: a stray command is found, not passed over.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path

_TABLE = tomllib.loads(Path(__file__).with_name("commands.toml").read_text())
_PAGES = {int(number): codec for number, codec in _TABLE["pages"].items()}
_COMMANDS = {bytes.fromhex(command["prefix"]): command for command in _TABLE["command"]}


class Undecodable(Exception):
    """A byte that begins nothing, or a command that is cut short or holds a value that does not exist."""


@dataclass(frozen=True)
class Style:
    """How letters stand on paper."""

    align: str = "left"
    bold: bool = False
    wide: int = 1
    high: int = 1
    font: str = "a"
    underline: int = 0
    inverted: bool = False
    turned: bool = False
    codec: str = "cp437"


@dataclass(frozen=True)
class Text:
    text: str
    style: Style
    ended: bool = True
    """A line feed follows."""


@dataclass(frozen=True)
class Bitmap:
    """Rows of dots, True is black."""

    rows: tuple[tuple[bool, ...], ...]
    align: str = "left"

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True)
class QrCode:
    data: bytes
    size: int
    level: str
    align: str


@dataclass(frozen=True)
class Barcode:
    kind: int
    data: bytes


@dataclass(frozen=True)
class Pulse:
    pin: int
    on: int
    off: int
    """milliseconds"""


@dataclass(frozen=True)
class Cut:
    kind: str


@dataclass(frozen=True)
class Feed:
    lines: int = 0
    dots: int = 0


@dataclass(frozen=True)
class Asked:
    """The printer is asked something; nothing comes on paper."""

    what: str
    n: int


@dataclass(frozen=True)
class Initialised:
    pass


@dataclass(frozen=True)
class PageChosen:
    codec: str


Item = Text | Bitmap | QrCode | Barcode | Pulse | Cut | Feed | Asked | Initialised | PageChosen


@dataclass
class _Printer:
    items: list[Item] = field(default_factory=list)
    style: Style = field(default_factory=Style)
    line: bytearray = field(default_factory=bytearray)
    symbol: bytes = b""
    module: int = 3
    level: str = "L"

    def flush(self, ended: bool) -> None:
        if self.line or ended:
            try:
                text = self.line.decode(self.style.codec)
            except UnicodeDecodeError as error:
                raise Undecodable(f"{error.object[error.start]:#x} is no letter of {self.style.codec}") from None
            self.items.append(Text(text, self.style, ended))
            self.line.clear()


def decode(data: bytes) -> list[Item]:
    """Everything on the paper and on the wires, in order. Raises Undecodable."""
    printer = _Printer()
    place = 0
    while place < len(data):
        byte = data[place]
        if byte == 0x0A:
            printer.flush(ended=True)
            place += 1
        elif byte >= 0x20:
            printer.line.append(byte)
            place += 1
        else:
            place = _command(printer, data, place)
    printer.flush(ended=False)
    return printer.items


def text_of(items: list[Item]) -> str:
    """The letters alone, a line each."""
    return "".join(item.text + "\n" * item.ended for item in items if isinstance(item, Text))


def _command(printer: _Printer, data: bytes, place: int) -> int:
    for size in (3, 2):
        command = _COMMANDS.get(data[place : place + size])
        if command:
            break
    else:
        raise Undecodable(f"unknown at {place}: {data[place : place + 4].hex(' ')}")
    start = place + size
    length = _length(command, data, start)
    args = data[start : start + length]
    if len(args) < length:
        raise Undecodable(f"{command['name']} is cut short")
    if "values" in command and args[0] not in command["values"]:
        raise Undecodable(f"{command['name']} with {args[0]}")
    _obey(printer, command["name"], args)
    return start + length


def _length(command: dict, data: bytes, start: int) -> int:
    if "args" in command:
        return command["args"]
    head = data[start : start + 5].ljust(5, b"\0")
    if len(data) <= start:
        raise Undecodable(f"{command['name']} is cut short")
    match command["length"]:
        case "raster":
            return 5 + (head[1] + 256 * head[2]) * (head[3] + 256 * head[4])
        case "counted":
            return 2 + head[0] + 256 * head[1]
        case "column":
            return 3 + (head[1] + 256 * head[2]) * (3 if head[0] in (32, 33) else 1)
        case "cut":
            return 2 if head[0] in (65, 66, 97, 98, 103, 104) else 1
        case "real-time":
            return 2 if head[0] in (7, 8) else 1
        case "barcode" if head[0] <= 6:
            return data.index(0, start) + 1 - start
        case "barcode":
            return 2 + head[1]
    raise Undecodable(f"no rule {command['length']}")


def _obey(printer: _Printer, name: str, args: bytes) -> None:
    style = printer.style
    first = args[0] if args else 0
    match name:
        case "initialise":
            printer.flush(ended=False)
            printer.style = Style()
            printer.items.append(Initialised())
        case "page":
            if first not in _PAGES:
                raise Undecodable(f"code page {first}")
            _restyle(printer, codec=_PAGES[first])
            printer.items.append(PageChosen(_PAGES[first]))
        case "print mode":
            if first & 0b0100_0110:
                raise Undecodable(f"print mode {first}")
            sizes = {"wide": 2 if first & 32 else 1, "high": 2 if first & 16 else 1}
            _restyle(
                printer, **sizes, font="b" if first & 1 else "a", bold=bool(first & 8), underline=int(bool(first & 128))
            )
        case "character size":
            _restyle(printer, wide=(first >> 4 & 7) + 1, high=(first & 7) + 1)
        case "emphasised" | "double-strike":
            _restyle(printer, bold=bool(first & 1))
        case "underline":
            _restyle(printer, underline=first & 3)
        case "font":
            _restyle(printer, font="ab"[first & 1])
        case "justification":
            _restyle(printer, align=("left", "center", "right")[first & 3])
        case "upside down":
            _restyle(printer, turned=bool(first))
        case "white on black":
            _restyle(printer, inverted=bool(first))
        case "feed lines":
            printer.flush(ended=False)
            printer.items.append(Feed(lines=first))
        case "feed dots":
            printer.flush(ended=False)
            printer.items.append(Feed(dots=first))
        case "pulse":
            printer.items.append(Pulse(5 if first & 1 else 2, args[1] * 2, args[2] * 2))
        case "cut":
            printer.flush(ended=False)
            printer.items.append(Cut("partial" if first in (1, 49, 66) else "full"))
        case "raster picture":
            printer.flush(ended=False)
            printer.items.append(_raster(args, style.align))
        case "column picture":
            printer.flush(ended=False)
            printer.items.append(_columns(args, style.align))
        case "symbol":
            _symbol(printer, args[2:])
        case "barcode":
            printer.items.append(Barcode(first, args[1:].rstrip(b"\0") if first <= 6 else args[2:]))
        case "transmit status" | "real-time status":
            printer.items.append(Asked(name, first))


def _restyle(printer: _Printer, **changes: object) -> None:
    style = replace(printer.style, **changes)
    if style != printer.style:
        printer.flush(ended=False)
        printer.style = style


def _bits(data: bytes) -> tuple[bool, ...]:
    return tuple(bool(byte >> place & 1) for byte in data for place in range(7, -1, -1))


def _raster(args: bytes, align: str) -> Bitmap:
    width = args[1] + 256 * args[2]
    if not width:
        raise Undecodable("a picture without width")
    body = args[5:]
    return Bitmap(tuple(_bits(body[at : at + width]) for at in range(0, len(body), width)), align)


def _columns(args: bytes, align: str) -> Bitmap:
    height = 3 if args[0] in (32, 33) else 1
    body = args[3:]
    columns = [_bits(body[at : at + height]) for at in range(0, len(body), height)]
    return Bitmap(tuple(zip(*columns, strict=True)), align)


def _symbol(printer: _Printer, args: bytes) -> None:
    """GS ( k for QR codes (cn 49): model, size of a module, level, store, print."""
    if len(args) < 3 or args[0] != 49:
        raise Undecodable(f"symbol {args[:2].hex(' ')}")
    match args[1]:
        case 65 if args[2] in (49, 50, 51):
            pass
        case 67 if 1 <= args[2] <= 16 and len(args) == 3:
            printer.module = args[2]
        case 69 if args[2] in (48, 49, 50, 51):
            printer.level = "LMQH"[args[2] - 48]
        case 80 if args[2] == 48:
            printer.symbol = args[3:]
        case 81 if args[2] == 48 and printer.symbol:
            printer.items.append(QrCode(printer.symbol, printer.module, printer.level, printer.style.align))
        case _:
            raise Undecodable(f"symbol {args[:3].hex(' ')}")
