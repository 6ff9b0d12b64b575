"""The tables that `make bench` and `make bench-large` print."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

README = Path(__file__).parent / "README.md"
END = "<!-- end -->"


@dataclass(frozen=True, slots=True)
class Row:
    """`asked`: the limit that was set for it, '' when none was."""

    what: str
    measured: str
    asked: str = ""

    def __str__(self) -> str:
        return f"{self.what:70} {self.measured}" + (f" (asked: {self.asked})" if self.asked else "")

    @property
    def markdown(self) -> str:
        return f"| {self.what} | {self.measured} | {self.asked} |"


def printed(rows: Sequence[Row]) -> list[str]:
    """The lines of a table, with when and on what it was measured."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout
    when = datetime.now(UTC).date().isoformat()
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    return [
        f"Measured on {when} at commit {commit.strip()}, {machine}, 2 shared cores, encryption on, sizes read from the file.",
        "",
        "| what | measured | at most |",
        "|---|---|---|",
        *(row.markdown for row in rows),
        "",
    ]


def write_table(mark: str, rows: Sequence[Row]) -> None:
    """Into README.md, between that mark and the next END; nothing else of it is touched."""
    before, there, rest = README.read_text(encoding="utf8").partition(mark)
    if not there:
        raise ValueError(f"{README.name} has no {mark}")
    after = rest.partition(END)[2]
    README.write_text("\n".join([before + mark, *printed(rows), END]) + after, encoding="utf8")
