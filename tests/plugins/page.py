"""docs/plugins.md as the tests read it: its sections and the very text of its blocks of code."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "plugins.md"
TEXT = PAGE.read_text(encoding="utf8")
_BLOCK = re.compile(r"^```(\w+) ?(\w*)\n(.*?)^```$", re.M | re.S)
_FILE = re.compile(r"# ([\w/]+\.\w+)\n")


def files() -> dict[str, str]:
    """Name -> text of every block whose first line names a file."""
    return {named[1]: body for _, _, body in _BLOCK.findall(TEXT) if (named := _FILE.match(body))}


def labelled(label: str) -> list[str]:
    """The blocks that carry this label behind their language."""
    return [body for _, said, body in _BLOCK.findall(TEXT) if said == label]


def section(title: str) -> str:
    """What stands under that heading, up to the next of the same or a higher level."""
    found = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^#{{1,3}} |\Z)", TEXT, re.M | re.S)
    assert found, title
    return found[2]
