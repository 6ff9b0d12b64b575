"""The journal's own tables: made and migrated. Readings are never migrated, they are filled again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..domain.errors import TooNew
from .ledger import DAYS_AND_TRIED, SCHEMA
from .renaming import NOTES

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

NEWEST = 3
"""The number of steps in `steps`; stored as the file's user_version so that opening need not load sqlite-utils."""


def steps() -> Migrations:
    """Every step from an empty file to today's tables, oldest first; a step once released never changes."""
    from sqlite_utils.migrations import Migrations

    journal = Migrations("journal")

    @journal()
    def m001_events_and_leaves(db: Database) -> None:
        for statement in SCHEMA:
            db.execute(statement)

    @journal()
    def m002_days_and_what_was_tried(db: Database) -> None:
        for statement in DAYS_AND_TRIED:
            db.execute(statement)

    @journal()
    def m003_facts_that_follow_a_merge(db: Database) -> None:
        for statement in NOTES:
            db.execute(statement)

    return journal


def up_to_date(db: Any) -> bool:
    """Raises TooNew: a later version of the program has had this file."""
    (found,) = db.execute("PRAGMA user_version").fetchone()
    if found > NEWEST:
        raise TooNew()
    return bool(found == NEWEST)


def migrate(db: Any) -> None:
    """Inside a write transaction: what is missing is done, or nothing is."""
    from sqlite_utils import Database

    steps().apply(Database(db))
    db.execute(f"PRAGMA user_version={NEWEST}")
