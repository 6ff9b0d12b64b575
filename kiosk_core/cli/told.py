"""A command as somebody reads it: its help page, and its words for what is to be typed, in the reader's language."""

from __future__ import annotations

import copy
import inspect
from typing import Any, TypeVar

import click

from ..catalogues import CAPITALS
from ..domain.texts import Catalogue, Sentence, spoken

C = TypeVar("C", bound=click.Command)
P = TypeVar("P", bound=click.Parameter)


def told(command: C, words: Catalogue) -> C:
    """A copy that speaks; the command itself stays as its module made it, for a reader of another language.

    The core's commands and options bring a Sentence (`says`); a plugin's are plain click, whose help is the message."""
    said = copy.copy(command)
    said.help = _said(command, words)
    said.options_metavar = _word(command.options_metavar, words)
    said.params = [_parameter(param, words) for param in command.params]
    if isinstance(said, click.Group):
        said.subcommand_metavar = _word(said.subcommand_metavar, words) or ""
        said.commands = {name: told(inner, words) for name, inner in said.commands.items()}
    return said


def stands_for(metavar: str, words: Catalogue) -> str:
    """'CODE|CLIENT' in the reader's words."""
    return CAPITALS.sub(lambda found: words.gettext(found.group()), metavar)


def _parameter(param: P, words: Catalogue) -> P:
    said = copy.copy(param)
    said.type = copy.copy(param.type)
    said.type.name = words.gettext(param.type.name)
    if param.metavar:
        said.metavar = stands_for(param.metavar, words)
    elif isinstance(param, click.Argument):
        said.metavar = stands_for(param.human_readable_name.upper(), words)
    if isinstance(said, click.Option):
        said.help = _said(param, words)
    return said


def _said(one: Any, words: Catalogue) -> str | None:
    """A docstring's lines are indented where it stands, and not in a catalogue."""
    says: Sentence | None = getattr(one, "says", None)
    return spoken(says, words) if says else _word(inspect.cleandoc(one.help or ""), words)


def _word(text: str | None, words: Catalogue) -> str | None:
    """The empty message is the catalogue's own header."""
    return words.gettext(text) if text else text
