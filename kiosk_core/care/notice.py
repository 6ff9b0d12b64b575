"""One page in plain words for whoever is enrolled: what we keep, what for, who sees it, how long, what they may ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk_core.domain.receipts import Block, Line
from kiosk_core.domain.texts import Sentence, Text, counted


@dataclass(frozen=True, slots=True)
class Notice:
    """`projects`: their titles. Years as the house keeps them, 0 without a term. `contact`: whom to ask about data, or ''."""

    house: str
    phone: str
    contact: str
    projects: tuple[Text, ...]
    visits_years: int
    money_years: int


def blocks(notice: Notice) -> tuple[Block, ...]:
    """Fits one page of A4 in every language (test)."""
    parts = [Line(Sentence("What {house} keeps about you", {"house": notice.house}), style="large")]
    for title, lines in _chapters(notice):
        parts += [Line("", style="small"), Line(title, style="strong"), *(Line(line) for line in lines)]
    return (Block("body", tuple(parts)),)


def about(notice: Notice) -> Iterator[tuple[Text, list[Text]]]:
    """What a copy of somebody's data must say beside the data (GDPR art. 15.1): what for, who sees it, whom to ask."""
    yield from ((title, lines) for title, lines in _chapters(notice) if title in (WHY, WHO, WHOM))


WHY, WHO, WHOM = Sentence("Why"), Sentence("Who sees it"), Sentence("Whom to ask")


def _chapters(notice: Notice) -> Iterator[tuple[Text, list[Text]]]:
    yield (
        WHY,
        [
            Sentence("We help you with: {projects}.", {"projects": notice.projects}),
            Sentence("Helping is our public task. For that we write some things down."),
        ],
    )
    yield (
        Sentence("What we keep"),
        [
            Sentence("Your name, your birth date, your address and phone: only what you want to tell."),
            Sentence("How many people live with you, and how old they are."),
            Sentence("What the social service decided, and until when. Not what you earn."),
            Sentence("When you came, and what you got, paid or borrowed."),
            Sentence("What we must not give you. Never why."),
            Sentence("We never write down which language you speak."),
        ],
    )
    yield (
        WHO,
        [
            Sentence("At the counter a volunteer sees your first name, your household and what you may have."),
            Sentence("Only a coordinator sees the rest, and everybody who looks leaves a trace."),
            Sentence("Everybody here keeps silent about you."),
        ],
    )
    yield (
        Sentence("How long"),
        [
            Sentence("What you came for: {years}, then without your name.", {"years": _years(notice.visits_years)}),
            Sentence("What you paid: {years}, then without your name.", {"years": _years(notice.money_years)}),
            Sentence("The rest: as long as you come here, or until you ask to erase it."),
        ],
    )
    yield (
        Sentence("What you may ask"),
        [
            Sentence("A copy of all we keep about you, and who looked. It costs nothing."),
            Sentence("To change what is wrong. To be forgotten."),
            Sentence("You need not explain why. If something must stay, we say what and why."),
        ],
    )
    yield WHOM, list(_contact(notice))


def _years(years: int) -> Text:
    return counted("{n} year", "{n} years", years) if years else Sentence("as long as it is needed")


def _contact(notice: Notice) -> Iterator[Text]:
    yield Sentence("Anybody at the counter, or the coordinator.")
    if notice.phone:
        yield Sentence("Phone: {phone}", {"phone": notice.phone})
    if notice.contact:
        yield Sentence("About your data: {contact}", {"contact": notice.contact})
    yield Sentence("You do not agree with us? You can complain to the data protection authority.")
