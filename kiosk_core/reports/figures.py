"""The figures of a period: every indicator of every project (or one), always in the same order."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from ..domain.errors import KioskError
from ..domain.moments import Period
from ..domain.project import Indicator
from ..domain.texts import Sentence
from ..house import House
from ..plugins import Plugins


class IndicatorFails(KioskError):
    """Better no report than one in which a number is silently missing."""

    code, says = "indicator", Sentence("The figure {indicator} cannot be worked out now. Call the technician.")


@dataclass(frozen=True, slots=True)
class Reported:
    """One number. `breakdown`: its row, '' for the total; `unit` as domain.project.Indicator says."""

    project: str
    indicator: str
    breakdown: str
    unit: str
    value: int


def figures(plugins: Plugins, house: House, period: Period, project: str | None = None) -> Iterator[Reported]:
    """By project name, then as its indicators are declared, then as each computes its rows. Raises IndicatorFails."""
    for name in sorted(plugins.projects):
        if project in (None, name):
            for indicator in plugins.projects[name].indicators:
                yield from _computed(name, indicator, house, period)


def _computed(name: str, indicator: Indicator, house: House, period: Period) -> list[Reported]:
    try:
        found = list(indicator.compute(house, period))
    except Exception as error:
        raise IndicatorFails(indicator=indicator.code) from error
    return [Reported(name, indicator.code, one.breakdown, indicator.unit, one.value) for one in found]


def as_csv(found: Sequence[Reported]) -> str:
    """For Belgian Excel: UTF-8 with BOM and semicolons."""
    out = io.StringIO()
    columns = list(Reported.__dataclass_fields__)
    writer = csv.DictWriter(out, columns, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(asdict(one) for one in found)
    return "\ufeff" + out.getvalue()
