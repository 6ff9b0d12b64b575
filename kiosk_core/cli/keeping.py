"""`kiosk verify|backup|restore|unlock`: keeping the house sound."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import click

from ..domain.errors import KioskError, NotUnderstood
from ..domain.texts import Sentence, Text
from .frame import CHECKING, Desk, FileProblem, command, has_person, option

FILE = click.Path(path_type=Path)
RECOVERY = Sentence("The recovery key")


@command(
    Sentence(
        "Check the whole house: the file, the chain of what happened, and every reading. Exit 1 when it is not clean."
    )
)
def verify(desk: Desk) -> int:
    found = desk.shift().verify(desk.waiting(CHECKING))
    lines: list[Text] = [Sentence("Clean.") if found.clean else Sentence("Not clean: call the technician.")]
    lines += [Sentence("differs: {what}", {"what": one}) for one in found.as_json()["differing"]]
    lines += [Sentence("waits for its plugin: {what}", {"what": one}) for one in found.waiting]
    lines += [Sentence("sleeps without its plugin: {what}", {"what": one}) for one in found.asleep]
    desk.answer(found.as_json(), *lines)
    return 0 if found.clean else 1


@command(Sentence("Put the house into one new file, encrypted as the house is, read back and found whole."))
@click.argument("file", type=FILE)
def backup(desk: Desk, file: Path) -> None:
    made = desk.shift().back_up_to(file)
    desk.answer(
        {
            "file": str(made.file), "bytes": made.bytes, "made": made.manifest.made.isoformat(),
            "encrypted": made.manifest.encrypted, "recoverable": made.recoverable,
        },
        Sentence("The backup {file} is made and checked.", {"file": made.file.name}),
        *(() if made.recoverable or not made.manifest.encrypted else (
            Sentence("The recovery key does not open it: keep the key file apart."),)),
    )  # fmt: skip


@command(Sentence("Make a house from a backup, at the place of --db, where nothing may be yet."))
@click.argument("file", type=FILE)
@option("--recovery-key-file", type=FILE, says=Sentence("A file with the recovery key."))
@option(
    "--letter", metavar="X", says=Sentence("Letter of the numbers given from now on; the next when nothing is said.")
)
@option("--drill", is_flag=True, says=Sentence("To try it: can be looked at, and nothing can ever be recorded in it."))
def restore(desk: Desk, file: Path, recovery_key_file: Path | None, letter: str | None, drill: bool) -> None:
    from ..opening import restore_house

    done = restore_house(
        file, desk.database, key_file=desk.key_file, recovery=_saved(recovery_key_file),
        ask=(lambda: desk.secret(None, RECOVERY)) if has_person() else None, letter=letter, drill=drill,
    )  # fmt: skip
    applied = Sentence("Forgotten again: {n}", {"n": done.forgotten}) if done.forgotten is not None else NO_LIST
    desk.answer(
        {"database": str(desk.database), "origin": done.origin, "restored_from": done.restored_from, "drill": drill,
         "made": done.made.isoformat(), "forgettings": done.forgotten},
        Sentence("The house stands again, as it was on {made}.", {"made": done.made.astimezone(ZoneInfo(done.zone))}), applied,
    )  # fmt: skip
    if done.forgotten is None and desk.json:
        click.echo(desk.t(NO_LIST), err=True)


NO_LIST = Sentence(
    "There is no list of who was forgotten: somebody who was forgotten after this backup may be back. Look it up."
)


@command(Sentence("Put the key back where the house looks for it, with the recovery key."))
@option("--recovery-key-file", type=FILE, says=Sentence("A file with the recovery key."))
def unlock(desk: Desk, recovery_key_file: Path | None) -> None:
    from ..opening import unlock_house

    typed = _saved(recovery_key_file) or desk.secret(None, RECOVERY)
    place = unlock_house(desk.database, typed)
    desk.answer({"key_file": str(place) if place else None}, Sentence("The key is back: the house opens."))


def _saved(file: Path | None) -> str | None:
    """The recovery key in a file: the first line that is one, so that the saved page does too; else the first line."""
    from ..store import read_recovery_key

    if file is None:
        return None
    try:
        lines = [
            line.strip() for line in file.read_text(encoding="utf8", errors="replace").splitlines() if line.strip()
        ]
    except OSError as error:
        raise FileProblem(file=file.name) from error
    for line in lines[:200]:
        try:
            return read_recovery_key(line.rpartition(":")[2])
        except KioskError:
            continue
    if not lines:
        raise NotUnderstood(why=Sentence("there is no recovery key in {file}.", {"file": file.name}))
    return lines[0]
