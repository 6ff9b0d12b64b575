"""The three kinds that the journal itself understands. They put no rows; theirs only say whether they can be meant."""

from __future__ import annotations

from datetime import date

from ..domain.ids import ClientId, Word
from .envelope import Event
from .kinds import Kind, kind, personal, subject
from .tables import Row


@kind("core.voided", keep="house")
class Voided(Kind):
    """Takes one event back: its facts stay, marked; it loses its say in states. Subject: the voided event's id, which
    survives forgetting. Words typed as a reason are code `other` and a leaf of the client that the act concerns."""

    event: str = subject()
    reason: Word
    about: ClientId | None = personal("about")
    note: str | None = personal("about")


@kind("core.merged", keep="registry")
class Merged(Kind):
    """Two persons or two households are one: from now on they have one history, under the elder id. Symmetric."""

    one: ClientId = subject(personal=True)
    other: ClientId | None = personal("other")

    def rows(self, event: Event) -> tuple[Row, ...]:
        if not isinstance(self.other, str | None):
            raise ValueError("names nobody")
        return ()


@kind("core.forgotten", keep="house")
class Forgotten(Kind):
    """Removes the leaves, and the subject, of exactly the events that fall under it, now or when they arrive later.

    `whose`: a hashed id (envelope.hidden), or '*' for everybody's (retention). `before`: that business day and later
    ones stay; None is all. `of`: the retention class; None is all. `why`: request | retention.
    """

    whose: str = subject()
    before: date | None = None
    of: Word | None = None
    why: Word

    def rows(self, event: Event) -> tuple[Row, ...]:
        if not isinstance(self.before, date | None) or not isinstance(self.of, str | None):
            raise ValueError("covers nothing that there is")
        return ()


EVERYBODY = "*"
OWN = (Voided, Merged, Forgotten)
