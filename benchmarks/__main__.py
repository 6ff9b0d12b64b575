"""`python -m benchmarks [households ...]`: runs everything and writes the table into README.md."""

from __future__ import annotations

import sys

from . import cards, decide, journal, printer, screen, shop, sign_in
from .table import README, Row, printed

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
    lines = [MARK, *printed(rows)]
    head = (
        README.read_text(encoding="utf8").partition(MARK)[0].partition("Not measured yet")[0] if README.exists() else ""
    )
    README.write_text(head + "\n".join(lines), encoding="utf8")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [200, 20_000])
