"""What a printer is sent, read by a decoder that knows nothing of the renderer. One test per fact of the field."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stdout
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image
from pyzbar.pyzbar import decode as read_qr

from kiosk_core.catalogues import catalogue
from kiosk_core.domain.ids import Cents
from kiosk_core.domain.receipts import Block, Line, Picture, Qr, Receipt
from kiosk_core.domain.texts import ENGLISH, Money, Sentence
from kiosk_core.printing.escpos import open_drawer, render
from kiosk_core.printing.profile import PAGES, Profile
from kiosk_core.printing.testslip import make_test_slip

from .conftest import CODE, slip
from .decoder import (
    Bitmap,
    Cut,
    Feed,
    Initialised,
    Item,
    PageChosen,
    Pulse,
    QrCode,
    Text,
    Undecodable,
    decode,
    text_of,
)
from .render_png import picture_of


def lines(*parts, **changes) -> list[Item]:
    """What a slip of these lines comes to."""
    profile = Profile(**changes)
    return decode(render(Receipt((Block("body", parts),)), profile, ENGLISH))


def of(kind: type, items: list[Item]) -> list:
    return [item for item in items if isinstance(item, kind)]


@pytest.mark.parametrize("page", PAGES)
def test_one_code_page_is_chosen_once_and_kept(page):
    items = lines(Line("Één œuvre voor café Ağrı, 3 €"), Line("ëéèïüç €"), page=page)
    assert len(of(PageChosen, items)) == 1
    assert "?" not in text_of(items)


def test_the_euro_comes_through_the_page_of_the_printer_not_a_greek_one():
    items = lines(Line("3,50 €"))
    assert of(PageChosen, items) == [PageChosen("cp858")]
    assert text_of(items) == "3,50 €\n"


@pytest.mark.parametrize(
    ("page", "printed"),
    [("CP858", "€ ëéèïüç oe"), ("CP1252", "€ ëéèïüç œ"), ("CP437", "EUR ëéèïüç oe"), ("CP850", "EUR ëéèïüç oe")],
)
def test_what_a_page_lacks_is_spelled(page, printed):
    assert text_of(lines(Line("€ ëéèïüç œ"), page=page)) == printed + "\n"


def test_a_printer_with_its_own_number_for_a_page_gets_that_number():
    data = render(slip(), Profile(page="CP858", number=13), ENGLISH)
    assert b"\x1bt\x0d" in data and b"\x1bt\x13" not in data


def test_typographic_marks_are_plain_ones():
    assert text_of(lines(Line("‘a’ “b” – c…"))) == "'a' \"b\" - c...\n"


def test_a_name_in_letters_the_printer_lacks_is_drawn_and_another_is_spelled():
    drawn = lines(Line("Олена Шевченко", "3,50 €"))
    assert [len(bitmap.rows) > 20 and any(map(any, bitmap.rows)) for bitmap in of(Bitmap, drawn)] == [True]
    assert not text_of(drawn).strip()
    assert text_of(lines(Line("محمد"))) == "mhmd\n"


@settings(deadline=None)  # the first slip of a process loads python-escpos: half a second
@example("？⁈", "", "CP858")
@given(st.text(max_size=60), st.text(max_size=20), st.sampled_from(sorted(PAGES)))
def test_nothing_in_a_text_is_ever_a_command(left, right, page):
    items = lines(Line(left, right), page=page)
    kinds = [type(item) for item in items if not isinstance(item, Text | Bitmap)]
    assert kinds == [Initialised, PageChosen, Feed, Cut]
    # Marks that are question marks in a wider dress are printed as such; none may stand for a letter that is lacking.
    assert text_of(items).count("?") <= normalize("NFKD", left + right).count("?")


@pytest.mark.parametrize(
    "hostile", ["\x1bp\x00\xff\xff", "\x1d\x56\x00", "a\x10\x14\x01b", "\x9b31m", "a\nb\rc\fd", "\u202egnp.exe", "\x00"]
)
def test_a_hostile_name_opens_no_drawer_and_cuts_nothing(hostile):
    items = lines(Line(hostile, hostile), Qr(hostile + CODE))
    assert (of(Pulse, items), len(of(Cut, items))) == ([], 1)
    assert all(letter.isprintable() for item in of(Text, items) for letter in item.text)


@pytest.mark.parametrize(("columns", "dots"), [(32, 384), (42, 512), (48, 576)])
def test_no_line_is_wider_than_the_paper(columns, dots):
    text = "Aardappelen, brood en een doos van driehonderdvijfenzeventigduizendkilogrammen " * 3
    items = lines(
        *(Line(text, "€ 3,50", style) for style in ("plain", "strong", "large", "small")),
        Picture("tests.printing.conftest:house_picture", Sentence("A house")),
        Line("Олена " * 30),
        columns=columns,
        dots=dots,
    )
    for item in of(Text, items):
        assert len(item.text) * item.style.wide * (12 if item.style.font == "a" else 9) <= columns * 12
    assert all(bitmap.width <= dots for bitmap in of(Bitmap, items))


def test_words_are_wrapped_whole_and_the_amount_stands_at_the_right_edge():
    shown = text_of(lines(Line("Voedselpakket groot met veel groenten en nog een brood", "€ 3,50"))).splitlines()
    assert shown == ["Voedselpakket groot met veel", "groenten en nog een brood           € 3,50"]
    assert len(shown[-1]) == 42


@pytest.mark.parametrize("hard", ["\xa0", "\u202f"])
@pytest.mark.parametrize("page", ["CP858", "CP437"])
def test_no_line_begins_with_the_sign_behind_a_hard_space_and_the_printer_gets_a_plain_one(page: str, hard: str):
    line = Line(f"1 × Cautions pour les appareils{hard}: rendu", f"-37,50{hard}€")
    data = render(Receipt((Block("body", (line,)),)), Profile(page=page), ENGLISH)
    shown = [one for one in text_of(decode(data)).splitlines() if one]
    assert [one.split() for one in shown] == [
        ["1", "×" if page == "CP858" else "x", "Cautions", "pour", "les"],
        ["appareils", ":", "rendu", "-37,50", "€" if page == "CP858" else "EUR"],
    ]
    assert not any(hard in one for one in shown)


@pytest.mark.parametrize("page", ["CP858", "CP437", "CP1252"])
def test_a_french_thousand_is_parted_by_a_plain_space_on_every_printer(page: str):
    line = Line(Sentence("{due} to pay", {"due": Money(Cents(123456))}), "")
    data = render(Receipt((Block("body", (line,)),)), Profile(page=page), catalogue("fr"))
    assert "1 234,56" in text_of(decode(data))


def test_styles_are_what_the_document_says():
    items = lines(
        Line("plain"),
        Line("strong", style="strong"),
        Line("large", style="large", centred=True),
        Line("small", "", "small"),
    )
    seen = {item.text: item.style for item in of(Text, items)}
    assert (seen["plain"].bold, seen["plain"].wide, seen["plain"].font, seen["plain"].align) == (False, 1, "a", "left")
    assert (seen["strong"].bold, seen["strong"].wide) == (True, 1)
    assert (seen["large"].wide, seen["large"].high, seen["large"].align) == (2, 2, "center")
    assert (seen["small"].font, seen["small"].bold) == ("b", False)


def test_the_blocks_stand_in_the_order_of_the_paper():
    shown = text_of(decode(render(slip(), Profile(), ENGLISH)))
    assert shown.index("Sociaal Huis") < shown.index("Voedselpakket") < shown.index("BCDE FGHI JKLN PRST U")


def test_the_qr_code_as_a_picture_is_read_by_a_scanner():
    items = decode(render(slip(), Profile(), ENGLISH))
    found = read_qr(picture_of(items))
    assert [(code.type, code.data) for code in found] == [("QRCODE", CODE.encode())]


def test_the_qr_code_drawn_by_the_printer_holds_the_letters_alone():
    assert of(QrCode, lines(Qr(CODE), qr="native")) == [QrCode(CODE.encode(), 8, "M", "center")]


def test_a_picture_is_centred_and_as_it_was_drawn():
    items = lines(Picture("tests.printing.conftest:house_picture", Sentence("A house")))
    (bitmap,) = of(Bitmap, items)
    assert (bitmap.width, len(bitmap.rows)) == (512, 60)
    assert sum(map(sum, bitmap.rows)) == 180 * 40
    assert bitmap.rows[30].index(True) == (512 - 200) // 2 + 10


def test_a_picture_that_cannot_be_drawn_leaves_its_words():
    assert "[A house]" in text_of(lines(Picture("tests.printing.conftest:nowhere", Sentence("A house"))))


@pytest.mark.parametrize("pin", [2, 5])
def test_the_drawer_opens_before_the_text_with_the_pin_and_pulse_of_the_settings(pin):
    profile = Profile(drawer_pin=pin, drawer_on=120, drawer_off=400)
    items = decode(render(slip(open_drawer=True), profile, ENGLISH))
    assert of(Pulse, items) == [Pulse(pin, 120, 400)]
    assert items.index(of(Pulse, items)[0]) < items.index(of(Text, items)[0])
    assert [item for item in decode(open_drawer(profile)) if not isinstance(item, Initialised | PageChosen)] == [
        Pulse(pin, 120, 400)
    ]


def test_a_pulse_is_never_too_long_for_its_byte():
    (pulse,) = of(Pulse, decode(open_drawer(Profile(drawer_on=9999, drawer_off=0))))
    assert (pulse.on, pulse.off) == (510, 2)


def test_a_copy_says_so_and_opens_nothing():
    items = decode(render(slip(open_drawer=True, copy=True), Profile(), ENGLISH))
    assert of(Pulse, items) == []
    assert text_of(items).startswith("KOPIE - COPY\n")


def test_a_slip_of_the_example_house_says_so():
    assert text_of(decode(render(slip(example=True), Profile(), ENGLISH))).startswith("VOORBEELD\n")
    assert "VOORBEELD" not in text_of(decode(render(slip(), Profile(), ENGLISH)))


@pytest.mark.parametrize("cutter", ["full", "partial", "none"])
def test_the_paper_is_fed_out_and_cut_as_the_cutter_can(cutter):
    items = decode(render(slip(), Profile(cutter=cutter), ENGLISH))
    assert [cut.kind for cut in of(Cut, items)] == ([] if cutter == "none" else [cutter])
    assert of(Feed, items)[-1].lines >= 4
    assert of(Cut, decode(render(slip(cut=False), Profile(cutter=cutter), ENGLISH))) == []


def test_the_test_slip_shows_the_euro_of_every_page_and_a_ruler_of_the_whole_width():
    items = decode(make_test_slip(Profile(columns=48, dots=576), ENGLISH, drawer=True))
    shown = text_of(items).splitlines()
    chosen = {item.codec for item in of(PageChosen, items)}
    assert chosen == {"cp858", "cp1252", "cp850", "cp437", "cp852", "cp857", "cp1250", "cp1254", "iso8859-15"}
    with_euro = [line.split()[0] for line in shown if "€ ë" in line]
    assert with_euro == ["CP858", "CP1252", "CP1250", "CP1254", "ISO_8859-15"]
    assert "123456789012345678901234567890123456789012345678" in shown
    assert len(of(Pulse, items)) == 1 and len(read_qr(picture_of(items, 576))) == 1


def test_dropping_any_single_byte_of_a_command_is_noticed():
    """Every byte outside texts and pictures: what the decoder then reads is another slip, or no slip at all."""
    receipt = slip(open_drawer=True)
    small = Receipt(
        (*(block for block in receipt.blocks if block.place != "foot"), Block("foot", (Qr("B"),))), open_drawer=True
    )
    for profile in (Profile(qr="native"), Profile(qr="native", cutter="partial", drawer_pin=5, page="CP1252")):
        data = render(small, profile, ENGLISH)
        whole = decode(data)
        for place in range(len(data)):
            try:
                assert decode(data[:place] + data[place + 1 :]) != whole, f"{place}: {data[place : place + 4].hex()}"
            except Undecodable:
                continue


def test_dropping_any_byte_of_a_pictures_command_is_noticed():
    data = render(Receipt((Block("foot", (Qr(CODE),)),)), Profile(), ENGLISH)
    start, whole = data.index(b"\x1dv0"), decode(data)
    for place in range(start, start + 8):
        try:
            assert decode(data[:place] + data[place + 1 :]) != whole
        except Undecodable:
            continue


def test_the_decoder_stops_on_a_byte_it_does_not_know():
    for stray in (b"\x07", b"\x1b\x01", b"\x1d\xff", b"\x1bt\xfe", b"\x1bE\x07", b"\x1b"):
        with pytest.raises(Undecodable):
            decode(b"text" + stray)


def test_the_decoder_reads_what_python_escpos_makes_alone():
    from escpos.printer import Dummy

    printer = Dummy()
    printer.hw("INIT")
    printer.set(align="center", bold=True, underline=1, double_width=True, invert=False, smooth=True, flip=False)
    printer.text("Prijs 3 €\n")
    printer.set_with_default(font="b")
    printer.textln("klein")
    with redirect_stdout(io.StringIO()):
        printer.image(Image.new("1", (16, 24), 0), impl="bitImageRaster")
        printer.image(Image.new("1", (16, 24), 0), impl="bitImageColumn")
        printer.image(Image.new("1", (16, 24), 0), impl="graphics")
    printer.qr("ABC", native=True, ec=2, size=4)
    printer.barcode("4006381333931", "EAN13", 64, 2, "BELOW", "A")
    printer.cashdraw(5)
    printer.cut("PART")
    items = decode(printer.output)
    assert "Prijs 3 €" in text_of(items).replace("\n", "") and "klein" in text_of(items)
    assert [bitmap.rows for bitmap in of(Bitmap, items)] == [((True,) * 16,) * 24] * 2
    assert of(QrCode, items)[0].level == "Q" and of(Pulse, items) == [Pulse(5, 100, 100)]
    assert of(Cut, items) == [Cut("partial")]


def test_printing_writes_nothing_on_the_screen_and_leaves_the_log_alone(tmp_path):
    """python-escpos prints remarks, and its import puts a handler on the root logger."""
    program = (
        "import logging\n"
        "from tests.printing.conftest import slip\n"
        "from kiosk_core.domain.texts import ENGLISH\n"
        "from kiosk_core.printing.escpos import render\n"
        "from kiosk_core.printing.profile import Profile\n"
        "render(slip(), Profile(), ENGLISH)\n"
        "assert not logging.getLogger().handlers\n"
    )
    for damaged in (False, True):
        environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
        run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)
        assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")
        (cached,) = (tmp_path / "kiosk" / "escpos").glob("*.pickle")
        if not damaged:
            cached.write_bytes(cached.read_bytes()[:1000])


def test_python_escpos_is_loaded_by_its_renderer_alone_and_not_before_the_first_slip():
    program = (
        "import sys, kiosk_core.printing.worker, kiosk_core.printing.spool, kiosk_core.printing.cards\n"
        "import kiosk_core.printing.plain, kiosk_core.printing.escpos, kiosk_core.printing.testslip\n"
        "assert not {'escpos', 'fpdf', 'PIL', 'qrcode', 'usb'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
