"""A project small enough for a test of the screen: bread for households, once a day, and for whoever has no card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kiosk_core import (
    Act,
    Block,
    Cents,
    Client,
    ClientId,
    Event,
    Field,
    Finding,
    Glance,
    HandOver,
    Here,
    House,
    Kind,
    Line,
    Offer,
    Project,
    Purpose,
    Row,
    Sentence,
    Service,
    Severity,
    Verdict,
    Visit,
    Word,
    counted,
    hookimpl,
    kind,
    served,
    setting,
    settings,
    subject,
)
from kiosk_core.registry.served import SERVED

LIKES = {"rye": Sentence("Rye bread"), "white": Sentence("White bread")}
BREAD, WALK_IN = "toy.bread", "toy.walk_in"


@settings("toy")
class ToySettings:
    price: int = setting(0, low=0, high=1000, cents=True, why=Sentence("What a bread costs."))
    second: str = setting("no", choices=("no", "other", "broken"), why=Sentence("Whether a second volunteer says yes."))


@kind("toy.bread_given", keep="visits", puts=(SERVED,))
class BreadGiven(Kind):
    household: ClientId = subject(personal=True)
    loaves: int
    service: Word = Word(BREAD)
    first_month: bool = False
    first_year: bool = False

    def rows(self, event: Event) -> Iterable[Row]:
        yield served(event, self.service, event.subject, self.first_month, self.first_year)


@kind("toy.walk_in_helped", keep="visits", puts=(SERVED,))
class WalkInHelped(Kind):
    what: str = subject()
    persons: int

    def rows(self, event: Event) -> Iterable[Row]:
        yield served(event, WALK_IN, None, False, False)


@hookimpl
def project() -> Project:
    return Project(
        "toy",
        Sentence("Bread"),
        services=(
            Service(BREAD, Sentence("Bread"), "household"),
            Service(WALK_IN, Sentence("Emergency bread"), "household", needs_enrolment=False, anonymous=True),
        ),
        settings=ToySettings,
        kinds=(BreadGiven, WalkInHelped),
        fields=(
            Field("toy.oven", "household", Sentence("Oven"), Sentence("Bread to bake needs one."), "yesno"),
            Field("toy.likes", "person", Sentence("Likes"), Sentence("So that it is eaten."), "choices", LIKES),
            Field("toy.crust", "enrolment", Sentence("Crust"), Sentence("Teeth."), "choice", {"no": Sentence("none")}),
        ),
        purposes=(Purpose("toy.price", Sentence("Toys")),),
        cash_list=True,
    )


@hookimpl
def check_registration(answers: Mapping[str, Any], client: Client | None, house: House) -> Iterable[Finding]:
    if answers.get("toy.oven") == "no":
        yield Finding(Severity.ASK, "toy.no_oven", Sentence("No oven: is there a stove?"), Sentence("Ask for it."))
    if "stop" in str(answers.get("core.name")):
        yield Finding(Severity.STOP, "toy.stop", Sentence("This name cannot be."), Sentence("Take another."))


@hookimpl
def check_eligibility(visit: Visit, house: House) -> Iterable[Finding]:
    if visit.service.code != BREAD or visit.client is None:
        return
    if house.settings(ToySettings, visit.day).second == "broken":
        raise LookupError("Amina")
    if house.one(
        "SELECT 1 FROM core_served WHERE service=? AND client=? AND day=?", BREAD, visit.whose, str(visit.day)
    ):
        limits = house.settings(ToySettings, visit.day)
        yield Finding(
            Severity.ASK, "toy.again", Sentence("Had bread today already."), Sentence("Ask what happened."),
            confirm="other" if limits.second == "other" else "volunteer",
        )  # fmt: skip


@hookimpl
def offer(visit: Visit, verdict: Verdict, house: House) -> Iterable[Offer]:
    price = house.settings(ToySettings, visit.day).price
    persons = visit.client.size if visit.client else sum(visit.asked.values())
    given = counted("{n} loaf", "{n} loaves", persons)
    if visit.service.code == WALK_IN:
        yield Offer(
            Sentence("Emergency bread"), (WalkInHelped(what="walk_in", persons=persons),), (HandOver(given, 1),)
        )
    elif visit.whose:
        draft = BreadGiven(household=ClientId(visit.whose), loaves=persons)
        yield Offer(
            Sentence("Bread"), (draft,), (HandOver(given), HandOver(Sentence("Pot of jam"), 2)), ("[b]nuts[/b]",),
            due=Cents(price), purpose="toy.price",
        )  # fmt: skip


@hookimpl
def receipt_blocks(act: Act, house: House) -> Iterable[Block]:
    for event in act.events:
        if event.kind == "toy.bread_given":
            yield Block("body", (Line(counted("{n} loaf", "{n} loaves", event.fields["loaves"])),))


@hookimpl
def at_a_glance(here: Here, house: House) -> Iterable[Glance]:
    given = house.number("SELECT count(*) FROM core_served WHERE service=? AND day=?", BREAD, str(here.day))
    yield Glance(counted("{n} bread given today", "{n} breads given today", given))
