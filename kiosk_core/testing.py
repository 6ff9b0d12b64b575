"""For tests of the core and of plugins: a real encrypted house in a folder, with a still clock.

house = HouseOnDisk.make(tmp_path, [kiosk_toys])
fatima = house.with_household(adults=2, children=("2019-04-01",), enrolled=("toys",))
verdict = house.at("toys").scan(fatima.card)
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from .contract import check_contract, reads, whole_tables
from .contract_hooks import ask_all
from .domain.visits import Client
from .kiosk import Kiosk
from .registry.households import NewMember
from .registry.volunteers import by_name
from .shift import Shift
from .store import Store

NOON = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
"""A Wednesday, twelve o'clock in Brussels."""
KEY = b"\x07" * 32
PINS = {"volunteer": "1111", "coordinator": "2222", "administrator": "3333"}


@dataclass(slots=True)
class Known:
    """A household as a test tells it: the client (its first adult), and a card."""

    client: Client
    card: str


class HouseOnDisk:
    """`moment` is the clock: set it, or let time pass with `later`."""

    def __init__(
        self, path: Path, modules: Sequence[ModuleType], *, key: bytes | None = KEY, create: bool = False
    ) -> None:
        self.moment = NOON
        self.path, self.modules = path, modules
        self.kiosk = Kiosk(Store(path, key, create=create), modules, clock=lambda: self.moment)
        self.kiosk.plugins.ticks = lambda: self.moment.timestamp()
        self._shifts: dict[tuple[str, str], Shift] = {}

    @classmethod
    def make(
        cls, folder: Path, modules: Sequence[ModuleType] = (), *, key: bytes | None = KEY, name: str = "house.db"
    ) -> HouseOnDisk:
        """A new house with one counter and the volunteers of PINS, whose roles are their names."""
        house = cls(folder / name, modules, key=key, create=True)
        house.kiosk.start("Het Welzijnshuis", "administrator", PINS["administrator"], pin_cost=1)
        admin = house.at("core", "administrator")
        for role in ("volunteer", "coordinator"):
            admin.welcome(role, [role], PINS[role], cost=1)
        return house

    @classmethod
    def copy_of(
        cls, template: Path, folder: Path, modules: Sequence[ModuleType] = (), *, key: bytes | None = KEY
    ) -> HouseOnDisk:
        """A house made before and closed, as a file of its own: quicker than making one."""
        path = folder / "house.db"
        shutil.copy(template, path)
        return cls(path, modules, key=key)

    def again(self) -> HouseOnDisk:
        """The same file opened once more, as another process would."""
        other = HouseOnDisk(self.path, self.modules, key=self.kiosk.store.key)
        other.moment = self.moment
        return other

    def at(self, project: str, who: str = "coordinator") -> Shift:
        """A shift without the cost of a PIN."""
        if (project, who) not in self._shifts:
            volunteer = by_name(self.kiosk.house, who)
            assert volunteer is not None, who
            self._shifts[project, who] = self.kiosk.shift(volunteer, project=project)
        return self._shifts[project, who]

    def later(self, **delta: float) -> None:
        """`later(days=7)`"""
        self.moment += timedelta(**delta)

    @property
    def today(self) -> date:
        return self.at("core").here().day

    def set(self, key: str, typed: str, counter: str = "") -> None:
        self.at("core").set_setting(key, typed, counter=counter)

    def with_household(
        self, adults: int = 1, children: Sequence[str] = (), *, name: str | None = "Fatima El Amrani",
        enrolled: Sequence[str] = (), until: date | None = None, terms: Mapping[str, object] | None = None, **more: Any,
    ) -> Known:  # fmt: skip
        """Registered today, the first adult with a name, the others nameless; enrolled for a year; with a card."""
        office = self.at("core")
        grown = [NewMember(name=name if place == 0 else None, born="1984-02-01") for place in range(adults)]
        client = office.register([*grown, *(NewMember(born=born) for born in children)], **more)
        for project in enrolled:
            office.enrol(client, project, until or self.today + timedelta(days=365), terms=terms)
        card = office.issue_card(client)
        person = self.kiosk.house.client(client.members[0].person, self.today)
        assert person is not None
        return Known(person, card)

    def close(self) -> None:
        self.kiosk.close()


@contextmanager
def whole_tables_read(house: HouseOnDisk) -> Iterator[list[str]]:
    """The queries made inside that read a whole table; the list is filled when the `with` ends. A scan makes none."""
    found: list[str] = []
    with reads(house.kiosk) as said:
        yield found
    found += whole_tables(house.kiosk, said)


def check_hooks(house: HouseOnDisk, name: str, *known: Known) -> set[str]:
    """Asks every hook of one plugin of the house, at each counter, about these and about nobody; and what it offers for its guards
    and drafts. It may fail at nothing, read its own tables and the core's, write nothing and print nothing. Returns which hooks
    were asked. Raises AssertionError with a sentence."""
    shifts = {project: house.at(project) for project in house.kiosk.plugins.projects}
    return ask_all(house.kiosk, name, shifts, [one.client for one in known])


__all__ = ["KEY", "NOON", "PINS", "HouseOnDisk", "Known", "check_contract", "check_hooks", "whole_tables_read"]
