"""A fuzzer that follows which code it reaches (atheris, the extra `campaign`), each parser in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = 16_384
"""Bytes of one input."""


@dataclass(slots=True)
class Fuzzed:
    """`reached`: places of the code that some input came to, by parser. `wrong`: what was raised that is no sentence."""

    runs: dict[str, int] = field(default_factory=dict)
    reached: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def fuzz(folder: Path, seconds: int, seed: int) -> Fuzzed:
    """So long for each parser. An input that something was wrong with stays in `folder`."""
    from .parsers import seeds

    said = Fuzzed()
    for name, begin in seeds().items():
        corpus = folder / name.replace(" ", "-")
        corpus.mkdir()
        for n, data in enumerate(begin):
            (corpus / f"seed{n}").write_bytes(data)
        command = [
            sys.executable,
            "-m",
            "tests.campaign.fuzz",
            name,
            str(seconds),
            str(seed),
            str(corpus),
            f"{folder}/",
        ]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
        told = done.stderr
        executed = re.search(r"stat::number_of_executed_units: (\d+)", told)
        said.runs[name] = int(executed[1]) if executed else 0
        said.reached[name] = max((int(found) for found in re.findall(r"cov: (\d+)", told)), default=0)
        if done.returncode or not said.runs[name]:
            said.wrong.append(f"{name}: {told[-3000:]}")
    return said


def _run(name: str, seconds: str, seed: str, corpus: str, kept: str) -> None:
    import atheris

    with atheris.instrument_imports(include=["kiosk_core", "openpyxl", "zipfile", "csv"]):
        from tests.campaign.parsers import PARSERS
    with tempfile.TemporaryDirectory() as folder:
        parser = PARSERS[name]
        given = [
            f"-max_total_time={seconds}",
            f"-seed={seed}",
            f"-max_len={LONGEST}",
            f"-artifact_prefix={kept}",
            "-print_final_stats=1",
        ]
        atheris.Setup([sys.argv[0], *given, corpus], lambda data: parser(data, Path(folder)))
        atheris.Fuzz()


if __name__ == "__main__":
    _run(*sys.argv[1:])
