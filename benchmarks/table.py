"""One line of the table that `make bench` prints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`asked`: the limit that was set for it, '' when none was."""

    what: str
    measured: str
    asked: str = ""

    def __str__(self) -> str:
        return f"{self.what:70} {self.measured}" + (f" (asked: {self.asked})" if self.asked else "")

    @property
    def markdown(self) -> str:
        return f"| {self.what} | {self.measured} | {self.asked} |"
