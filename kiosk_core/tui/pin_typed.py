"""A new PIN, typed twice."""

from __future__ import annotations

from kiosk_core.domain.errors import KioskError
from kiosk_core.domain.keys import as_digits
from kiosk_core.domain.texts import Sentence
from kiosk_core.registry.volunteers import check_pin_form

from .widgets.form import Form, Question

PIN_QUESTIONS = (
    Question("pin", Sentence("PIN"), Sentence("4 to 12 digits."), secret=True),
    Question("again", Sentence("The PIN again"), Sentence("So that no typing error slips in."), secret=True),
)


class PinsDiffer(KioskError):
    code, says = "pins_differ", Sentence("The two PINs are not the same. Type them again.")


def same_pin(form: Form) -> str:
    """Raises PinsDiffer, NotUnderstood (a PIN that is none); then both fields are empty."""
    said = form.answers()
    pin = as_digits(said["pin"])
    try:
        if said["pin"] != said["again"]:
            raise PinsDiffer()
        check_pin_form(pin)
    except KioskError:
        form.empty("pin", "again")
        raise
    return pin
