"""`make faults`: puts known mistakes into a copy of the program, one at a time; the tests that are named must notice each.

python -m tests.faults [WORD ...]: only those whose sentence has all the words. Ends with 1 when one was not noticed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .known import ROOT, Fault, read_faults

PASSED, FAILED, NO_TESTS = 0, 1, 5
"""What pytest ends with. Everything else is no answer."""


def main(words: Sequence[str]) -> int:
    chosen = [fault for fault in read_faults() if all(word in fault.says for word in words)]
    if not chosen:
        print("No known mistake has all these words.", file=sys.stderr)
        return 2
    passed_by: list[Fault] = []
    with tempfile.TemporaryDirectory(prefix="kiosk-faults-") as folder:
        copy = Path(folder)
        _copy_tree(copy)
        tests = sorted({test for fault in chosen for test in fault.tests})
        if _run(copy, tests) != PASSED:
            print("The tests fail before anything is put wrong.", file=sys.stderr)
            return 2
        for n, fault in enumerate(chosen, 1):
            noticed = _noticed(copy, fault)
            print(f"{n:2} {'noticed' if noticed else 'NOT NOTICED'}: {fault.says}", flush=True)
            passed_by += [] if noticed else [fault]
    print(f"{len(chosen) - len(passed_by)} of {len(chosen)} mistakes were noticed.")
    return bool(passed_by)


def _copy_tree(copy: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    packages = map(str, (copy / "kiosk_core", *copy.glob("plugins/*/kiosk_*")))
    subprocess.run([sys.executable, "-m", "kiosk_core.translating", "--compile", *packages], cwd=copy, check=True)


def _noticed(copy: Path, fault: Fault) -> bool:
    file = copy / fault.file
    right = file.read_text("utf8")
    file.write_text(fault.put_into(right), "utf8")
    try:
        ended = _run(copy, fault.tests)
    finally:
        file.write_text(right, "utf8")
    if ended not in (PASSED, FAILED, NO_TESTS):
        raise RuntimeError(f"pytest ended with {ended}: {fault.says}")
    return ended == FAILED


def _run(copy: Path, tests: Sequence[str]) -> int:
    """Stops at the first test that fails. Only the copy is imported, whatever is installed."""
    paths = os.pathsep.join([str(copy), *map(str, sorted((copy / "plugins").glob("*")))])
    environ = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--durations=0", "--no-header", *tests]
    done = subprocess.run(command, cwd=copy, env=environ, capture_output=True, text=True, check=False)
    if done.returncode not in (PASSED, FAILED):
        print(done.stdout[-2000:], file=sys.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
