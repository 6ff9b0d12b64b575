"""The list of known mistakes, as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Fault:
    """`old` -> `new` in one file; `tests` (`FILE` or `FILE::TEST`) must notice it. `says`: what somebody would suffer."""

    says: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def put_into(self, text: str) -> str:
        """Raises ValueError: what is to be put wrong is not there, or not once."""
        if text.count(self.old) != 1 or self.old == self.new:
            raise ValueError(f"{self.file}: {self.old!r} stands there {text.count(self.old)} times")
        return text.replace(self.old, self.new)


def read_faults() -> list[Fault]:
    listed = tomllib.loads(Path(__file__).with_name("faults.toml").read_text("utf8"))["fault"]
    return [Fault(**{**one, "tests": tuple(one["tests"])}) for one in listed]
