"""A receipt as the bytes of an ESC/POS printer. The only place that knows python-escpos.

Its `Dummy` printer makes the bytes; sending them is the connection's business. One code page is chosen at the start and
kept: python-escpos would hop between pages, print € through a Greek one, and clones then show rubbish (docs/sources.md).
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.cards import grouped
from ..domain.receipts import Line, Picture, Qr, Receipt, Rule
from ..domain.texts import Catalogue, spoken
from .drawing import Style, drawable, fit, line_picture, qr_picture
from .layout import drawn, in_columns, on_paper
from .profile import Profile
from .spelling import HARD, clean, faithful, spelled

if TYPE_CHECKING:
    from PIL import Image

FEED_BEFORE_TEARING = 5
"""Lines between the print head and the edge where paper is torn off."""


def render(receipt: Receipt, profile: Profile, words: Catalogue) -> bytes:
    """The whole job. The drawer's pulse comes before the text, so that it opens while the slip prints; never on a copy."""
    paper = Paper(profile)
    if receipt.open_drawer and not receipt.copy:
        paper.open_drawer()
    for part in on_paper(receipt):
        match part:
            case Line(left, right, style, centred):
                paper.line(spoken(left, words), spoken(right, words), style, centred)
            case Rule():
                paper.rule()
            case Qr(code):
                paper.qr(code)
            case Picture(_, alt):
                image = drawn(part)
                if image is None:
                    paper.line(f"[{spoken(alt, words)}]", centred=True)
                else:
                    paper.picture(image)
    paper.finish(receipt.cut)
    return paper.data


def open_drawer(profile: Profile) -> bytes:
    """Only the pulse that opens the drawer: no text, no cut."""
    paper = Paper(profile)
    paper.open_drawer()
    return paper.data


class Paper:
    """One job being written."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._printer = _dummy(profile)
        self._style: tuple[str, str] | None = None
        self._page = ""
        self._printer.hw("INIT")
        self.turn_to(profile.page, profile.number)

    @property
    def data(self) -> bytes:
        """The bytes so far."""
        return bytes(self._printer.output)

    def turn_to(self, page: str, number: int | None = None) -> None:
        """Selects a code page; done once per job, but on the test slip. `number`: None for Epson's own."""
        if number is not None:
            self._printer.magic.encoder.codepages[page] = str(number)
        self._page = page
        self._printer.charcode(page)

    def can(self, letter: str) -> bool:
        """Whether the page in use has this character."""
        from .profile import PAGES

        try:
            return letter >= " " and len(letter.encode(PAGES[self._page])) == 1
        except UnicodeEncodeError:
            return False

    def line(self, left: str, right: str = "", style: Style = "plain", centred: bool = False) -> None:
        """One line, wrapped. With letters that can be neither written nor spelled, but drawn, it becomes a picture."""
        columns = self.columns(style)
        if not faithful(left + right, self.can) and all(map(drawable, clean(left + right))):
            for part in in_columns(clean(left), clean(right), columns):
                self._draw(part, clean(right).replace(HARD, " "), style, centred)
            return
        self._set(style, "center" if centred and not right else "left")
        for text in in_columns(spelled(left, self.can), spelled(right, self.can), columns):
            self._printer.textln(text)

    def _draw(self, text: str, right: str, style: Style, centred: bool) -> None:
        ends = bool(right) and text.endswith(right)
        left = text.removesuffix(right).rstrip() if ends else text
        width = min(self.profile.dots, self.profile.columns * 12)
        image = line_picture(left, right if ends else "", style, centred, width)
        self._set("plain", "left")
        self._printer.image(image, impl="bitImageRaster")

    def columns(self, style: Style) -> int:
        """How many letters of that style fit: large ones are twice as wide, small ones 9 dots instead of 12."""
        columns = self.profile.columns
        return {"large": columns // 2, "small": columns * 4 // 3}.get(style, columns)

    def rule(self) -> None:
        self._set("plain", "left")
        self._printer.textln("-" * self.profile.columns)

    def qr(self, code: str) -> None:
        """The code and, under it, its letters in groups of four."""
        code = clean(code)
        if self.profile.qr == "native":
            self._set("plain", "center")
            self._printer.qr(code, ec=1, size=8, native=True)
            self._printer.ln()
        else:
            self.picture(qr_picture(code, self.profile.dots))
        self.line(grouped(code), style="strong", centred=True)

    def picture(self, image: Image.Image) -> None:
        """A picture in black on white, centred."""
        self._set("plain", "left")
        self._printer.image(fit(image, self.profile.dots), impl="bitImageRaster")

    def open_drawer(self) -> None:
        """The pulse, in steps of 2 ms as ESC p counts them."""
        pin = {2: 0, 5: 1}[self.profile.drawer_pin]
        on, off = (min(255, max(1, time // 2)) for time in (self.profile.drawer_on, self.profile.drawer_off))
        self._printer.cashdraw([27, 112, pin, on, off])

    def finish(self, cut: bool = True) -> None:
        """Feeds the paper out, and cuts it when asked and the printer can."""
        self._set("plain", "left")
        if cut and self.profile.cutter != "none":
            self._printer.cut("PART" if self.profile.cutter == "partial" else "FULL")
        else:
            self._printer.print_and_feed(FEED_BEFORE_TEARING)

    def _set(self, style: str, align: str) -> None:
        if (style, align) == self._style:
            return
        self._style = (style, align)
        large = style == "large"
        self._printer.set(
            normal_textsize=not large,
            double_width=large,
            double_height=large,
            bold=style in ("strong", "large"),
            font="b" if style == "small" else "a",
            align=align,
        )


def _dummy(profile: Profile) -> Any:
    printer = _escpos().Dummy()
    # Its own profile says 'Unknown' for the width and then prints a remark on standard output at every picture.
    media = {"media": {"dpi": 203, "width": {"mm": "Unknown", "pixels": str(profile.dots)}}}
    printer.profile.profile_data = {**printer.profile.profile_data, **media}
    return printer


@cache
def _escpos() -> Any:
    """The module `escpos.printer`, imported at the first slip: 530 ms, 60 ms once its list of printers is cached."""
    folder = _cache_folder()
    if folder:
        os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"] = str(folder)
    root = logging.getLogger()
    handlers = list(root.handlers)
    try:
        return _import_escpos()
    except (EOFError, pickle.UnpicklingError):
        # Another process was writing the cache, or died while it did.
        for cached in folder.glob("*.pickle") if folder else ():
            cached.unlink(missing_ok=True)
        return _import_escpos()
    finally:
        # It calls logging.basicConfig(), whose lines on standard error would be painted over the screen.
        for handler in [handler for handler in root.handlers if handler not in handlers]:
            root.removeHandler(handler)


def _import_escpos() -> Any:
    for name in [name for name in sys.modules if name == "escpos" or name.startswith("escpos.")]:
        del sys.modules[name]
    from escpos import printer

    return printer


def _cache_folder() -> Path | None:
    from platformdirs import user_cache_path

    folder = user_cache_path("kiosk") / "escpos"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None
