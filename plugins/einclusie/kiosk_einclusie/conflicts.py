"""What two counters did without knowing of each other and cannot both be right: a device lent twice, a seat told twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kiosk_core import Conflict, EventId, House, Sentence

from . import courses


def found(subjects: Sequence[str], house: House) -> Iterable[Conflict]:
    """Of these devices and persons. Both events stay."""
    seen: set[str] = set()
    for subject in subjects:
        yield from _lent_twice(subject, house)
        for (course,) in house.rows(
            "SELECT DISTINCT course FROM einclusie_seat WHERE person=? ORDER BY course", subject
        ):
            if course not in seen:
                seen.add(course)
                yield from _seat_twice(course, house)


def _lent_twice(device: str, house: House) -> Iterable[Conflict]:
    """An earlier loan that nobody ended, beside the one that holds. Index einclusie_lent(device, at, of)."""
    open_loans = house.rows(
        "SELECT l.of FROM einclusie_lent l WHERE l.device=? AND NOT EXISTS (SELECT 1 FROM einclusie_ended e WHERE e.loan=l.loan) "
        "ORDER BY l.at, l.of", device,
    )  # fmt: skip
    if len(open_loans) > 1:
        known = house.one("SELECT title FROM einclusie_device WHERE subject=?", device)
        said = {"title": known[0] if known else device, "number": device}
        text = Sentence("{title} ({number}) was lent at two counters: note who brought it back.", said)
        yield Conflict("einclusie.lent_twice", tuple(EventId(of) for (of,) in open_loans), text)


def _seat_twice(course: str, house: House) -> Iterable[Conflict]:
    """Who was told that there was a seat and has to wait now, beside who got the last one. Every request counts: who was held
    back for residents was told of no seat."""
    places = courses.places(house, course, date.max)
    last = next((place for place in reversed(places) if place.seat), None)
    title = house.one("SELECT title FROM einclusie_course WHERE subject=?", course)
    for place in places:
        if place.told and not place.seat and last is not None:
            said = {"title": title[0] if title and title[0] else course}
            text = Sentence("{title}: a seat was given at two counters, the later one waits now.", said)
            yield Conflict("einclusie.seat_twice", (last.of, place.of), text)
