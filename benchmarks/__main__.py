"""`python -m benchmarks [households ...]`: runs everything and writes the table into README.md."""

from __future__ import annotations

import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from . import cards, decide, journal, printer, screen

README = Path(__file__).parent / "README.md"
MARK = "<!-- printed by make bench -->"


def main(sizes: list[int]) -> None:
    rows = [*decide.rows(sizes), *journal.rows(), *screen.rows(sizes), *cards.rows(), *printer.rows(sizes[0])]
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout
    when = datetime.now(UTC).date().isoformat()
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    lines = [
        MARK,
        f"Measured on {when} at commit {commit.strip()}, {machine}, 2 shared cores, encryption on, sizes read from the file.",
        "",
        "| what | measured | at most |",
        "|---|---|---|",
        *(row.markdown for row in rows),
        "",
    ]
    head = (
        README.read_text(encoding="utf8").partition(MARK)[0].partition("Not measured yet")[0] if README.exists() else ""
    )
    README.write_text(head + "\n".join(lines), encoding="utf8")
    print("\n".join(lines))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [200, 20_000])
