"""What this counter says when something is not possible now."""

from __future__ import annotations

from kiosk_core import KioskError, Sentence


class NotNow(KioskError):
    """The rules say why, and what is possible; nothing was recorded."""

    code, says = "not_now", Sentence("{why} {next}")
