"""The page at the door as HTML. It holds no name and no number of anybody, no link, and nothing from another host."""

from __future__ import annotations

from html import escape
from importlib.resources import files

from ..domain.texts import Catalogue, Sentence, Text, spoken
from . import notice, pictograms

STYLE, SCRIPT = "/page.css", "/page.js"
FILES = {STYLE: ("page.css", "text/css; charset=utf-8"), SCRIPT: ("page.js", "text/javascript; charset=utf-8")}


def file(path: str) -> tuple[bytes, str]:
    """One of FILES: its bytes and its type."""
    name, type = FILES[path]
    return (files(__package__) / name).read_bytes(), type


class Pages:
    """In one language. `lang`: 'nl'."""

    def __init__(self, words: Catalogue, lang: str, example: bool = False) -> None:
        self._words, self._lang, self._example = words, lang, example

    def scan(self, ticket: str, said: Text = notice.SCAN, picture: str = pictograms.CARD, trouble: Text = "") -> bytes:
        """Takes a scan and says what became of the last. `trouble`: to the volunteer, who typed a PIN."""
        opened = " open" if trouble else ""
        return self._page(
            f"""<main id="door"><div id="says" role="status">{self._said(said, picture)}</div>
<form id="scan" method="post" action="/" autocomplete="off">{self._ticket(ticket)}
<label for="code">{self._t(notice.CARD)}</label>
<input id="code" name="code" type="text" maxlength="64" inputmode="none" autocapitalize="off" spellcheck="false" autofocus></form>
</main><footer><details{opened}><summary>{self._t(notice.FOR_VOLUNTEER)}</summary>
<form method="post" action="/stop" autocomplete="off">{self._ticket(ticket)}
{self._trouble(trouble)}<label for="pin">{self._t(notice.PIN)}</label>
<input id="pin" name="pin" type="password" maxlength="12" inputmode="numeric" autocomplete="off" required>
<button>{self._t(notice.STOP)}</button></form></details></footer>
<template id="idle">{self._said(notice.SCAN, pictograms.CARD)}</template>
<template id="ask">{self._said(notice.ASK, pictograms.ASK)}</template>
<script src="{SCRIPT}"></script>"""
        )

    def stopped(self, ticket: str) -> bytes:
        """Nothing is taken here until somebody begins again."""
        return self._page(
            f"""<main><h1>{self._t(notice.STOPPED)}</h1>
<form method="post" action="/begin">{self._ticket(ticket)}<button>{self._t(notice.BEGIN)}</button></form></main>"""
        )

    def stranger(self, open_to_pair: bool, fingerprint: str | None, trouble: Text = "") -> bytes:
        """For a screen that was never let in, or was stopped."""
        proof = ""
        if fingerprint:
            proof = f"""<p>{self._t(notice.FINGERPRINT)}</p><p class="proof">{escape(fingerprint)}</p>"""
        form = f"""<p>{self._t(notice.START_FIRST)}</p>"""
        if open_to_pair:
            form = f"""<form method="post" action="/pair" autocomplete="off">{self._trouble(trouble)}
<label for="pair">{self._t(notice.CODE)}</label>
<input id="pair" name="code" type="text" maxlength="20" autocapitalize="characters" spellcheck="false" required autofocus>
<button>{self._t(notice.LET_IN)}</button></form>"""
        return self._page(f"""<main><h1>{self._t(notice.NOT_YET)}</h1>{form}{proof}</main>""")

    def _page(self, inside: str) -> bytes:
        mark = f"""<p class="example">{self._t(Sentence("EXAMPLE"))}</p>""" if self._example else ""
        return f"""<!doctype html>
<html lang="{self._lang}"><head><meta charset="utf-8"><title>{self._t(notice.TITLE)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="{STYLE}"></head><body>{mark}{inside}</body></html>
""".encode()

    def _said(self, said: Text, picture: str) -> str:
        return f"{picture}<h1>{self._t(said)}</h1>"

    def _ticket(self, ticket: str) -> str:
        return f'<input type="hidden" name="ticket" value="{escape(ticket)}">'

    def _trouble(self, trouble: Text) -> str:
        return f'<p role="alert">{self._t(trouble)}</p>' if trouble else ""

    def _t(self, text: Text) -> str:
        return escape(spoken(text, self._words))
