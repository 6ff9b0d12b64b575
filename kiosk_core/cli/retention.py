"""`kiosk retention preview|run`: what the house need not keep of anybody any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..domain.texts import Sentence, Text
from .frame import Desk, command

if TYPE_CHECKING:
    from ..care.retention import Due


@command(Sentence("Show what a run would take today, by class, and the rule for it. Nothing changes."))
def preview(desk: Desk) -> None:
    from ..care.retention import as_said

    due = desk.shift().retention()
    desk.answer([_as_json(desk, one) for one in due], *as_said(due))


@command(Sentence("Take it: names and notes go, what is counted stays. The counter goes on meanwhile."))
def run(desk: Desk) -> None:
    from ..care.retention import as_said

    done = desk.shift().retain()
    until = str(done.backups_until) if done.backups_until else None
    document = {
        "taken": [_as_json(desk, one) for one in done.taken], "acts": done.acts, "bytes": "gone" if done.gone else "pending",
        "backups_until": until,
    }  # fmt: skip
    lines: list[Text] = [*as_said(done.taken)]
    if not any(one.events for one in done.taken):
        lines = [Sentence("Nothing is older than the house keeps it.")]
    elif done.backups_until is None:
        lines.append(Sentence("Nothing is taken."))
    else:
        lines += [
            Sentence("The data are gone from this PC.")
            if done.gone
            else Sentence("The last traces go when no other program has the house open: pending."),
            Sentence("Older backups may hold them until {day}.", {"day": done.backups_until}),
        ]
    desk.answer(document, *lines)


def _as_json(desk: Desk, one: Due) -> dict[str, Any]:
    return {
        "class": one.keep, "years": one.years, "rule": one.rule or None,
        "before": str(one.before) if one.before else None, "events": one.events,
        "open": [desk.t(what) for what in one.open],
    }  # fmt: skip
