"""Our own drawings for the slip, black on white, for people who read no Dutch, or no letters.

Each is drawn four times as large and made smaller, so that thermal printers get smooth edges. Nothing but shapes: a
letter would be somebody's language.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

SIZE = 104
"""dots, 13 mm on paper."""
_ZOOM = 4
_STROKE = 5


class _Pen:
    """Draws in dots of the paper."""

    def __init__(self, draw: ImageDraw) -> None:
        self._draw = draw

    def line(self, *points: tuple[float, float], width: float = _STROKE, ink: int = 0) -> None:
        far = [(x * _ZOOM, y * _ZOOM) for x, y in points]
        self._draw.line(far, fill=ink, width=round(width * _ZOOM), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, ink)

    def disc(self, x: float, y: float, radius: float, ink: int = 0) -> None:
        self._draw.ellipse([v * _ZOOM for v in (x - radius, y - radius, x + radius, y + radius)], fill=ink)

    def ring(self, x: float, y: float, radius: float, width: float = _STROKE) -> None:
        self.disc(x, y, radius)
        self.disc(x, y, radius - width, 1)

    def box(
        self, left: float, top: float, right: float, bottom: float, *, round_: float = 4, solid: bool = False
    ) -> None:
        edges = [v * _ZOOM for v in (left, top, right, bottom)]
        fill = 0 if solid else 1
        self._draw.rounded_rectangle(edges, round_ * _ZOOM, fill=fill, outline=0, width=_STROKE * _ZOOM)

    def arc(self, x: float, y: float, radius: float, start: float, end: float, width: float = _STROKE) -> None:
        """Degrees clockwise from three o'clock."""
        edges = [v * _ZOOM for v in (x - radius, y - radius, x + radius, y + radius)]
        self._draw.arc(edges, start, end, fill=0, width=round(width * _ZOOM))

    def shape(self, *points: tuple[float, float], ink: int = 0) -> None:
        self._draw.polygon([(x * _ZOOM, y * _ZOOM) for x, y in points], fill=ink)


def _drawn(sketch: Callable[[_Pen], None]) -> Image:
    # Pillow costs 20 ms to load, and only a printed slip needs it.
    from PIL import Image, ImageDraw

    large = Image.new("L", (SIZE * _ZOOM, SIZE * _ZOOM), 255)
    flat = Image.new("1", large.size, 1)
    sketch(_Pen(ImageDraw.Draw(flat)))
    large.paste(flat)
    return large.resize((SIZE, SIZE), Image.Resampling.LANCZOS).point(lambda level: 255 * (level > 127)).convert("1")


def crate() -> Image:
    """A crate with bread, a carrot and an apple in it."""
    return _drawn(_crate)


def without() -> Image:
    """A crate under the sign that forbids: what must not be in it."""
    return _drawn(_without)


def baby() -> Image:
    """A feeding bottle."""
    return _drawn(_baby)


def euro() -> Image:
    """Coins, the front one with a euro sign drawn on it."""
    return _drawn(_euro)


def calendar() -> Image:
    """A calendar leaf with one day marked."""
    return _drawn(_calendar)


def document() -> Image:
    """A sheet of paper with a pen."""
    return _drawn(_document)


def talk() -> Image:
    """Two people at a table."""
    return _drawn(_talk)


def _crate(pen: _Pen) -> None:
    for lean in (-9, 0, 9):  # the green of a carrot
        pen.line((26, 30), (26 + lean, 10), width=5)
    pen.shape((16, 30), (36, 30), (30, 62), (22, 62))
    pen.disc(26, 30, 10)
    pen.ring(54, 34, 15)  # an apple
    pen.line((54, 22), (60, 9), width=4)
    pen.box(74, 8, 92, 62, round_=8)  # a loaf
    for y in (24, 36):
        pen.line((77, y), (89, y - 5), width=4)
    _slats(pen, 8, 96, (46, 64, 82), 15)


def _slats(pen: _Pen, left: float, right: float, tops: tuple[float, ...], height: float) -> None:
    for top in tops:
        pen.box(left, top, right, top + height, round_=2)
    for x in (left + 7, right - 7):
        pen.line((x, tops[0]), (x, tops[-1] + height - 2), width=6)


def _without(pen: _Pen) -> None:
    _slats(pen, 6, 78, (50, 66, 82), 14)
    pen.disc(68, 38, 37, 1)
    pen.ring(68, 38, 33, width=8)
    pen.line((47, 59), (89, 17), width=8)


def _baby(pen: _Pen) -> None:
    pen.disc(52, 14, 8)
    pen.box(44, 14, 60, 27, round_=3, solid=True)
    pen.box(33, 25, 71, 37, round_=3)
    pen.box(30, 36, 74, 98, round_=11)
    pen.box(36, 62, 68, 92, round_=6, solid=True)
    for y in (48, 55):
        pen.line((56, y), (68, y), width=4)


def _euro(pen: _Pen) -> None:
    pen.ring(68, 38, 31)
    pen.disc(42, 62, 37, 1)
    pen.ring(42, 62, 34)
    pen.arc(46, 62, 19, 50, 310, width=6)
    pen.line((20, 57), (46, 57), width=4)
    pen.line((20, 67), (46, 67), width=4)


def _calendar(pen: _Pen) -> None:
    pen.box(10, 18, 94, 96, round_=7)
    pen.box(10, 18, 94, 40, round_=7, solid=True)
    for x in (30, 74):
        pen.line((x, 8), (x, 26), width=11, ink=1)
        pen.line((x, 10), (x, 25), width=6)
    for row, y in enumerate((53, 68, 83)):
        for column, x in enumerate((26, 43, 60, 77)):
            if (row, column) == (1, 2):
                pen.ring(x + 0.5, y, 10, width=4)
            pen.disc(x + 0.5, y, 4)


def _document(pen: _Pen) -> None:
    pen.shape((18, 8), (62, 8), (82, 28), (82, 98), (18, 98))
    pen.shape((23, 13), (58, 13), (58, 32), (77, 32), (77, 93), (23, 93), ink=1)
    pen.line((60, 12), (60, 30), (78, 30), width=4)
    for y, right in ((44, 68), (56, 68), (68, 52), (80, 44)):
        pen.line((32, y), (right, y), width=4)
    pen.line((58, 90), (94, 54), width=17, ink=1)
    pen.line((62, 86), (92, 56), width=9)
    pen.shape((52, 96), (56, 82), (66, 92))


def _talk(pen: _Pen) -> None:
    for x, side in ((24, 1), (80, -1)):
        pen.disc(x, 30, 12)
        pen.shape((x - 15, 74), (x - 13, 56), (x - 6, 46), (x + 6, 46), (x + 13, 56), (x + 15, 74))
        pen.line((x + 8 * side, 54), (x + 20 * side, 68), width=8)
    pen.line((8, 76), (96, 76), width=14, ink=1)
    pen.line((8, 76), (96, 76), width=7)
    for x in (20, 84):
        pen.line((x, 76), (x, 96), width=6)
    pen.box(40, 8, 64, 26, round_=6)
    pen.shape((46, 24), (56, 24), (48, 34))
