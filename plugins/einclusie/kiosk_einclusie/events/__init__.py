"""What digital inclusion records, by room: sessions and who came. Kept fields name nobody."""

from __future__ import annotations

from . import sessions

KINDS = (*sessions.KINDS,)
TABLES = (*sessions.TABLES,)
