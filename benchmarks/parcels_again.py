"""The food distribution as its next release might be: the facts of parcels have an index more, so they are filled again.

Only for opening a house: what it would record is not asked for here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import kiosk_foodbank
from kiosk_foodbank import *  # noqa: F403 - its hooks, but for what it says it is
from kiosk_foodbank.events import ADVISED, COLLECTED, ParcelCollected

from kiosk_core import SERVED, Event, Project, Row, hookimpl, kind

AGAIN = replace(COLLECTED, indexes=(*COLLECTED.indexes, ("counter", "day")))


@kind(ParcelCollected.KIND, keep=ParcelCollected.KEEP, puts=(AGAIN, ADVISED, SERVED))
class Again(ParcelCollected):
    def rows(self, event: Event) -> Iterable[Row]:
        for row in super().rows(event):
            yield replace(row, table=AGAIN) if row.table is COLLECTED else row


@hookimpl
def project() -> Project:
    old = kiosk_foodbank.project()
    return replace(
        old,
        kinds=tuple(Again if one is ParcelCollected else one for one in old.kinds),
        tables=tuple(AGAIN if one is COLLECTED else one for one in old.tables),
    )
