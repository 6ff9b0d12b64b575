"""`--confirm-as`: the second volunteer, where one has to confirm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..domain.texts import Sentence
from .frame import Desk, option

if TYPE_CHECKING:
    from ..registry.volunteers import Volunteer


def confirmed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Puts `confirm_as` and `confirm_pin_file` among the command's options."""
    named = option("--confirm-as", metavar="NAME", says=Sentence("The second volunteer, where one has to confirm."))
    pin = option(
        "--confirm-pin-file", type=click.Path(path_type=Path), says=Sentence("A file with that volunteer's PIN.")
    )
    return named(pin(command))


def second(desk: Desk, name: str | None, pin_file: Path | None) -> Volunteer | None:
    """Who was named, with the PIN that was right. Raises NotSignedIn."""
    if name is None:
        return None
    who: Volunteer = desk.kiosk.check_pin(name, desk.secret(pin_file, Sentence("PIN of who confirms")))
    return who
