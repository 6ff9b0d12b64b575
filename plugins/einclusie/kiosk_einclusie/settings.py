"""What a house decides about its digital-inclusion counter. Every default is a dated setting, none a constant in the rules."""

from __future__ import annotations

from collections.abc import Callable
from string import ascii_lowercase
from typing import Any

from kiosk_core import NotUnderstood, Sentence, setting, settings

TOPICS = Sentence("usual in such projects: your house decides")
CHOICE = Sentence("a proposal: your house decides")
THEMES = (
    "itsme", "eid", "mijn_burgerprofiel", "myminfin", "doccle", "bank_app", "email", "smartphone", "privacy", "printing",
    "job_application", "other",
)  # fmt: skip


def _letters_for(others: int = 0) -> Callable[[Any], None]:
    """A check of a list whose entries have a letter each on the screen of a question, beside so many others."""

    def check(entries: Any) -> None:
        """Raises NotUnderstood: those without a letter could not be chosen."""
        if len(entries) > (most := len(ascii_lowercase) - others):
            raise NotUnderstood(
                why=Sentence("at most {n} in this list: each has a letter on the screen. Take some out.", {"n": most})
            )

    return check


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
    early_minutes: int = setting(
        30, low=0, high=720,
        why=Sentence(
            "From how many minutes before its start a scan is for a lesson or an appointment; until then, and after its end, it is "
            "for the help desk."
        ),
    )  # fmt: skip
    late_minutes: int = setting(
        15, low=0, high=120, why=Sentence("From how many minutes after the start somebody is late for a lesson.")
    )

    themes: tuple[str, ...] = setting(
        THEMES,
        source=TOPICS,
        check=_letters_for(),
        why=Sentence("What people are helped with, in the order of the list on the screen."),
    )
    ticket_minutes: tuple[str, ...] = setting(
        ("5", "10", "15", "20", "30", "45", "60"),
        check=_letters_for(),
        why=Sentence("How long a question took: the choices on the screen, minutes."),
    )
    referrals: tuple[str, ...] = setting(
        ("social_service", "library", "municipality", "bank", "other"),
        check=_letters_for(2),  # solved, comes back
        why=Sentence("Where people are sent on to, in the order of the list on the screen."),
    )

    loan_days: int = setting(
        21,
        low=1,
        high=400,
        source=TOPICS,
        why=Sentence("After how many days a device comes back, and how long an extension is."),
    )
    deposit: int = setting(
        0, low=0, high=50000, cents=True, why=Sentence("The deposit for a device; none for whoever cannot pay it.")
    )
    devices_at_once: int = setting(
        1, low=1, high=10, why=Sentence("How many devices somebody has at home before it is asked about.")
    )
    adult_from: int = setting(
        18, low=0, high=25, source=TOPICS, why=Sentence("From which birthday somebody borrows without a parent.")
    )
    reservation_days: int = setting(7, low=1, high=60, why=Sentence("For how many days a reserved device is kept."))
    accessories: tuple[str, ...] = setting(
        ("charger", "mouse", "bag", "headset", "sim_card"), why=Sentence("What may go along with a device.")
    )
    checklist: tuple[str, ...] = setting(
        ("case", "screen", "keyboard", "battery", "starts"),
        why=Sentence("What is looked at when a device goes out and comes back."),
    )
    wiping: tuple[str, ...] = setting(
        ("signed_out", "files_gone", "browser_emptied", "updated", "cleaned"),
        source=TOPICS,
        why=Sentence("What is ticked before a device that came back may be lent again."),
    )

    one_course: str = setting(
        "ask",
        choices=("ask", "stop", "no"),
        why=Sentence("When somebody follows a course already: ask, say that it is not possible now, or say nothing."),
    )
    residents_first_days: int = setting(
        0, low=0, high=365, source=CHOICE,
        why=Sentence(
            "Until how many days before the first lesson only residents get a seat; who lives elsewhere waits on the list until "
            "then. 0: nobody goes first."
        ),
    )  # fmt: skip
    resident_postcodes: tuple[str, ...] = setting(
        (), source=CHOICE,
        why=Sentence("Postcodes of residents: whose address has one is not asked where they live. Empty: everybody is asked."),
    )  # fmt: skip
    materials: tuple[str, ...] = setting(
        ("course_book", "exercises", "usb_stick"), why=Sentence("What people get in a course, to keep.")
    )
    completed_percent: int = setting(
        75, low=1, high=100, source=CHOICE,
        why=Sentence("Of how many in a hundred lessons somebody comes to, so that they followed the course."),
    )  # fmt: skip
    absent_times: int = setting(
        2, low=1, high=20, source=TOPICS, why=Sentence("After how many lessons missed without notice a note is shown.")
    )
    papers_folder: str = setting(
        "",
        scope="counter",
        why=Sentence("Where the screen puts agreements, reminders and certificates; empty: your own folder."),
    )
