"""`python -m benchmarks [households ...]`: runs everything and writes the table into README.md."""

from __future__ import annotations

import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from . import cards, decide, journal, printer, screen, shop, sign_in
from .table import Row

README = Path(__file__).parent / "README.md"
MARK = "<!-- printed by make bench -->"


def main(sizes: list[int]) -> None:
    benches = (
        lambda: decide.rows(sizes), journal.rows, lambda: screen.rows(sizes), cards.rows, lambda: printer.rows(sizes[0]), sign_in.rows,
        shop.rows,
    )  # fmt: skip
    rows: list[Row] = []
    for bench in benches:
        rows += (found := bench())
        print(*(row.markdown for row in found), sep="\n", flush=True)
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


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [200, 20_000])
