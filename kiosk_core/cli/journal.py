"""`kiosk journal`: the envelopes of what happened. They name nobody."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import click

from ..domain.moments import moment_of
from ..domain.texts import Sentence
from .frame import Desk, command, option, write


@command(Sentence("List what happened, oldest first. The lines name nobody."))
@option("--tail", type=click.IntRange(0), metavar="N", says=Sentence("Only the last N."))
@option("--client", metavar="N", says=Sentence("Only what concerns this client."))
def journal(desk: Desk, tail: int | None, client: str | None) -> None:
    shift = desk.shift()
    read = partial(shift.envelopes, client=client, last=tail)
    if desk.json:
        for part in _whole(lambda: _listed(read())):
            write(part)
        return
    zone = ZoneInfo(shift.settings().zone)
    for one in read():
        at = moment_of(one["at"]).astimezone(zone)
        late = f"  {desk.t(Sentence('entered late'))}" if one["day"] < f"{at:%Y-%m-%d}" else ""
        click.echo(f"{one['id']:>14}  {at:%Y-%m-%d %H:%M:%S}  {one['day']}  {one['counter']}  {one['kind']}{late}")


def _whole(read: Callable[[], Iterator[str]]) -> Iterator[str]:
    """Nothing is said before the last line was read: a damaged file gets one document too. A long journal, which memory
    does not hold, is read twice."""
    kept = [part for n, part in enumerate(read()) if n < HELD]
    yield from kept if len(kept) < HELD else read()


HELD = 50_000
"""Lines that are kept, some 40 MB."""


def _listed(envelopes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A JSON list, written as it is read: a journal may have millions."""
    yield "["
    for n, envelope in enumerate(envelopes):
        yield ("," if n else "") + "\n" + json.dumps(envelope, ensure_ascii=False)
    yield "\n]\n"
