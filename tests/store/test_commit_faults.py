"""When COMMIT fails beneath SQLite: what a person is told is what a power cut a moment later would leave."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from .conftest import Run


@pytest.mark.parametrize("company", ["alone", "beside"])
def test_what_was_said_of_an_act_is_so_also_after_a_power_cut(
    tmp_path: Path, run: Run, shim: Path, company: str
) -> None:
    process = run("faulty.py", tmp_path, company, LD_PRELOAD=str(shim))
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    lines = [json.loads(line) for line in out.splitlines()]
    told = [line for line in lines if "said" in line]
    end = {line["act"]: line["end"] for line in lines if "end" in line}
    for line in told:
        times = [line["cut"], line["live"], end[line["act"]]]
        match line["said"]:
            case "recorded":
                assert times == [1, 1, 1], line
            case "disk_full" | "disk_fails":
                assert times == [0, 0, 0], line
            case said:
                assert said == "unsettled" and times[0] in (0, 1) and times[2] in (0, 1), line

    # Each way out was taken, or this test has missed its aim.
    ways = Counter((line["said"], line["cut"]) for line in told if line["failed"])
    assert ways["disk_fails", 0] > 30 and ways["disk_full", 0] > 5 and ways["recorded", 1] > 20
    assert ways["unsettled", 0] > 10 and ways["unsettled", 1] > 0
    # Where COMMIT failed and the act was in the WAL all the same, it must be in the database file as well: a WAL whose
    # sync failed is no place to keep it, because Linux may forget such pages without a second error.
    rescued = [line["main"] for line in told if "main" in line]
    assert rescued and set(rescued) == {1}
    assert next(line["resumed"] for line in lines if "resumed" in line) == "recorded"
