"""Writes docs/core-tables.md: the core's tables as they are declared, for whoever reads them in a plugin. `python docs/core_tables.py`"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import kiosk_core
from kiosk_core import core
from kiosk_core.journal import Table

PAGE = Path(__file__).parent / "core-tables.md"
HEAD = """# The tables of the core

A plugin reads them beside its own ([Writing a plugin](plugins.md#tables-what-is-read)); only the core writes them. This page is made from the
declarations: `python docs/core_tables.py`. Each row of a *state* is the last word on its `subject`: whose id it is stands there too. A *fact*
also has `event`, `n`, `day` and `voided`; its plain name is without what was undone, its name with `_all` has that too. Names of people
stand in these tables: at a counter use `house.client(…)`, which says what may be seen there. Whatever has a method of `house` (`client`,
`household`, `members`, `enrolment`, `answer`, `settings`) is better asked by that: tables may change with a new core, methods do not.
"""


def page() -> str:
    said = dict(_said())
    return HEAD + "".join(_of(table, said.get(table.name, "")) for table in sorted(core.project().tables, key=_name))


def _name(table: Table) -> str:
    return table.name


def _of(table: Table, said: str) -> str:
    key = f", one for each {' and '.join(f'`{name}`' for name in (*table.key, 'subject'))}" if table.is_state else ""
    lines = [f"\n## {table.name}\n", f"A {'state' if table.is_state else 'fact'}{key}."]
    lines += [" ".join(said.split())] if said else []
    lines += ["\n| column | type |", "|---|---|", *(f"| `{name}` | {type_} |" for name, type_ in table.columns.items())]
    indexes = [f"`({', '.join(columns)})`" for columns in (table.primary, *table.index_columns)]
    return "\n".join([*lines, f"\nIndexes: {', '.join(indexes)}.\n"])


def _said() -> Iterator[tuple[str, str]]:
    """What stands below each declaration in the code."""
    for file in sorted(Path(kiosk_core.__file__).parent.rglob("*.py")):
        body = ast.parse(file.read_text(encoding="utf8")).body
        for one, after in pairwise(body):
            match one, after:
                case (
                    ast.Assign(
                        value=ast.Call(func=ast.Name(id="state" | "fact"), args=[ast.Constant(value=str(name)), *_])
                    ),
                    ast.Expr(ast.Constant(value=str(said))),
                ):
                    yield name, said


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf8")
