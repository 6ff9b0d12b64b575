"""What a slip says of a loan, a return or a loss. It names nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kiosk_core import Act, Block, Cents, House, Line, Money, Sentence

from .events.loans import BroughtBack, DeviceLost, Lent
from .vocabulary import read_all


def blocks(act: Act, house: House) -> Iterable[Block]:
    """For acts with a device; others get nothing. Primary key of einclusie_device."""
    for event in act.events:
        if event.kind in (Lent.KIND, BroughtBack.KIND, DeviceLost.KIND):
            found = house.one("SELECT title FROM einclusie_device WHERE subject=?", event.subject)
            title = str(found[0]) if found and found[0] else str(event.subject)
            yield Block("body", (Line(title, str(event.subject), style="strong"), *_lines(event.kind, event.fields)))


def _lines(kind: str, said: dict[str, object]) -> Iterable[Line]:
    match kind:
        case Lent.KIND:
            yield Line(Sentence("Back on"), Sentence("{day}", {"day": date.fromisoformat(str(said["due"]))}))
            for text in read_all(",".join(map(str, said["accessories"] or ()))):  # type: ignore[call-overload]
                yield Line(Sentence("- {what}", {"what": text}))
            if deposit := said["deposit"]:
                yield Line(Sentence("Deposit"), Sentence("{amount}", {"amount": Money(Cents(int(str(deposit))))}))
        case BroughtBack.KIND:
            yield Line(Sentence("Is back. Thank you!"))
        case _:
            yield Line(Sentence("Does not come back."))
    if kept := said.get("kept"):
        yield Line(
            Sentence("Of the deposit stays here"), Sentence("{amount}", {"amount": Money(Cents(int(str(kept))))})
        )
