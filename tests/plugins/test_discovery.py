"""Whatever one plugin does while it is loaded, it is named with the reason, and the counter opens with the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk_core import Kiosk
from kiosk_core.discovery import discover
from kiosk_core.plugins import Plugins, describe
from kiosk_core.store import Store
from kiosk_core.testing import KEY, HouseOnDisk

from .conftest import WELL, Install

HEAD = "import kiosk_core as k\n"
PATIENT = 120
"""Seconds: this machine may be busy, and only the one that hangs is to be late."""
BAD = {
    "raises": ("raise RuntimeError('the chest is locked')", "RuntimeError: the chest is locked"),
    "leaves": ("import sys\nsys.exit(0)", "SystemExit: 0"),
    "dies": (
        "import os, sys\nassert 'pytest' not in sys.modules, 'imported at the counter itself'\n"
        "print('so long', flush=True)\nos._exit(0)",
        "ended the program with code 0 while it was imported. so long",
    ),
    "nonsense": ("def project():\n    return ['a', 'list']", "DoesNotFit: project() returns list, no Project"),
    "newer": (
        HEAD + "@k.hookimpl\ndef project():\n    return k.Project('newer', k.Sentence('N'), core='99.0')",
        "DoesNotFit: needs kiosk_core 99.0",
    ),
    "misspells": (WELL + "@hookimpl\ndef check_eligibilty(visit, house):\n    return ()", "check_eligibilty"),
    "stops": (
        WELL + "from kiosk_core import Finding, Severity\n@hookimpl\ndef check_eligibility(visit, house):\n"
        "    yield Finding(Severity.STOP, 'stops.no', Sentence('No.'))",
        "strange_stops.py, line 10: a stop needs a next step",
    ),
}  # fmt: skip


def test_every_way_in_which_a_plugin_can_fail_is_named_and_the_others_work(install: Install, tmp_path: Path) -> None:
    for name, (source, _) in BAD.items():
        install(name, source)
    install("well")
    install("attribute", names="strange_attribute:project")
    found, aside = discover(tmp_path / "seen", PATIENT)
    plugins = Plugins(found, aside, tried=True)
    said = {one.name: one.why for one in plugins.aside if one.name in (*BAD, "attribute")}
    assert "well" in plugins.projects and not plugins.projects.keys() & BAD.keys()
    assert said.pop("attribute") == "the entry point names 'strange_attribute:project': it must name a module"
    assert said.keys() == BAD.keys()
    for name, (_, expected) in BAD.items():
        assert expected in said[name], name


def test_what_hangs_is_killed_with_what_it_started_and_is_not_waited_for_again(
    install: Install, tmp_path: Path
) -> None:
    install(
        "hangs",
        "import subprocess, sys, threading\n"
        "subprocess.Popen([sys.executable, '-c', 'import threading; threading.Event().wait()'])\nthreading.Event().wait()",
    )
    seen = tmp_path / "seen"
    (first,) = [one for one in discover(seen, 1)[1] if one.name == "hangs"]
    assert first.why == "did not answer within 1 seconds"
    (again,) = [one for one in discover(seen, 3600)[1] if one.name == "hangs"]
    assert again == first, "as it was remembered: to wait for it again would take an hour"


def test_a_plugin_that_was_mended_is_looked_at_again(install: Install, tmp_path: Path) -> None:
    install("mended", "raise RuntimeError('not yet')")
    assert [one.name for one in discover(tmp_path / "seen", PATIENT)[1]] == ["mended"]
    install("mended")
    assert "mended" in [name for name, _, _ in discover(tmp_path / "seen", PATIENT)[0]]


def test_the_memory_may_be_damaged_or_impossible_to_keep(install: Install, tmp_path: Path) -> None:
    install("well")
    seen = tmp_path / "seen"
    for damaged in ("[]", '{"strange_well": 3}'):
        seen.write_text(damaged)
        assert "well" in [name for name, _, _ in discover(seen, PATIENT)[0]]
        assert "strange_well" in json.loads(seen.read_text())
    (tmp_path / "folder").mkdir()
    assert "well" in [name for name, _, _ in discover(tmp_path / "folder", PATIENT)[0]]


def test_a_plugin_that_worked_in_the_probe_and_raises_here_is_set_aside(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("fickle", "import os\nif 'FICKLE' in os.environ:\n    raise OSError('gone')\n" + WELL)
    install(
        "moody",
        WELL.replace(
            "    return", "    import os\n    if 'FICKLE' in os.environ:\n        raise OSError('moody')\n    return"
        ),
    )
    assert not [one for one in discover(tmp_path / "seen", PATIENT)[1] if one.name in ("fickle", "moody")]
    monkeypatch.setenv("FICKLE", "1")
    monkeypatch.delitem(__import__("sys").modules, "strange_fickle")
    found, aside = discover(tmp_path / "seen", PATIENT)
    plugins = Plugins(found, aside, tried=True)
    assert {"fickle": "OSError: gone", "moody": "OSError: moody"}.items() <= {
        one.name: one.why for one in plugins.aside
    }.items()


def test_a_house_opens_with_the_plugins_that_are_left_and_says_which_are_not(install: Install, tmp_path: Path) -> None:
    HouseOnDisk.make(tmp_path).close()
    install("well", version="2.3")
    install("broken", "raise RuntimeError('the chest is locked')", version="0.1")
    with Kiosk(Store(tmp_path / "house.db", KEY)) as kiosk:
        told = {one["name"]: one for one in describe(kiosk.plugins)}
    assert "core" not in told
    assert told["well"]["state"] == "active" and told["well"]["version"] == "2.3" and told["well"]["why"] is None
    assert told["well"]["declares"]["hooks"] == ["project"]
    assert told["broken"] == {
        "name": "broken", "version": "0.1", "state": "set_aside", "why": "RuntimeError: the chest is locked",
        "declares": {},
    }  # fmt: skip
    assert json.dumps(list(told.values()))


def test_what_a_plugin_prints_when_it_is_imported_is_not_part_of_an_answer(
    install: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    install("talks", "print('hello from a plugin')\n" + WELL)
    discover(None, PATIENT)
    said = capsys.readouterr()
    assert said.out == "" and "hello from a plugin" in said.err
