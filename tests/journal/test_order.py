"""Whatever the order of arrival, the readings are those of the set of events, and verify finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_core.care.verification import verify

from .histories import folded_otherwise, tell
from .world import readings


@pytest.mark.parametrize("seed", range(6))
def test_three_counters_and_late_ones_end_with_the_same_readings(tmp_path: Path, seed: int) -> None:
    told = tell(tmp_path, seed, 70)
    wanted = readings(told.counters[0])
    for late in (*told.counters, *folded_otherwise(tmp_path, seed, told, 4)):
        got = readings(late)
        for table in wanted:
            assert got[table] == wanted[table], table
        assert verify(late.journal).differing == ()
        late.store.close()
