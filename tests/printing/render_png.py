"""Draws what a printer was sent as a picture, so that a person can look at it.

python -m tests.printing.render_png SLIP.bin SLIP.png [DOTS]
"""

from __future__ import annotations

import sys
from pathlib import Path

import font_roboto
from PIL import Image, ImageDraw, ImageFont

from .decoder import Bitmap, Cut, Feed, Item, Pulse, QrCode, Text, decode

LINE = 30


def picture_of(items: list[Item], dots: int = 512) -> Image.Image:
    """The paper, one dot a pixel, with a margin; letters stand in cells of 12 dots as in the printer's own font."""
    strips = [strip for item in items if (strip := _strip(item, dots))]
    paper = Image.new("L", (dots + 64, sum(strip.height for strip in strips) + 64), 255)
    top = 32
    for strip in strips:
        paper.paste(strip, (32, top))
        top += strip.height
    return paper


def _strip(item: Item, dots: int) -> Image.Image | None:
    match item:
        case Text():
            return _letters(item, dots)
        case Bitmap(rows):
            strip = Image.new("L", (dots, len(rows)), 255)
            strip.putdata([0 if dot else 255 for row in rows for dot in (*row, *[False] * dots)[:dots]])
            return strip
        case Feed(lines, feed):
            return Image.new("L", (dots, lines * LINE + feed), 255)
        case QrCode() | Pulse() | Cut():
            strip = Image.new("L", (dots, LINE), 255)
            ImageDraw.Draw(strip).text((0, 4), f"[{item}]", fill=128)
            return strip
        case _:
            return None


def _letters(item: Text, dots: int) -> Image.Image:
    style = item.style
    cell = (12 if style.font == "a" else 9) * style.wide
    strip = Image.new("L", (dots, LINE * style.high), 255)
    pen = ImageDraw.Draw(strip)
    size = (22 if style.font == "a" else 16) * min(style.wide, style.high)
    font = ImageFont.truetype(font_roboto.RobotoBold if style.bold else font_roboto.Roboto, size)
    width = cell * len(item.text)
    left = {"left": 0, "center": (dots - width) // 2, "right": dots - width}[style.align]
    for place, letter in enumerate(item.text):
        pen.text((left + place * cell + cell / 2, LINE * style.high / 2), letter, font=font, fill=0, anchor="mm")
    return strip


if __name__ == "__main__":
    source, target, *width = sys.argv[1:]
    picture_of(decode(Path(source).read_bytes()), int(width[0]) if width else 512).save(target)
