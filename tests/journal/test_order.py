"""Whatever the order of arrival, the readings are those of the set of events, and verify finds nothing."""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk_core.care.verification import verify
from kiosk_core.domain.ids import ClientId, HouseholdId, PersonId, Word
from kiosk_core.journal import Forgotten, Merged, Voided
from kiosk_core.journal.envelope import hidden

from .histories import differences, tell
from .world import KINDS, ParcelCollected, counter

HISTORIES = int(os.environ.get("KIOSK_HISTORIES", "4"))
"""`make campaign` asks for more."""


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


@pytest.mark.parametrize("meanwhile", ["nothing", "more of them", "a forgetting", "another process"])
def test_a_merge_taken_apart_holds_the_lock_briefly_and_says_what_is_so_then(tmp_path: Path, meanwhile: str) -> None:
    """What was worked out before the lock is used only while it is still true."""
    path, (p, q) = tmp_path / "a.db", (PersonId("p1"), PersonId("p2"))
    one = counter(path, "A1")
    for who in (p, q, p, q):
        one.append(ParcelCollected(household=HouseholdId("h1"), collector=who, size=3))
    (merged,) = one.append(Merged(one=ClientId(p), other=ClientId(q)))
    one.journal.foresee([merged])
    if meanwhile == "more of them":
        one.append(ParcelCollected(household=HouseholdId("h1"), collector=q, size=3))
    forgotten = Forgotten(whose=hidden("h1"), before=None, of=Word("visits"), why=Word("request"))
    if meanwhile == "a forgetting":
        one.append(forgotten)
    if meanwhile == "another process":
        beside = counter(path, None)
        beside.append(forgotten)
        beside.store.close()
    one.append(Voided(event=merged.id, reason=Word("mistake")))
    found = one.rows("SELECT household, collector FROM visit_all ORDER BY event")
    household = None if meanwhile in ("a forgetting", "another process") else "h1"
    assert found == [(household, who) for who in (p, q, p, q, *([q] if meanwhile == "more of them" else []))]
    assert verify(one.journal).clean
    one.store.close()
