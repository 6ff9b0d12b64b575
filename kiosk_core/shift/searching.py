"""Finding people by what they say: exactly at once, by how it sounds after a pause. Mixed into Office."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from ..domain.errors import NotFound
from ..domain.visits import Here
from ..house import House
from ..registry import rights, search
from ..store import Store
from .looking import Looking


class Searching(Looking):
    def find(self, typed: str, most: int = search.MOST) -> list[search.Found]:
        """At most five members of households: with that number, or whose name, birth or phone begins so. `most`: one more says
        that there are more. Raises NotAllowed."""
        self.require("find")
        day = self.here().day
        return self._numbered(typed, day)[:most] or search.find(self.house, typed, str(day), most)

    def find_alike(self, typed: str) -> list[search.Found]:
        """At most five whose name sounds like it, or is a letter away, the nearest first; to be shown under what `find`
        gave, which stays where it is. Raises NotAllowed."""
        self.require("find")
        return search.find_alike(self.house, typed, str(self.here().day))

    def find_alike_beside(self, typed: str, here: Here) -> list[search.Found]:
        """The same through a connection of its own, for any thread: no key waits for it.

        `here`: made in the thread of the house; of the shift's own connection nothing is read. Raises NotAllowed, StoreError."""
        with closing(Store(self.kiosk.store.path, self.kiosk.store.key)) as beside:
            house = House(beside, here.counter)
            rights.require(self.volunteer.roles_in(house, here.day), "find")
            return search.find_alike(house, typed, str(here.day))

    def look_up(self, typed: str, most: int = 50) -> list[search.Found]:
        """Members of households by number, beginnings of the name, birth or phone, and behind them those whose name sounds
        alike; those found leave the trace of a look. Who may not read dossiers gets what finding at the counter gives.
        Raises NotAllowed."""
        self.require("find")
        day = self.here().day
        wide = self.may("dossier")
        most = most if wide else search.MOST
        found = self._numbered(typed, day) or search.find(self.house, typed, str(day), most)
        if len(found) < search.MOST:
            there = {one.person for one in found}
            near = search.find_alike(self.house, typed, str(day))
            found += [one for one in near if one.person not in there][: search.MOST - len(found)]
        self._trace([one.person for one in found], "found_by_name")
        return found

    def _numbered(self, typed: str, day: date) -> list[search.Found]:
        try:
            client = self.house.by_number(typed, day)
        except NotFound:
            return []
        persons = [client.person] if client.person else [m.person for m in client.members]
        found = (search.one(self.house, person, str(day), client.household) for person in persons)
        return [one for one in found if one]
