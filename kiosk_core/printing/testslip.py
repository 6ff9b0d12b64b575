"""The test slip: a person looks at it and chooses the printer's settings."""

from __future__ import annotations

from ..domain.texts import Catalogue, Sentence
from .escpos import Paper
from .profile import PAGES, Profile
from .spelling import clean

SAMPLE = "€ ë é è ï ü ç œ"
CODE = "BCDEFGHIJKLNPRSTB"


def make_test_slip(profile: Profile, words: Catalogue, drawer: bool = False) -> bytes:
    """The bytes of the slip: ruler, every code page's €, styles, a QR code with its letters, a grey scale, the cut.

    `drawer`: also opens it, to try pin and pulse. A letter that a page lacks is a dot on its line.
    """
    paper = Paper(profile)
    if drawer:
        paper.open_drawer()

    def say(sentence: Sentence, small: bool = False) -> None:
        paper.line(sentence.spoken(words), style="small" if small else "strong")

    paper.line(Sentence("Test slip").spoken(words), style="large", centred=True)
    paper.rule()
    say(Sentence("1. Does this ruler fill one line exactly?"))
    paper.line("".join(str(place % 10) for place in range(1, profile.columns + 1)))
    paper.line(Sentence("left").spoken(words), Sentence("right").spoken(words))
    paper.rule()
    say(Sentence("2. On which line is the euro sign right? Choose that code page."))
    for page in PAGES:
        paper.turn_to(page, profile.number if page == profile.page else None)
        shown = "".join(letter if paper.can(letter) else "." for letter in clean(SAMPLE))
        paper.line(page, shown, "strong" if page == profile.page else "plain")
    paper.turn_to(profile.page, profile.number)
    paper.rule()
    say(Sentence("3. Can you read these lines, and is the last one drawn?"))
    paper.line(Sentence("Large").spoken(words), style="large")
    paper.line(Sentence("Small").spoken(words), "3,50 €", style="small")
    paper.line("Олена, Ελένη", "3,50 €")
    paper.rule()
    say(Sentence("4. Does the scanner read this code?"))
    paper.qr(CODE)
    if drawer:
        say(Sentence("5. Did the drawer open? If not: choose the other pin or a longer pulse."))
    paper.finish()
    return paper.data
