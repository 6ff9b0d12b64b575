"""`kiosk journal`: the envelopes of what happened. They name nobody."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
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
    envelopes = shift.envelopes(client=client, last=tail)
    if desk.json:
        for part in _listed(envelopes):
            write(part)
        return
    zone = ZoneInfo(shift.settings().zone)
    for one in envelopes:
        at = moment_of(one["at"]).astimezone(zone)
        click.echo(f"{one['id']:>14}  {at:%Y-%m-%d %H:%M:%S}  {one['day']}  {one['counter']}  {one['kind']}")


def _listed(envelopes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A JSON list, written as it is read: a journal may have millions."""
    yield "["
    for n, envelope in enumerate(envelopes):
        yield ("," if n else "") + "\n" + json.dumps(envelope, ensure_ascii=False)
    yield "\n]\n"
