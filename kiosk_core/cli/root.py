"""`kiosk`: which commands there are, where each lies, and how every one of them ends."""

from __future__ import annotations

import gettext
import importlib
import io
import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from ..catalogues import language
from ..domain.errors import ClockDoubt, KioskError, NotUnderstood
from ..domain.texts import Sentence, Text, spoken
from ..version import VERSION
from .commands import COMMANDS, Table
from .frame import LANG, Option, reader, words_of, write
from .told import told

BAD_USAGE = 2
_AMOUNT = re.compile(r"-[\d.,€]")
DOMAIN = "kiosk"
"""Of the catalogues, `locale/<lang>/LC_MESSAGES/kiosk.mo`."""


class Group(click.Group):
    """Commands by name; the module of one is loaded when it is given."""

    def __init__(self, name: str, table: Table, says: Sentence | None = None) -> None:
        super().__init__(name)
        self.table, self.says = table, says

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.table)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        found = self.table.get(name)
        if found is None:
            return None
        if isinstance(found.place, Mapping):
            return told(Group(name, found.place, found.says), reader(ctx))
        module, _, attribute = found.place.partition(":")
        loaded: click.Command = getattr(importlib.import_module(module, __package__), attribute)
        return told(loaded, reader(ctx))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        words = reader(ctx)
        with formatter.section(gettext.gettext("Commands")):
            formatter.write_dl([(name, spoken(says, words)) for name, says in self.listed()])

    def listed(self) -> list[tuple[str, Sentence]]:
        """The commands of its help page."""
        return [(name, entry.says) for name, entry in self.table.items()]


class Root(Group):
    """`kiosk` itself: a plugin's commands stand beside the core's, and every ending is said in one way."""

    def __init__(self, name: str, table: Table) -> None:
        super().__init__(name, table)
        self.params.append(VERSION_OPTION)

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Runs what was typed and exits: 0; 1 with a sentence; 2 for bad usage; or what the command itself returned."""
        typed = [_readable(word) for word in (sys.argv[1:] if args is None else args)]
        if not typed or (typed[0].startswith("-") and typed[0] not in ("--help", "--version")):
            typed.insert(0, "open")
        ending = _Ending(typed)
        _speak(ending.lang)
        try:
            with self.make_context(prog_name or "kiosk", typed, **extra) as context:
                code = self.invoke(context)
        except click.exceptions.Exit as end:
            code = end.exit_code
        except click.NoSuchOption as error:
            code = ending.no_option(error)
        except click.exceptions.NoArgsIsHelpError as error:
            code = ending.incomplete(error)
        except click.UsageError as error:
            code = ending.failed("usage", error.format_message(), BAD_USAGE)
        except click.ClickException as error:
            code = ending.failed("usage", error.format_message(), 1)
        except (click.Abort, KeyboardInterrupt, EOFError):
            code = ending.failed("stopped", Sentence("Stopped."), 1)
        except BrokenPipeError:
            _close_quietly()
            code = 1
        except ClockDoubt as doubt:
            how = Sentence("{why} If it is: kiosk date-is-right", {"why": doubt.sentence})
            code = ending.failed(doubt.code, how, 1)
        except KioskError as error:
            code = ending.failed(error.code, error.sentence, 1)
        except OSError as error:
            code = ending.failed(
                "file", Sentence("The file {file} cannot be read or written.", {"file": _named(error)}), 1
            )
        except Exception as error:  # noqa: BLE001 - the last wall: noted without anybody's data, and a number to read out
            from ..faults import note

            code = ending.failed("fault", note(error), 1)
        sys.exit(code or 0)

    def make_context(self, info_name: str | None, args: list[str], *more: Any, **extra: Any) -> click.Context:
        lang = _language(args)
        context = click.Context(told(self, words_of(lang)), info_name=info_name, **extra)
        context.meta[LANG] = lang
        with context.scope(cleanup=False):
            self.parse_args(context, args)
        return context

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *(name for name, _ in self.mounted())]

    def listed(self) -> list[tuple[str, Sentence]]:
        return [*super().listed(), *self.mounted()]

    def mounted(self) -> list[tuple[str, Sentence]]:
        """Plugins' commands, each with its project's title."""
        from .mounted import titles

        return [(name, says) for name, says in titles() if name not in self.table]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        own = super().get_command(ctx, name)
        if own is not None:
            return own
        from .mounted import load

        found = load(name)
        return told(found, reader(ctx)) if found else None


class _Ending:
    """Says how it went wrong: one sentence on standard error, and with --json one document on standard output."""

    def __init__(self, typed: Sequence[str]) -> None:
        before = list(typed[: typed.index("--")] if "--" in typed else typed)
        self.json = "--json" in before
        self.lang = _language(before)

    def failed(self, code: str, text: Text, exit_code: int) -> int:
        said = " ".join(spoken(text, words_of(self.lang)).split())
        if self.json:
            write(json.dumps({"error": {"code": code, "text": said}}, ensure_ascii=False) + "\n")
        click.echo("".join(c if c.isprintable() else "?" for c in said), err=True)
        return exit_code

    def no_option(self, error: click.NoSuchOption) -> int:
        """Where '-5' stands for an amount, click looks for an option of that name."""
        if _AMOUNT.match(error.option_name):
            refused = NotUnderstood(why=Sentence("an amount or number is typed without a minus."))
            return self.failed(refused.code, refused.sentence, 1)
        return self.incomplete(error)

    def incomplete(self, error: click.UsageError) -> int:
        """Where a group's command should stand is nothing, or an option: a person gets the group's page too."""
        group = error.ctx.command if error.ctx else None
        if not isinstance(group, click.Group) or error.ctx is None:
            return self.failed("usage", error.format_message(), BAD_USAGE)
        if not self.json:
            click.echo(error.ctx.get_help() + "\n", err=True)
        names = ", ".join(group.list_commands(error.ctx))
        said = Sentence("Say which command: {names}. Options stand after it.", {"names": names})
        return self.failed("usage", said, BAD_USAGE)


def _language(typed: Sequence[str]) -> str:
    """What was asked with --lang or KIOSK_LANG, also where the rest of the line is wrong."""
    for place, word in enumerate(typed):
        if word == "--lang" and place + 1 < len(typed):
            return language(typed[place + 1])
        if word.startswith("--lang="):
            return language(word.partition("=")[2])
    return language(os.environ.get("KIOSK_LANG"))


def _readable(word: str) -> str:
    """A word as it was typed; where the system's language has no letters beyond ASCII, Python left its bytes undecoded."""
    return word if word.isprintable() else os.fsencode(word).decode(errors="replace")


def _speak(lang: str) -> None:
    """Makes click's own words come from our catalogue: it asks the process's default domain."""
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain(DOMAIN, str(Path(__file__).parent.parent / "locale"))
    gettext.textdomain(DOMAIN)


def _named(error: OSError) -> str:
    return Path(error.filename).name if isinstance(error.filename, str) else ""


def _close_quietly() -> None:
    """Whoever read our answer went away; nothing more can be said there."""
    sys.stdout = open(os.devnull, "w", encoding="utf8")  # noqa: PTH123, SIM115


def _show_version(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"kiosk {VERSION}")
        ctx.exit()


VERSION_OPTION = Option(
    ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
    says=Sentence("Show the version and stop."),
)  # fmt: skip
root = Root("kiosk", COMMANDS)


def main() -> None:
    """The entry point `kiosk`. A terminal that lacks a letter shows another one rather than an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    root.main()
