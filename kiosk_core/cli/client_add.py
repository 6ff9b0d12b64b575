"""`kiosk client add`: a household with what is known of it."""

from __future__ import annotations

from typing import Any

import click

from ..domain.births import some_child
from ..domain.errors import KioskError
from ..domain.texts import Sentence
from ..registry.households import NewMember
from ..registry.persons import SEXES
from .days import born_on
from .frame import Desk, command, has_person, option

MOST = 60
"""More at one table is a typing mistake; collective housing is many households at one address."""


class NotNow(KioskError):
    code, says = "not_saved", Sentence("Nothing was saved.")


@command(Sentence("Register a household. Every answer may be left out; a name belongs to the first adult."))
@option("--adults", type=click.IntRange(0, MOST), says=Sentence("How many adults; 1 when nothing is said."))
@option("--child", "children", multiple=True, metavar="BORN",
        says=Sentence("A child: 2019-04-01, 2019-04, 2019, age:6 or unknown. Repeat it for each."))  # fmt: skip
@option("--part-child", "part_children", multiple=True, metavar="BORN",
        says=Sentence("A child who also belongs to another household (co-parenting)."))  # fmt: skip
@option("--name", says=Sentence("Name of the first adult."))
@option("--first-name", says=Sentence("First name for the screen, when it is not the first word of the name."))
@option("--born", metavar="BORN", says=Sentence("Birth date of the first adult, in the same forms."))
@option("--sex", type=click.Choice(SEXES), says=Sentence("Sex of the first adult: v, m or x."))
@option("--phone", says=Sentence("Phone number of the household."))
@option("--address", says=Sentence("Address of the household."))
@option("--collective", is_flag=True, says=Sentence("The address is collective housing."))
@option("--protected", is_flag=True,
        says=Sentence("The address is for the coordinator only; found by full name and full birth date together."))  # fmt: skip
@option("--answer", "answers", multiple=True, metavar="FIELD=VALUE", says=Sentence("Answer to a plugin's question."))
def add(
    desk: Desk, adults: int | None, children: tuple[str, ...], part_children: tuple[str, ...], **known: Any
) -> None:  # fmt: skip
    own: dict[str, Any] = {name: known.pop(name) or None for name in ("name", "first_name", "born", "sex")}
    count = adults if adults is not None else int(bool(any(own.values()) or not (children or part_children)))
    if count == 0 and any(own.values()):
        raise desk.usage(Sentence("A name, birth date or sex is the first adult's: count at least one adult."))
    if count + len(children) + len(part_children) == 0:
        raise desk.usage(Sentence("A household has at least one person."))
    shift = desk.shift()
    today = shift.here().day
    own["born"] = born_on(own["born"], today) if own["born"] else None
    grown = [NewMember(**own) if place == 0 else NewMember() for place in range(count)]
    young = [NewMember(born=born_on(text, today) or some_child(today)) for text in children]
    shared = [NewMember(born=born_on(text, today) or some_child(today), share="part") for text in part_children]
    answers = dict(pair.partition("=")[::2] for pair in known.pop("answers"))
    shift.require("register")
    alike = shift.likely_duplicates(grown, phone=known["phone"])
    listed = [{"number": one.number, "display": one.full_name or one.display} for one in alike]
    if listed and has_person() and not desk.json:
        desk.answer(None, Sentence("These look alike:"), *(f"  {one['number']}  {one['display']}" for one in listed))
        if not desk.ask(Sentence("Save a new household all the same?")):
            raise NotNow()
        listed = []
    client = shift.register([*grown, *young, *shared], answers=answers, **known)
    desk.answer(
        {
            "number": client.number,
            "members": [{"number": m.number, "display": m.first_name or m.number} for m in client.members],
            "duplicates": listed,
        },
        Sentence("{number} is registered.", {"number": client.number}),
        *(f"  {m.number}  {m.first_name}" for m in client.members),
        *((Sentence("These look alike:"),) if listed else ()),
        *(f"  {one['number']}  {one['display']}" for one in listed),
    )
