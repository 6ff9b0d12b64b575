"""Who stands where, who came, what for, and what is offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from .births import Birth, is_minor
from .ids import Cents, CounterId, HouseholdId, PersonId, VolunteerId, Word
from .money import KEPT, OWED
from .texts import Sentence, Text


@dataclass(frozen=True, slots=True)
class Here:
    """Where and when: travels with every question and every act. The only context object."""

    counter: CounterId
    project: str
    volunteer: VolunteerId
    at: datetime
    """UTC moment of the decision."""
    day: date
    """Local business day that the act belongs to."""
    drawer: str | None = None
    """The drawer session that money goes into, if one is open at this counter."""
    vouched_by: VolunteerId | None = None
    """The colleague who stood in for the PIN of `volunteer`."""

    @property
    def who(self) -> tuple[VolunteerId, ...]:
        """Whoever may stand here: without a PIN it could as well be the one who vouched."""
        return (self.volunteer, self.vouched_by) if self.vouched_by else (self.volunteer,)


@dataclass(frozen=True, slots=True)
class Service:
    """What somebody comes for. Eligibility is always for one service, never for a project."""

    code: str
    """'toys.loan'; its prefix owns it."""
    title: Sentence
    serves: Literal["person", "household"]
    needs_enrolment: bool = True
    """False: everyone may come, the core raises no 'not enrolled'."""
    anonymous: bool = False
    """A walk-in without a card may be served and is counted."""
    fast: bool = False
    """Default of the fast mode: a granted offer that asks and costs nothing is recorded by the scan itself."""
    slip: Literal["always", "request", "never"] = "request"
    """Default of when a slip is printed."""

    @property
    def owner(self) -> str:
        return self.code.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Member:
    """One of a household on a day, as a counter may see one."""

    person: PersonId
    number: str
    """'A1042.1'"""
    first_name: str
    birth: Birth | None
    share: Literal["full", "part"] = "full"
    """part: a child of parents who live apart is part of two households."""

    def is_minor(self, day: date) -> bool:
        """On that day; one of unknown age counts as an adult."""
        return is_minor(self.birth, day)


@dataclass(frozen=True, slots=True)
class Client:
    """Who came, as a counter may see them: no income, no basis, no address.

    With `person` None it is a household of which nobody in particular stands here.
    """

    person: PersonId | None
    household: HouseholdId | None
    number: str
    """'A1042' for a household, 'A1042.1' for a member of it."""
    display: str
    """First name, or the number when there is no name."""
    members: tuple[Member, ...] = ()
    """Of the household, that day, in the order of their numbers."""
    other_homes: tuple[HouseholdId, ...] = ()
    """Of who belongs to more than one household (a child of parents who part): the others, without those that are protected."""

    @property
    def size(self) -> int:
        """How many eat together; somebody without a household is one, and a household that all have left is none."""
        return len(self.members) or int(self.person is not None)


@dataclass(frozen=True, slots=True)
class Visit:
    """One question: may this client have this service, here and now?"""

    here: Here
    service: Service
    client: Client | None
    """None: nobody known, a walk-in."""
    collector: PersonId | None = None
    """Who came, when it was somebody else."""
    asked: dict[str, int] = field(default_factory=dict)
    """What a walk-in was asked (adults, children, babies), by the service's own words."""

    @property
    def day(self) -> date:
        return self.here.day

    @property
    def of_two_homes(self) -> bool:
        """It may be for another household of theirs just as well."""
        return self.service.serves == "household" and self.client is not None and bool(self.client.other_homes)

    @property
    def whose(self) -> str | None:
        """The id that the service is for: the household's, or the person's."""
        if self.client is None:
            return None
        return self.client.household if self.service.serves == "household" else self.client.person


@dataclass(frozen=True, slots=True)
class HandOver:
    """One line of what goes over the counter."""

    text: Text
    quantity: int = 1


Draft = Any
"""An instance of an event kind, or a function (House) -> iterable of them, asked inside the write transaction."""
Guard = Callable[[Any], Sentence | None]
"""(House) -> why it cannot be, asked inside the write transaction: for what is no verdict (voucher rest, seat, device)."""


Says = Callable[[Any], Sentence | None]
"""(Act) -> one sentence for who stands there, from what its events hold (`act.events[0].fields["number"]`)."""


@dataclass(frozen=True, slots=True)
class Stays:
    """What of a deposit is not given back. `paid`, `owed`: cents, 0 or more, of what was paid and of what never was."""

    purpose: str
    """'toys.damage': what the money is for from now on."""
    paid: Cents
    owed: Cents = Cents(0)

    @property
    def moved(self) -> tuple[tuple[Word, Cents], ...]:
        return tuple((Word(means), cents) for means, cents in ((KEPT, self.paid), (OWED, self.owed)) if cents)


@dataclass(frozen=True, slots=True)
class Offer:
    """What would be done if the volunteer says yes: shown first, recorded as it stands."""

    title: Sentence
    drafts: tuple[Draft, ...]
    hand_over: tuple[HandOver, ...] = ()
    leave_out: tuple[Text, ...] = ()
    """What must not be in it."""
    due: Cents = Cents(0)
    """cents; < 0: the house gives back."""
    purpose: str = ""
    """'toys.deposit': what the money is for, its line in the closing."""
    stays: Stays | None = None
    """Beside what is due: the part of a deposit that is no debt any more."""
    asks: bool = False
    """True: the volunteer chooses or types something first, so fast mode never records it."""
    guard: Guard | None = None
    heading: Sentence = Sentence("Hand over")
    """What is done with it, before its title: 'Take in', where a client brings something."""
    handed: Sentence = Sentence("Handed over")
    """What Enter says: that it is done."""
    says: Says | None = None
    """What is known only now that it is on disk, on the screen: the number that it was given under the lock."""
    visit: Visit | None = None
    """The question it answers. Put by Verdict.bind, as are the two below."""
    seen: frozenset[str] = frozenset()
    """Codes of the asks and stops that the volunteer saw."""
    needs_other: bool = False
    """One of these is another volunteer's to confirm."""
