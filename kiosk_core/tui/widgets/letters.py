"""Letters and digits drawn large, so that a verdict, a number or an amount is read from two metres. Five dots high; what is not here is left out."""

from __future__ import annotations

import unicodedata

HIGH = 5
_DRAWN = """
A .##. #..# #### #..# #..#
B ###. #..# ###. #..# ###.
C .### #... #... #... .###
D ###. #..# #..# #..# ###.
E #### #... ###. #... ####
F #### #... ###. #... #...
G .### #... #.## #..# .###
H #..# #..# #### #..# #..#
I # # # # #
J ..## ...# ...# #..# .##.
K #..# #.#. ##.. #.#. #..#
L #... #... #... #... ####
M #...# ##.## #.#.# #...# #...#
N #...# ##..# #.#.# #..## #...#
O .##. #..# #..# #..# .##.
P ###. #..# ###. #... #...
Q .##. #..# #..# #.#. .#.#
R ###. #..# ###. #.#. #..#
S .### #... .##. ...# ###.
T ##### ..#.. ..#.. ..#.. ..#..
U #..# #..# #..# #..# .##.
V #...# #...# #...# .#.#. ..#..
W #...# #...# #.#.# ##.## #...#
X #...# .#.#. ..#.. .#.#. #...#
Y #...# .#.#. ..#.. ..#.. ..#..
Z #### ..#. .#.. #... ####
0 .##. #..# #..# #..# .##.
1 .#. ##. .#. .#. ###
2 ###. ...# .##. #... ####
3 ###. ...# .##. ...# ###.
4 #..# #..# #### ...# ...#
5 #### #... ###. ...# ###.
6 .##. #... ###. #..# .##.
7 #### ...# ..#. .#.. .#..
8 .##. #..# .##. #..# .##.
9 .##. #..# .### ...# .##.
€ ..### .#... ####. .#... ..###
, .. .. .. .# #.
. . . . . #
- ... ... ### ... ...
× ... #.# .#. #.# ...
! # # # . #
● .###. ##### ##### ##### .###.
≡ ##### ..... ##### ..... #####
✓ .....# ....## #..##. ###... .#....
"""
LETTERS = {line[0]: line[2:].split() for line in _DRAWN.strip().splitlines()}


def drawn(word: str, *, tall: bool = False) -> list[str]:
    """The word in blocks: three rows of half blocks, or with `tall` five rows of whole ones, twice as wide."""
    plain = unicodedata.normalize("NFKD", word.upper()).replace("\xa0", " ")
    rows = [
        ".".join(LETTERS[letter][row] if letter in LETTERS else ".." for letter in plain if _shows(letter))
        for row in range(HIGH)
    ]
    if tall:
        return ["".join("██" if dot == "#" else "  " for dot in row) for row in rows]
    rows.append("." * len(rows[0]))
    return ["".join(_BLOCKS[pair] for pair in zip(*rows[top : top + 2], strict=True)) for top in range(0, HIGH, 2)]


_BLOCKS = {(".", "."): " ", ("#", "."): "▀", (".", "#"): "▄", ("#", "#"): "█"}


def _shows(letter: str) -> bool:
    return letter == " " or letter in LETTERS
