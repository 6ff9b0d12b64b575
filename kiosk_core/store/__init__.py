"""The SQLite underneath: opening the one file of a house, its key, and writing to it so that "done" means done."""

from .connection import is_plain, open_store
from .sqlcipher import Connection, Error
from .store import Store

__all__ = ["Connection", "Error", "Store", "is_plain", "open_store"]
