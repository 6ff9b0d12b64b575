"""One table for every code in the house. Any event kind, also a plugin's, may put a row; House.scanned reads it."""

from __future__ import annotations

from ..journal import state

CODE = state("core_code", {"code": "text", "kind": "text", "owner": "text", "state": "text"}, key=("code",))
"""subject: what the code stands for (a person, a volunteer, a voucher, a device). Primary key (code, subject)."""
