"""Whatever the order of arrival, the readings are those of the set of events, and verify finds nothing."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk_core.care.verification import verify
from kiosk_core.domain.ids import ClientId, HouseholdId, PersonId, Word
from kiosk_core.journal import Forgotten, Merged, Voided
from kiosk_core.journal.envelope import hidden
from kiosk_core.journal.identity import root

from .histories import differences, tell
from .world import KINDS, ParcelCollected, counter, here

HISTORIES = int(os.environ.get("KIOSK_HISTORIES", "4"))
"""`make campaign` asks for more."""


@pytest.fixture(autouse=True, scope="module")
def small_slices() -> Iterator[None]:
    """So that these short histories are long ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kiosk_core.journal.renaming.SLICE", 2)
        patch.setattr("kiosk_core.journal.journal.PAUSE_S", 0)
        yield


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_three_counters_and_late_ones_end_with_the_same_readings(tmp_path: Path, seed: int) -> None:
    assert differences(tmp_path, random.Random(f"history {seed}"), 60, 3) == []


def test_five_counters_too(tmp_path: Path) -> None:
    assert differences(tmp_path, random.Random("five"), 50, 1, "ABCDE") == []


@settings(
    max_examples=max(6, HISTORIES // 2), deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(chance=st.randoms(use_true_random=False), steps=st.integers(1, 25))
def test_no_short_history_is_folded_otherwise(chance: random.Random, steps: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert differences(Path(folder), chance, steps, 2) == []


def test_every_kind_is_in_these_histories(tmp_path: Path) -> None:
    told = tell(tmp_path, random.Random("all"), 160)
    assert {event.kind for event, _ in told.born.values()} == {
        kind.KIND for kind in (*KINDS, Voided, Merged, Forgotten)
    }  # fmt: skip
    assert any(told.torn[id][1] != leaves for id, (_, leaves) in told.born.items())
    for each in told.counters:
        each.store.close()


class Died(BaseException):
    """The process ends, wherever it is."""


MEANWHILE = ("nothing", "a forgetting", "a parcel", "another merge", "it dies", "it dies behind a parcel")


@pytest.mark.parametrize("apart", [False, True], ids=["merged", "taken apart"])
@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_facts_follow_a_merge_in_slices_whatever_comes_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: str, apart: bool
) -> None:
    path, home = tmp_path / "a.db", HouseholdId("h1")
    p, q, r = PersonId("p1"), PersonId("p2"), PersonId("p3")
    one, beside = counter(path, "A1"), counter(path, None)
    for who in (p, q, r, p, q, q):
        one.append(ParcelCollected(household=home, collector=who, size=3))
    (merged,) = one.append(Merged(one=ClientId(p), other=ClientId(q))) if apart else (None,)
    asked: list[int] = []

    def parcel() -> list[ParcelCollected]:
        """For whoever q is now, decided on how many there were."""
        (there,) = beside.rows("SELECT count(*) FROM visit WHERE collector=?", root(beside.journal.db, q))
        asked.append(*there)
        return [ParcelCollected(household=home, collector=q, size=3)]

    def pause(seconds: float) -> None:
        monkeypatch.setattr("kiosk_core.journal.journal.time.sleep", lambda seconds: None)
        if meanwhile == "a forgetting":
            beside.append(Forgotten(whose=hidden(home), before=None, of=Word("visits"), why=Word("request")))
        elif meanwhile == "another merge":
            beside.append(Merged(one=ClientId(r), other=ClientId(q)))
        elif "a parcel" in meanwhile:
            beside.journal.append(parcel, here())
        if "dies" in meanwhile:
            raise Died()

    monkeypatch.setattr("kiosk_core.journal.renaming.SLICE", 1)
    monkeypatch.setattr("kiosk_core.journal.journal.time.sleep", pause)
    with suppress(Died):
        one.append(
            Voided(event=merged.id, reason=Word("mistake")) if merged else Merged(one=ClientId(p), other=ClientId(q))
        )
    one = counter(path, None)
    there = [p, q, r, p, q, q, *([q] if asked else [])]
    wanted = there if apart else [p if who == q else who for who in there]
    if meanwhile == "another merge":
        wanted = [q if who == r else who for who in wanted] if apart else [p] * len(wanted)
    assert one.rows("SELECT collector FROM visit_all ORDER BY event") == [(who,) for who in wanted]
    assert asked[-1:] == ([3 if apart else 5] if asked else []), "who decides meanwhile sees all that was brought"
    assert verify(one.journal).clean
    for each in (one, beside):
        each.store.close()
