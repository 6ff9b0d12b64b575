"""Today's numbers for the home and counter screens."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk_core import Glance, Here, House, Sentence, counted

from . import sessions


def lines(here: Here, house: House) -> Iterable[Glance]:
    """Sessions of today at this counter, and who came. Indexes einclusie_session(day), einclusie_attended(day)."""
    today = sessions.between(house, here.day, here.day, here.counter)
    came = sum(session.came for session in today)
    if today:
        yield Glance(counted("{n} visitor came", "{n} visitors came", came))
    for session in today:
        if session.condition == "open":
            said = {"name": session.name, "here": session.here, "seats": session.capacity}
            if session.capacity:
                yield Glance(Sentence("{name}: {here} of {seats} seats", said))
            else:
                yield Glance(Sentence("{name} is open", said))
        elif session.condition == "planned":
            yield Glance(Sentence("{hour} {name}", {"hour": session.begins, "name": session.name}))
