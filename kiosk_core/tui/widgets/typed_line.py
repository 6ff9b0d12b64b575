"""A field whose Enter is obeyed at once, and from which late keys follow the focus.

Textual hands a key to the field that has the focus at that moment, and moves the focus some turns later. Whoever types
faster, or on a busy machine, would see a PIN in the field for the name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.widgets import Input

if TYPE_CHECKING:
    from ..place import Place


ENTERS = ("enter", "ctrl+j")
"""What was typed before the app had the terminal comes with line feeds."""


class TypedLine(Input):
    """Its screen moves the focus with `set_focus`, which is immediate."""

    async def _on_key(self, event: events.Key) -> None:
        there = self.screen.focused
        if isinstance(there, TypedLine) and there is not self:
            await there._on_key(event)
        elif event.key in ENTERS:
            event.stop()
            event.prevent_default()
            cast("Place", self.screen).press("enter")
        else:
            await super()._on_key(event)
