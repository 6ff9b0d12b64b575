"""The table of school holidays, as the default of a setting: a house corrects it without an update."""

from __future__ import annotations

import tomllib
from pathlib import Path

_TABLE = tomllib.loads(Path(__file__).with_name("school_holidays.toml").read_text(encoding="utf8"))
DATES: tuple[str, ...] = tuple(_TABLE["dates"])
"""'first/last' of each holiday, ISO days, both ends included."""
SOURCE: str = _TABLE["source"]
