"""Errors as people and programs see them."""

from __future__ import annotations

from kiosk_core.domain import errors
from kiosk_core.domain.errors import KioskError
from kiosk_core.domain.ids import Cents
from kiosk_core.domain.texts import Money


def everyone(cls: type[KioskError] = KioskError) -> list[type[KioskError]]:
    return [
        cls,
        *(below for sub in cls.__subclasses__() if sub.__module__ == errors.__name__ for below in everyone(sub)),
    ]


def test_every_error_has_a_code_of_its_own_and_a_whole_sentence() -> None:
    found = everyone()
    assert len({cls.code for cls in found}) == len(found)
    for cls in found:
        assert cls.says.template.endswith((".", "?", "}"))


def test_the_details_fill_the_sentence_and_stay_translatable() -> None:
    class Words:
        def gettext(self, message: str, /) -> str:
            return {
                "Paid is {paid}, due is {due}.": "Betaald is {paid}, te betalen {due}.",
                "€{units}.{cents}": "€ {units},{cents}",
            }.get(message, message)

        def ngettext(self, one: str, many: str, n: int, /) -> str:
            return one if n == 1 else many

    error = errors.DoesNotBalance(paid=Money(Cents(999)), due=Money(Cents(1000)))
    assert str(error) == "Paid is €9.99, due is €10.00."
    assert error.sentence.spoken(Words()) == "Betaald is € 9,99, te betalen € 10,00."
