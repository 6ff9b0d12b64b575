"""`kiosk volunteer add|pin|badge|link|unlink|retire|emergency`."""

from __future__ import annotations

from pathlib import Path

import click

from ..domain.cards import grouped
from ..domain.errors import NotFound
from ..domain.texts import Sentence
from ..registry.rights import ROLES
from .frame import Desk, command, option

NEW_PIN = Sentence("The new PIN")
new_pin_file = option(
    "--new-pin-file", type=click.Path(path_type=Path), says=Sentence("A file whose first line is the new PIN.")
)


@command(Sentence("Welcome a volunteer, with roles and a PIN."))
@click.argument("name")
@option("--role", "roles", multiple=True, type=click.Choice(tuple(ROLES)), says=Sentence("A role; repeat it for more."))
@new_pin_file
def add(desk: Desk, name: str, roles: tuple[str, ...], new_pin_file: Path | None) -> None:
    shift = desk.shift()
    shift.require("volunteers")
    chosen = roles or ("volunteer",)
    shift.welcome(name, chosen, desk.new_secret(new_pin_file, NEW_PIN))
    desk.answer({"name": name, "roles": list(chosen)}, Sentence("{name} is welcome.", {"name": name}))


@command(Sentence("Give a volunteer another PIN: your own, or anybody's if you may."))
@click.argument("name")
@new_pin_file
def pin(desk: Desk, name: str, new_pin_file: Path | None) -> None:
    shift = desk.shift()
    shift.change_pin(name, desk.new_secret(new_pin_file, NEW_PIN))
    desk.answer({"name": name}, Sentence("{name} has another PIN.", {"name": name}))


@command(Sentence("Give a volunteer a badge that signs in instead of name and PIN."))
@click.argument("name")
def badge(desk: Desk, name: str) -> None:
    code = desk.shift().give_badge(name)
    desk.answer({"name": name, "code": code}, grouped(code))


@command(
    Sentence("Note that a volunteer is a client too, when they wish so: a second volunteer confirms at their own card.")
)
@click.argument("name")
@click.argument("client")
def link(desk: Desk, name: str, client: str) -> None:
    shift = desk.shift()
    shift.require("volunteers")
    named = shift.house.by_number(client, shift.here().day)
    who = named.person or shift.one_adult(named).person
    if who is None:
        raise NotFound(what=client)
    shift.link_volunteer(name, who)
    desk.answer({"name": name, "linked": True}, Sentence("It is noted, for the coordinator only."))


@command(Sentence("It is not noted any more that a volunteer is a client."))
@click.argument("name")
def unlink(desk: Desk, name: str) -> None:
    desk.shift().unlink_volunteer(name)
    desk.answer({"name": name, "linked": False}, Sentence("It is not noted any more."))


@command(Sentence("Let a volunteer go: no more signing in."))
@click.argument("name")
def retire(desk: Desk, name: str) -> None:
    desk.shift().retire(name)
    desk.answer({"name": name}, Sentence("{name} may no longer sign in.", {"name": name}))


@command(Sentence("Make a new emergency code, which stands in for an administrator's PIN; the old one is void."))
def emergency(desk: Desk) -> None:
    code = grouped(desk.shift().new_emergency_code())
    desk.answer({"emergency_code": code}, Sentence("Emergency code: {code}", {"code": code}))
