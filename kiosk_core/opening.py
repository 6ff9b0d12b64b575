"""A house from outside: where it lies, creating it, opening it with its key, unlocking it with the recovery key."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from . import drafts as open_drafts
from .catalogues import language
from .domain.errors import HouseExists, NoHouse, NotUnderstood, StoreError
from .domain.moments import Clock, now
from .domain.texts import Sentence
from .kiosk import PIN_COST, Kiosk
from .registry.volunteers import check_pin_form
from .running import Progress
from .store import Store, find_key, found, is_plain, key_file_of, read_key_file, save_key
from .store.connection import remove_database
from .store.files import data_folder, write_private
from .store.founding import alone
from .store.recovery import unlock as unwrap_key

if TYPE_CHECKING:
    from .care.forgetting import Entry


def default_database() -> Path:
    """`kiosk.db` in this user's data folder."""
    return data_folder() / "kiosk.db"


@dataclass(frozen=True, slots=True)
class Founded:
    """A new house, open, and what is known only now."""

    kiosk: Kiosk
    recovery_key: str | None = field(repr=False)
    """29 letters; None for a house that is not encrypted."""
    emergency_code: str = field(repr=False)


def create_house(
    database: Path, name: str, admin: str, pin: str, *, encrypted: bool = True, example: bool = False,
    modules: Sequence[ModuleType] | None = None, clock: Clock = now, pin_cost: int = PIN_COST, lang: str | None = None,
) -> Founded:  # fmt: skip
    """A house where none is: its files, first counter and administrator. When it raises, no file of a house is left.
    `lang`: the language that was asked for, in which its screens stand from then on.

    Raises NotUnderstood (no name, a PIN that is none), HouseExists, UnsafeKey, DiskFull, DiskReadOnly, DiskFails."""
    check_pin_form(pin)
    for said in (name, admin):
        if not said.strip() or not said.isprintable():
            raise NotUnderstood(why=Sentence("a name has letters."))
    database.parent.mkdir(parents=True, exist_ok=True)
    with alone(database):
        _clear_broken_off(database)
        store, recovery = found(database, encrypted=encrypted)
        try:
            kiosk = Kiosk(store, modules, clock)
            code = kiosk.start(
                name.strip(),
                admin.strip(),
                pin,
                example=example,
                pin_cost=pin_cost,
                lang=language(lang) if lang else None,
            )
        except BaseException:
            store.close()
            remove_database(database)
            raise
    return Founded(kiosk, recovery or None, code)


def open_house(
    database: Path, key_file: Path | None = None, *, modules: Sequence[ModuleType] | None = None, clock: Clock = now,
    progress: Progress | None = None,
) -> Kiosk:  # fmt: skip
    """The house in that file. Its key: see `find_key`. Raises NoHouse (also: never started), NoKey, UnsafeKey, WrongKey,
    Damaged, TooNew, StoreError."""
    kiosk = Kiosk(Store(database, find_key(database, key_file)), modules, clock, progress)
    if kiosk.journal.origin is None:
        kiosk.close()
        raise NoHouse()
    return kiosk


def unlock_house(database: Path, typed: str) -> Path | None:
    """Puts the key back where it is looked for, from the recovery key as typed. Answers the key file, None when the
    system's credential store took it. A key that lies there and does not open the house is kept beside it. Two at once may
    do this: there is a whole key file at every moment.

    Raises NoHouse, NotUnderstood, NotFound (the wrapped key is gone), WrongKey, Damaged."""
    if is_plain(database):
        raise NotUnderstood(why=Sentence("this house is not encrypted, it needs no key."))
    key = unwrap_key(database, typed)
    Store(database, key).close()
    beside = key_file_of(database)
    if beside.exists():
        with suppress(StoreError):
            if read_key_file(beside) == key:
                return beside
        _keep_aside(beside)
        return save_key(database, key, replace=True, in_vault=False)  # where it is looked for first
    return save_key(database, key, in_vault=sys.platform == "win32")


def _keep_aside(file: Path) -> None:
    """A copy of it under the next free name; one that lies there already is enough."""
    content = file.read_bytes()
    for n in count(1):
        with suppress(HouseExists):
            write_private(file.with_name(f"{file.name}.{n}"), content)
            return


def _clear_broken_off(database: Path) -> None:
    """Takes away what a creation left that was broken off before the house had its first event."""
    if not database.is_file():
        return
    try:
        store = Store(database, find_key(database))
    except StoreError:
        return
    try:
        tables = {name for (name,) in store.db.execute("SELECT name FROM sqlite_master WHERE type='table'")}
        ours = "event" in tables or not tables
        begun = "event" in tables and store.db.execute("SELECT 1 FROM event LIMIT 1").fetchone() is not None
    finally:
        store.close()
    if ours and not begun:
        remove_database(database)


@dataclass(frozen=True, slots=True)
class Restored:
    """A house that stands again."""

    origin: str
    restored_from: str
    made: datetime
    """When the backup was made, UTC."""
    forgotten: int | None
    """How many forgettings were done again; None: there was no list of them, which somebody has to be told."""
    zone: str
    """In which that house tells the time."""


def restore_house(
    file: Path, database: Path, *, key_file: Path | None = None, recovery: str | None = None,
    ask: Callable[[], str] | None = None, letter: str | None = None, drill: bool = False,
    modules: Sequence[ModuleType] | None = None, clock: Clock = now,
) -> Restored:  # fmt: skip
    """A house from a backup, at `database`, where nothing may be yet: a new origin with the next letter (or `letter`),
    with those forgotten again who were forgotten since. `drill`: read-only for ever.

    The key is, in this order, the one given (`key_file`, `recovery`), a `*.key` in the folder of `database` that opens
    the backup, or the recovery key that `ask` answers. When it raises, nothing was restored: NotUnderstood (the letter),
    NotFound, BadBackup, TooNew, HouseExists, NoKey, WrongKey, DiskFull and others."""
    from .care.archive import Manifest
    from .care.backup import open_backup
    from .care.forgetting import known, reapply, remember
    from .core import DEFAULTS, CoreSettings
    from .domain.moments import local_day

    key = read_key_file(key_file) if key_file and recovery is None else None
    lists = _forgotten_lists(file.absolute().parent, database)
    result: list[Restored] = []

    def prepare(store: Store, manifest: Manifest) -> None:
        kiosk = Kiosk(store, modules, clock)
        origin = kiosk.live_again(manifest.origin, letter)
        done = reapply(kiosk.journal, lists, kiosk.bare_here())
        with store.writing() as db:
            for table in LEFT_BEHIND:
                db.execute(f"DELETE FROM {table}")
            forgotten = [
                c for (c,) in db.execute("SELECT DISTINCT client FROM local_draft") if kiosk.house.is_forgotten(c)
            ]
            open_drafts.forget(db, forgotten)
            open_drafts.drop_forms(db)
        if done:
            store.vacuum()
        remember(database, known(kiosk.journal.ledger))
        if drill:
            store.make_drill()
        zone = kiosk.house.settings(CoreSettings, local_day(manifest.made, DEFAULTS.zone)).zone
        result.append(Restored(origin, manifest.origin, manifest.made, None if done is None else len(done), zone))

    database.parent.mkdir(parents=True, exist_ok=True)
    open_backup(file, database, key=key, recovery=recovery, ask=ask, prepare=prepare)
    return result[0]


LEFT_BEHIND = (
    "local_spool", "local_slip", "local_failed", "local_note", "local_present", "local_language", "secret_tablet"
)  # fmt: skip
"""What belonged to the PC that the backup was made on: slips that came out there, tries, a date that was confirmed, who stood there
and in which language, tablets, of which one may have been stopped since. What was put aside to be paid comes along."""


def _forgotten_lists(beside: Path, database: Path) -> list[Entry] | None:
    """The lists of forgettings in the folders of the backup and of the new house; None: there is none.

    A list under this house's name counts whole, and so does the only one there is. Of several others only the entries
    that name somebody: what another house forgot of everybody is not this one's to forget."""
    from .care.forgetting import list_of, read
    from .journal.own import EVERYBODY

    own = {list_of(database), list_of(beside / database.name)}
    files = sorted({*beside.glob("*.forgotten"), *database.parent.glob("*.forgotten")})
    entries: list[Entry] = []
    for file in files:
        found = read(file) or []
        whole = file in own or len(files) == 1
        entries += [entry for entry in found if whole or entry.whose != EVERYBODY]
    return entries if files else None
