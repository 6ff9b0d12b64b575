"""Devices: where each is. Enter does what comes next: lend it, take it back, wipe it, or note that it is here again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from kiosk_core import Client, Sentence
from kiosk_core.tui import Hint, Rows

from .. import agreement, devices, loans
from ..devices import Device
from ..vocabulary import read
from .add_device import AddDeviceScreen
from .back import BackScreen, NotBackScreen
from .device import DeviceScreen
from .had import HadScreen
from .late import LateScreen
from .lend import LendScreen
from .listing import ListScreen
from .reserve import ExtendScreen
from .who import WhoScreen
from .wipe import WipeScreen


class DevicesScreen(ListScreen[Device]):
    HEADING: ClassVar[Sentence] = Sentence("Devices and loans")
    EMPTY: ClassVar[Sentence] = Sentence("There is no device yet. The coordinator adds one with F5.")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Choose a device with the arrows, or scan its label. Enter does what comes next:\n"
        "lend it, take it back, tick the wiping list, or note that it is here again.\n\n"
        "F7 lets a device stay out longer: it asks until which day. F4 takes back what you did last here.\n"
        "F9 makes the agreement of a loan, to sign. F2 shows more of a device: keep it for somebody, its label.\n"
        "F6 is the coordinator's list of who is late, F8 what somebody had, F3 makes labels for all devices."
    )

    def found(self) -> Sequence[Device]:
        self._held = {loan.device: loan for loan in loans.all_loans(self.shift.house)}
        return devices.all_devices(self.shift.house, self.shift.here().day)

    def line(self, one: Device) -> str:
        loan = self._held.get(one.number)
        due = ""
        if loan is not None:
            mark = "! " if loan.overdue(self.shift.here().day) else ""
            due = mark + self.say(Sentence("back on {day}", {"day": loan.due}))
        return f"{one.number:<10} {one.title:<28.28} {self.say(read(one.state)):<14} {due}"

    def hints(self) -> Iterable[Hint]:
        marked = self.marked
        if marked is not None:
            match marked.state:
                case "in" | "reserved":
                    yield self.hint("enter", Sentence("Lend it"), self.lend, main=True)
                case "out":
                    yield self.hint("enter", Sentence("Take the device back"), self.take_back, main=True)
                    yield self.hint("f7", Sentence("Longer"), self.extend)
                    yield self.hint("f9", Sentence("Agreement"), self.agreement)
                case "to_wipe":
                    yield self.hint("enter", Sentence("Wipe it"), self.wipe, main=True)
                case _:
                    yield self.hint("enter", Sentence("It is here again"), self.recovered, main=True)
            if marked.state in ("in", "out", "reserved", "to_wipe", "repair"):
                yield self.hint("delete", Sentence("Lost, stolen, broken"), self.lost)
            yield self.hint("f2", Sentence("More of it"), self.about)
        yield from self.undoing()
        if self.shift.may("lead"):
            yield self.hint("f5", Sentence("Add"), self.add)
            if self._found:
                yield self.hint("f3", Sentence("Labels"), self.labels)
        if self.shift.may("dossier"):
            yield self.hint("f6", Sentence("Who is late"), self.late)
            yield self.hint("f8", Sentence("Of a person"), self.of_person)

    def scanned(self, keys: str) -> None:
        """The label of a device; anything else is for the counter."""
        found = self.desk.kiosk.resolve(keys)
        numbers = [one.number for one in self._found]
        if found.kind == "device" and found.id in numbers:
            self.query_one(Rows).highlighted = numbers.index(found.id)
            self.press("enter")
        else:
            self.desk.to_counter(keys, self.shift.project)

    # ---- doing ----

    def lend(self) -> None:
        assert self.marked is not None
        self.desk.push_screen(LendScreen(self.shift, self.marked), self._done)

    def take_back(self) -> None:
        assert self.marked is not None
        loan = loans.held(self.shift, self.marked.number)
        self.desk.push_screen(BackScreen(self.shift, loan), self._done)

    def wipe(self) -> None:
        assert self.marked is not None
        self.desk.push_screen(WipeScreen(self.shift, self.marked), self._done)

    def recovered(self) -> None:
        assert self.marked is not None
        number = self.marked.number
        act = devices.recovered(self.shift, number)
        self.did(act.id, Sentence("✓ {number} is here again. Wipe it first.", {"number": number}))

    def lost(self) -> None:
        assert self.marked is not None
        held = self._held.get(self.marked.number)
        self.desk.push_screen(NotBackScreen(self.shift, self.marked, held), self._done)

    def about(self) -> None:
        assert self.marked is not None
        self.desk.push_screen(DeviceScreen(self.shift, self.marked.number), self._done)

    def extend(self) -> None:
        assert self.marked is not None
        self.desk.push_screen(ExtendScreen(self.shift, loans.held(self.shift, self.marked.number)), self._extended)

    def _extended(self, said: object) -> None:
        self.read()
        if isinstance(said, tuple):
            self.tell(said[1])

    def agreement(self) -> None:
        assert self.marked is not None
        loan = loans.held(self.shift, self.marked.number)
        file = agreement.save(self.shift, agreement.agreement(self.shift, loan), Sentence("loan"), loan.device)
        self.tell(Sentence("✓ The agreement is in {file}", {"file": str(file)}))

    def add(self) -> None:
        self.desk.push_screen(AddDeviceScreen(self.shift), self._done)

    def labels(self) -> None:
        file = agreement.save_labels(self.shift)
        self.tell(Sentence("✓ The labels are in {file}", {"file": str(file)}))

    def of_person(self) -> None:
        self.desk.push_screen(WhoScreen(self.shift, loans.LOAN, anybody=True), self._of)

    def _of(self, client: object) -> None:
        if isinstance(client, Client):
            self.desk.push_screen(HadScreen(self.shift, client))

    def late(self) -> None:
        self.desk.push_screen(LateScreen(self.shift))

    def _done(self, said: object) -> None:
        """(act, sentence) of a screen above, or nothing."""
        if isinstance(said, tuple):
            self.did(*said)
        else:
            self.read()
        self.desk.read_state()
