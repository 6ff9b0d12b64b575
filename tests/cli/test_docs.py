"""docs/cli.md says what there is, and there is what it says; plugins' commands stand beside the core's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kiosk_core.cli.commands import COMMANDS, Entry
from kiosk_core.cli.frame import common_options
from kiosk_core.cli.root import root

from .conftest import Kiosk

DOCS = Path(__file__).parents[2] / "docs" / "cli.md"


def _commands() -> Iterator[tuple[str, click.Command]]:
    def walk(table: dict[str, Entry], group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
        for name, entry in table.items():
            found = group.get_command(click.Context(group), name)
            assert found is not None
            if isinstance(entry.place, str):
                yield f"{before}{name}", found
            else:
                assert isinstance(found, click.Group)
                yield from walk(dict(entry.place), found, f"{before}{name} ")

    yield from walk(dict(COMMANDS), root, "")


def _documented() -> dict[str, str]:
    """Heading '### `kiosk NAME …`' -> its text."""
    parts = re.split(r"^### `kiosk ([^`]+)`$", DOCS.read_text("utf8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_and_option_is_documented() -> None:
    documented = _documented()
    shared = {name for option in common_options() for name in option.opts}
    commands = dict(_commands())
    assert sorted(documented) == sorted(commands)
    for name, command in commands.items():
        own = {
            opt for p in command.params if isinstance(p, click.Option) for opt in (*p.opts, *p.secondary_opts)
        } - shared
        said = set(re.findall(r"`(--[a-z-]+)", documented[name]))
        assert own <= said, (name, own - said)
        assert said <= own | shared, (name, said - own)


def test_the_shared_options_and_variables_are_documented() -> None:
    text = DOCS.read_text("utf8")
    for option in common_options():
        assert f"`{option.opts[-1] if option.opts[-1].startswith('--') else option.opts[0]}" in text
    for variable in ("KIOSK_DB", "KIOSK_LANG", "KIOSK_AS", "KIOSK_PIN", "KIOSK_COUNTER", "KIOSK_KEY_FILE"):
        assert variable in text


@pytest.mark.parametrize("name", [name for name, _ in _commands()])
def test_every_command_says_what_it_is_for(bare: Kiosk, name: str) -> None:
    answer = bare(*name.split(), "--help")
    assert answer.code == 0
    assert "--json" in answer.out


def test_a_plugin_s_command_stands_beside_the_core_s(kiosk: Kiosk) -> None:
    assert "foodbank" in kiosk("--help").out
    answer = kiosk("foodbank", "day", "show", "--json")
    assert answer.code == 0, answer.err
    assert answer.json["served"] == 0
    assert kiosk("foodbank", "day", "nonsense", "--json").json["error"]["code"] == "usage"
    assert kiosk("foodbank", "day", "show", who=None).code == 2


def test_plugins_are_listed_and_one_that_fails_says_why(
    kiosk: Kiosk, foodbank_installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk_core.cli import mounted

    site = tmp_path / "more"
    info = site / "strange_broken-2.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: strange-broken\nVersion: 2.0\n")
    (info / "entry_points.txt").write_text("[kiosk]\nbroken = strange_broken\n")
    (site / "strange_broken.py").write_text("raise RuntimeError('the shelf fell down')\n")
    monkeypatch.syspath_prepend(site)
    mounted.installed.cache_clear()
    answer = kiosk("plugins", "--json", who=None)
    mounted.installed.cache_clear()
    assert answer.code == 0
    listed = {one["name"]: one for one in answer.json}
    assert list(listed["foodbank"]) == ["name", "version", "state", "why", "declares"]
    assert listed["foodbank"]["state"] == "active"
    assert "foodbank.parcel" in listed["foodbank"]["declares"]["services"]
    assert listed["broken"]["state"] == "set_aside"
    assert "the shelf fell down" in listed["broken"]["why"]
