"""What a stranger's bytes can do to a parser, and a thousand misread cards to a counter: nothing. `make campaign` does the same
for long, with a fuzzer that follows which code it reaches; hypothesis, which is used here, does not."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .parsers import PARSERS, seeds
from .scans import fuzz_scans

CHANGE = st.tuples(st.integers(0, 1 << 16), st.integers(0, 6), st.binary(max_size=12))


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_strangers_bytes_are_read_or_refused_in_one_sentence(name: str, data: st.DataObject) -> None:
    known = data.draw(st.sampled_from(seeds()[name]) | st.binary(max_size=200))
    for place, length, instead in data.draw(st.lists(CHANGE, max_size=4)):
        at = place % (len(known) + 1)
        known = known[:at] + instead + known[at + length :]
    with tempfile.TemporaryDirectory() as folder:
        PARSERS[name](known, Path(folder))


def test_a_thousand_misread_cards_serve_nobody(tmp_path: Path) -> None:
    said = fuzz_scans(tmp_path, scans=1_000, seed=7)
    assert said.wrong == [] and said.living == 1
