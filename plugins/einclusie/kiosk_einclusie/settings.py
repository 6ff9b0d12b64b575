"""What a house decides about its digital-inclusion counter. Every default is a dated setting, none a constant in the rules."""

from __future__ import annotations

from kiosk_core import Sentence, setting, settings

from .school import DATES, SOURCE


@settings("einclusie")
class DigitalSettings:
    """Minutes and days unless said otherwise."""

    second_scan: str = setting(
        "out", choices=("out", "ignore"),
        why=Sentence("What a second scan of the same visitor does: 'out' notes that they go home, 'ignore' does nothing."),
    )  # fmt: skip
    help_desk_capacity: int = setting(
        0, low=0, high=500, why=Sentence("Seats at a help desk that nobody planned; 0: no limit.")
    )
    help_desk_minutes: int = setting(
        180, low=15, high=720, why=Sentence("How long a help desk lasts that nobody planned.")
    )
    late_minutes: int = setting(
        15, low=0, high=120, why=Sentence("From how many minutes after the start somebody is late for a lesson.")
    )
    school_holidays: tuple[str, ...] = setting(
        DATES, source=SOURCE,
        why=Sentence("School holidays that a weekly series leaves out: first and last day, 2026-11-02/2026-11-08."),
    )  # fmt: skip
