"""Plugins as pip would leave them: a module and its dist-info in a folder of sys.path, found by real discovery."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Install = Callable[..., Path]

WELL = """
from kiosk_core import Project, Sentence, hookimpl

@hookimpl
def project():
    return Project("{name}", Sentence("Something"))
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """install(name, source): the module `strange_NAME`, whose entry point is called NAME. Returns the module's file."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(site)
    before = set(sys.modules)

    def put(name: str, source: str = WELL, *, version: str = "1.0", names: str = "") -> Path:
        info = site / f"strange_{name}-{version}.dist-info"
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: strange-{name}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text(f"[kiosk]\n{name} = {names or f'strange_{name}'}\n")
        file = site / f"strange_{name}.py"
        file.write_text(source.replace("{name}", name))
        return file

    yield put
    for name in set(sys.modules) - before:
        if name.startswith("strange_"):
            del sys.modules[name]
