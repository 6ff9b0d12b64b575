"""At most five people whose name begins so; chosen with the arrows, Enter, or a finger."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kiosk_core.registry.search import Found

from .words import plain


class Matches(OptionList, can_focus=False):
    """The keyboard stays in the search field; its screen passes the arrows on."""

    DEFAULT_CSS = """
    Matches { height: auto; width: 1fr; display: none; }
    Matches.-some { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.found: Sequence[Found] = ()

    def show(self, found: Sequence[Found]) -> None:
        if list(found) == list(self.found):
            return
        self.found = found
        self.clear_options()
        self.add_options([Option(_line(one)) for one in found])
        self.highlighted = 0 if found else None
        self.set_class(bool(found), "-some")

    @property
    def marked(self) -> Found | None:
        return self.found[self.highlighted] if self.found and self.highlighted is not None else None


def _line(one: Found) -> Content:
    return plain(f" {one.display:<40.40} {one.number}")
