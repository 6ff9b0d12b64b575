"""`kiosk doctor`: facts for whoever looks after the PC. Names nobody, needs nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..domain.texts import Sentence, Text
from .frame import Desk, command

LABELS = {
    "version": Sentence("Version"),
    "python": Sentence("Python"),
    "system": Sentence("Operating system"),
    "data_folder": Sentence("Folder of the data"),
    "disk.free_bytes": Sentence("Free on that disk"),
    "disk.house_bytes": Sentence("Size of the house"),
    "key.encrypted": Sentence("Encrypted"),
    "key.place": Sentence("Where the key lies"),
    "key.recovery": Sentence("The recovery key opens it"),
    "faults.log": Sentence("Mistakes of the program are noted in"),
    "faults.last": Sentence("The last of them"),
    "house.state": Sentence("The house"),
    "house.origin": Sentence("Its origin"),
    "house.example": Sentence("Example data"),
    "house.drill": Sentence("Only for a drill"),
    "house.erasure_pending": Sentence("Traces of somebody forgotten still have to go"),
    "house.plugins": Sentence("Plugins"),
    "house.set_aside": Sentence("Plugins set aside"),
    "last_backup": Sentence("Last backup"),
    "last_backup.folder": Sentence("Folder of the backups"),
    "last_backup.made": Sentence("Last backup"),
    "printer": Sentence("Printer"),
    "printer.address": Sentence("Printer"),
    "printer.usable": Sentence("The printer can be used"),
    "printer.page": Sentence("Its code page"),
    "printer.columns": Sentence("Letters on a line"),
    "scanner.keyboard": Sentence("Keyboard layout"),
    "scanner.gap_ms": Sentence("Between two letters of a scan, in milliseconds"),
    "scanner.wait_ms": Sentence("A single key waits, in milliseconds"),
    "clock.utc": Sentence("Clock (UTC)"),
    "clock.zone": Sentence("Time zone"),
    "clock.last_act": Sentence("Last act (UTC)"),
    "clock.doubt": Sentence("The clock is in doubt"),
}
"""By 'part.fact' of the document."""


@command(Sentence("Facts for whoever looks after the PC: version, data, disk, key, backup, printer, scanner, clock."))
def doctor(desk: Desk) -> None:
    from ..doctor import examine

    found = examine(desk.database, desk.key_file, desk.counter)
    desk.answer(found, *_lines(found))


def _lines(found: Mapping[str, Any], part: str = "") -> Iterator[Text]:
    for name, value in found.items():
        if isinstance(value, dict):
            yield from _lines(value, f"{name}.")
        else:
            yield Sentence("{what}: {value}", {"what": LABELS[part + name], "value": _said(value)})


def _said(value: object) -> object:
    match value:
        case bool():
            return Sentence("yes") if value else Sentence("no")
        case list():
            return ", ".join(value) or "-"
        case _:
            return "-" if value is None else value
