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
    cash = any(means == CASH for e in act.events if act.receipt for means, _ in e.fields.get("payments", ()))
    return Receipt(tuple(blocks), open_drawer=cash, example=example)
