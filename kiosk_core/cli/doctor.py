"""`kiosk doctor`: facts for whoever looks after the PC. Names nobody, needs nobody."""

from __future__ import annotations

from ..domain.texts import Sentence
from .frame import Desk, command


@command(Sentence("Facts for whoever looks after the PC: version, data, disk, key, backup, printer, scanner, clock."))
def doctor(desk: Desk) -> None:
    from ..doctor import examine

    found = examine(desk.database, desk.key_file, desk.counter)
    lines = [
        f"{name}.{inner}: {value}"
        for name, facts in found.items()
        if isinstance(facts, dict)
        for inner, value in facts.items()
    ]
    plain = [f"{name}: {value}" for name, value in found.items() if not isinstance(value, dict)]
    desk.answer(found, *plain, *lines)
