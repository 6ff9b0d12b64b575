"""A disk in trouble, met at the counter: one clear sentence, nothing lost, and it goes on when the disk is well."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from .processes import build, script

pytestmark = pytest.mark.slow
SMALL_DISK = ("unshare", "-m", "sh", "-c", 'mount -t tmpfs -o size=6m none "$0" && exec "$@"')
OWN_MOUNT = ("unshare", "-m", "sh", "-c", 'mount --bind "$0" "$0" && exec "$@"')
STORE = Path(__file__).parents[1] / "store"


def told(folder: Path, what: str, before: tuple[str, ...] = (), **environ: str) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    with script("trouble.py", folder, what, before=before, **environ) as process:
        while not lines or "end" not in lines[-1]:
            lines.append(json.loads(process.hear()))
    return lines


def test_a_full_disk_is_said_at_the_counter_and_the_parcel_is_recorded_when_there_is_room(tmp_path: Path) -> None:
    *acts, end = told(tmp_path, "full", before=(*SMALL_DISK, str(tmp_path)))
    refused = [line for line in acts if line["said"] != "recorded"]
    assert {(line["said"], line["parcels"]) for line in refused} == {("disk_full", 0)}
    assert {line["sentence"] for line in refused} == {
        "The disk is full: nothing was recorded. Make room, then do it again."
    }
    assert len(refused) == 4 and len(acts) - len(refused) > 5
    assert acts[-1]["said"] == "recorded" and acts[-1]["resumed"]
    assert end["wrong"] == [] and end["slips"] == len(end["end"])
    assert end["end"] == {line["household"]: 1 for line in acts if line["said"] == "recorded"}


def test_a_disk_that_became_read_only_is_said_and_the_day_goes_on_when_it_is_mended(tmp_path: Path) -> None:
    *acts, end = told(tmp_path, "read_only", before=(*OWN_MOUNT, str(tmp_path)))
    assert [line["said"] for line in acts] == ["recorded", "disk_read_only", "recorded"]
    assert acts[1]["sentence"] == "Nothing can be written to the disk: nothing was recorded. Call the technician."
    assert end["wrong"] == [] and sorted(end["end"].values()) == [1, 1]


def test_a_commit_that_fails_says_what_is_so_also_for_the_next_process(tmp_path: Path) -> None:
    *acts, end = told(tmp_path, "commit", LD_PRELOAD=str(build(STORE / "beneath.c", tmp_path)))
    assert end["wrong"] == [] and end["slips"] == len(end["end"])
    for line in acts[:-1]:
        times = [line["parcels"], line["cut"], end["end"].get(line["household"], 0)]
        match line["said"]:
            case "recorded":
                assert times == [1, 1, 1], line
            case "disk_fails" | "disk_full":
                assert times == [0, 0, 0], line
                assert "nothing was recorded" in line["sentence"]
            case said:
                assert said == "unsettled" and times[0] == times[2] in (0, 1), line
                assert "not sure" in line["sentence"]
    assert acts[-1]["said"] == "recorded"
    ways = Counter(line["said"] for line in acts[:-1] if line["failed"])
    assert ways["recorded"] > 0, "COMMIT never failed after the data was safe"
    assert ways["disk_fails"] > 5 and ways["disk_full"] > 0 and ways["unsettled"] > 0, ways
