"""What happened (envelope, kinds, ledger), who is one (identity), and what is read from it (tables, fold)."""

from .envelope import Act, Event, Leaf
from .journal import Journal, Received
from .kinds import Kind, kind, personal, subject, words
from .own import Forgotten, Merged, Voided
from .tables import Row, Table, fact, state

__all__ = [
    "Act", "Event", "Forgotten", "Journal", "Kind", "Leaf", "Merged", "Received", "Row", "Table", "Voided", "fact", "kind",
    "personal", "state", "subject", "words",
]  # fmt: skip
