"""`kiosk init`, `kiosk demo`: a house where none is, or an example in one that was just begun."""

from __future__ import annotations

from typing import Any

import click

from ..catalogues import FRENCH_PAPERS
from ..domain.texts import Sentence
from .frame import Desk, command, option


@command(Sentence("Start a new house. The recovery key and the emergency code are shown this one time."))
@option("--name", required=True, metavar="HOUSE", says=Sentence("Name of the house; stands above every slip."))
@option("--admin", required=True, metavar="NAME", says=Sentence("Name of the administrator."))
@option("--no-encryption", is_flag=True, says=Sentence("A file that anybody can read; the screen says so for ever."))
def init(desk: Desk, name: str, admin: str, no_encryption: bool) -> None:
    from ..opening import create_house
    from ..store import grouped

    pin = desk.new_secret(desk.pin_file, Sentence("PIN for the administrator"), environ="KIOSK_PIN")
    made = create_house(desk.database, name, admin, pin, encrypted=not no_encryption, lang=desk.asked_lang)
    counter, papers = made.kiosk.counter(None), made.kiosk.paper_language
    made.kiosk.close()
    recovery = grouped(made.recovery_key) if made.recovery_key else None
    emergency = grouped(made.emergency_code)
    desk.answer(
        {"house": name, "counter": counter, "recovery_key": recovery, "emergency_code": emergency},
        Sentence("The house {name} is started, with the counter {counter}.", {"name": name, "counter": counter}),
        *([FRENCH_PAPERS] if papers == "fr" else []),
        Sentence("Recovery key: {key}", {"key": recovery or "-"}),
        Sentence("Emergency code: {code}", {"code": emergency}),
        Sentence("Write both down now and keep them apart from this PC: they are not shown again."),
    )


@command(Sentence("Make a house full of example data at a new path, or fill the one that `kiosk init` just made."))
@option(
    "--households", type=click.IntRange(1, 5000), default=120, metavar="N", says=Sentence("How many households; 120.")
)
@option("--seed", type=int, default=1, metavar="N", says=Sentence("Another number tells another story; 1."))
def demo(desk: Desk, households: int, seed: int) -> None:
    from ..demo_house import HOUSES, PINS, fill, make_example
    from ..kiosk import FIRST_COUNTER
    from ..store import grouped

    told: dict[str, Any] = {"recovery_key": None, "emergency_code": None}
    if desk.database.exists() and desk.database.stat().st_size:
        shift = desk.shift()
        shift.require("demo")
        key = shift.kiosk.store.key
        told |= {"house": shift.settings().house_name, "counter": shift.counter}
        silent = fill(desk.database, key, households, seed, progress=desk.progress)
    else:
        made = make_example(desk.database, households, seed, progress=desk.progress, lang=desk.asked_lang)
        silent = made.silent
        told |= {"house": HOUSES[desk.lang], "counter": FIRST_COUNTER.get(desk.lang, FIRST_COUNTER["nl"])}
        recovery = made.founded.recovery_key
        told["recovery_key"] = grouped(recovery) if recovery else None
        told["emergency_code"] = grouped(made.founded.emergency_code)
    desk.answer(
        told | {"households": households, "seed": seed, "volunteers": list(PINS), "silent": silent},
        Sentence("The example house is ready, with {n} households. Everything in it is invented.", {"n": households}),
        *(Sentence("  {name}: PIN {pin}", {"name": name, "pin": pin}) for name, pin in PINS.items()),
        *(Sentence("{plugin} could not add its examples.", {"plugin": name}) for name in silent),
    )
