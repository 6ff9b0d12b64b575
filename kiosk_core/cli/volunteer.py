"""`kiosk volunteer add|show|roles|pin|badge|badge-stop|link|unlink|retire|emergency`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..domain.cards import grouped
from ..domain.errors import NotFound
from ..domain.texts import Sentence, counted
from ..registry.rights import ROLES
from ..registry.volunteers import by_name, said_roles
from .days import DAY
from .frame import Desk, command, option

if TYPE_CHECKING:
    from ..registry.volunteers import Volunteer
    from ..shift import Shift

NEW_PIN = Sentence("The new PIN")
new_pin_file = option(
    "--new-pin-file", type=click.Path(path_type=Path), says=Sentence("A file whose first line is the new PIN.")
)


the_roles = option(
    "--role", "given", multiple=True, type=click.Choice(tuple(ROLES)), says=Sentence("A role; repeat it for more.")
)
until_day = option("--until", type=DAY, metavar="DATE", says=Sentence("The last day of a deputy."))


@command(Sentence("Welcome a volunteer, with roles and a PIN."))
@click.argument("name")
@the_roles
@until_day
@new_pin_file
def add(desk: Desk, name: str, given: tuple[str, ...], until: date | None, new_pin_file: Path | None) -> None:
    shift = desk.shift()
    shift.require("volunteers")
    chosen = given or ("volunteer",)
    shift.welcome(name, chosen, desk.new_secret(new_pin_file, NEW_PIN), deputy_until=until)
    desk.answer({"name": name, "roles": list(chosen)}, Sentence("{name} is welcome.", {"name": name}))


@command(Sentence("List who may sign in, with the roles that hold today."))
def show(desk: Desk) -> None:
    shift = desk.shift()
    found = [(one, one.roles_on(shift.here().day)) for one in shift.known_volunteers()]
    desk.answer(
        [
            {
                "name": one.name,
                "roles": list(held),
                "deputy_until": _day(one.deputy_until if "deputy" in held else None),
            }
            for one, held in found
        ],
        *(Sentence("{name}  {roles}", {"name": one.name, "roles": _said(desk, shift, one)}) for one, _ in found),
    )


@command(Sentence("Give a volunteer these roles and no other. A deputy's end by themselves after the last day."))
@click.argument("name")
@the_roles
@until_day
def roles(desk: Desk, name: str, given: tuple[str, ...], until: date | None) -> None:
    shift = desk.shift()
    shift.set_roles(name, given, until)
    document = {"name": name, "roles": list(given), "deputy_until": _day(until)}
    who = by_name(shift.house, name)
    said = _said(desk, shift, who) if who else ""
    desk.answer(document, Sentence("{name}: {roles}.", {"name": name, "roles": said}))


@command(Sentence("Give a volunteer another PIN: your own, or anybody's if you may."))
@click.argument("name")
@new_pin_file
def pin(desk: Desk, name: str, new_pin_file: Path | None) -> None:
    shift = desk.shift()
    shift.change_pin(name, desk.new_secret(new_pin_file, NEW_PIN))
    desk.answer({"name": name}, Sentence("{name} has another PIN.", {"name": name}))


@command(Sentence("Give a volunteer a new badge to sign in with; an earlier one opens nothing any more."))
@click.argument("name")
@option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="F",
    says=Sentence("A PDF to write, with the badge to print and cut."),
)
def badge(desk: Desk, name: str, out: Path | None) -> None:
    shift = desk.shift()
    code = shift.give_badge(name)
    if out is not None:
        shift.print_badge(name, code, out, desk.paper_words())
    desk.answer({"name": name, "code": code, "file": str(out) if out else None}, grouped(code))


@command(Sentence("Stop the badge of a volunteer: it was lost, or is withdrawn."), name="badge-stop")
@click.argument("name")
def badge_stop(desk: Desk, name: str) -> None:
    stopped = desk.shift().stop_badges(name)
    desk.answer(
        {"name": name, "stopped": stopped}, counted("{n} badge is stopped.", "{n} badges are stopped.", stopped)
    )


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


@command(Sentence("Forget a volunteer who left: name and badges. What was done stays, and names nobody."))
@click.argument("name")
def forget(desk: Desk, name: str) -> None:
    done = desk.shift().forget_volunteer(name)
    desk.answer(
        {"act": done.act, "bytes": "gone" if done.gone else "pending", "backups_until": str(done.backups_until)},
        done.says,
    )


@command(Sentence("Make a new emergency code, which stands in for an administrator's PIN; the old one is void."))
def emergency(desk: Desk) -> None:
    code = grouped(desk.shift().new_emergency_code())
    desk.answer({"emergency_code": code}, Sentence("Emergency code: {code}", {"code": code}))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _said(desk: Desk, shift: Shift, one: Volunteer) -> str:
    """The roles that hold today."""
    return ", ".join(desk.t(role) for role in said_roles(one, shift.here().day))
