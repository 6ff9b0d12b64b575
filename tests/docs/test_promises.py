"""docs/promises.md names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

from ..faults.known import read_faults

ROOT = Path(__file__).parents[2]
PROMISES = (ROOT / "docs" / "promises.md").read_text(encoding="utf8")
ROWS = [line for line in PROMISES.splitlines() if line.startswith("| ") and not line.startswith("| promise")]
TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def test_every_row_names_a_test_and_each_of_them_is_there() -> None:
    assert [row for row in ROWS if "::test_" not in row] == []
    named = TEST.findall(PROMISES)
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not (ROOT / "tests" / file).exists()
        or f"def {test}(" not in (ROOT / "tests" / file).read_text(encoding="utf8")
    ]
    assert missing == []


def test_a_row_that_was_seen_to_fail_has_its_mistake_in_the_list() -> None:
    """One of its tests stands there, by itself or with its whole file."""
    tried = {test.removeprefix("tests/") for fault in read_faults() for test in fault.tests}
    marked = [row for row in ROWS if "⚔" in row]
    assert len(marked) > 20
    assert [
        row for row in marked if not any({file, f"{file}::{test}"} & tried for file, test in TEST.findall(row))
    ] == []
