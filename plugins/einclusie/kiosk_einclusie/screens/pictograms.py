"""Our own drawings for the screen, in half blocks: understood from two metres, without a word."""

from __future__ import annotations

SMILE = """\
   ▄▄▄▄▄▄▄
 ▄▀       ▀▄
█   █   █   █
█           █
█  ▀▄   ▄▀  █
 ▀▄  ▀▀▀  ▄▀
   ▀▀▀▀▀▀▀"""

WAVE = """\
     ▄ █ █ ▄
     █ █ █ █
     █ █ █ █
 ▄   ███████
 ▀█▄ ███████
   ▀████████
      ▀▀▀▀▀"""

LOOK = """\
    ▄███▄
   █▀   ▀█
       ▄█▀
     ▄█▀
     █▀

     █"""

WIDTH = 18


def beside(picture: str, lines: list[str]) -> list[str]:
    """A drawing with words to its right, row by row."""
    drawn = picture.split("\n")
    rows = max(len(drawn), len(lines))
    padded = [*drawn, *[""] * (rows - len(drawn))]
    said = [*lines, *[""] * (rows - len(lines))]
    return [f"{left:<{WIDTH}}{right}".rstrip() for left, right in zip(padded, said, strict=True)]
