"""What the last line of a screen says: printer, journal, backup."""

from __future__ import annotations

from kiosk_core.domain.texts import Sentence
from kiosk_core.kiosk import Kiosk


def state_of(kiosk: Kiosk) -> list[Sentence]:
    """Short parts, in one order always. Reads `local_note` and the file's own state, nothing of anybody."""
    parts = [Sentence("Journal: in order")]
    if not kiosk.store.encrypted:
        parts = [Sentence("NOT ENCRYPTED")]
    return parts
