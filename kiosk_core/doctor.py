"""What a technician asks first: version, data folder, disk, key, last backup, printer, scanner layout, clock. Reads only."""

from __future__ import annotations

import platform
import re
import shutil
from pathlib import Path
from typing import Any

from . import faults
from .care.forgetting import is_pending
from .core import CoreSettings, today
from .domain.errors import KioskError, NoHouse, NotUnderstood
from .domain.moments import moment_of, now
from .house import House
from .kiosk import Kiosk
from .opening import open_house
from .printing.profile import profile_of
from .store import is_plain, key_file_of
from .version import VERSION

KEYBOARD = Path("/etc/default/keyboard")
"""Where Debian and its kin keep the layout of the console and the first screen."""


def examine(database: Path, key_file: Path | None = None, counter: str | None = None) -> dict[str, Any]:
    """The facts as JSON would have them. Never raises for a house that cannot be opened: that is a fact too."""
    facts: dict[str, Any] = {
        "version": VERSION, "python": platform.python_version(), "system": platform.system(),
        "data_folder": str(database.parent), "disk": _disk(database), "key": _key(database, key_file),
        "faults": {"log": str(faults.log_file()), "last": faults.last_noted()},
    }  # fmt: skip
    try:
        kiosk = open_house(database, key_file)
    except KioskError as error:
        return facts | {"house": {"state": error.code}} | _without_house()
    with kiosk:
        return facts | _of_house(kiosk, counter)


def _disk(database: Path) -> dict[str, Any]:
    folder = next(one for one in (database.parent, *database.parents) if one.exists())
    size = database.stat().st_size if database.exists() else 0
    return {"free_bytes": shutil.disk_usage(folder).free, "house_bytes": size}


def _key(database: Path, named: Path | None) -> dict[str, Any]:
    try:
        encrypted = not is_plain(database)
    except NoHouse:
        return {"encrypted": None, "place": None, "recovery": False}
    beside = key_file_of(database)
    place = "named" if named else "file" if beside.exists() else "store"
    return {
        "encrypted": encrypted, "place": place if encrypted else None, "recovery": Path(f"{database}.recovery").exists(),
    }  # fmt: skip


def _without_house() -> dict[str, Any]:
    at = now()
    return {
        "last_backup": None, "printer": None, "scanner": {"keyboard": _keyboard()},
        "clock": {"utc": at.isoformat(timespec="seconds"), "zone": None, "last_act": None, "doubt": None},
    }  # fmt: skip


def _of_house(kiosk: Kiosk, counter: str | None) -> dict[str, Any]:
    from .care.backup import last_backup, lives

    at = kiosk.clock()
    house = House(kiosk.store, _counter(kiosk, counter))
    rules = house.settings(CoreSettings, today(house, at))
    last = kiosk.journal.ledger.latest()
    copy = last_backup(Path(rules.backup_folder), lives(kiosk.store.db)) if rules.backup_folder else None
    return {
        "house": {
            "state": "ok", "origin": kiosk.journal.origin, "example": kiosk.example, "drill": kiosk.store.drill,
            "erasure_pending": is_pending(kiosk.store.db), "plugins": list(kiosk.plugins.projects), "set_aside": [one.name for one in kiosk.plugins.aside],
        },
        "last_backup": {"folder": rules.backup_folder, "made": copy.made.isoformat()} if copy else None,
        "printer": _printer(rules),
        "scanner": {"keyboard": _keyboard(), "gap_ms": rules.scan_gap_ms, "wait_ms": rules.scan_wait_ms},
        "clock": {
            "utc": at.isoformat(timespec="seconds"), "zone": rules.zone,
            "last_act": moment_of(last).isoformat(timespec="seconds") if last else None, "doubt": kiosk.doubt() is not None,
        },
    }  # fmt: skip


def _counter(kiosk: Kiosk, asked: str | None) -> str:
    """The one asked for, or the only one; with several the house's own settings are told."""
    try:
        return kiosk.counter(asked)
    except KioskError:
        return ""


def _printer(rules: CoreSettings) -> dict[str, Any]:
    try:
        profile = profile_of(rules)
    except NotUnderstood:
        return {"address": rules.printer, "usable": False}
    return {
        "address": rules.printer,
        "usable": profile.address is not None,
        "page": profile.page,
        "columns": profile.columns,
    }


def _keyboard() -> str | None:
    """The layout that the scanner's keys go through; any will do, a technician likes to know."""
    try:
        found = re.search(r'^XKBLAYOUT="?([^"\n]*)', KEYBOARD.read_text("utf8"), re.MULTILINE)
    except OSError:
        return None
    return found[1] if found else None
