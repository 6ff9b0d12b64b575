"""Plugins' commands: each stands under `kiosk NAME`, and its module is loaded when it is given."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache
from typing import Any

import click

from .. import core
from ..discovery import discover
from ..domain.project import Command as Declared
from ..domain.texts import Sentence
from ..plugins import Plugins
from ..version import VERSION
from .frame import COMMON, Command, Desk, common_options


def titles() -> list[tuple[str, Sentence]]:
    """The commands that installed plugins declare, by name, each with its project's title."""
    known = installed().projects.values()
    return sorted(((c.name, project.title) for project in known for c in project.commands), key=lambda pair: pair[0])


def load(name: str) -> click.Command | None:
    """A plugin's click command or group, with the common options on each command; None: no plugin has it."""
    declared = _declared().get(name)
    if declared is None:
        return None
    module, _, attribute = declared.path.partition(":")
    found: click.Command = getattr(importlib.import_module(module), attribute)
    _equip(found)
    return found


@cache
def installed() -> Plugins:
    """The plugins of this installation, without a house."""
    from ..opening import default_database

    found, aside = discover(default_database().with_name("kiosk.plugins"))
    return Plugins([("core", VERSION, core), *found], aside, tried=True)


def _declared() -> dict[str, Declared]:
    return {command.name: command for command in installed().all("commands")}


def _equip(found: click.Command) -> None:
    if isinstance(found, click.Group):
        for inner in found.commands.values():
            _equip(inner)
    elif not isinstance(found, Command) and not any(p.name == "as_json" for p in found.params):
        found.params += common_options()
        found.callback = _desk_first(found.callback)


def _desk_first(callback: Callable[..., Any] | None) -> Callable[..., Any]:
    def run(**params: Any) -> Any:
        context = click.get_current_context()
        context.obj = Desk(context, {name: params.pop(name) for name in COMMON})
        with context.obj.sound():
            return callback(**params) if callback else None

    return run
