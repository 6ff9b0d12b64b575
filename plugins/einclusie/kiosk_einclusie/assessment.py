"""A short self-assessment at the start and the end of a course: voluntary, five areas of DigComp, 1 to 4. Figures only
ever show the change of all together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kiosk_core import Act, House, NotUnderstood, PersonId, Sentence, Shift, Word

from . import courses
from .events.courses import Moment, SelfAssessed
from .vocabulary import DIGCOMP

LEVELS = (1, 2, 3, 4)
"""1: not yet; 2: with help; 3: alone; 4: I can show it to others."""


def assess(shift: Shift, person: PersonId, course: str, moment: Moment, levels: Mapping[str, int]) -> Act:
    """What somebody says they can; areas may be left out. At the end the change since the start is worked out, under the
    lock, and kept: it stays countable when the person is forgotten.

    Raises NotAllowed, NotFound, NotUnderstood (no area, an unknown one, a level that is none)."""
    shift.require("serve")
    wanted = courses.one(shift.house, course, shift.here().day)
    if not levels or any(area not in DIGCOMP or level not in LEVELS for area, level in levels.items()):
        raise NotUnderstood(why=Sentence("each area gets a number from 1 to 4, and at least one is filled in."))

    def drafts(house: House) -> Iterable[SelfAssessed]:
        now = {Word(area): level for area, level in levels.items()}
        begun = said(house, person, wanted.id, "start") if moment == "end" else {}
        steps = {area: level - begun[area] for area, level in now.items() if area in begun}
        yield SelfAssessed(
            person=person, course=Word(wanted.id), moment=moment, levels=now, change=steps if steps else None
        )

    return shift.tell(drafts)


def said(house: House, person: PersonId, course: str, moment: Moment) -> dict[Word, int]:
    """Area -> what was said last then. Index einclusie_assessed(person, course)."""
    found = house.rows(
        "SELECT area, level FROM einclusie_assessed WHERE person=? AND course=? AND moment=? ORDER BY event", person, course, moment
    )  # fmt: skip
    return {Word(area): level for area, level in found}


def change(shift: Shift, course: str) -> dict[Word, tuple[int, int]]:
    """Area -> (steps that all together went up, persons who said it both times); nobody is named. Raises NotAllowed, NotFound.

    Index einclusie_assessed(course, moment)."""
    shift.require("see_counts")
    found = shift.house.rows(
        "SELECT area, sum(change), count(change) FROM einclusie_assessed WHERE course=? AND moment='end' AND change IS NOT NULL "
        "GROUP BY area", courses.one(shift.house, course, shift.here().day).id,
    )  # fmt: skip
    return {Word(area): (steps, persons) for area, steps, persons in found}
