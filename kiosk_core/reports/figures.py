"""The figures of a period: every indicator of every project (or one), always in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..domain.errors import KioskError, PluginFails
from ..domain.moments import Period
from ..domain.project import Indicator
from ..domain.texts import Sentence, Text
from ..house import House
from ..plugins import Plugins
from .sheets import Column, Measured, Sheet, Sort

UNITS: dict[str, Sentence] = {
    "persons": Sentence("persons"), "households": Sentence("households"), "visits": Sentence("visits"), "cents": Sentence("euro"),
    "grams": Sentence("kilograms"), "pieces": Sentence("pieces"), "minutes": Sentence("hours"), "days": Sentence("days"),
    "sessions": Sentence("sessions"), "sales": Sentence("sales"),
}  # fmt: skip
"""In a spreadsheet, where cents are euros, grams kilograms and minutes hours."""
SORTS: dict[str, Sort] = {"cents": "cents", "grams": "grams", "minutes": "minutes"}
FOR_PEOPLE = (
    Column("project", Sentence("Project"), Sentence("Whose figure it is.")),
    Column("indicator", Sentence("Figure"), Sentence("What was counted; each is defined below.")),
    Column("breakdown", Sentence("Of which"), Sentence("The part that was counted; empty for the whole.")),
    Column("value", Sentence("How much"), Sentence("Exact, of all days of the period, the first and the last included."), "number"),
    Column("unit", Sentence("Unit"), Sentence("What the number counts.")),
)  # fmt: skip


class IndicatorFails(KioskError):
    """Better no report than one in which a number is silently missing."""

    code, says = "indicator", Sentence("The figure {indicator} cannot be worked out now. Call the technician.")


@dataclass(frozen=True, slots=True)
class Reported:
    """One number. `breakdown`: its row, '' for the total; `unit` as domain.project.Indicator says. `said`: the row as
    people read it."""

    project: str
    indicator: str
    breakdown: str
    unit: str
    value: int
    said: Text

    def as_json(self) -> dict[str, str | int]:
        """As programs read it, the same in every language."""
        return {
            "project": self.project, "indicator": self.indicator, "breakdown": self.breakdown, "unit": self.unit,
            "value": self.value,
        }  # fmt: skip


ROWS: Mapping[str, Sentence] = {
    "forgotten": Sentence("forgotten since"), "unknown": Sentence("not known"), "cash": Sentence("cash"),
    "card": Sentence("card"), "qr": Sentence("QR app"), "owed": Sentence("still to pay"),
}  # fmt: skip
"""Rows that many figures have."""


def figures(plugins: Plugins, house: House, period: Period, project: str | None = None) -> Iterator[Reported]:
    """By project name, then as its indicators are declared, then as each computes its rows. Raises IndicatorFails."""
    for name in sorted(plugins.projects):
        if project in (None, name):
            for indicator in plugins.projects[name].indicators:
                yield from _computed(plugins, name, indicator, house, period)


def _computed(plugins: Plugins, name: str, indicator: Indicator, house: House, period: Period) -> list[Reported]:
    try:
        with plugins.blamed(name, indicator.code):
            found = list(indicator.compute(house, period))
    except PluginFails as error:
        raise IndicatorFails(indicator=indicator.code) from error
    return [
        Reported(name, indicator.code, one.breakdown, indicator.unit, one.value, _row(one.breakdown, one.said))
        for one in found
    ]


def _row(breakdown: str, said: Text) -> Text:
    return said or ROWS.get(breakdown, breakdown)


def for_people(found: Sequence[Reported], plugins: Plugins) -> Sheet:
    """With titles, amounts in euros, weights in kilograms and times in hours, and the definition of each figure."""
    told = {(name, one.code): one for name, project in plugins.projects.items() for one in project.indicators}
    used = list(dict.fromkeys((one.project, one.indicator) for one in found))
    rows = [
        (
            plugins.projects[one.project].title,
            told[one.project, one.indicator].title,
            one.said,
            Measured(one.value, SORTS.get(one.unit, "number")),
            UNITS[one.unit],
        )
        for one in found
    ]
    means = Sentence("{definition} Source: {source}.")
    terms = [
        (told[one].title, Sentence(means.template, {"definition": told[one].definition, "source": told[one].source}))
        for one in used
    ]
    return Sheet(Sentence("Figures"), FOR_PEOPLE, rows, terms)
