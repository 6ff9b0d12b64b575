"""What is asked of an enrolment for the shop before it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kiosk_core import Finding, NotUnderstood, Sentence, Severity, read_amount

from .terms import CREDIT, PERCENT


def check(answers: Mapping[str, Any]) -> Iterable[Finding]:
    """A percentage is 0 to 100, a credit an amount."""
    percent, credit = str(answers.get(PERCENT) or ""), str(answers.get(CREDIT) or "")
    if percent and not (percent.isascii() and percent.isdigit() and int(percent) <= 100):
        yield Finding(
            Severity.STOP, "kapstok.no_percent", Sentence("The discount in the shop is a number from 0 to 100."),
            Sentence("Type it again, or leave it empty for the usual one."),
        )  # fmt: skip
    if credit and not _is_amount(credit):
        yield Finding(
            Severity.STOP, "kapstok.no_amount", Sentence("The clothing credit is an amount such as 50 or 50,00."),
            Sentence("Type it again, or leave it empty for the usual one."),
        )  # fmt: skip


def _is_amount(typed: str) -> bool:
    try:
        return read_amount(typed) >= 0
    except NotUnderstood:
        return False
