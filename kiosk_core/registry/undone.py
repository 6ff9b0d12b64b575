"""Why an act that concerns no client was taken back, in somebody's own words; about a client they stand in its history."""

from __future__ import annotations

from ..journal import Kind, kind, subject, words


@kind("core.undo_noted", keep="notes")
class UndoNoted(Kind):
    """Subject: the act that was taken back."""

    undone: str = subject()
    note: str | None = words()
