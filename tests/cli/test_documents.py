"""Every document has exactly the keys that docs/cli.md says, in that order and in every language."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kiosk_core.registry.rights import RIGHTS
from tests.days import today

from .conftest import Kiosk
from .test_docs import _documented

TODAY = today().isoformat()
CALLS = {
    "client add": ("--name", "Fatima El Amrani"), "client show": ("A1001",), "client search": ("fatima",),
    "enrol": ("A1001", "foodbank", "--until", "2099-12-31"), "card issue": ("A1001",), "card show": ("A1001",),
    "card print": ("--out", "{folder}/cards.pdf"), "scan": ("{card}", "--project", "foodbank", "--record"),
    "undo": ("{act}", "--reason", "mistake"), "journal": ("--tail", "1"), "verify": (),
    "report": ("--from", TODAY, "--to", TODAY), "plugins": (), "settings show": ("core.late_days",),
    "settings set": ("core.late_days", "30"), "settings explain": ("core.late_days",), "print queue": (), "print retry": (),
    "volunteer add": ("Eva", "--new-pin-file", "{folder}/Lies.pin"), "volunteer badge": ("Eva",),
    "volunteer pin": ("Eva", "--new-pin-file", "{folder}/Lies.pin"), "volunteer retire": ("Eva",), "volunteer forget": ("Eva",), "volunteer emergency": (),
    "counter show": (), "counter set": ("balie", "--title", "Balie"), "backup": ("{folder}/house.backup",),
    "card lost": ("A1001",), "client forget": ("A1001", "--reason", "request"), "counter add": ("loket",), "doctor": (),
}  # fmt: skip
"""In this order in one house: each finds what the ones before it made."""


def keys_of(told: Any) -> list[str]:
    """Of a document, or of the first in a list of them."""
    return list(told[0] if isinstance(told, list) else told)


def written(text: str) -> list[str]:
    """The outermost keys of the first document that a part of docs/cli.md describes, after its arrow."""
    said = text.partition("→")[2].strip()
    if not said.startswith("`"):
        return re.findall(r"\b[a-z_]+\b", re.split(r"\.(?:\s|$)", said.rpartition("first:")[2] or said)[0])
    keys, depth = [], 0
    for part in re.findall(r'[{}\[\]]|(?<=[{,])"[a-z_]+"', said.split("`")[1].removeprefix("[").removesuffix("]")):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(part, 0)
        keys += [part.strip('"')] if depth == 1 and part.startswith('"') else []
    return keys


def test_each_document_has_the_keys_that_are_written(kiosk: Kiosk) -> None:
    documented, known = _documented(), {"folder": str(kiosk.folder), "card": "", "act": ""}
    kiosk.json("settings", "set", "core.slips", "foodbank.parcel=always")
    for name, typed in CALLS.items():
        told = kiosk.json(*name.split(), *(word.format(**known) for word in typed))
        if name == "card issue":
            known["card"] = told["code"]
        if name == "scan":
            known["act"] = told["recorded"]["act"]
            assert keys_of(kiosk.json("print", "queue")) == written(documented["print queue"])
        if told != []:
            assert keys_of(told) == written(documented[name]), name


def test_keys_codes_and_states_are_the_same_in_every_language(kiosk: Kiosk) -> None:
    number, code = kiosk.with_card("--name", "Fatima El Amrani")
    kiosk.json("scan", code, "--project", "foodbank", "--record")
    for typed in (
        ("card", "show", number),
        ("client", "show", number),
        ("verify",),
        ("plugins",),
        ("settings", "show"),
    ):
        assert kiosk.json(*typed, "--lang", "nl") == kiosk.json(*typed, "--lang", "fr"), typed
    verdicts = [kiosk("scan", code, "--project", "foodbank", "--json", "--lang", lang).json for lang in ("nl", "fr")]
    texts = [[(f.pop("text"), f.pop("next")) for f in verdict["findings"]] for verdict in verdicts]
    assert verdicts[0] == verdicts[1]
    assert texts[0] != texts[1]


def test_an_earlier_card_stays_as_it_is(kiosk: Kiosk) -> None:
    number, first = kiosk.with_card()
    second = kiosk.json("card", "issue", number)["code"]
    assert {(card["code"], card["state"]) for card in kiosk.json("card", "show", number)} == {
        (first, "live"),
        (second, "live"),
    }
    assert all(kiosk.json("scan", code, "--project", "foodbank")["outcome"] == "granted" for code in (first, second))


@pytest.mark.parametrize("right", sorted(set(RIGHTS) - {"demo"}))
def test_a_coordinator_may_give_every_command_but_the_demo_s(right: str) -> None:
    assert "coordinator" in RIGHTS[right]
    assert "coordinator" not in RIGHTS["demo"]
