"""The one door to SQLite: sqlcipher3's own build, never the interpreter's.

Debian 12's SQLite (3.40.1) can corrupt a file when a WAL is reset while another process writes; sqlcipher3 brings 3.53
and encryption. Importing this module also makes sqlite_utils use it, because that looks for `pysqlite3` first; so import
this before sqlite_utils. sqlcipher3's exceptions are not `sqlite3`'s: catch `Error` from here.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite3 import Connection, Cursor, Error, Row

    dbapi2: Any
else:
    try:
        import sqlcipher3
        from sqlcipher3 import dbapi2
        from sqlcipher3.dbapi2 import Connection, Cursor, Error, Row
    except ImportError:  # said by open_store in a sentence, so that `kiosk doctor` still starts
        dbapi2, Connection, Cursor, Row = None, object, object, object

        class Error(Exception):
            """Never raised: without sqlcipher3 nothing opens."""
    else:
        sys.modules["pysqlite3"] = sqlcipher3
        sys.modules["pysqlite3.dbapi2"] = dbapi2

__all__ = ["Connection", "Cursor", "Error", "Row", "dbapi2"]
