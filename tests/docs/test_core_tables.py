"""What a plugin may read of the core is written down, and as it is."""

from __future__ import annotations

import runpy
from pathlib import Path

from kiosk_core import core

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_the_cores_tables_is_what_is_declared_now() -> None:
    made = runpy.run_path(str(DOCS / "core_tables.py"))["page"]()
    text = (DOCS / "core-tables.md").read_text(encoding="utf8")
    assert text == made, "run: python docs/core_tables.py"
    for table in core.project().tables:
        assert f"## {table.name}\n" in text and all(f"| `{name}` |" in text for name in table.columns)


def test_it_is_found_from_the_page_for_plugin_authors() -> None:
    assert "(core-tables.md)" in (DOCS / "plugins.md").read_text(encoding="utf8")
