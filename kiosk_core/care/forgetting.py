"""Erasure on request and retention are one mechanism, core.forgotten: what to append, and what remains to be done after.

Beside the database lies `<database>.forgotten`, one JSON line per forgetting: hashed ids, a day, a class, no names. A
restore of an older backup reads it before the house opens, so that nobody who was forgotten comes back.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kiosk_core.domain.errors import Damaged
from kiosk_core.domain.ids import Word
from kiosk_core.domain.visits import Here
from kiosk_core.journal import Event, Forgotten, Journal
from kiosk_core.journal.envelope import hidden
from kiosk_core.journal.identity import group
from kiosk_core.journal.ledger import Ledger
from kiosk_core.journal.own import EVERYBODY
from kiosk_core.store import Connection, Store
from kiosk_core.store.files import os_meant, sync_folder


@dataclass(frozen=True, slots=True)
class Entry:
    """One forgetting, as the list beside the database keeps it."""

    whose: str
    """envelope.hidden, or '*' for everybody's."""
    before: date | None
    of: str | None
    why: str


def on_request(journal: Journal, ids: Iterable[str]) -> list[Forgotten]:
    """Everything of these persons and households, under every id that they are one with; also what a lagging counter
    brings later. Ask it under the lock (`append(lambda: on_request(...), here)`): a merge may come in between."""
    whole = {member for id in ids for member in group(journal.db, id)}
    return [Forgotten(whose=hidden(id), why=Word("request")) for id in sorted(whole)]


def by_retention(keep: str, before: date) -> list[Forgotten]:
    """Everybody's of one retention class from before that business day; names nobody."""
    return [Forgotten(whose=EVERYBODY, before=before, of=Word(keep), why=Word("retention"))]


def finish(store: Store, forgotten: Iterable[Event]) -> bool:
    """After the act: the list on disk, then the bytes. True: they are gone from database and WAL; False: pending, for
    another process has the house open; `finish_pending` does it at closing. Raises DiskFull and others."""
    remember(store.path, map(entry_of, forgotten))
    return store.vacuum()


def begin(db: Connection) -> None:
    """In the transaction of the forgetting: from now on its bytes wait to go, also when this process dies before."""
    db.execute("INSERT OR REPLACE INTO local_note VALUES (?, '')", (PENDING,))


def is_pending(db: Connection) -> bool:
    """Whether bytes of somebody who was forgotten may still be in the file."""
    return db.execute("SELECT 1 FROM local_note WHERE name=?", (PENDING,)).fetchone() is not None


def finish_pending(store: Store) -> bool:
    """The bytes of who was forgotten go now, if any wait. False: another process still keeps them. Raises DiskFull and
    others."""
    if store.drill or not is_pending(store.db):
        return True
    gone = store.vacuum()
    if gone:
        end(store)
    return gone


def end(store: Store) -> None:
    """The bytes are gone: nothing waits any more."""
    with store.writing() as db:
        db.execute("DELETE FROM local_note WHERE name=?", (PENDING,))


PENDING = "erasure"
"""A row of local_note."""


# ---- the list beside the database ----


def list_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.forgotten")


def entry_of(event: Event) -> Entry:
    """A core.forgotten event as the list keeps it. Other kinds are a mistake of the program."""
    if event.kind != Forgotten.KIND:
        raise ValueError(event.kind)
    fields = event.fields
    before = fields.get("before")
    return Entry(str(event.subject), date.fromisoformat(before) if before else None, fields.get("of"), fields["why"])


def known(ledger: Ledger) -> list[Entry]:
    """Every forgetting in the journal: to write the list anew beside a house that came without. Primary key of event."""
    return [entry_of(event) for event in ledger.events("WHERE e.id IN (SELECT event FROM forgotten) ORDER BY e.id")]


def goes_along(store: Store, copy: Path) -> None:
    """The list lies beside every copy of the house too, whole: a stick that was not there when somebody was forgotten has it
    with the next one. Raises what `read` and `remember` raise."""
    remember(copy.with_name(store.path.name), known(Ledger(store)))


def remember(database: Path, entries: Iterable[Entry]) -> None:
    """Appends what is not in the list yet, on disk when it returns. A line that a power cut left unfinished goes.

    Raises DiskFull, DiskReadOnly, DiskFails."""
    path = list_of(database)
    there = set(read(path) or ())
    new = [entry for entry in dict.fromkeys(entries) if entry not in there]
    if not new:
        return
    try:
        is_new = not path.exists()
        if not is_new:
            os.truncate(path, path.read_bytes().rfind(b"\n") + 1)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
            file.write("".join(f"{_line(entry)}\n" for entry in new).encode())
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            sync_folder(path.parent)
    except OSError as error:
        raise os_meant(error) from error


def read(path: Path) -> list[Entry] | None:
    """The list in that file, oldest first; None: it is not there. An unfinished last line was never promised.

    Raises Damaged: another line that is none."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise os_meant(error) if isinstance(error, OSError) else Damaged() from error
    found = [_entry(line) for line in lines[:-1]]  # behind the last line's end lies nothing, or what was cut off
    if None in found:
        raise Damaged()
    return [entry for entry in found if entry is not None]


def missing(journal: Journal, entries: Iterable[Entry]) -> list[Forgotten]:
    """What a restored journal must still be told: the forgettings of the list that it does not have."""
    there = {(entry.whose, entry.before, entry.of) for entry in known(journal.ledger)}
    return [
        Forgotten(
            whose=entry.whose, before=entry.before, of=None if entry.of is None else Word(entry.of), why=Word(entry.why)
        )
        for entry in dict.fromkeys(entries)
        if (entry.whose, entry.before, entry.of) not in there
    ]


def reapply(journal: Journal, entries: Sequence[Entry] | None, here: Here) -> list[Event] | None:
    """Before a restored house opens: forgets again whom the list names. Returns what was appended.

    None: there was no list, so somebody who was forgotten after the backup may be back; say so. Vacuum afterwards."""
    if entries is None:
        return None
    drafts = missing(journal, entries)
    return journal.append(lambda: drafts, here) if drafts else []


def _line(entry: Entry) -> str:
    before = entry.before.isoformat() if entry.before else None
    return json.dumps({"whose": entry.whose, "before": before, "of": entry.of, "why": entry.why})


def _entry(line: str) -> Entry | None:
    try:
        body: dict[str, Any] = json.loads(line)
        before = body["before"]
        return Entry(str(body["whose"]), date.fromisoformat(before) if before else None, body["of"], str(body["why"]))
    except (ValueError, KeyError, TypeError):
        return None
