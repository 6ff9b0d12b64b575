"""At most five people: those whose name begins so, below them those who sound alike; chosen with the arrows, Enter, or a
finger."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kiosk_core.registry.search import MOST, Found

from .words import plain


class Matches(OptionList, can_focus=False):
    """The keyboard stays in the search field; its screen passes the arrows on."""

    DEFAULT_CSS = """
    Matches { height: auto; width: 1fr; display: none; }
    Matches.-some { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.exact: Sequence[Found] = ()
        self.alike: Sequence[Found] = ()
        self._more = ""

    @property
    def found(self) -> Sequence[Found]:
        """As they stand, from top to bottom."""
        return [*self.exact, *self.alike]

    def show(self, found: Sequence[Found], more: str = "") -> None:
        """These instead of all before, the first one marked. `more`: said below them when there are more."""
        if list(found) == self.found and not self.alike and more == self._more:
            return
        self.exact, self.alike, self._more = found, (), more
        self.clear_options()
        self.add_options([Option(_line(one)) for one in found])
        if more:
            self.add_option(Option(plain(f" {more}"), disabled=True))
        self.highlighted = 0 if found else None
        self.set_class(bool(found), "-some")

    def add(self, alike: Sequence[Found], heading: str) -> bool:
        """Below what stands there, which does not move; whether there was anybody. None of them is marked: an Enter
        that was meant for something else opens nobody's page."""
        there = {one.person for one in self.exact}
        self.alike = [one for one in alike if one.person not in there][: MOST - len(self.exact)]
        if self.alike:
            marked = self.highlighted
            self.add_options([Option(plain(f" {heading}"), disabled=True), *(Option(_line(one)) for one in self.alike)])
            self.highlighted = marked
            self.set_class(True, "-some")
        return bool(self.alike)

    @property
    def marked(self) -> Found | None:
        at = self.highlighted
        if at is None:
            return None
        return self.exact[at] if at < len(self.exact) else self.alike[at - len(self.exact) - 1]


def _line(one: Found) -> Content:
    return plain(f" {one.display:<40.40} {one.number}")
