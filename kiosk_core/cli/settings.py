"""`kiosk settings show|set|explain`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from ..domain.errors import NotFound
from ..domain.settings import said_choices
from ..domain.texts import Money, Sentence, Text
from .days import DAY
from .frame import Desk, command, option

if TYPE_CHECKING:
    from ..domain.settings import Setting


@command(Sentence("List the settings as they hold today at this counter."))
@click.argument("key", required=False)
def show(desk: Desk, key: str | None) -> None:
    shift = desk.shift()
    values = shift.settings_now()
    known = shift.all_settings()
    if key is not None and key not in values and not any(one.startswith(f"{key}.") for one in values):
        raise NotFound(what=key)
    chosen = {one: value for one, value in values.items() if key is None or one == key or one.startswith(f"{key}.")}
    desk.answer(
        [{"key": one, "value": value, "default": value == known[one].default} for one, value in chosen.items()],
        *(
            Sentence("{key} = {value}", {"key": one, "value": _typed(known[one], value)})
            for one, value in chosen.items()
        ),
    )


@command(Sentence("Change a setting, from today or from another day on."), name="set")
@click.argument("key")
@click.argument("value")
@option("--from", "since", type=DAY, metavar="DATE", says=Sentence("The first day on which it holds."))
@option("--for-counter", metavar="COUNTER", says=Sentence("For one counter only."))
@option("--source", metavar="TEXT", says=Sentence("Where the value comes from: a decision, a letter."))
def set_(desk: Desk, key: str, value: str, since: date | None, for_counter: str | None, source: str | None) -> None:
    shift = desk.shift()
    day = since or shift.here().day
    act = shift.set_setting(key, value, since=day, counter=for_counter or "", source=source, said_in=desk.t)
    desk.answer(
        {"act": act.id, "key": key, "from": str(day), "counter": for_counter},
        Sentence("{key} is changed, from {day} on.", {"key": key, "day": day}),
        *filter(None, [shift.missing_folder(key, value)]),
    )


@command(Sentence("Say what a setting is for, its default, its limits and where they come from."))
@click.argument("key")
def explain(desk: Desk, key: str) -> None:
    shift = desk.shift()
    known = shift.all_settings().get(key)
    if known is None:
        raise NotFound(what=key)
    lines: list[Text] = [key, known.why, Sentence("Default: {value}", {"value": _typed(known, known.default)})]
    if known.choices:
        lines.append(Sentence("One of: {choices}", {"choices": tuple(said_choices(known).values())}))
    if known.low is not None or known.high is not None:
        low, high = ("" if limit is None else _typed(known, limit) for limit in (known.low, known.high))
        lines.append(Sentence("Limits: {low} … {high}", {"low": low, "high": high}))
    if known.source:
        lines.append(Sentence("Source: {source}", {"source": known.source}))
    desk.answer(
        {
            "key": key, "why": desk.t(known.why), "type": "cents" if known.cents else known.type, "default": known.default,
            "low": known.low, "high": known.high, "choices": list(known.choices), "scope": known.scope,
            "source": desk.t(known.source),
        },
        *lines,
    )  # fmt: skip


def _typed(known: Setting, value: object) -> object:
    """As somebody would type it."""
    called = said_choices(known)
    if isinstance(value, list | tuple):
        return tuple(called.get(part, part) for part in value)
    if isinstance(value, bool):
        return Sentence("yes") if value else Sentence("no")
    if isinstance(value, str):
        return called.get(value, value)
    return Money(value) if known.cents and isinstance(value, int) else value  # type: ignore[arg-type]
