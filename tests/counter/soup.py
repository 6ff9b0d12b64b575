"""A project for tests of the core: soup for households, once a day; a haircut for persons; a walk-in coffee."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk_core import (
    SERVED,
    Block,
    Cents,
    Event,
    Field,
    Finding,
    Glance,
    HandOver,
    House,
    HouseholdId,
    Kind,
    Line,
    Offer,
    PersonId,
    Project,
    Purpose,
    Row,
    Sentence,
    Service,
    Severity,
    Verdict,
    Visit,
    Word,
    fact,
    hookimpl,
    kind,
    new_id,
    personal,
    served,
    setting,
    settings,
    subject,
)  # fmt: skip

EATEN = fact("soup_eaten", {"household": "id", "eater": "id", "size": "int"}, indexes=(("household", "day"),))
CUT = fact("soup_cut", {"person": "id"}, indexes=(("person", "day"),))


@settings("soup")
class SoupSettings:
    price: int = setting(0, why=Sentence("What a bowl costs."), low=0, high=500, cents=True)
    second_bowl: str = setting(
        "stop", why=Sentence("What a second bowl on one day is."), choices=("stop", "ask", "other", "note")
    )


@kind("soup.eaten", keep="visits", puts=(EATEN, SERVED))
class Eaten(Kind):
    household: HouseholdId = subject(personal=True)
    service: Word = Word("soup.bowl")
    size: int = 1
    first_month: bool = False
    first_year: bool = False
    eater: PersonId | None = personal("eater")

    def rows(self, event: Event) -> Iterable[Row]:
        yield EATEN.row(household=self.household, eater=self.eater, size=self.size)
        yield served(event, self.service, self.household, self.first_month, self.first_year)


@kind("soup.cut", keep="visits", puts=(CUT,))
class Cut(Kind):
    person: PersonId = subject(personal=True)

    def rows(self, event: Event) -> Iterable[Row]:
        yield CUT.row(person=self.person)


@hookimpl
def project() -> Project:
    return Project(
        "soup",
        Sentence("Soup"),
        services=(
            Service("soup.bowl", Sentence("A bowl of soup"), serves="household", slip="always"),
            Service("soup.haircut", Sentence("A haircut"), serves="person", needs_enrolment=False),
            Service(
                "soup.coffee", Sentence("Coffee"), serves="household", needs_enrolment=False, anonymous=True, fast=True
            ),
        ),
        settings=SoupSettings,
        kinds=(Eaten, Cut),
        tables=(EATEN, CUT),
        fields=(
            Field(
                "soup.bowl_size",
                "enrolment",
                Sentence("Bowl"),
                Sentence("How hungry they are."),
                "choice",
                ("small", "large"),
            ),
        ),
        purposes=(Purpose("soup.price", Sentence("Soup")),),
        cash_list=True,
        elsewhere=("soup.hungry",),
    )


@hookimpl
def check_eligibility(visit: Visit, house: House) -> Iterable[Finding]:
    if visit.service.code != "soup.bowl" or visit.whose is None:
        return
    word = house.settings(SoupSettings, visit.day).second_bowl
    eaten = "SELECT count(*) FROM soup_eaten WHERE household=? AND day=?"
    if house.number(eaten, visit.whose, str(visit.day)):
        severity = {"stop": Severity.STOP, "note": Severity.NOTE}.get(word, Severity.ASK)
        yield Finding(
            severity, "soup.second_bowl", Sentence("Had soup today."), Sentence("Welcome tomorrow."),
            confirm="other" if word == "other" else "volunteer",
        )  # fmt: skip


@hookimpl
def offer(visit: Visit, verdict: Verdict, house: House) -> Iterable[Offer]:
    match visit.service.code:
        case "soup.haircut" if visit.client and visit.client.person:
            yield Offer(Sentence("A haircut"), (Cut(person=visit.client.person),))
        case "soup.bowl" if visit.client and visit.client.household:
            price = Cents(house.settings(SoupSettings, visit.day).price)
            eaten = Eaten(household=visit.client.household, size=visit.client.size, eater=visit.client.person)
            bowls = (HandOver(Sentence("bowl"), visit.client.size),)
            yield Offer(Sentence("Soup"), (eaten,), bowls, due=price, purpose="soup.price" if price else "")
        case "soup.coffee":
            drinker = visit.client.household if visit.client and visit.client.household else HouseholdId(new_id())
            yield Offer(Sentence("Coffee"), (Eaten(household=drinker, service=Word("soup.coffee")),))


@hookimpl
def receipt_blocks(act: object, house: House) -> Iterable[Block]:
    yield Block("body", (Line(Sentence("Soup")),))


@hookimpl
def at_a_glance(here: object, house: House) -> Iterable[Glance]:
    yield Glance(Sentence("Soup is hot"))
