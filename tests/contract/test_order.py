"""Events of every kind that is declared here, drawn by their types alone: whatever the order in which three counters hear of
each other, their readings are the same, and verify finds nothing."""

from __future__ import annotations

import random
import tempfile
import types
from collections.abc import Sequence
from dataclasses import MISSING, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk_core.care.verification import verify
from kiosk_core.domain import ids
from kiosk_core.domain.errors import KioskError
from kiosk_core.journal import Event, Forgotten, Merged, Voided
from kiosk_core.journal.envelope import hidden, sealed
from kiosk_core.journal.kinds import join, reads_back, split
from kiosk_core.plugins import Plugins

from ..journal.world import Counter, counter, readings

PEOPLE, HOMES = [ids.PersonId(f"p{n}") for n in range(4)], [ids.HouseholdId(f"h{n}") for n in range(3)]
DAYS = [date(2026, 1, 1) + timedelta(days=45 * n) for n in range(8)]
WORDS = ["core.late_days", "foodbank", "soap", "live", "mistake", "visits", "1"]
NEVER_AGAIN = 0.2
"""How often something is taken back, merged or forgotten."""


def value(chance: random.Random, hint: Any, heard: Sequence[Event]) -> Any:
    """Any value that a field of that type may have; None where it may be."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return None if chance.random() < 0.3 else value(chance, args[0], heard)
    if origin is Literal:
        return chance.choice(args)
    if origin is tuple:
        inner = [args[0]] * chance.randint(0, 2) if ... in args else args
        return tuple(value(chance, one, heard) for one in inner)
    if origin is list:
        return [value(chance, args[0], heard) for _ in range(chance.randint(0, 2))]
    if origin is dict:
        return {value(chance, args[0], heard): value(chance, args[1], heard) for _ in range(chance.randint(0, 2))}
    plain = {
        ids.PersonId: PEOPLE, ids.HouseholdId: HOMES, ids.ClientId: [*PEOPLE, *HOMES], date: DAYS, bool: [False, True],
        ids.VolunteerId: ["v1", "v2"], ids.CounterId: ["", "balie"], ids.Word: WORDS, int: range(40), ids.Cents: range(500),
        ids.Grams: range(9000), str: ["Zoë [x]", "2019-04", "A-2026-000001", "BCDEFGHIJKLNPRSTU"], object: ["x", 1],
    }  # fmt: skip
    if hint in (ids.EventId, ids.ActId):
        return chance.choice([event.id for event in heard] or ["A1-1"])
    return chance.choice(plain[hint])


def drawn(chance: random.Random, kind: Any, heard: Sequence[Event]) -> Any:
    hints = get_type_hints(kind)
    given = [f for f in fields(kind) if f.default is MISSING or chance.random() < 0.7]
    subject = kind.SUBJECT.name
    made = {f.name: value(chance, hints[f.name], heard) for f in given}
    if hints[subject] is str and not kind.SUBJECT.metadata["personal"]:
        made[subject] = value(chance, ids.EventId, heard) if subject == "event" else f"thing-{chance.randint(1, 3)}"
    return kind(**made)


def rare(chance: random.Random, heard: Sequence[Event]) -> Any:
    (p, q), (h, g) = chance.sample(PEOPLE, 2), chance.sample(HOMES, 2)
    takeable = [event.id for event in heard if event.kind not in (Voided.KIND, Forgotten.KIND)]
    return chance.choice(
        [
            Merged(one=ids.ClientId(p), other=ids.ClientId(q)),
            Merged(one=ids.ClientId(h), other=ids.ClientId(g)),
            Forgotten(
                whose=hidden(chance.choice((p, h))), before=chance.choice((None, *DAYS)), why=ids.Word("request")
            ),
            Forgotten(whose="*", before=chance.choice(DAYS[:3]), of=ids.Word("visits"), why=ids.Word("retention")),
            *(Voided(event=one, reason=ids.Word("mistake")) for one in chance.sample(takeable, min(6, len(takeable)))),
        ]
    )


def tell(folder: Path, chance: random.Random, plugins: Plugins, steps: int) -> tuple[list[Counter], set[str]]:
    """Three counters that append and hear of each other now and then, in any order; (counters, kinds that were made). The kinds
    take turns, and one whose words were refused is drawn anew: whatever the seed, each comes."""
    declared: dict[str, Any] = {"kinds": plugins.all("kinds"), "tables": plugins.all("tables")}
    counters = [counter(folder / f"{letter}.db", f"{letter}1", **declared) for letter in "ABC"]
    made, turn = set(), 0
    for _ in range(steps):
        own = chance.choice(counters)
        own.journal.db.execute("PRAGMA synchronous=OFF")
        heard = list(own.journal.ledger.events("WHERE 1 ORDER BY e.id DESC LIMIT 40"))
        kind = declared["kinds"][turn % len(declared["kinds"])]
        again = bool(heard) and chance.random() < NEVER_AGAIN
        try:
            draft = rare(chance, heard) if again else drawn(chance, kind, heard)
            made |= {event.kind for event in own.append(draft, day=chance.choice(DAYS))}
        except KioskError:  # undone already, or words that this kind does not know: nothing happened
            continue
        turn += not again
        if chance.random() < 0.1:
            exchange(chance, own, chance.choice(counters))
    for own in counters:
        for other in counters:
            exchange(chance, other, own)
    return counters, made


def exchange(chance: random.Random, sender: Counter, receiver: Counter) -> None:
    sent = sender.all()
    chance.shuffle(sent)
    assert receiver.journal.receive(sent).refused == ()


@settings(max_examples=3, database=None)
@given(seed=st.integers(0, 1 << 32))
def test_every_kind_in_any_order_ends_with_the_same_readings(plugins: Plugins, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        counters, _ = tell(Path(folder), random.Random(seed), plugins, 4 * len(plugins.all("kinds")))
        wanted = readings(counters[0], plugins.all("tables"))
        for one in counters:
            report = verify(one.journal)
            found = readings(one, plugins.all("tables"))
            assert [name for name in wanted if found[name] != wanted[name]] == []
            assert report.clean, report.differing
            one.store.close()


def test_what_is_put_without_being_read_again_is_what_would_be_read(plugins: Plugins) -> None:
    chance, at_once = random.Random(2), 0
    for kind in plugins.all("kinds") * 10:
        draft = drawn(chance, kind, ())
        if not reads_back(draft):
            continue
        try:
            kept, leaves = split(draft)
        except KioskError:  # words that this kind does not know
            continue
        digests = b"".join(leaf.digest for leaf in leaves)
        event = sealed(
            ids.EventId("A1-1"), 1, DAYS[0], ids.CounterId(""), ids.VolunteerId("v1"), ids.ActId("A1-1"), kind.KIND,
            kind.VERSION, kind.KEEP, kept, digests, b"", getattr(draft, kind.SUBJECT.name),
        )  # fmt: skip
        read = join(kind, event, leaves)
        assert (read, repr(read)) == (draft, repr(draft)), "the order of what stands in it too"
        at_once += 1
    assert at_once > len(plugins.all("kinds")) * 5


def test_every_kind_is_in_these_histories(plugins: Plugins, tmp_path: Path) -> None:
    counters, made = tell(tmp_path, random.Random(2), plugins, 4 * len(plugins.all("kinds")))
    assert {kind.KIND for kind in (*plugins.all("kinds"), Voided, Merged, Forgotten)} - made == set()
    for one in counters:
        one.store.close()
