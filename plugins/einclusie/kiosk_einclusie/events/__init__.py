"""What digital inclusion records, by room. Kept fields name nobody."""

from __future__ import annotations

from . import courses, help, loans, sessions

KINDS = (*sessions.KINDS, *help.KINDS, *loans.KINDS, *courses.KINDS)
TABLES = (*sessions.TABLES, *help.TABLES, *loans.TABLES, *courses.TABLES)
