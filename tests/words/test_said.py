"""What the catalogues say: never a hard word, and one word for one thing as docs/words.md has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk_core import translating

from .test_catalogues import LANGUAGES, PACKAGES, ROOT

NEVER = {
    "nl": r"\b(ge)?weiger\w*|\bverboden\b|\bongeldig\w*|\bfraud\w*|\bbegunstigd\w*|\bbehoeftig\w*|\buw fout\b",
    "fr": r"\brefus\w*|\binterdit\w*|\binvalid\w*|\bfraud\w*|\bnécessiteu\w*|\bvotre faute\b",
}
"""docs/words.md, 'Never'."""

ONE_WORD = {
    r"households?\b": (r"gezin", r"ménage"),
    r"volunteers?\b": (r"vrijwilliger", r"bénévole"),
    r"emergency parcels?\b": (r"noodpakket", r"colis d'urgence"),
    r"emergency code\b": (r"noodcode", r"code de secours"),
    r"recovery key\b": (r"herstelsleutel", r"clé de récupération"),
    r"baby parcels?\b": (r"babypakket", r"colis bébé"),
    r"parcels?\b": (r"pakket", r"colis"),
    r"slips?\b(?! in\b)": (r"bon", r"ticket"),
    r"clients?\b": (r"cliënt", r"usager"),
    r"backups?\b": (r"kopie|reservekopie", r"copie"),
    r"social service\b": (r"sociale dienst", r"service social"),
    r"coordinator\b": (r"coördinator", r"coordinateur"),
    r"withdraw\w*\b": (r"trek\w*|ingetrokken", r"retir"),
    r"printer\b": (r"printer", r"imprimante"),
    r"drawer\b": (r"kassalade", r"tiroir-caisse"),
    r"settings\b": (r"instellingen", r"paramètres"),
    r"vouchers?\b": (r"tegoedbon", r"bon d'achat|bons d'achat"),
    r"deposits?\b": (r"waarborg", r"caution"),
    r"devices?\b": (r"toestel", r"appareil"),
}
"""English word -> what its translations hold. Only words that mean one thing wherever they stand."""
TYPED = re.compile(r"\{[^}]*\}|--[a-z-]+|`[^`]+`|'[^']+'|\w+:\S+|\w+ \d{4}\b")
"""What is typed or filled in is the same in every language: places, options, commands, addresses, 'volunteer 1111'."""


def said(lang: str) -> Iterator[tuple[str, list[str]]]:
    """Every message of every package: its first English form, and all forms of its translation."""
    for package in PACKAGES:
        for message in translating.translated(package, lang):
            if message.id:
                first = message.id if isinstance(message.id, str) else message.id[0]
                yield first, [message.string] if isinstance(message.string, str) else list(message.string)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_reads_a_hard_word(lang: str) -> None:
    hard = re.compile(NEVER[lang], re.IGNORECASE)
    assert [text for _, forms in said(lang) for text in forms if hard.search(text)] == []


def test_a_hard_word_would_be_seen() -> None:
    for lang, text in (("nl", "De kaart is geweigerd."), ("nl", "Ongeldige code"), ("fr", "Accès refusé")):
        assert re.search(NEVER[lang], text, re.IGNORECASE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_thing_has_one_word(lang: str) -> None:
    found = []
    for english, forms in said(lang):
        source = TYPED.sub("", english)
        for word, both in ONE_WORD.items():
            wanted = re.compile(both[LANGUAGES.index(lang)], re.IGNORECASE)
            if re.search(rf"\b{word}", source, re.IGNORECASE):
                found += [(english, text) for text in forms if not wanted.search(text)]
    assert found == []


def test_a_french_sign_never_begins_a_line() -> None:
    """A plain space before : ; ? ! breaks there. `make words` puts the one that does not."""
    assert [text for _, forms in said("fr") for text in forms if re.search(r" [:;?!]", text)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_apostrophes_and_quotes_are_those_of_every_keyboard_and_printer(lang: str) -> None:
    assert [text for _, forms in said(lang) for text in forms if re.search("[‘’“”«»]", text)] == []


def test_dutch_says_u_on_paper_and_je_on_the_screen() -> None:
    """Each audience has its own form, and keeps it: only slips, cards and copies speak to a client."""
    paper = re.compile(r"(^|/)(slip|receipt|agreement|notice|copy|held)\w*\.py$")
    wrong = []
    for package in PACKAGES:
        for message in translating.translated(package, "nl"):
            files = {Path(file).as_posix() for file, _ in message.locations}
            forms = [message.string] if isinstance(message.string, str) else list(message.string)
            spoken = r"\b(je|jij|jouw|jou)\b" if all(map(paper.search, files)) else r"(?<!\d )\b(u|uw)\b"
            wrong += [(sorted(files), text) for text in forms if message.id and re.search(spoken, text, re.IGNORECASE)]
    assert wrong == []


def test_the_page_of_words_has_both_languages_in_each_row() -> None:
    rows = [row for row in (ROOT / "docs" / "words.md").read_text(encoding="utf8").splitlines() if row.startswith("|")]
    for row in rows[2:]:
        code, dutch, french = (cell.strip() for cell in row.strip("|").split("|"))
        assert code.startswith("**") or (dutch and french), row
