"""Text as it is: never parsed as markup, so that a name like '[red]' shows its letters."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Words(Static):
    """A label for data and sentences alike."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(plain(text), id=id, classes=classes, markup=False)
        self.text = text

    def put(self, text: str) -> None:
        """Shows it instead; nothing is painted when it is the same, and nothing is laid out where its place is fixed."""
        if text != self.text:
            self.text = text
            self.update(plain(text), layout=self.styles.auto_dimensions)


def plain(text: str) -> Content:
    """As content without markup, and without what a terminal would act on."""
    return Content("".join(c if c.isprintable() or c in _SPACES else "�" for c in text))


_SPACES = "\n\xa0\u202f"
