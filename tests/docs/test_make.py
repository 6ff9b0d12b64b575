"""`make kiosk` where something is missing says what to type."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
WITHOUT_VENV = """#!/bin/sh
case "$2" in *ensurepip*) exit 1;; esac
echo "python3 was asked for more: $*"
"""
"""Debian's python3 without python3-venv: ensurepip is not there."""


def test_without_venv_it_names_the_one_line_that_helps(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "bin").mkdir()
    shim = tmp_path / "bin" / "python3"
    shim.write_text(WITHOUT_VENV)
    shim.chmod(0o755)
    path = f"{shim.parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["make", "kiosk"], cwd=tmp_path, env={"PATH": path, "HOME": str(tmp_path)}, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode != 0
    assert done.stdout.splitlines() == ["Python's venv is missing. Install it with:  sudo apt-get install python3-venv"]
    assert not (tmp_path / ".venv").exists()
