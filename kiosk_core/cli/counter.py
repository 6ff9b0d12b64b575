"""`kiosk counter add|show|set`."""

from __future__ import annotations

import click

from ..domain.texts import Sentence
from .frame import Desk, command, option

title_option = option("--title", says=Sentence("What stands on the screen; the name when nothing is said."))


@command(Sentence("Set up a counter: a desk with a name, and perhaps a drawer."))
@click.argument("name")
@title_option
@option("--drawer", is_flag=True, says=Sentence("It has a drawer for cash."))
def add(desk: Desk, name: str, title: str | None, drawer: bool) -> None:
    shift = desk.shift()
    shift.add_counter(name, title, drawer)
    desk.answer({"counter": name}, Sentence("The counter {name} is set up.", {"name": name}))


@command(Sentence("List the counters."))
def show(desk: Desk) -> None:
    found = [
        {"counter": one.name, "title": one.title, "drawer": one.has_drawer} for one in desk.shift().known_counters()
    ]
    desk.answer(found, *(f"{one['counter']}  {one['title']}" for one in found))


@command(Sentence("Change a counter's title, or whether it has a drawer."), name="set")
@click.argument("name")
@title_option
@option("--drawer/--no-drawer", default=None, says=Sentence("Whether it has a drawer for cash."))
def set_(desk: Desk, name: str, title: str | None, drawer: bool | None) -> None:
    if title is None and drawer is None:
        raise desk.usage(Sentence("Say what changes: --title or --drawer."))
    desk.shift().change_counter(name, title, drawer)
    desk.answer({"counter": name}, Sentence("The counter {name} is changed.", {"name": name}))
