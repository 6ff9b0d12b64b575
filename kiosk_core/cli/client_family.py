"""`kiosk client join|leave|split|merge|change`: who lives with whom, from today, and what is known of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, get_args

import click

from ..domain.errors import NotFound
from ..domain.ids import ClientId, PersonId
from ..domain.texts import Money, Sentence
from ..registry.households import Ending, NewMember
from ..registry.left_behind import next_step
from ..registry.persons import SEXES
from ..shift.families import Away
from .client_add import NotNow
from .days import DAY, born_on
from .frame import Desk, command, has_person, option

if TYPE_CHECKING:
    from ..domain.visits import Client
    from ..shift import Shift


@command(Sentence("Somebody belongs to a household from today: a birth, somebody who moves in, a child of two homes."))
@click.argument("household")
@option(
    "--member", metavar="CLIENT", says=Sentence("Somebody known already: leaves the other household, unless --part.")
)
@option(
    "--part", is_flag=True, says=Sentence("Lives here in part (co-parenting) and stays in the other household too.")
)
@option("--name", says=Sentence("Name of somebody new."))
@option("--first-name", says=Sentence("First name for the screen, when it is not the first word of the name."))
@option("--born", metavar="BORN", says=Sentence("Birth date of somebody new, in the forms of `client add`."))
@option("--sex", type=click.Choice(SEXES), says=Sentence("Sex of somebody new: v, m or x."))
def join(desk: Desk, household: str, member: str | None, part: bool, born: str | None, **new: Any) -> None:
    if member and (born or any(new.values())):
        raise desk.usage(Sentence("Name, birth date and sex are of somebody new, not of --member."))
    shift = desk.shift()
    shift.require("register")
    known = _person(shift, member) if member else None
    born = born_on(born, shift.here().day) if born else None
    joined = NewMember(known=known, share="part" if part else "full", born=born, **new)
    client = shift.join(_known(shift, household), [joined])
    desk.answer(
        _household(client),
        Sentence("{number} belongs to the household.", {"number": client.members[-1].number}),
    )


@command(
    Sentence("A member, or everybody, no longer belongs to a household from today. Of who died, the cards stop too.")
)
@click.argument("client")
@option("--reason", type=click.Choice(get_args(Ending)), required=True,
        says=Sentence("left, moved, deceased or split. A couple that parts with children: `client split`."))  # fmt: skip
@option(
    "--since",
    type=DAY,
    metavar="DATE",
    says=Sentence("The first day on which they no longer belong; today without it."),
)
def leave(desk: Desk, client: str, reason: Ending, since: date | None) -> None:
    shift = desk.shift()
    shift.require("register")
    who = _known(shift, client)
    persons = [who.person] if who.person else [m.person for m in who.members]
    left = shift.leave(who, persons, reason, since=since)
    step = next_step(shift.house, left.household or "", shift.here().day)
    desk.answer(
        {**_household(left), "next_step": desk.t(step) if step else None},
        Sentence("{number} no longer belongs to the household.", {"number": who.number}),
        *([step] if step else []),
    )


@command(
    Sentence(
        "One household becomes two: new numbers, new cards, the same decisions. Neither mentions the other; who stays "
        "keeps the address."
    )
)
@click.argument("household")
@option("--away", multiple=True, required=True, metavar="CLIENT", says=Sentence("Who leaves. Repeat it for each."))
@option("--both", multiple=True, metavar="CLIENT", says=Sentence("A child who will live in both. Repeat it for each."))
@option("--address", says=Sentence("Address of who leaves."))
@option("--phone", says=Sentence("Phone number of who leaves."))
@option("--protected", is_flag=True, says=Sentence("The household of who leaves is protected."))
def split(desk: Desk, household: str, away: tuple[str, ...], both: tuple[str, ...], **reached: Any) -> None:
    shift = desk.shift()
    shift.require("register")
    leaving = Away([_person(shift, one) for one in away], [_person(shift, one) for one in both], **reached)
    parted = shift.split(_known(shift, household), leaving)
    both_halves = (parted.stayed, parted.away)
    new = [
        {
            **_household(one),
            "cards": [{"code": c, "client": n} for c, n in parted.cards if n.startswith(f"{one.number}.")],
        }
        for one in both_halves
    ]
    left_to_pay = {"number": household, "amount": Money(parted.owed)}
    lost = [
        Sentence(
            "{project}: {what}. That was arranged with {old}: arrange it anew with each.",
            {"project": title, "what": what, "old": household},
        )
        for title, what in parted.arranged
    ]
    lost += parted.collect_no_longer()
    desk.answer(
        {"act": parted.act, "households": new, "owed_cents": parted.owed, "no_longer": [desk.t(one) for one in lost]},
        *(Sentence("{number} is registered.", {"number": one.number}) for one in both_halves),
        *([Sentence("Under {number} is still to pay: {amount}.", left_to_pay)] if parted.owed else []),
        *lost,
    )


@command(
    Sentence("Two households, or two members, were registered twice and are one from now on. Taken apart with undo.")
)
@click.argument("one", metavar="CLIENT")
@click.argument("other", metavar="CLIENT")
@option("--yes", is_flag=True, says=Sentence("Do not ask; without a terminal it never asks."))
def merge(desk: Desk, one: str, other: str, yes: bool) -> None:
    shift = desk.shift()
    shift.require("merge")
    both = [_known(shift, typed) for typed in (one, other)]
    if len({client.person is None for client in both}) > 1:
        raise desk.usage(Sentence("Name two households, or two members."))
    changes = shift.look_at_merge(*both)
    if not yes and has_person() and not desk.json:
        desk.answer(None, *changes)
        if not desk.ask(Sentence("Make them one?")):
            raise NotNow()
        changes = []
    if both[0].person is None:
        act = shift.merge(*(ClientId(client.household or "") for client in both))
    else:
        act = shift.merge_members(*both)
    number = _known(shift, one).number
    said = Sentence("They are one now: {number}.", {"number": number})
    desk.answer({"act": act.id, "number": number, "changes": [desk.t(one) for one in changes]}, *changes, said)


@command(Sentence("Change what is known of a client: only what is given; an empty text is not known any more."))
@click.argument("client")
@option("--name", says=Sentence("Name of the member."))
@option("--first-name", says=Sentence("First name for the screen, when it is not the first word of the name."))
@option("--aliases", metavar="NAMES", says=Sentence("Other names by which the member is known and found."))
@option("--born", metavar="BORN", says=Sentence("Birth date of the member, in the forms of `client add`."))
@option("--sex", type=click.Choice((*SEXES, "")), says=Sentence("Sex of the member: v, m or x."))
@option("--phone", says=Sentence("Phone number of the member, or of the household."))
@option("--address", says=Sentence("Address of the household."))
@option(
    "--collective/--not-collective", default=None, says=Sentence("The address is collective housing, or no longer.")
)
@option("--protected/--not-protected", default=None, says=Sentence("The household is protected, or no longer."))
def change(
    desk: Desk, client: str, phone: str | None, address: str | None, collective: bool | None, protected: bool | None,
    **person: Any,
) -> None:  # fmt: skip
    shift = desk.shift()
    shift.require("register")
    who = _known(shift, client)
    shared = [address, collective, protected]
    if who.person is None and any(value is not None for value in person.values()):
        raise desk.usage(
            Sentence("A name, birth date or sex is a member's: {number}.1 and so on.", {"number": who.number})
        )
    if who.person is not None and any(value is not None for value in shared):
        raise desk.usage(Sentence("An address is the household's: give its number."))
    if who.person is None:
        shift.change_household(who, address=address, phone=phone, collective=collective, protected=protected)
    else:
        if person["born"]:
            person["born"] = born_on(person["born"], shift.here().day) or ""
        shift.change_person(who.person, phone=phone, **person)
    desk.answer({"number": who.number}, Sentence("What is known of {number} is changed.", {"number": who.number}))


def _known(shift: Shift, typed: str) -> Client:
    return shift.house.by_number(typed, shift.here().day)


def _person(shift: Shift, typed: str) -> PersonId:
    """One member by number. Raises NotFound: nobody, or a whole household."""
    client = _known(shift, typed)
    if client.person is None:
        raise NotFound(what=typed)
    return client.person


def _household(client: Client) -> dict[str, Any]:
    members = [{"number": m.number, "display": m.first_name or m.number, "share": m.share} for m in client.members]
    return {"number": client.number.partition(".")[0], "members": members}
