"""`kiosk plugins`: what is installed, what each declares, and why one was set aside."""

from __future__ import annotations

from typing import Any

from ..domain.texts import Sentence
from ..plugins import ACTIVE, describe
from .frame import Desk, command
from .mounted import installed


@command(Sentence("List the plugins: version, what each declares, and why one was set aside."))
def plugins(desk: Desk) -> None:
    listed = describe(installed())
    desk.answer(listed, *(_line(one) for one in listed))


def _line(one: dict[str, Any]) -> Sentence:
    if one["state"] == ACTIVE:
        return Sentence("{name} {version}", one)
    return Sentence("{name} {version}: set aside. {why}", one)
