"""What is demanded of every plugin, the core's own included: one body over all of them."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

import kiosk_core
from kiosk_core import ClientId
from kiosk_core.contract import check_contract, reads, whole_tables
from kiosk_core.contract_hooks import watched
from kiosk_core.contract_text import strange_imports
from kiosk_core.declarations import bare
from kiosk_core.domain import ids
from kiosk_core.journal.envelope import Leaf, canonical
from kiosk_core.journal.kinds import rows_of
from kiosk_core.journal.own import OWN
from kiosk_core.plugins import HOOKS, Plugins
from kiosk_core.probe import sources, stops_without_step
from kiosk_core.testing import check_hooks

from .conftest import Town

NAMES = ("core", "einclusie", "foodbank", "kapstok", "toys")
PLUGINS = [name for name in NAMES if name != "core"]
KEPT = {
    int, bool, date, type(None), ids.Cents, ids.Grams, ids.Word, ids.CounterId, ids.VolunteerId, ids.EventId, ids.ActId,
}  # fmt: skip
"""What may be kept for ever: it names no client."""


# ---- declarations ----


@pytest.mark.parametrize("name", PLUGINS)
def test_the_contract_that_authors_can_call_holds(name: str, modules: dict[str, ModuleType]) -> None:
    check_contract(modules[name])


def test_every_plugin_of_this_repository_is_tried_here() -> None:
    there = {path.parent.name for path in (Path(__file__).parents[2] / "plugins").glob("*/pyproject.toml")}
    assert there <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_stands_a_forgotten_client(name: str, plugins: Plugins) -> None:
    kinds = [*plugins.projects[name].kinds, *(OWN if name == "core" else ())]
    assert kinds
    for kind in kinds:
        for event in bare(kind):
            for row in rows_of(kind, event, ()):
                assert row.table in kind.PUTS
                assert not row.table.is_state or row.values is None or row.values.keys() <= set(row.table.every_column)
            whose = Leaf(0, "x", b"", canonical({"subject": "x"}))
            rows_of(kind, event, (whose,))


@pytest.mark.parametrize("name", NAMES)
def test_no_kind_keeps_words_or_a_client_for_ever(name: str, plugins: Plugins) -> None:
    for kind in (*plugins.projects[name].kinds, *(OWN if name == "core" else ())):
        hints = get_type_hints(kind)
        for f in fields(kind):
            personal = f.metadata.get("of") or f.metadata.get("words") or f.name == kind.SUBJECT.name
            assert personal or set(plain(hints[f.name])) <= KEPT, f"{kind.KIND}.{f.name}"


def test_what_is_kept_for_ever_of_a_house_that_was_lived_in_names_no_client(town: Town) -> None:
    """Not by its type only: a client's id could be called a word."""
    house = town.house.kiosk.house
    clients = house.rows("SELECT subject FROM core_person UNION SELECT subject FROM core_household")
    kept = " ".join(kept for (kept,) in house.rows("SELECT kept FROM event"))
    assert len(clients) > 200 and [id for (id,) in clients if id in kept] == []


def plain(hint: Any) -> Iterator[Any]:
    """The types inside a hint; the words of a Literal are as good as a Word."""
    if get_origin(hint) is Literal:
        yield ids.Word
    elif get_origin(hint) in (Union, types.UnionType, list, tuple, dict):
        for part in get_args(hint):
            if part is not ...:
                yield from plain(part)
    else:
        yield hint


@pytest.mark.parametrize("name", NAMES)
def test_every_stop_has_a_next_step(name: str, modules: dict[str, ModuleType]) -> None:
    files = sources(modules[name])
    assert files and not list(stops_without_step(files))


def test_every_stop_of_the_core_has_a_next_step_too() -> None:
    files = sources(kiosk_core)
    assert files and not list(stops_without_step(files))


def test_who_is_merged_taken_apart_or_forgotten_is_found_without_reading_a_table_whole(
    town: Town, plugins: Plugins
) -> None:
    """In states by an index on every column that holds a client, in facts by the events that mention who it is."""
    office, db = town.house.at("core"), town.house.kiosk.store.db
    names = {name for table in plugins.all("tables") for name in (table.name, table.stored)} | {"event", "leaf"}
    one, other, third = (town.house.kiosk.house.by_number(f"A{n}", town.house.today) for n in (1020, 1150, 1021))
    with reads(town.house.kiosk) as said:
        act = office.merge(ClientId(str(one.household)), ClientId(str(other.household)))
        office.undo(str(act.id), "mistake")
        office.forget(third.number, "asked", with_open=True)
    read: set[str] = set()
    for sql in dict.fromkeys(said):
        if sql.split(None, 1)[0] not in ("SELECT", "UPDATE", "DELETE", "INSERT", "WITH"):
            continue
        for line in (str(row[3]) for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")):
            read |= set(re.findall(r"(?:SCAN|SEARCH) (\w+)", line)) & names
            assert not (line.startswith("SCAN ") and line.split()[1] in names), (line, sql)
    assert len(read) > 10


# ---- what plugins import, and what the core knows ----


@pytest.mark.parametrize("name", PLUGINS)
def test_a_plugin_comes_in_through_the_doors_and_knows_no_other_plugin(
    name: str, modules: dict[str, ModuleType]
) -> None:
    for file in sources(modules[name]):
        assert not strange_imports(file, modules[name].__name__), file


def test_an_import_past_the_doors_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "kiosk_bad.py"
    file.write_text(
        "import kiosk_core.journal\nfrom kiosk_foodbank import rules\ndef f():\n    from kiosk_core.house import House\n"
    )
    assert strange_imports(file, "kiosk_bad") == {"kiosk_core.journal", "kiosk_foodbank", "kiosk_core.house"}


WORDS = re.compile(
    r"\b(food\w*|parcels?|voedsel\w*|pakket\w*|kapstok\w*|cloth\w*|kled\w*|laptops?|einclusie\w*|garments?|diets?|grocer\w*|crates?)\b",
    re.I,
)


def test_the_core_contains_no_word_of_any_project() -> None:
    room = Path(kiosk_core.__file__).parent
    found = [
        f"{file.relative_to(room)}:{n}: {line.strip()}"
        for file in sorted(room.rglob("*"))
        if file.suffix in (".py", ".tcss", ".toml", ".html", ".css")
        for n, line in enumerate(file.read_text(encoding="utf8").splitlines(), 1)
        if WORDS.search(line)
    ]
    assert not found, "\n".join(found)


# ---- what hooks do when they are asked ----


@pytest.mark.parametrize("name", NAMES)
def test_a_hook_reads_its_own_tables_and_the_cores_writes_nothing_and_prints_nothing(
    name: str, town: Town, capfd: pytest.CaptureFixture[str]
) -> None:
    with watched(town.house.kiosk) as (seen, _):
        town.house.kiosk.house.rows("SELECT 1 FROM foodbank_collected")
    assert "foodbank_collected_all" in seen, "the watching works"
    asked = check_hooks(town.house, name, town.served, town.enrolled, town.strange)
    assert asked == {hook for hook in HOOKS[1:] if town.house.kiosk.plugins.has_hook(name, hook)}
    assert capfd.readouterr() == ("", "")


# ---- the scan path ----


@pytest.mark.parametrize("project", PLUGINS)
def test_every_query_between_the_scanner_and_the_verdict_uses_an_index(project: str, town: Town) -> None:
    counter = town.house.at(project, "volunteer")
    services = town.house.kiosk.plugins.projects[project].services
    with reads(town.house.kiosk) as said:
        for service in services:
            for known in (town.served, town.enrolled, town.strange):
                assert counter.scan(known.card, service.code).visit is not None
            assert counter.scan("BCDEFGHIJKLNPRSTU", service.code).outcome == "unknown"
    assert any(f"FROM {project}_" in sql for sql in said), "the watching works"
    assert not (found := whole_tables(town.house.kiosk, said)), "\n".join(found)


def test_a_query_that_reads_a_whole_table_is_seen(town: Town) -> None:
    (line,) = whole_tables(town.house.kiosk, ["SELECT count(*) FROM foodbank_collected WHERE adults=2"])
    assert line.startswith("SCAN ")
    assert not whole_tables(town.house.kiosk, ["SELECT 1 FROM foodbank_collected WHERE household='x'"])
