"""The list of known mistakes keeps up with the program: each still fits its file, and names tests that are there."""

from __future__ import annotations

import pytest

from .known import ROOT, Fault, read_faults


@pytest.mark.parametrize("fault", read_faults(), ids=lambda fault: fault.says)
def test_a_known_mistake_still_fits_the_program(fault: Fault) -> None:
    wrong = fault.put_into((ROOT / fault.file).read_text("utf8"))
    if fault.file.endswith(".py"):
        compile(wrong, fault.file, "exec")
    assert fault.tests
    for named in fault.tests:
        file, _, test = named.partition("::")
        assert f"def {test.partition('[')[0]}" in (ROOT / file).read_text("utf8"), named
