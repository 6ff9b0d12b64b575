"""Random histories of three counters and more, told in one go from a seed.

`tell` lets counters append and hear of each other now and then; `folded_otherwise` hands the same events to fresh files in
other orders, some torn already, some while a plugin is away. All must end with the same readings.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from kiosk_core.care.verification import verify
from kiosk_core.domain.errors import CannotUndo, NotUnderstood
from kiosk_core.domain.ids import Cents, ClientId, EventId, HouseholdId, PersonId, Word
from kiosk_core.journal import Event, Forgotten, Leaf, Merged, Voided
from kiosk_core.journal.envelope import hidden
from kiosk_core.journal.own import EVERYBODY

from . import world
from .world import Counter, counter, readings, redeclared

Sent = tuple[Event, Sequence[Leaf]]
PEOPLE = [PersonId(f"p{n}") for n in range(1, 6)]
HOMES = [HouseholdId(f"h{n}") for n in range(1, 4)]
DAYS = [date(2024, 1, 1) + timedelta(days=40 * n) for n in range(8)]
CANARY = "Wilhelmina"
"""In every name and typed word, so that a search finds what should be gone."""


@dataclass(frozen=True)
class Told:
    counters: Sequence[Counter]
    born: dict[EventId, Sent]
    """Every event with the leaves it had when it was appended (a forgotten one's are missing already)."""
    torn: dict[EventId, Sent]
    """The same as they lie there after all that happened."""


def draft(chance: random.Random, heard: Callable[[], Sequence[Event]], n: int) -> Any:
    """One of everything that can happen; undoing, merging and forgetting one time in four."""
    (p, q), (h, g) = chance.sample(PEOPLE, 2), chance.sample(HOMES, 2)
    day = chance.choice(DAYS)
    usual = [
        lambda: world.PersonNamed(person=p, name=f"{CANARY} {p}.{n}", born=chance.choice((None, day))),
        lambda: world.PersonNamed(person=p, phone=f"{CANARY}-{p}-{n}"),
        lambda: world.MemberJoined(household=h, person=p, share=Word(chance.choice(("full", "part"))), until=day),
        lambda: world.HouseholdDissolved(household=h),
        lambda: world.CardGiven(
            person=p, code=f"card-{chance.randint(1, 4)}", state=Word(chance.choice(("live", "lost")))
        ),
        lambda: world.ParcelCollected(household=h, collector=chance.choice((None, p)), size=n),
        lambda: world.DeviceLent(device=f"d{n % 3}", borrower=p, due=day, deposit=Cents(n)),
        lambda: world.DeviceBack(device=f"d{n % 3}"),
        lambda: world.Sold(sale=f"s{n % 4}", lines=((Word("coat"), n), (Word("hat"), 1)), client=p, helper=q),
        lambda: world.Noted(board="b1", text=f"{CANARY} was here {n}"),
        lambda: world.SettingChanged(setting=f"x{n % 2}", value=n, day=day),
        lambda: world.Brittle(household=h, town=f"{CANARY}ville"),
    ]
    if chance.random() < 0.75:
        return chance.choice(usual)()
    known = heard()
    takeable = [event.id for event in known if event.kind not in (Voided.KIND, Forgotten.KIND)]
    merges = [event.id for event in known if event.kind == Merged.KIND]
    rare = [
        lambda: Merged(one=ClientId(p), other=ClientId(q)),
        lambda: Merged(one=ClientId(h), other=ClientId(g)),
        *([lambda: Voided(event=chance.choice(takeable), reason=Word("mistake"))] * (2 if takeable else 0)),
        *([lambda: Voided(event=chance.choice(merges), reason=Word("other"), about=p, note=CANARY)] if merges else []),
        lambda: Forgotten(
            whose=hidden(chance.choice((p, p, h))), before=chance.choice((None, *DAYS)),
            of=chance.choice((None, None, Word("visits"), Word("registry"))), why=Word("request"),
        ),
        lambda: Forgotten(
            whose=EVERYBODY, before=chance.choice(DAYS[:4]), of=Word(chance.choice(("visits", "notes", "money"))),
            why=Word("retention"),
        ),
    ]  # fmt: skip
    return chance.choice(rare)()


def tell(folder: Path, chance: random.Random, steps: int, origins: str = "ABC") -> Told:
    counters = {o: _hasty(counter(folder / f"{o}.db", f"{o}1")) for o in origins}
    born: dict[EventId, Sent] = {}
    for n in range(steps):
        own = counters[chance.choice(origins)]
        if chance.random() < 0.2:
            assert own.journal.receive(_shuffled(chance, born.values())[: len(born) // 2]).refused == ()
        heard = list(own.journal.ledger.events(""))
        wanted = [draft(chance, partial(list, heard), n) for _ in range(chance.choice((1, 1, 1, 1, 1, 4, 30)))]
        if len(wanted) > 1:  # what may fail would take all the others with it
            wanted = [one for one in wanted if not isinstance(one, (Voided, world.Brittle))] or [
                world.DeviceBack(device="d1")
            ]
        own.clock.at += timedelta(seconds=chance.choice((0, 0, 3600)))
        try:
            act = own.append(*wanted, day=chance.choice(DAYS))
        except (
            NotUnderstood,
            CannotUndo,
        ):  # brittle, of a household that is forgotten; undone already: nothing happened
            continue
        for event in act:
            born[event.id] = (event, own.journal.ledger.leaves(own.journal.ledger.key(event.id)))
    for own in counters.values():
        assert own.journal.receive(_shuffled(chance, born.values())).refused == ()
    torn = {event.id: (event, leaves) for event, leaves in counters[origins[0]].all()}
    return Told(list(counters.values()), born, torn)


def folded_otherwise(folder: Path, seed: object, told: Told, orders: int) -> Iterator[Counter]:
    """Fresh files that got the same events: each in an order of its own, torn or not, two of three with the plugin away
    for a part of it."""
    for order in range(orders):
        chance = random.Random(f"{seed} {order}")
        late = _hasty(counter(folder / f"late-{order}.db", None, **_plugin(order % 3 == 0)))
        arriving = [chance.choice((told.torn, told.born))[id] for id in _shuffled(chance, told.born)]
        while arriving:
            part, arriving = arriving[: (size := chance.randint(1, 40))], arriving[size:]
            assert late.journal.receive(part).refused == ()
            if order % 3:
                late.store.close()
                late = _hasty(counter(folder / f"late-{order}.db", None, **_plugin(chance.random() < 0.5)))
        late.store.close()
        yield counter(folder / f"late-{order}.db", None)


def _hasty(one: Counter) -> Counter:
    """These histories ask what is folded, not what survives a power cut: they do not wait for the disk."""
    one.journal.db.execute("PRAGMA synchronous=OFF")
    return one


def _plugin(here: bool) -> dict[str, Any]:
    return {} if here else {"kinds": world.CORE, "tables": world.CORE_TABLES}


def _shuffled(chance: random.Random, every: Any) -> list[Any]:
    found = list(every)
    chance.shuffle(found)
    return found


def differences(folder: Path, chance: random.Random, steps: int, orders: int, origins: str = "ABC") -> list[str]:
    """What is not the same in all files of one history, and what verify finds in each; one of them is declared anew."""
    told = tell(folder, chance, steps, origins)
    wanted, found = readings(told.counters[0]), []
    for n, one in enumerate((*told.counters, *folded_otherwise(folder, chance.random(), told, orders))):
        got = readings(one)
        found += [f"file {n}: {table}" for table in wanted if got[table] != wanted[table]]
        found += [f"file {n}: {difference}" for difference in verify(one.journal).differing]
        one.store.close()
    again = _declared_anew(told.counters[0])
    found += [f"declared anew: {table}" for table in wanted if readings(again)[table] != wanted[table]]
    found += [f"declared anew: {difference}" for difference in verify(again.journal).differing]
    again.store.close()
    return found


def _declared_anew(one: Counter) -> Counter:
    kinds, tables = redeclared()
    return counter(one.store.path, None, one.store.key, kinds, tables)
