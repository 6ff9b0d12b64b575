"""What is foreseen of a long list, kept small until it is shown or written: a tenth of what its objects take."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from .comparing import SORTS, Compared, Sort

CHUNK = 200
"""Households packed together: their words are in it once."""


class Packed(Collection[Compared]):
    """Households of a file in order; each is made anew whenever it is looked at. Packed and unpacked in this process only.

    `counts`: how many are of each sort. `joined`: how many stand on several lines."""

    def __init__(self, found: Iterable[Compared]) -> None:
        counted: Counter[Sort] = Counter()
        self._chunks: list[bytes] = []
        self.joined = 0
        found = iter(found)
        while chunk := list(islice(found, CHUNK)):
            counted.update(one.sort for one in chunk)
            self.joined += sum(len(one.lines) > 1 for one in chunk)
            self._chunks.append(pickle.dumps(chunk, pickle.HIGHEST_PROTOCOL))
        self.counts: dict[Sort, int] = {sort: counted[sort] for sort in SORTS}

    def __iter__(self) -> Iterator[Compared]:
        for chunk in self._chunks:
            yield from pickle.loads(chunk)

    def __len__(self) -> int:
        return sum(self.counts.values())

    def __contains__(self, one: object) -> bool:
        return any(one == other for other in self)
