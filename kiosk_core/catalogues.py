"""The words of a language: the core's catalogue and those of the plugins, one behind the other."""

from __future__ import annotations

import gettext
import importlib.util
import re
from collections.abc import Iterable
from pathlib import Path

from .domain.texts import Catalogue, Sentence

LANGUAGES = ("nl", "fr", "en")
DEFAULT = "nl"
FRENCH_PAPERS = Sentence(
    "Papers for clients will be in French. In Flanders they are in Dutch: change core.paper_language in Settings."
)
"""To who starts a house in French."""
CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
"""A word of a help page that stands for what is to be typed: CLIENT, DATE. Single ones are only letters (K=V)."""


def catalogue(lang: str | None, packages: Iterable[str] = ("kiosk_core",)) -> Catalogue:
    """The messages of `lang` in the folders `locale/` of these packages, the first that knows a message speaks.

    What nobody translated stays English. `lang`: 'nl', 'fr_BE', 'en'; Dutch when it is none of LANGUAGES ('C' too).
    """
    chosen = language(lang)
    found: gettext.NullTranslations | None = None
    for package in packages:
        for file in sorted(_folder(package).glob(f"locale/{chosen}/LC_MESSAGES/*.mo")):
            with file.open("rb") as opened:
                more = gettext.GNUTranslations(opened)
            if found is None:
                found = more
            else:
                found.add_fallback(more)
    return found or gettext.NullTranslations()


def language(asked: str | None) -> str:
    """One of LANGUAGES for whatever an environment or a setting says."""
    begin = (asked or "").partition("_")[0].partition(".")[0].lower()
    return begin if begin in LANGUAGES else DEFAULT


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else Path()
