"""One look at each plugin that is new here, in a process of its own.

That process writes to a file why the plugin cannot work, or nothing when it can. A plugin that hangs, or ends the process,
leaves no answer: then the process is killed, and that is the answer.
"""

from __future__ import annotations

import ast
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import repeat
from pathlib import Path
from types import ModuleType

from .plugins import Plugins, told

OWN_S, _LOOK_S = 120.0, 0.02
_PROBE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from kiosk_core.probe import main; main(sys.argv[2:])"
)


def probe(modules: Sequence[str], limit: float) -> dict[str, str]:
    """module -> why it cannot work, '' when it can. As many at a time as there are processors, each in its own process."""
    with (
        tempfile.TemporaryDirectory(prefix="kiosk-probe-", ignore_cleanup_errors=True) as folder,
        ThreadPoolExecutor(os.cpu_count()) as pool,
    ):
        answers = [Path(folder) / str(n) for n in range(len(modules))]
        return dict(zip(modules, pool.map(_ask, modules, answers, repeat(limit)), strict=True))


def _ask(module: str, answer: Path, limit: float) -> str:
    """Its output goes to a file, for a pipe would be held open by whatever it starts itself."""
    said = answer.with_suffix(".said")
    with said.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROBE, json.dumps(sys.path), module, str(answer)],
            stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip
    try:
        _wait_for_start(process, answer.with_suffix(".begun"))
        process.wait(limit)
    except subprocess.TimeoutExpired:
        _kill(process)
        return f"did not answer within {limit:.0f} seconds"
    if answer.exists():
        return answer.read_text(encoding="utf8")
    lines = said.read_text(encoding="utf8", errors="replace").split("\n")
    last = next((line for line in reversed(lines) if line.strip()), "")
    return f"ended the program with code {process.returncode} while it was imported. {last}".strip()


def _wait_for_start(process: subprocess.Popen[bytes], begun: Path) -> None:
    """Until our own part is loaded: on a slow or busy PC that alone may take seconds, and a plugin that is set aside for
    it would stay so until it changes."""
    for _ in range(int(OWN_S / _LOOK_S)):
        if begun.exists() or process.poll() is not None:
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LOOK_S)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """With whatever it started itself, where that can be told."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


# ---- in the other process ----


def main(typed: Sequence[str]) -> None:
    module, answer = typed
    Path(answer).with_suffix(".begun").touch()
    Path(answer).write_text(why_not(module), encoding="utf8")


def why_not(name: str) -> str:
    """'' when the module of that name can be imported, says who it is, and what it declares can work."""
    if ":" in name:
        return f"the entry point names {name!r}: it must name a module"
    try:
        module = importlib.import_module(name)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - the wall: a stranger's import
        return told(error)
    refused = Plugins([(name, "", module)]).aside
    if refused:
        return refused[0].why
    return next(iter(stops_without_step(sources(module))), "")


def sources(module: ModuleType) -> list[Path]:
    """The Python files of a plugin: its own, and those beside it when it is a package."""
    if module.__file__ is None:
        return []
    own = Path(module.__file__)
    return sorted(own.parent.rglob("*.py")) if hasattr(module, "__path__") else [own]


def stops_without_step(files: Iterable[Path]) -> Iterable[str]:
    """Where a Finding is written as a stop and says no next step: found in the text, before anybody stands there."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "Finding" and node.args and _lacks_step(node):
                yield f"{file.name}, line {node.lineno}: a stop needs a next step"


def _lacks_step(call: ast.Call) -> bool:
    spread = any(isinstance(one, ast.Starred) for one in call.args) or any(word.arg is None for word in call.keywords)
    told_step = len(call.args) > 3 or any(word.arg == "next_step" for word in call.keywords)
    return _name(call.args[0]) == "STOP" and not told_step and not spread


def _name(node: ast.expr) -> str:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""
