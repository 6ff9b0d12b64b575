"""The scripts of the campaigns as processes of their own: they import the installed product, nothing is patched in it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Process:
    """One line is said to it, one line is heard from it."""

    started: subprocess.Popen[str]

    def say(self, line: str) -> None:
        assert self.started.stdin
        self.started.stdin.write(line + "\n")
        self.started.stdin.flush()

    def hear(self) -> str:
        """The next line. Raises RuntimeError: it ended without one."""
        assert self.started.stdout
        line = self.started.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.started.args} ended with {self.started.wait()}")
        return line.strip()


@contextmanager
def script(name: str, *arguments: object, before: tuple[str, ...] = (), **environ: str) -> Iterator[Process]:
    """A script of this folder. When it is left, nothing of it is left, nor of what it started."""
    process = subprocess.Popen(
        [*before, sys.executable, str(HERE / name), *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, env=environment() | environ, start_new_session=True,
    )  # fmt: skip
    try:
        yield Process(process)
    finally:
        with suppress(ProcessLookupError):  # it may have ended by itself, and nothing of it is left
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def environment() -> dict[str, str]:
    """So that the script imports what this process imports."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), *filter(None, sys.path)])}


def build(source: Path, folder: Path) -> Path:
    """A C file as a library to preload."""
    made = folder / f"{source.stem}.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"], check=True)
    return made
