"""Textual's stylesheets, parsed once in a process: each app would parse the same ones anew."""

from __future__ import annotations

from typing import Any

import pytest
from textual.css import stylesheet
from textual.css.model import RuleSet

Tokens = dict[str, Any]


def parse_once(patch: pytest.MonkeyPatch) -> None:
    """The rules of a text depend on where it stands and on the colours only. Textual itself keeps them so, but for one app and
    one look at a time, and never writes to them."""
    tokenize, parse = stylesheet.tokenize_values, stylesheet.parse
    colours: dict[frozenset[tuple[str, str]], Tokens] = {}
    rules: dict[tuple[object, ...], list[RuleSet]] = {}

    def tokenized(values: dict[str, str]) -> Tokens:
        same = frozenset(values.items())
        if same not in colours:
            colours[same] = tokenize(values)
        return colours[same]

    def parsed(*where: Any, variable_tokens: Tokens, **how: Any) -> list[RuleSet]:
        # `colours` keeps them, so no other look ever has the same id.
        same = (where, id(variable_tokens), *sorted(how.items()))
        if same not in rules:
            rules[same] = list(parse(*where, variable_tokens=variable_tokens, **how))
        return rules[same]

    patch.setattr(stylesheet, "tokenize_values", tokenized)
    patch.setattr(stylesheet, "parse", parsed)
