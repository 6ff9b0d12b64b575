"""What the last line of a screen says: printer, journal, backup, and whose code does not work now."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from kiosk_core.domain.texts import Sentence
from kiosk_core.shift import Shift


def state_of(shift: Shift) -> list[Sentence]:
    """Short parts, always in this order; nothing of anybody. Three indexed reads."""
    return [_printer(shift), _journal(shift), _backup(shift), *_failing(shift)]


def _printer(shift: Shift) -> Sentence:
    if shift.settings().printer == "none":
        return Sentence("Printer: none")
    return shift.queue_state().says() or Sentence("Printer: ready")


def _journal(shift: Shift) -> Sentence:
    if not shift.kiosk.store.encrypted:
        return Sentence("Journal: NOT ENCRYPTED")
    return Sentence("Journal: in order")


def _backup(shift: Shift) -> Sentence:
    last = shift.last_backup()
    if last is None:
        return Sentence("Backup: none yet")
    return Sentence("Backup: {when}", {"when": last.astimezone(ZoneInfo(shift.settings().zone))})


def _failing(shift: Shift) -> list[Sentence]:
    """One part for each plugin, guests too: its name, never what it said, which may hold somebody's data."""
    projects = shift.kiosk.plugins.projects
    names = dict.fromkeys(failure.plugin for failure in shift.failures)
    return [Sentence("Does not work: {project}", {"project": projects[name].title}) for name in names]
