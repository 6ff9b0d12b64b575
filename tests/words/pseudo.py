"""Every word of the command line in a language that nobody speaks: what still looks English was never translated.

Run as a program on a copy of the packages whose Dutch is that language; prints what was said, a JSON list of
[what was typed, standard output, standard error].
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import click
from click.testing import CliRunner

WRONG = (
    (), ("nonsense",), ("--nonsense",), ("client",), ("client", "--json"), ("foodbank", "nonsense"), ("foodbank", "day"),
    ("scan",), ("scan", "X"), ("scan", "X", "Y", "--project", "foodbank"), ("scan", "X", "--project"),
    ("scan", "X", "--project", "foodbank", "--at", "x"), ("scan", "X", "--project", "foodbank", "--pay", "1"),
    ("scan", "X", "--project", "foodbank", "--recor"), ("client", "add", "--adults", "x"), ("client", "add", "--adults", "-1"),
    ("client", "add", "--adults", "0", "--name", "x"), ("client", "add", "--adults", "0"), ("client", "add", "--sex", "q"),
    ("client", "add", "--json=1"), ("enrol", "A1", "foodbank", "--until", "x"), ("enrol", "A1", "foodbank"),
    ("enrol", "A1", "foodbank", "--until", "2099-01-01", "--term", "x"), ("undo", "x", "--reason", " "),
    ("client", "forget", "x", "--reason", " "), ("report", "--from", "2026-02-01", "--to", "2026-01-01"),
    ("journal", "--tail", "-1"), ("journal", "--tail", "x"), ("demo", "--households", "0"), ("counter", "set", "x"),
    ("volunteer", "add", "x", "--role", "q"), ("foodbank", "day", "open", "--day", "x"), ("verify",), ("unlock",), ("open",),
)  # fmt: skip
"""Every way in which a line can be wrong before a house is looked at, and the first sentence of a house that is not there."""


def lines(group: click.Group, context: click.Context, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and group, by what is typed for it."""
    yield before
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from lines(found, context, (*before, name))
        elif found is not None:
            yield (*before, name)


def main() -> None:
    from kiosk_core.cli import root

    said = []
    typed = [(*line, "--help") for line in lines(root, click.Context(root))] + list(WRONG)
    for line in typed:
        done = CliRunner().invoke(root, line)
        said.append([line, done.stdout, done.stderr])
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
