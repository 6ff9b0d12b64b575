"""What is asked before an enrolment is noted. Never a stop: the decision is the social worker's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kiosk_core import Client, Finding, House, Sentence, Severity, counted

from .settings import FoodSettings


def check(answers: Mapping[str, Any], client: Client | None, house: House) -> Iterable[Finding]:
    """An enrolment for longer than usual, and a household without an adult; both may be right, and are asked."""
    if answers.get("core.project") != "foodbank":
        return
    first, last = answers["core.from_day"], answers["core.until_day"]
    usual = house.settings(FoodSettings, first).usual_months
    if last > _months_after(first, usual):
        yield Finding(
            Severity.ASK, "foodbank.long_enrolment",
            counted("This decision runs for more than {n} month. Check the last day.",
                    "This decision runs for more than {n} months. Check the last day.", usual),
        )  # fmt: skip
    if client and client.members and all(member.is_minor(first) for member in client.members):
        yield Finding(
            Severity.ASK, "foodbank.no_adult",
            Sentence("Nobody of this household is an adult. Is that right, or is somebody not noted yet?"),
        )  # fmt: skip


def _months_after(day: date, months: int) -> date:
    """The same day that many months later; a day that month does not have becomes the first of the next."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return day.replace(year=day.year + years, month=month + 1)
    except ValueError:
        return _months_after(day.replace(day=1), months + 1)
