"""`kiosk init`, `kiosk demo`: a house where none is."""

from __future__ import annotations

from ..domain.texts import Sentence
from .frame import Desk, command, option


@command(Sentence("Start a new house. The recovery key and the emergency code are shown this one time."))
@option("--name", required=True, metavar="HOUSE", says=Sentence("Name of the house; stands above every slip."))
@option("--admin", required=True, metavar="NAME", says=Sentence("Name of the administrator."))
@option("--no-encryption", is_flag=True, says=Sentence("A file that anybody can read; the screen says so for ever."))
def init(desk: Desk, name: str, admin: str, no_encryption: bool) -> None:
    from ..opening import COUNTER, create_house
    from ..store import grouped

    pin = desk.secret(desk.pin_file, Sentence("PIN for the administrator"), environ="KIOSK_PIN")
    made = create_house(desk.database, name, admin, pin, encrypted=not no_encryption)
    made.kiosk.close()
    recovery = grouped(made.recovery_key) if made.recovery_key else None
    emergency = grouped(made.emergency_code)
    desk.answer(
        {"house": name, "counter": COUNTER, "recovery_key": recovery, "emergency_code": emergency},
        Sentence("The house {name} is started, with the counter {counter}.", {"name": name, "counter": COUNTER}),
        Sentence("Recovery key: {key}", {"key": recovery or "-"}),
        Sentence("Emergency code: {code}", {"code": emergency}),
        Sentence("Write both down now and keep them apart from this PC: they are not shown again."),
    )
