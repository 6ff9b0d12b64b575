"""Before somebody is forgotten: what is not settled with them, what goes, and what stays without a name, and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk_core.cash.money import owed
from kiosk_core.domain.ids import Cents
from kiosk_core.domain.settings import declared
from kiosk_core.domain.texts import Money, Sentence, Text
from kiosk_core.house import House
from kiosk_core.journal import Journal
from kiosk_core.journal.identity import group
from kiosk_core.plugins import Plugins
from kiosk_core.registry.shift_notes import note_holds
from kiosk_core.store import marks

from .retention import TITLES, not_here, not_known


@dataclass(frozen=True, slots=True)
class Going:
    """Of one retention class, `events` lose the name. `years`, `rule`: how long the fact itself stays; 0: nothing of it
    does, or it is counted for ever."""

    keep: str
    events: int
    years: int
    rule: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """`open`: not settled yet. `backups_until`: the last day on which an older backup may still hold it."""

    number: str
    display: str
    persons: int
    households: int
    open: tuple[Text, ...]
    going: tuple[Going, ...]
    backups_until: date
    beside: tuple[Sentence, ...] = ()
    """What else stays, and where the same person is kept once more and how that goes away too."""


HELPS_TOO = Sentence(
    "They help here too, as {names}: that stays. When they stop: Volunteers, F4, and F3 forgets it (`kiosk volunteer forget`)."
)
TYPED = Sentence(
    "A briefing or a note to the next shift is free text and may still name them: read Office, Notes of the day "
    "(`kiosk briefing show --all`), and take back what does with F4."
)
TYPED_AT_TILL = Sentence(
    "Words typed at the till (what cash was for, a note at a closing) are free text too and may still name them: they stand on the "
    "closings, and go with the other notes (Office, How long we keep)."
)
DONE_STAYS = Sentence("What they did stays, for the accounts and the figures, and names nobody.")
CLIENT_TOO = Sentence("They are a client here too: that stays. Forget it on the client's own page, F9.")
STAYS: Mapping[str, Sentence] = {
    "visits": Sentence("the visit is still counted"),
    "money": Sentence("the amount stays, for the accounts"),
}
"""Retention class -> what stays of it, and what for. Of every other nothing but that something happened on that day."""


def stays(going: Iterable[Going]) -> Iterator[Text]:
    """What stays without a name, and why, as a person is told before and after."""
    rest: list[Sentence] = []
    for one in going:
        known = {"what": TITLES[one.keep], "n": one.events, "years": one.years, "rule": one.rule}
        if one.keep not in STAYS:
            rest.append(Sentence("{what} ({n})", known))
            continue
        known["stays"] = STAYS[one.keep]
        if one.years and one.rule:
            yield Sentence("- {what} ({n}): {stays} ({years} years; rule {rule})", known)
        elif one.years:
            yield Sentence("- {what} ({n}): {stays} ({years} years)", known)
        else:
            yield Sentence("- {what} ({n}): {stays}", known)
    if rest:
        yield Sentence("- Of the rest only that something happened that day: {what}", {"what": tuple(rest)})


def free_text(house: House, day: date) -> Iterator[Sentence]:
    """Where words that somebody typed of no client in particular may still name one, that day or later."""
    if note_holds(house, day):
        yield TYPED
    if house.one("SELECT 1 FROM core_till_note WHERE note IS NOT NULL LIMIT 1"):
        yield TYPED_AT_TILL


def saved(plugins: Plugins, house: House, day: date) -> Sentence:
    """What was saved or printed outlives a forgetting; and where the settings have lists put. Backups are spoken of by themselves."""
    projects = [project for name, project in plugins.projects.items() if name != "core"]
    folders = {
        str(folder)
        for settings in (project.settings for project in projects if project.settings)
        for key, known in declared(settings).items()
        if known.folder and (folder := getattr(house.settings(settings, day), key.partition(".")[2]))
    }
    if folders:
        return Sentence(
            "Lists and copies that were saved or printed still name them: destroy those too, also in {folders}.",
            {"folders": ", ".join(sorted(folders))},
        )
    return Sentence("Lists and copies that were saved or printed still name them: destroy those too.")


def open_with(plugins: Plugins, house: House, journal: Journal, ids: Sequence[str], day: date) -> list[Sentence]:
    """What is not settled with these persons and households, by project. A plugin that cannot say counts as open, and so
    does one that is not here and wrote something down of them."""
    projects = plugins.projects
    found = []
    if amount := sum(owed(house, one) for one in ids):
        found.append(Sentence("{amount} to pay", {"amount": Money(Cents(amount))}))
    there = marks(ids)
    # The core's are forms that somebody began to fill in: they go, and hold nothing up.
    query = (
        f"SELECT DISTINCT project FROM local_draft WHERE project<>'core' AND (client IN ({there}) OR client IN "
        f"(SELECT subject FROM same WHERE root IN ({there}))) ORDER BY project"
    )
    for (name,) in house.rows(query, *ids, *ids):
        title = projects[name].title if name in projects else name
        found.append(Sentence("something is not finished: {project}", {"project": title}))
    for project, its_own in plugins.open_by("still_open", house, ids, day):
        found += [not_known(project)] if its_own is None else its_own
    kinds = journal.fold.asleep.kinds_about([same for one in ids for same in group(journal.db, one)])
    return [*found, *not_here(kinds)]


def forgetting_of(
    journal: Journal, ids: Sequence[str], years: Mapping[str, int], numbers: Mapping[str, str]
) -> Iterable[Going]:
    """By class, how many events lose the name, with its years and the number of its selection rule. Index leaf_whose."""
    keys = journal.ledger.mentioning([same for id in ids for same in group(journal.db, id)])
    query = "SELECT keep, count(*) FROM event WHERE id IN (SELECT value FROM json_each(?)) GROUP BY keep ORDER BY keep"
    for keep, events in journal.db.execute(query, (json.dumps(keys),)).fetchall():
        yield Going(keep, events, years.get(keep, 0), numbers.get(keep, ""))
