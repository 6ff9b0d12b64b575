"""A receipt is a reading of its act: the same today, after a power cut, and as a COPY next month."""

from __future__ import annotations

from ..domain.money import CASH
from ..domain.receipts import Receipt
from ..house import House
from ..journal import Act
from ..plugins import Plugins

_ORDER = ("head", "body", "foot")


def compose(plugins: Plugins, house: House, act: Act, *, example: bool = False) -> Receipt:
    """The slip of an act from what every plugin says of it; `example` marks it VOORBEELD."""
    said = [block for _, block in plugins.ask("receipt_blocks", act=act, house=house).values]
    blocks = sorted(said, key=lambda block: _ORDER.index(block.place))
    moved = [event.fields for event in act.events if act.receipt and "payments" in event.fields]
    cash = any(kept.get("drawer") and means == CASH for kept in moved for means, _ in kept["payments"])
    return Receipt(tuple(blocks), open_drawer=cash, example=example)
