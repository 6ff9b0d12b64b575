"""`kiosk plugins`: what is installed, what each declares, and why one was set aside."""

from __future__ import annotations

from ..domain.texts import Sentence
from ..plugins import ACTIVE, describe
from .frame import Desk, command
from .mounted import installed


@command(Sentence("List the plugins: version, what each declares, and why one was set aside."))
def plugins(desk: Desk) -> None:
    listed = describe(installed())
    said = {True: Sentence("{name} {version}"), False: Sentence("{name} {version}: set aside. {why}")}
    desk.answer(listed, *(Sentence(said[one["state"] == ACTIVE].template, one) for one in listed))
