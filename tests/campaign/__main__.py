"""The long campaigns: `make campaign`, or python -m tests.campaign [--kills N] [--till-kills N] [--cuts N] [--scans N]
[--fuzzed-scans N] [--fuzz SECONDS] [--seed N] [--write].

0 leaves one out. It prints its tables, with --write into docs/reliability.md too, and ends with 1 when anything was wrong.
The record of a power cut that went wrong is kept; --replay RECORD NAME looks at that cut again.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from kiosk_core.store.sqlcipher import dbapi2

from .crash import ENOUGH_INSIDE, NAMES, PARCELS, TILL, Crashes, Desk, crash_loop
from .cuts import HOWS, Cuts, power_cuts, replay
from .fuzz import Fuzzed, fuzz
from .races import Races, race
from .scans import Scanned, fuzz_scans

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- written by make campaign: begin -->", "<!-- end -->"


def main() -> int:
    given = _given()
    kept = Path(tempfile.mkdtemp(prefix="kiosk-campaign-", dir=given.folder))
    if given.replay:
        said = replay(kept, Path(given.replay[0]), given.replay[1])
        print("\n".join(said.wrong) or "nothing is wrong with this cut")
        return bool(said.wrong)
    lines, wrong = _say(_machine(kept)), []
    for desk, times in ((PARCELS, given.kills), (TILL, given.till_kills)):
        if times:
            kills, took = _timed(partial(crash_loop, _new(kept, desk.name), times, given.seed, desk))
            lines += _say(_crash_table(desk, kills, took))
            wrong += kills.wrong
            if kills.inside < ENOUGH_INSIDE:
                wrong.append("too few kills fell inside COMMIT: the loop failed to test")
    if given.cuts:
        cuts, took = _timed(lambda: power_cuts(_new(kept, "cuts"), given.cuts, given.seed, keep=kept))
        lines += _say(_cut_table(cuts, took))
        wrong += cuts.wrong
    if given.scans:
        races, took = _timed(lambda: race(_new(kept, "race"), given.scans))
        lines += _say(_race_table(races, took))
        wrong += races.wrong
    if given.fuzzed_scans:
        scanned, took = _timed(lambda: fuzz_scans(_new(kept, "scans"), given.fuzzed_scans, given.seed))
        lines += _say(_scan_table(scanned, took))
        wrong += scanned.wrong
    if given.fuzz:
        fuzzed, took = _timed(lambda: fuzz(_new(kept, "fuzz"), given.fuzz, given.seed))
        lines += _say(_fuzz_table(fuzzed, took))
        wrong += fuzzed.wrong
    if given.write:
        _write(lines)
    print("\n".join(wrong), file=sys.stderr)
    if records := [*kept.glob("record-*"), *kept.glob("fuzz/crash-*"), *kept.glob("fuzz/timeout-*")]:
        print(f"records of what went wrong: {', '.join(map(str, records))}", file=sys.stderr)
    else:
        shutil.rmtree(kept)
    return bool(wrong)


def _write(lines: list[str]) -> None:
    """Into the page. A table of a part that was left out this time stays, above, with its own date."""
    before, _, rest = TABLE.read_text("utf8").partition(BEGIN)
    there, _, after = rest.partition(END)
    new = {_title(table) for table in "\n".join(lines).split("\n\n")} - {""}
    old = [part for part in there.strip("\n").split("\n\n") if _title(part) not in new]
    # a machine and its day, of whose tables none is left, says nothing any more
    kept = [f"{part}\n" for part, behind in zip(old, [*old[1:], ""], strict=True) if _title(part) or _title(behind)]
    TABLE.write_text(before + "\n".join([BEGIN, *kept, *lines, END]) + after, "utf8")


def _title(part: str) -> str:
    """What a table is of, without its seed and time; '' for what is no table."""
    return re.sub(r", (seed|in) \d.*", "", part.split("|")[1]).strip() if part.startswith("|") else ""


def _say(lines: Iterator[str]) -> list[str]:
    """Printed as soon as they are known: a campaign is long, and what broke off has told what it knew."""
    said = [*lines, ""]
    print("\n".join(said), flush=True)
    return said


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.campaign")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--till-kills", type=int, default=400)
    parser.add_argument("--cuts", type=int, default=1000)
    parser.add_argument("--scans", type=int, default=10_000)
    parser.add_argument("--fuzzed-scans", type=int, default=1_000_000)
    parser.add_argument("--fuzz", type=int, default=300, help="seconds for each parser of foreign bytes")
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--folder", type=Path, help="where the houses are made: on the kind of disk that is meant")
    parser.add_argument("--write", action="store_true", help="the table goes into docs/reliability.md")
    parser.add_argument("--replay", nargs=2, metavar=("RECORD", "NAME"))
    return parser.parse_args()


def _timed(what: Callable[[], T]) -> tuple[T, float]:
    began = time.perf_counter()
    done = what()
    return done, time.perf_counter() - began


def _new(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name


def _machine(folder: Path) -> Iterator[str]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    disk = subprocess.run(["df", "--output=fstype", folder], capture_output=True, text=True, check=True)
    db = dbapi2.connect(":memory:")
    sqlite, cipher = (db.execute(sql).fetchone()[0] for sql in ("SELECT sqlite_version()", "PRAGMA cipher_version"))
    db.close()
    yield f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit.stdout.strip()}, {_cpu()}, {os.cpu_count()} cores,"
    yield f"{platform.system()} {platform.release()}, {disk.stdout.split()[-1]}, Python {platform.python_version()},"
    yield f"SQLite {sqlite}, SQLCipher {cipher}."


def _cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def _crash_table(desk: Desk, said: Crashes, took: float) -> Iterator[str]:
    yield f"| crash loop, {desk.name}, seed {said.seed} | |"
    yield "|---|---|"
    yield f"| kills (SIGKILL) | {said.kills} in {took:.0f} s |"
    for name in NAMES.values():
        yield f"| fell {name} | {said.fell[name]} |"
    yield f"| acts acknowledged, all found | {said.acknowledged} |"
    yield f"| acts on disk that the killed process could no longer acknowledge | {said.landed} |"
    yield f"| wrong ({desk.attacked}, a slip too many or too few, chain, verify) | {len(said.wrong)} |"


def _cut_table(said: Cuts, took: float) -> Iterator[str]:
    yield f"| power cuts, seed {said.seed} | |"
    yield "|---|---|"
    yield f"| cuts | {said.cuts} in {took:.0f} s, through {said.calls} recorded calls |"
    yield f"| while something was not synced | {said.unsynced} |"
    yield f"| while the house was being founded | {said.founding} |"
    for how in HOWS:
        yield f"| unsynced writes {how} | {said.how[how]} |"
    yield f"| acts acknowledged before their cut, all found | {said.acknowledged} |"
    yield f"| wrong | {len(said.wrong)} |"


def _race_table(said: Races, took: float) -> Iterator[str]:
    yield "| race of two processes | |"
    yield "|---|---|"
    yield f"| scans | {said.scans} in {took:.0f} s, on {said.lived} days |"
    for what in sorted(said.met):
        yield f"| {what} | {said.met[what]} |"
    yield f"| wrong (served twice or not at all, lost, chain, verify) | {len(said.wrong)} |"


def _scan_table(said: Scanned, took: float) -> Iterator[str]:
    yield "| misread cards and other keys | |"
    yield "|---|---|"
    yield f"| scans | {said.scans} in {took:.0f} s |"
    yield f"| living cards among them, served as ever | {said.living} |"
    yield f"| wrong (somebody served, a row, an error) | {len(said.wrong)} |"


def _fuzz_table(said: Fuzzed, took: float) -> Iterator[str]:
    yield f"| a stranger's bytes, coverage-guided, in {took:.0f} s | inputs | places of the code reached |"
    yield "|---|---|---|"
    for name, runs in said.runs.items():
        yield f"| {name} | {runs} | {said.reached[name]} |"
    yield f"| wrong (anything but an answer or one sentence) | {len(said.wrong)} | |"


if __name__ == "__main__":
    sys.exit(main())
