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
    wanted = courses.one(shift.house, course)
    if not levels or any(area not in DIGCOMP or level not in LEVELS for area, level in levels.items()):
        raise NotUnderstood(why=Sentence("each area gets a number from 1 to 4, and at least one is filled in."))

    def drafts(house: House) -> Iterable[SelfAssessed]:
        said = {Word(area): level for area, level in levels.items()}
        begun = _start(house, person, wanted.id) if moment == "end" else {}
        change = {area: level - begun[area] for area, level in said.items() if area in begun}
        yield SelfAssessed(
            person=person, course=Word(wanted.id), moment=moment, levels=said, change=change if change else None
        )

    return shift.tell(drafts)


def _start(house: House, person: PersonId, course: str) -> dict[Word, int]:
    """Area -> what was said last at the start. Index einclusie_assessed(person, course)."""
    found = house.rows(
        "SELECT area, level FROM einclusie_assessed WHERE person=? AND course=? AND moment='start' ORDER BY event",
        person,
        course,
    )
    return {Word(area): level for area, level in found}
