"""In which language one paper comes out: the house's, or that with a translation added. The choice is stored nowhere."""

from __future__ import annotations

from kiosk_core.catalogues import LANGUAGES
from kiosk_core.domain.texts import Sentence

NAMES = {"nl": Sentence("Dutch"), "fr": Sentence("French"), "en": Sentence("English")}


def languages_of(paper: str, also: str) -> Sentence:
    """'Dutch', 'Dutch + French'. `paper`: that of the house's papers; `also`: what is added, or ''."""
    if not also:
        return NAMES[paper]
    return Sentence("{paper} + {also}", {"paper": NAMES[paper], "also": NAMES[also]})


def next_added(paper: str, also: str) -> str:
    """What one more press adds instead; '' after the last."""
    choices = ["", *(lang for lang in LANGUAGES if lang != paper)]
    return choices[(choices.index(also) + 1) % len(choices)]
