"""The installed `kiosk` as another program gives it: a process of its own, no terminal, bytes in and out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from .conftest import PINS, Answer

INSTALLED = Path(sys.executable).with_name("kiosk")
PATIENCE = 120.0
"""Seconds until a command counts as hanging; an honest one takes 1 on an idle machine."""


def environment(folder: Path, who: str | None = "Karim", **more: str) -> dict[str, str]:
    """Nothing of this user's own; the house of `folder`, and `who` signs in."""
    signed = {"KIOSK_AS": who, "KIOSK_PIN": PINS[who]} if who else {}
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("KIOSK_", "XDG_", "LC_", "LANG"))
    }
    return {**clean, "HOME": str(folder), "KIOSK_DB": str(folder / "kiosk.db"), "KIOSK_LANG": "en", **signed, **more}


def run(folder: Path, *typed: str, who: str | None = "Karim", **environ: str) -> Answer:
    """Waits for it, with an open standard input into which nobody ever types."""
    with subprocess.Popen(
        [INSTALLED, *typed], env=environment(folder, who, **environ), cwd=folder, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()
        return Answer(process.returncode, process.stdout.read().decode(), process.stderr.read().decode())


def told(folder: Path, *typed: str, **more: Any) -> Any:
    """The one document of a command that ends well and says nothing else."""
    answer = run(folder, *typed, "--json", **more)
    assert (answer.code, answer.err) == (0, ""), (typed, answer)
    return answer.json
