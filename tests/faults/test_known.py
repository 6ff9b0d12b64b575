"""The list of known mistakes keeps up with the program: each still fits its file, and names tests that are there."""

from __future__ import annotations

import pytest

from .known import ROOT, Fault, read_faults


@pytest.mark.parametrize("fault", read_faults(), ids=lambda fault: fault.says)
def test_a_known_mistake_still_fits_the_program(fault: Fault) -> None:
    wrong = fault.put_into((ROOT / fault.file).read_text("utf8"))
    compile(wrong, fault.file, "exec")
    assert fault.tests and all((ROOT / test).exists() for test in fault.tests)
