"""A connection that only looks, until its Store says that it may write."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any, NoReturn

from .sqlcipher import Connection, Cursor, Error

_LOOKS = re.compile(r"\s*(?:SELECT|VALUES|EXPLAIN|WITH|PRAGMA|(?:BEGIN|COMMIT|ROLLBACK)\Z)", re.IGNORECASE)
_STEERS = re.compile(r"\s*(?:BEGIN|COMMIT|ROLLBACK)\Z|\s*PRAGMA\b[^(]*=|\s*PRAGMA \w*checkpoint", re.IGNORECASE)
"""Changes no data, and yet what becomes of it: a transaction is ended, or is not synced any more."""
_WRITES = re.compile(
    r"\s*(?:WITH\b.*\b(?:INSERT|UPDATE|DELETE|REPLACE)\b|PRAGMA (?:user_version|application_id|schema_version|rekey)\s*[=(])",
    re.IGNORECASE | re.DOTALL,
)


class Looking(Connection):
    """While `may_write` is False, whatever is not plainly a question raises Error and changes nothing.

    Not by `PRAGMA query_only`: setting that makes SQLite compile every statement behind it anew, for each scan and each
    act (some 13 % of the record of one act). A cursor of one's own is not watched; nobody needs one."""

    may_write = False

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        if not (self.may_write or only_looks(sql)):
            self._refuse()
        return Connection.execute(self, sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> Cursor:
        if not self.may_write:
            self._refuse()
        return Connection.executemany(self, sql, parameters)

    def executescript(self, sql: str, /) -> Cursor:
        if not self.may_write:
            self._refuse()
        return Connection.executescript(self, sql)

    def _refuse(self) -> NoReturn:
        raise Error("readonly: this writes outside Store.writing")


@lru_cache(1024)
def only_looks(sql: str) -> bool:
    """Whether a statement changes nothing, whatever it finds. What starts a question with WITH and names a writing word,
    even in a text, counts as writing; a pragma that is about this connection alone does not."""
    return bool(_LOOKS.match(sql)) and not _WRITES.match(sql)


def marks(values: Collection[object]) -> str:
    """A place for each of these values in `IN (…)`; in an empty `IN ()` lies nothing."""
    return ",".join("?" * len(values))


@lru_cache(1024)
def only_asks(sql: str) -> bool:
    """Whether a statement neither changes anything nor touches the connection and its transaction: what strangers may say."""
    return only_looks(sql) and not _STEERS.match(sql)
