"""What another counter says is taken as it is, or refused and named; never half."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk_core.care.verification import verify
from kiosk_core.domain.ids import ClientId, EventId, HouseholdId, OriginName, PersonId, Word
from kiosk_core.journal import Event, Forgotten, Leaf, Merged, Voided
from kiosk_core.journal.envelope import canonical, hash_of

from . import world
from .world import START, Counter, counter, readings

P1, H1 = PersonId("p1"), HouseholdId("h1")


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Counter, Counter]]:
    both = counter(tmp_path / "a.db", "A1"), counter(tmp_path / "b.db", "B1")
    yield both
    for each in both:
        assert verify(each.journal).clean
        each.store.close()


def parcel(n: int = 1) -> world.ParcelCollected:
    return world.ParcelCollected(household=H1, collector=P1, size=n)


def resealed(event: Event, **changes: object) -> Event:
    changed = replace(event, **changes)  # type: ignore[arg-type]
    return replace(changed, hash=hash_of(changed))


def test_an_event_altered_on_the_way_is_refused(two: tuple[Counter, Counter]) -> None:
    one, other = two
    one.append(parcel())
    ((event, leaves),) = one.all()
    lie = [Leaf(leaf.part, leaf.whose, leaf.salt, leaf.body.replace("p1", "p2")) for leaf in leaves]
    wrong = [
        (replace(event, counter="x"), leaves), (event, lie), (event, [*leaves, leaves[0]]),
        (event, [*leaves, Leaf(9, None, b"", "{}")]),
    ]  # fmt: skip
    found = other.journal.receive(wrong)  # type: ignore[arg-type]
    assert found.refused == (("A1-1", "forged"),) * 4
    assert other.rows("SELECT * FROM event") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"id": EventId("A1-01")}, {"id": EventId("A1")}, {"id": EventId("A1-0")}, {"id": EventId("A1-9999999999999")},
        {"id": EventId("A1--1")}, {"id": EventId("-1")}, {"act": "B7-1"}, {"act": "A1-2"}, {"act": ""}, {"version": 0},
        {"version": 1 << 40}, {"at": -1}, {"at": 1 << 70}, {"digests": b""}, {"digests": b"short"}, {"kept": "[]"},
        {"kept": "not json"}, {"prev": b"x"},
    ],
)  # fmt: skip
def test_what_is_no_event_is_refused_however_well_sealed(
    two: tuple[Counter, Counter], changes: dict[str, object]
) -> None:
    one, other = two
    one.append(parcel())
    ((event, leaves),) = one.all()
    found = other.journal.receive([(resealed(event, **changes), leaves)])
    assert [why for _, why in found.refused] == ["forged"]
    assert other.journal.receive([(event, leaves)]).refused == ()


@pytest.mark.parametrize(
    ("name", "kept", "whose"),
    [
        ("core.forgotten", {"before": "yesterday", "of": None, "why": "request"}, "x"),
        ("core.forgotten", {"before": 7, "of": None, "why": "request"}, "x"),
        ("core.forgotten", {"of": ["visits"], "why": "request"}, "x"),
        ("core.forgotten", {}, "x"),
        ("core.voided", {"reason": "mistake"}, "no event's id"),
        ("core.voided", {}, "A1-1"),
        ("core.merged", {"other": 7}, "p1"),
        ("core.merged", {}, "p1"),
    ],
)
def test_nonsense_of_the_journals_own_kinds_stops_nothing(
    two: tuple[Counter, Counter], name: str, kept: dict[str, object], whose: str
) -> None:
    one, other = two
    one.append(parcel())
    ((event, _),) = one.all()
    leaf = Leaf(0, None, b"", canonical({"subject": whose}))
    strange = resealed(event, kind=name, kept=canonical(kept), digests=leaf.digest)
    assert other.journal.receive([(strange, [leaf])]).refused == ()
    report = verify(other.journal)
    assert report.clean, report.differing


def test_a_newer_forgetting_waits_until_it_is_understood(two: tuple[Counter, Counter]) -> None:
    one, other = two
    one.append(Forgotten(whose="x", why=Word("request")))
    ((event, leaves),) = one.all()
    other.journal.receive([(resealed(event, version=2), leaves)])
    assert verify(other.journal).waiting == ("core.forgotten v2",)
    assert other.rows("SELECT * FROM forgotten") == []


def test_two_truths_in_one_place_are_a_fork(tmp_path: Path, two: tuple[Counter, Counter]) -> None:
    one, other = two
    twin = counter(tmp_path / "twin.db", "A1")
    for each in (one, twin):
        each.append(parcel())
    one.append(parcel(2))
    ours, theirs = one.all(), twin.all()
    assert other.journal.receive(ours[:1]).refused == ()
    assert other.journal.receive(theirs).refused == (("A1-1", "fork"),)
    third = counter(tmp_path / "third.db", "C1")
    assert third.journal.receive(ours[1:]).refused == ()  # the second one first,
    assert third.journal.receive(theirs).refused == (("A1-1", "fork"),)  # so this cannot have been before it
    assert third.journal.receive(ours).refused == ()
    assert verify(third.journal).clean
    third.store.close()
    twin.store.close()


def test_own_events_come_back_and_are_passed_over(two: tuple[Counter, Counter]) -> None:
    one, other = two
    one.append(parcel())
    other.journal.receive(one.all())
    found = one.journal.receive(other.all())
    assert (found.refused, found.subjects) == ((), frozenset())
    assert one.append(parcel())[0].id == "A1-2"


def test_own_events_that_we_never_wrote_show_that_another_file_lives_our_life(
    tmp_path: Path, two: tuple[Counter, Counter]
) -> None:
    one, other = two
    twin = counter(tmp_path / "twin.db", "A1")
    twin.append(parcel())
    undone = twin.append(Voided(event="A1-1", reason=Word("mistake")))
    assert one.journal.receive(twin.all()).refused == (("A1-1", "fork"), ("A1-2", "fork"))
    other.journal.receive(twin.all())
    other.append(parcel())
    far = other.append(parcel())
    assert undone and far and one.journal.receive(other.all()).refused[:1] == (("A1-1", "fork"),)
    twin.store.close()


def test_a_restored_house_gets_back_what_it_wrote_after_the_backup(
    tmp_path: Path, two: tuple[Counter, Counter]
) -> None:
    one, other = two
    one.append(parcel(1))
    one.store.vacuum()
    backup = one.store.path.read_bytes()
    one.append(parcel(2))
    other.journal.receive(one.all())
    (tmp_path / "restored.db").write_bytes(backup)
    restored = counter(tmp_path / "restored.db", "C1")
    restored.append(parcel(3))
    assert restored.journal.receive(other.all()).refused == ()
    assert restored.rows("SELECT size FROM visit ORDER BY size") == [(1,), (2,), (3,)]
    assert verify(restored.journal).clean
    restored.store.close()


def test_a_clock_far_ahead_is_refused_and_named(two: tuple[Counter, Counter]) -> None:
    one, other = two
    one.clock.at = START + timedelta(hours=26)
    one.append(parcel())
    assert other.journal.receive(one.all()).refused == (("A1-1", "ahead"),)


def test_what_is_sent_ends_where_something_is_missing(two: tuple[Counter, Counter]) -> None:
    one, other = two
    for n in range(4):
        one.append(parcel(n))
    first, second, third, fourth = one.all()
    other.journal.receive([first, second, fourth])
    sent = list(other.journal.sent(OriginName("A1")))
    assert [event.id for event, _ in sent] == ["A1-1", "A1-2"]
    assert [event.id for event, _ in one.journal.sent(OriginName("A1"), 2)] == ["A1-3", "A1-4"]
    assert [(d.key, d.what) for d in verify(other.journal).differing] == [("A1-3", "gap")]
    other.journal.receive([third])
    assert [event.id for event, _ in other.journal.sent(OriginName("A1"), 2)] == ["A1-3", "A1-4"]


def test_an_undoing_may_come_before_what_it_undoes(two: tuple[Counter, Counter]) -> None:
    one, other = two
    one.append(parcel())
    one.append(world.PersonNamed(person=P1, name="An"))
    for id in ("A1-1", "A1-2"):
        one.append(Voided(event=id, reason=Word("mistake")))
    other.journal.receive(one.all()[2:])
    assert other.journal.receive(one.all()[:2]).refused == ()
    assert readings(other) == readings(one)
    assert other.rows("SELECT * FROM visit") == other.rows("SELECT * FROM person") == []


def test_events_of_one_moment_have_one_order_everywhere(tmp_path: Path) -> None:
    counters = [counter(tmp_path / f"{o}.db", f"{o}1") for o in "ABC"]
    for each in counters:
        each.append(world.PersonNamed(person=P1, name=f"by {each.journal.origin}"))
    every = [pair for each in counters for pair in each.all()]
    assert len({event.at for event, _ in every}) == 1
    for n, each in enumerate(counters):
        each.journal.receive([*every[n:], *every[:n]])
        assert each.rows("SELECT name FROM person") == [("by C1",)]
        assert verify(each.journal).clean
        each.store.close()


def test_merges_in_chains_and_circles_and_taken_back_one_by_one(two: tuple[Counter, Counter]) -> None:
    one, other = two
    a, b, c = (ClientId(f"p{n}") for n in (1, 2, 3))
    first = one.append(Merged(one=c, other=b))  # nobody has heard of them yet
    twice = one.append(Merged(one=b, other=c))
    one.append(Merged(one=a, other=b))
    circle = one.append(Merged(one=c, other=a))
    for id in (a, b, c):
        one.append(world.ParcelCollected(household=H1, collector=PersonId(id), size=1))
    assert one.rows("SELECT subject, root FROM same") == [("p2", "p1"), ("p3", "p1")]
    seen = []
    for event in (*first, *twice, *circle):
        one.append(Voided(event=event.id, reason=Word("mistake")))
        seen.append([row[0] for row in one.rows("SELECT collector FROM visit ORDER BY event")])
    assert seen == [["p1", "p1", "p1"], ["p1", "p1", "p1"], ["p1", "p1", "p3"]]
    other.journal.receive(reversed(one.all()))
    assert readings(other) == readings(one)


def test_merging_somebody_with_himself_is_nothing(two: tuple[Counter, Counter]) -> None:
    one, _ = two
    one.append(Merged(one=ClientId("p1"), other=ClientId("p1")))
    assert one.rows("SELECT * FROM same") == []


def test_a_merge_that_makes_two_rows_one_folds_them_in_order(two: tuple[Counter, Counter]) -> None:
    one, other = two
    one.append(world.MemberJoined(household=H1, person=PersonId("p2"), share=Word("full"), until=date(2025, 1, 1)))
    one.append(world.MemberJoined(household=H1, person=PersonId("p1"), share=Word("part")))
    one.append(Merged(one=ClientId("p1"), other=ClientId("p2")))
    assert one.rows("SELECT person, share, until FROM member") == [("p1", "part", None)]
    other.journal.receive(reversed(one.all()))
    assert readings(other) == readings(one)
