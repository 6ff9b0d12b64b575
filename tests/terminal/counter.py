"""What a volunteer does at the counter's screen in English, and a book of it that shares nothing with the journal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .conftest import PINS, Household
from .driver import Terminal

DUE = "€2.00"
READY = "Scan the card, or type a name or number."


@dataclass
class Book:
    """What the volunteers saw: kept on paper beside the screen."""

    paid: list[str] = field(default_factory=list)
    owed: list[str] = field(default_factory=list)
    taken_back: list[str] = field(default_factory=list)
    """Numbers of households whose parcel was recorded and undone; they stand in no other list."""
    emergencies: list[int] = field(default_factory=list)
    """Persons of each."""
    slips: list[str] = field(default_factory=list)
    """As they must come out: a household's number, or '' for somebody without."""

    @property
    def served(self) -> Counter[str]:
        return Counter(self.paid + self.owed)


class Counterside:
    """Signed in at the counter. Each method waits until the screen answers."""

    def __init__(self, screen: Terminal) -> None:
        self.screen, self.book = screen, Book()

    # ---- coming and going ----

    def signs_in(self, name: str, *then: str) -> None:
        sign_in(self.screen, name, PINS[name])
        self.screen.wait_for(name, *then)

    def to(self, entry: str) -> None:
        """From home, by the digit before the entry."""
        self.screen.wait_for(f"  {entry}")
        line = next(line for line in self.screen.lines if f"  {entry}" in line)
        self.screen.press(line.split()[0])

    # ---- scanning ----

    def scans(self, household: Household, *wanted: str) -> str:
        self.screen.scans(household.card)
        return self.screen.wait_for(f"{household.number}.1", *wanted, gone=["is recorded"])

    def scans_stranger(self, code: str) -> None:
        """A card that serves nobody here says so, never whose it was."""
        self.screen.scans(code)
        self.screen.wait_for("This card is not known any more. Search by name.", gone=["person", "A1"])

    def puts_away(self) -> None:
        self.screen.press("escape")
        self.screen.wait_for(READY)

    # ---- handing over ----

    def pays(self, household: Household) -> None:
        self.scans(household, f"Paid: {DUE}")
        self.takes_coins(household)

    def takes_coins(self, household: Household) -> None:
        self.screen.press("f5")
        self.screen.wait_for("is recorded", f"Paid: {DUE}", f"{household.number}.1")
        self.book.paid.append(household.number)
        self.book.slips.append(household.number)

    def owes(self, household: Household) -> None:
        self.scans(household, "Pays later")
        self.screen.press("f6")
        self.screen.wait_for("is recorded", f"Still to pay: {DUE}")
        self.book.owed.append(household.number)
        self.book.slips.append(household.number)

    def asks_first(self, household: Household) -> None:
        """Neither Enter nor the key for money records what is a question; only its own key goes on."""
        self.scans(household, "Yes, go on", "Help goes on until")
        self.screen.press("enter", "f5", "f8")
        self.screen.wait_for(f"Paid: {DUE}", gone=["Yes, go on"])
        self.takes_coins(household)

    def explains(self, household: Household, why: str) -> None:
        """No parcel now, in plain words with a next step. No key records it: what is counted at the end would show it."""
        said = self.scans(household, why)
        assert "Hand over" not in said and "Paid:" not in said and "Yes, go on" not in said
        self.screen.press("enter", "f5", "f8")

    def helps_without_papers(self, adults: int, children: int, babies: int) -> None:
        """One key and three digits."""
        self.screen.press("f3")
        self.screen.wait_for("How many are they?")
        self.screen.types(f"{adults}{children}{babies}")
        self.screen.press("enter")
        self.screen.wait_for(f"Without a card: {adults + children + babies} person", "Handed over")
        self.screen.press("enter")
        self.screen.wait_for("Emergency parcel", "is recorded")
        self.book.emergencies.append(adults + children + babies)
        self.book.slips.append("")

    def finds(self, typed: str, household: Household) -> None:
        """Without a card: the beginning of the name, then the same as after a scan."""
        self.screen.types(typed)
        self.screen.wait_for(f"{household.number}.1", "This one")
        self.screen.press("enter")
        self.screen.wait_for(f"{household.number}.1", f"Paid: {DUE}", gone=["This one"])

    def gives_to_whom_it_was_for(self, wrong: Household, right: Household) -> None:
        """The last act was for somebody else: one step takes it back and records it for the right one."""
        self.screen.press("f4")
        self.screen.wait_for("Which one?", wrong.number)
        self.screen.press("f6")
        self.screen.wait_for("Who was it for?")
        self.scans(right, f"Paid: {DUE}")
        self.takes_coins(right)
        self.book.paid.remove(wrong.number)
        self.book.taken_back.append(wrong.number)

    def takes_back(self, household: Household) -> None:
        """The last act was a mistake; the screen says what to ask back."""
        self.screen.press("f4")
        self.screen.wait_for("Which one?", household.number)
        self.screen.press("f8")
        self.screen.wait_for("Taken back.", f"Give back {DUE}.")
        self.book.paid.remove(household.number)
        self.book.taken_back.append(household.number)


def sign_in(screen: Terminal, name: str, pin: str) -> None:
    screen.wait_for("Your name", "Your PIN")
    sign_in_blindly(screen, name, pin)


def sign_in_blindly(screen: Terminal, name: str, pin: str) -> None:
    """In any language."""
    screen.types(name)
    screen.press("enter")
    screen.settle()
    screen.types(pin)
    screen.press("enter")
