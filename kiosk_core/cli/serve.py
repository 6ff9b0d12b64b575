"""`kiosk serve`: the page at the door, where visitors sign themselves in. `kiosk tablet list|stop`: which screens may."""

from __future__ import annotations

import click

from ..domain.cards import grouped
from ..domain.texts import Sentence
from .frame import Desk, command, option, words_of

PORT = 8631


@command(Sentence("Open the page at the door, where visitors sign in alone with their card. It runs until Ctrl+C."))
@option("--project", required=True, metavar="P", says=Sentence("For which project."))
@option(
    "--self-service", is_flag=True, required=True, says=Sentence("Visitors sign in alone; nothing else is on the page.")
)
@option("--pair", is_flag=True, says=Sentence("Show a code that lets one more tablet or screen in."))
@option("--listen", default="127.0.0.1", metavar="ADDRESS",
        says=Sentence("At which address of this computer; off this computer it is encrypted. 127.0.0.1: this computer only."))  # fmt: skip
@option("--port", type=click.IntRange(0, 65535), default=PORT, metavar="N", says=Sentence("At which port; 0: any."))
def serve(desk: Desk, project: str, self_service: bool, pair: bool, listen: str, port: int) -> None:
    from ..web.page import Pages
    from ..web.pairing import new_pairing_code
    from ..web.serving import read_address
    from ..web.serving import serve as serve_page

    address = read_address(listen)
    shift = desk.shift(project)
    if pair:
        shift.require("counters")
    lang = desk.asked_lang or shift.settings().language
    pages = Pages(words_of(lang), lang, desk.kiosk.example)
    code = new_pairing_code() if pair else None
    served = serve_page(shift, pages, address, port, code)
    document = {
        "url": served.url, "fingerprint": served.fingerprint, "pairing_code": code,
        "tablets": len(shift.known_tablets()),
    }  # fmt: skip
    lines = [Sentence("The page: {url}", {"url": served.url})]
    if served.fingerprint:
        lines.append(Sentence("Fingerprint of its certificate: {fingerprint}", {"fingerprint": served.fingerprint}))
    if code:
        lines.append(Sentence("Type this code on the screen at the door: {code}", {"code": grouped(code)}))
    desk.answer(document, *lines, Sentence("Ctrl+C stops it."))
    try:
        served.run()
    except KeyboardInterrupt:
        return


@command(Sentence("List the tablets and screens that were let in."), name="list")
def list_(desk: Desk) -> None:
    found = desk.shift().known_tablets()
    document = [
        {"tablet": one.id, "project": one.project, "counter": one.counter, "paired": one.paired.isoformat(timespec="seconds")}
        for one in found
    ]  # fmt: skip
    said = "{n}  {project}  {counter}  {paired}"
    values = [{"n": o.id, "project": o.project, "counter": o.counter, "paired": o.paired.date()} for o in found]
    desk.answer(document, *(Sentence(said, each) for each in values))


@command(Sentence("Stop a tablet or screen: it was lost, or is used for something else."))
@click.argument("tablet", type=int)
def stop(desk: Desk, tablet: int) -> None:
    desk.shift().stop_tablet(tablet)
    desk.answer({"tablet": tablet}, Sentence("Tablet {n} signs nobody in any more.", {"n": tablet}))
