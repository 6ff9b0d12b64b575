"""What is drawn dot by dot: QR codes, pictures, and lines with letters that the printer's code page lacks.

Pillow and the font cost 60 ms to load, so they are loaded when something is drawn.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL import Image
    from PIL.ImageFont import FreeTypeFont

Style = Literal["plain", "strong", "large", "small"]

_SIZES: dict[str, int] = {"plain": 24, "strong": 24, "large": 44, "small": 20}
"""Height of letters in dots; a printer's own are 24 high."""


def matrix(code: str) -> list[list[bool]]:
    """The modules of a QR code, True is dark, without a margin: 21 × 21 for a card code.

    Level M; alphanumeric when the text allows, so that 17 letters fit version 1 (up to 20 do). Source: docs/sources.md.
    """
    import qrcode
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.util import QRData

    drawing = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    drawing.add_data(QRData(code.encode()), optimize=0)
    drawing.make()
    return [[bool(module) for module in row] for row in drawing.modules]


def qr_picture(code: str, dots: int) -> Image.Image:
    """A QR code with its margin of four modules, as large as the paper allows but at most 10 dots (1.25 mm) a module."""
    from PIL import Image

    modules = matrix(code)
    size = len(modules) + 8
    image = Image.new("1", (size, size), 1)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                image.putpixel((x + 4, y + 4), 0)
    scale = max(1, min(10, dots // size))
    return image.resize((size * scale, size * scale), Image.Resampling.NEAREST)


def fit(picture: Image.Image, dots: int) -> Image.Image:
    """Any picture in black on white, made smaller when it is wider than the paper, centred on `dots` rounded to bytes."""
    from PIL import Image

    flat = Image.new("RGBA", picture.size, "white")
    flat.alpha_composite(picture.convert("RGBA"))
    grey = flat.convert("L")
    if grey.width > dots:
        grey = grey.resize((dots, max(1, round(grey.height * dots / grey.width))), Image.Resampling.LANCZOS)
    black = grey.point(lambda level: 255 if level > 127 else 0).convert("1")
    width = dots // 8 * 8
    paper = Image.new("1", (width, black.height), 1)
    paper.paste(black, (max(0, (width - black.width) // 2), 0))
    return paper


def line_picture(left: str, right: str, style: Style, centred: bool, dots: int) -> Image.Image:
    """One line of text as a picture, `dots` wide: left and right at the edges, or centred; smaller letters where it is long."""
    from PIL import Image, ImageDraw

    width, size, bold = dots // 8 * 8, _SIZES[style], style in ("strong", "large")
    while size > 12 and _font(size, bold).getlength(left + right) > width - bool(right) * size:
        size -= 1
    font = _font(size, bold)
    ascent, descent = font.getmetrics()
    paper = Image.new("1", (width, ascent + descent), 1)
    pen = ImageDraw.Draw(paper)
    start = (paper.width - pen.textlength(left, font)) / 2 if centred and not right else 0
    pen.text((max(0, start), 0), left, font=font, fill=0)
    pen.text((paper.width - pen.textlength(right, font), 0), right, font=font, fill=0)
    return paper


def drawable(letter: str) -> bool:
    """Whether our font has a drawing for it."""
    return ord(letter) in _letters()


def font_path(bold: bool = False) -> str:
    """The font of cards and drawn lines: Roboto, with Latin, Greek and Cyrillic letters."""
    import font_roboto

    return str(font_roboto.RobotoBold if bold else font_roboto.Roboto)


@cache
def _font(size: int, bold: bool) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(font_path(bold), size)


@cache
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(font_path(), lazy=True) as font:
        return frozenset(font.getBestCmap())
