"""A house of Brussels or Wallonia: what it prints is French, as a Flemish house's is Dutch whoever sits at the screen."""

from __future__ import annotations

import socket
from pathlib import Path

import kiosk_kapstok
import pypdfium2
import pytest
from kiosk_kapstok import prices

from kiosk_core import Block, Cents, Line, Sentence
from kiosk_core.opening import create_house
from kiosk_core.paper import Paper
from kiosk_core.testing import NOON, HouseOnDisk
from kiosk_core.tui.paper_languages import languages_of, next_added

SAID = Sentence("Should lie in the drawer")
"""Stands on an X."""
WORD = {"nl": "kassalade", "fr": "tiroir-caisse"}
WELCOMED = {"fr": "fr", "nl": "nl", "en": "nl", None: "nl"}
"""The language of a founding, and that of the papers of the house."""


def founded(folder: Path, lang: str | None) -> HouseOnDisk:
    path = folder / "house.db"
    made = create_house(
        path, "La Maison", "administrator", "3333", modules=[kiosk_kapstok], pin_cost=1, lang=lang, clock=lambda: NOON
    )
    key = made.kiosk.store.key
    made.kiosk.close()
    return HouseOnDisk(path, [kiosk_kapstok], key=key)


@pytest.mark.parametrize("lang", WELCOMED)
def test_a_house_founded_in_french_has_a_french_counter_price_list_and_papers_and_any_other_dutch_ones(
    tmp_path: Path, lang: str | None
) -> None:
    house, paper = founded(tmp_path, lang), WELCOMED[lang]
    shift = house.at("kapstok", "administrator")
    today = shift.here().day
    assert shift.counter == {"fr": "guichet", "nl": "balie"}[paper]
    coat = prices.categories(house.kiosk.house, today)[0]
    assert (coat.code, coat.title) == ("jas", {"fr": "Manteau", "nl": "Jas"}[paper])
    assert prices.title(house.kiosk.house, "jas", today) == coat.title
    page = tmp_path / "page.pdf"
    shift.print_page([Block("body", (Line(SAID),))], page)
    with pypdfium2.PdfDocument(page) as document:
        assert WORD[paper] in document[0].get_textpage().get_text_bounded()
    house.close()


def test_a_slip_is_in_the_language_of_papers_as_soon_as_that_is_changed(tmp_path: Path) -> None:
    house = founded(tmp_path, "fr")
    shift = house.at("kapstok", "administrator")
    shift.set_setting("core.printer_answers", "silent")
    shift.open_till(Cents(10000))
    with socket.create_server(("127.0.0.1", 0)) as printer:
        printer.settimeout(100)
        shift.set_setting("core.printer", f"tcp://127.0.0.1:{printer.getsockname()[1]}")
        beside = Paper(house.kiosk, shift.counter)
        beside.start()
        try:
            for language in ("fr", "nl"):
                shift.set_setting("core.paper_language", language)
                shift.print_x()
                beside.wake()
                line, _ = printer.accept()
                with line, line.makefile("rb") as sent:
                    assert WORD[language].encode("cp858") in sent.read()
        finally:
            beside.stop()
    house.close()


def test_beside_french_papers_it_is_dutch_or_english_that_is_added() -> None:
    said, also = [], ""
    for _ in range(4):
        said.append(str(languages_of("fr", also)))
        also = next_added("fr", also)
    assert said == ["French", "French + Dutch", "French + English", "French"]


def test_a_file_is_called_what_it_is_in_the_language_of_papers_and_when_and_never_a_person(tmp_path: Path) -> None:
    for lang, called in (("fr", "etiquettes"), ("nl", "etiketten"), ("en", "etiketten")):
        folder = tmp_path / lang
        folder.mkdir()
        house = founded(folder, lang)
        shift = house.at("kapstok", "administrator")
        assert shift.file_name(Sentence("labels")) == f"{called}-2026-11-25-120000.pdf"
        assert shift.file_name(Sentence("labels"), ".csv", thing="A/001 b", dated=False) == f"{called}-A-001-b.csv"
        house.close()
