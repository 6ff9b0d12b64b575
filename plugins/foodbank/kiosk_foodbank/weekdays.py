"""The days of the week as people read them; Monday is 0, as `date.weekday` counts."""

from __future__ import annotations

from kiosk_core import Sentence

WEEKDAYS = (
    Sentence("Monday"), Sentence("Tuesday"), Sentence("Wednesday"), Sentence("Thursday"), Sentence("Friday"),
    Sentence("Saturday"), Sentence("Sunday"),
)  # fmt: skip
