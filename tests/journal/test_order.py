"""Whatever the order of arrival, the readings are those of the set of events, and verify finds nothing."""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk_core.journal import Forgotten, Merged, Voided

from .histories import differences, tell
from .world import KINDS

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
