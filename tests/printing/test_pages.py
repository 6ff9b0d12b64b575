"""What is signed or posted on A4, and labels for things: rasterised and read as a scanner and a person do."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from pyzbar.pyzbar import decode as read_qr

from kiosk_core.domain.cards import new_code
from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.domain.receipts import Block, Line, Qr, Receipt, Rule
from kiosk_core.domain.texts import ENGLISH, Sentence
from kiosk_core.domain.tick_lists import TickColumn, TickList, TickSection
from kiosk_core.printing.cards import CardFace, CardLook, print_cards
from kiosk_core.printing.labels import Label, print_labels
from kiosk_core.printing.layout import with_translation
from kiosk_core.printing.page import print_page
from kiosk_core.printing.tick_list_page import print_tick_list

MM = 150 / 25.4


def shown(page: pypdfium2.PdfPage) -> str:
    return " ".join(page.get_textpage().get_text_bounded().split())


def right_edge(page: pypdfium2.PdfPage, said: str) -> float:
    """mm from the left edge of the paper, of the last letter of these words."""
    text = page.get_textpage()
    at, count = text.search(said).get_next()  # type: ignore[misc]
    _, _, right, _ = text.get_charbox(at + count - 1)
    return float(right) / 72 * 25.4


def test_the_number_of_a_page_ends_where_the_table_ends(tmp_path: Path) -> None:
    print_cards([CardFace(new_code(), "A1001.1", "Fatima")], tmp_path / "cards.pdf", CardLook(house="Huis"), ENGLISH)
    columns = (TickColumn(Sentence("Number"), 186.0),)
    ticks = TickList(Sentence("List"), Sentence(""), columns, (), (TickSection("", (("A1001",),)),), Sentence(""))
    print_tick_list(ticks, tmp_path / "list.pdf", "Huis", ENGLISH)
    with pypdfium2.PdfDocument(tmp_path / "cards.pdf") as cards, pypdfium2.PdfDocument(tmp_path / "list.pdf") as listed:
        assert right_edge(cards[len(cards) - 1], "Page 1 of 1") == pytest.approx(194, abs=1)
        assert right_edge(listed[0], "page 1 of 1") == pytest.approx(198, abs=1)


def test_a_pdf_is_for_its_owner_only(tmp_path: Path) -> None:
    print_cards([CardFace(new_code(), "A1001.1", "Fatima")], tmp_path / "cards.pdf", CardLook(house="Huis"), ENGLISH)
    assert (tmp_path / "cards.pdf").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["cards.pdf"]


def test_every_label_of_two_sheets_is_read_from_its_own_place(tmp_path: Path) -> None:
    labels = [Label(new_code(), f"A-{n:03}", "Łaptop met hoes") for n in range(30)]
    print_labels(labels, tmp_path / "labels.pdf", "Het Welzijnshuis", ENGLISH)
    document = pypdfium2.PdfDocument(tmp_path / "labels.pdf")
    read = []
    for sheet in document:
        picture = sheet.render(scale=150 / 72).to_pil()
        for at in range(24):
            left, top = at % 3 * 70, 0.5 + at // 3 * 37
            cut = picture.crop((int(left * MM), int(top * MM), int((left + 70) * MM), int((top + 37) * MM)))
            read += [found.data.decode() for found in read_qr(cut)]
    assert read == [label.code for label in labels]
    assert "A-000 Łaptop met hoes" in shown(document[0]) and "Het Welzijnshuis" in shown(document[1])


def test_a_page_holds_every_word_wrapped_and_goes_on_on_the_next(tmp_path: Path) -> None:
    long = "Je brengt het toestel terug in dezelfde staat. " * 4
    code = new_code()
    parts = (Line("Uitleen", style="large"), Line("Waarborg", "€ 20,00"), Rule(), *[Line(long)] * 20, Qr(code))
    print_page(Receipt((Block("body", parts),), example=True), tmp_path / "page.pdf", ENGLISH)
    document = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    assert len(document) == 2
    words = " ".join(map(shown, document))
    assert words.count("in dezelfde staat.") == 80
    assert "VOORBEELD" in words and "€ 20,00" in words
    assert [found.data.decode() for found in read_qr(document[1].render(scale=150 / 72).to_pil())] == [code]


def test_a_page_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "page.pdf").mkdir()
    with pytest.raises(OSError):
        print_page(Receipt((Block("body", (Line("x"),)),)), tmp_path / "page.pdf", ENGLISH)
    assert [path.name for path in tmp_path.iterdir()] == ["page.pdf"]


def test_what_belongs_together_is_not_torn_over_two_pages_and_each_says_which_it_is(tmp_path: Path) -> None:
    block = Block("body", (Line("Uitleen"), *[Line("Belofte")] * 20, Rule(), Line("Handtekening")), whole=True)
    page = with_translation(Receipt((block,)), ENGLISH, "Traduction")
    print_page(page, tmp_path / "page.pdf", ENGLISH, "A1042.1")
    document = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    first, second = map(shown, document)
    assert (first.count("Belofte"), first.count("Handtekening"), first.count("A1042.1 1 / 2")) == (20, 1, 1)
    assert second.startswith("Traduction Uitleen"), "the translation has a page of its own, with its signature"
    assert (second.count("Belofte"), second.count("Handtekening"), second.count("A1042.1 2 / 2")) == (20, 1, 1)


def test_of_what_is_longer_than_a_page_the_end_stays_whole_and_nothing_is_lost(tmp_path: Path) -> None:
    parts = (*[Line("Accessoire")] * 70, Rule(), *[Line("Belofte")] * 9, Line("Handtekening"))
    print_page(Receipt((Block("body", parts, whole=True),)), tmp_path / "page.pdf", ENGLISH)
    pages = [*map(shown, pypdfium2.PdfDocument(tmp_path / "page.pdf"))]
    assert sum(page.count("Accessoire") for page in pages) == 70
    assert (pages[-1].count("Belofte"), pages[-1].count("Handtekening")) == (9, 1)


def test_a_wrapped_line_keeps_its_indent(tmp_path: Path) -> None:
    print_page(Receipt((Block("body", (Line("      " + "zolang het nodig is " * 12),)),)), tmp_path / "p.pdf", ENGLISH)
    text = pypdfium2.PdfDocument(tmp_path / "p.pdf")[0].get_textpage()
    lefts = [text.get_rect(n)[0] for n in range(text.count_rects())]
    assert len(lefts) > 1 and max(lefts) - min(lefts) < 2, "points"


def test_a_pdf_is_not_written_under_a_name_that_no_program_opens(tmp_path: Path) -> None:
    with pytest.raises(NotUnderstood, match=r"ends in \.pdf"):
        print_page(Receipt((Block("body", (Line("x"),)),)), tmp_path / "page.xlsx", ENGLISH)
    assert list(tmp_path.iterdir()) == []
