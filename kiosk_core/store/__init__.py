"""The SQLite underneath: opening the one file of a house, its key, and writing to it so that "done" means done."""

from .connection import is_plain, open_store
from .founding import found
from .keys import find_key, key_file_of, read_key_file, save_key
from .looking import marks, only_asks
from .recovery import grouped, read_recovery_key, recovery_file_of, renew_recovery, unlock
from .sqlcipher import Connection, Cursor, Error
from .store import Store

__all__ = [
    "Connection",
    "Cursor",
    "Error",
    "Store",
    "find_key",
    "found",
    "grouped",
    "is_plain",
    "key_file_of",
    "marks",
    "only_asks",
    "open_store",
    "read_key_file",
    "read_recovery_key",
    "recovery_file_of",
    "renew_recovery",
    "save_key",
    "unlock",
]
