"""Settings as events: dated, audited, exchanged like everything else."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from ..domain.ids import CounterId, Word
from ..journal import Event, Kind, Row, kind, state, subject, words

SETTING = state(
    "core_setting",
    {"counter": "text", "valid_from": "day", "value": "text", "source": "text"},
    key=("counter", "valid_from"),
)
"""Values of a setting (subject: its key), as JSON. `counter` '': the house's."""


@kind("core.setting_changed", keep="house", puts=(SETTING,))
class SettingChanged(Kind):
    """From that day on. The value lies in a leaf: it may be words that somebody typed (an announcement)."""

    key: Word = subject()
    valid_from: date
    counter: CounterId = CounterId("")
    value: str | None = words()
    source: str | None = words()

    def rows(self, event: Event) -> Iterable[Row]:
        yield SETTING.row(counter=self.counter, valid_from=self.valid_from, value=self.value, source=self.source)


def as_stored(value: object) -> str:
    """A setting's value as it lies in the event."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
