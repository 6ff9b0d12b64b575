"""Sentences in the reader's language: said when they are read, never parsed for anything else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kiosk_core.domain.ids import Cents
from kiosk_core.domain.texts import ENGLISH, Catalogue, Money, Sentence, Text, counted, say, spoken


class Words:
    """A catalogue of a few messages; plural by the rule of its language."""

    def __init__(self, messages: dict[str, str | tuple[str, str]], none_is_one: bool = False) -> None:
        self.messages, self.none_is_one = messages, none_is_one

    def gettext(self, message: str, /) -> str:
        found = self.messages.get(message, message)
        assert isinstance(found, str)
        return found

    def ngettext(self, one: str, many: str, n: int, /) -> str:
        found = self.messages.get(one, (one, many))
        return found[not (n == 1 or (n == 0 and self.none_is_one))]


AMOUNT = "€{units}.{cents}"
THOUSANDS = "{before},{behind}"
NL = Words(
    {
        AMOUNT: "€ {units},{cents}",
        THOUSANDS: "{before}.{behind}",
        "{n} parcel": ("{n} pakket", "{n} pakketten"),
        "Paid: {due}": "Betaald: {due}",
    }
)
FR = Words(
    {AMOUNT: "{units},{cents} €", THOUSANDS: "{before} {behind}", "{n} parcel": ("{n} colis", "{n} colis (pluriel)")},
    none_is_one=True,
)


@pytest.mark.parametrize(
    ("cents", "english", "dutch", "french"),
    [
        (0, "€0.00", "€ 0,00", "0,00 €"),
        (5, "€0.05", "€ 0,05", "0,05 €"),
        (350, "€3.50", "€ 3,50", "3,50 €"),
        (-5, "€-0.05", "€ -0,05", "-0,05 €"),
        (-350, "€-3.50", "€ -3,50", "-3,50 €"),
        (123456, "€1,234.56", "€ 1.234,56", "1 234,56 €"),
    ],
)
def test_an_amount_is_written_as_the_language_does(cents: int, english: str, dutch: str, french: str) -> None:
    money = Money(Cents(cents))
    assert [say(money, words) for words in (ENGLISH, NL, FR)] == [english, dutch, french]


def test_a_number_chooses_the_form_by_the_rule_of_the_language() -> None:
    assert [str(counted("{n} parcel", "{n} parcels", n)) for n in (0, 1, 2)] == ["0 parcels", "1 parcel", "2 parcels"]
    said = [counted("{n} parcel", "{n} parcels", n).spoken(FR) for n in (0, 1, 2)]
    assert said == ["0 colis", "1 colis", "2 colis (pluriel)"]
    assert counted("{n} parcel", "{n} parcels", 2).spoken(NL) == "2 pakketten"


def test_sentences_within_sentences_are_said_in_the_same_language() -> None:
    outer = Sentence("Paid: {due}", {"due": Sentence("{m} now", {"m": Money(Cents(150))})})
    assert outer.spoken(NL) == "Betaald: € 1,50 now"


def test_days_are_written_day_first() -> None:
    values = {"day": date(2026, 11, 5), "at": datetime(2026, 11, 5, 9, 7, tzinfo=UTC)}
    assert str(Sentence("{day}, {at}", values)) == "05/11/2026, 05/11/2026 09:07"


@pytest.mark.parametrize("name", ["{0}", "{name.__class__}", "{n!r}", "%s", "[red]x[/red]", "}"])
def test_what_somebody_is_called_is_never_a_template(name: str) -> None:
    assert str(Sentence("Hello {name}.", {"name": name})) == f"Hello {name}."
    assert spoken(name, NL) == name


@pytest.mark.parametrize(("text", "said"), [("Fatima", "Fatima"), (Sentence("Hello."), "Hello.")])
def test_own_words_stay_and_sentences_are_said(text: Text, said: str) -> None:
    assert spoken(text, ENGLISH) == said


def test_a_catalogue_of_gettext_fits() -> None:
    from gettext import NullTranslations

    words: Catalogue = NullTranslations()
    assert Sentence("{m}", {"m": Money(Cents(5))}).spoken(words) == "€0.05"
