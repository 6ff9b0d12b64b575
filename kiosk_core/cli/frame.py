"""What every command shares: its common options, its language, one JSON document or lines."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, cached_property
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..catalogues import DEFAULT, catalogue, language
from ..domain.errors import KioskError, NotFound, NotUnderstood
from ..domain.texts import Catalogue, Sentence, Text, Translate, spoken
from .waiting import Waiting

if TYPE_CHECKING:
    from ..kiosk import Kiosk
    from ..registry.volunteers import Volunteer
    from ..shift import Shift

F = TypeVar("F", bound=Callable[..., Any])
COMMON = ("db", "lang", "who", "pin_file", "counter", "key_file", "as_json")
LANG = "kiosk.lang"
PREPARING = Sentence("Preparing {what}: {percent} %, {rate} a second")
"""Readings are filled again after an update."""
CLEARING = Sentence("Clearing away what was replaced: {percent} %, {rate} a second")
CHECKING = Sentence("Checking {what}: {percent} %, {rate} a second")
PARTS = {
    "events": Sentence("what happened"), "facts": Sentence("what was done"), "states": Sentence("what holds now"),
    "indexes": Sentence("the indexes"),
}  # fmt: skip


class Desk:
    """What a command gets first: the reader's words, how it was asked to answer, and the house when it asks for it.

    A plugin's command gets it too: `@click.pass_obj def toys(desk): shift = desk.shift("toys")`."""

    def __init__(self, context: click.Context, said: Mapping[str, Any]) -> None:
        self._context = context
        self.asked_lang: str | None = said.get("lang")
        self.lang = language(self.asked_lang)
        self.words: Catalogue = words_of(self.lang)
        self.json = bool(said.get("as_json"))
        self.who: str | None = said.get("who")
        self.pin_file: Path | None = said.get("pin_file")
        self.counter: str | None = said.get("counter")
        self.key_file: Path | None = said.get("key_file")
        self._db: Path | None = said.get("db")

    @cached_property
    def database(self) -> Path:
        """The house's file: `--db`, or where this user's data lies."""
        from ..opening import default_database

        return (self._db or default_database()).absolute()

    @cached_property
    def kiosk(self) -> Kiosk:
        """The house, opened now and closed when the command ends."""
        from ..opening import open_house

        opened = open_house(self.database, self.key_file, progress=self.waiting(PREPARING))
        self._context.call_on_close(opened.close)
        return opened

    @contextmanager
    def sound(self) -> Iterator[None]:
        """Around a command: what SQLite says of the house that it reads, as the house's own sentence."""
        try:
            yield
        except Exception:
            if "kiosk" not in self.__dict__:
                raise
            with self.kiosk.store.translated():
                raise

    def shift(self, project: str | None = "core") -> Shift:
        """The house with somebody signed in. Raises NotFound (project, counter), NotSignedIn, LockedOut, UsageError."""
        kiosk = self.kiosk
        if project is not None and project not in kiosk.plugins.projects:
            raise NotFound(what=project)
        who = self._signed_in(kiosk)
        self.one_counter()
        return kiosk.shift(who, self.counter, project)

    def one_counter(self) -> None:
        """Raises UsageError: there are several counters and none was named."""
        known = [row[0] for row in self.kiosk.house.rows("SELECT subject FROM core_counter ORDER BY subject")]
        if self.counter is None and len(known) > 1:
            raise self.usage(Sentence("Say which counter with --counter: {names}.", {"names": ", ".join(known)}))

    def _signed_in(self, kiosk: Kiosk) -> Volunteer:
        name = self.who or self._asked(Sentence("Your name"), Sentence("Say who you are with --as."))
        pin = self.secret(self.pin_file, Sentence("Your PIN"), environ="KIOSK_PIN")
        return kiosk.check_pin(name, pin)

    def secret(self, file: Path | None, title: Sentence, environ: str = "") -> str:
        """The file's first line, else the environment's, else typed on a terminal."""
        if file is not None:
            return first_line(file)
        missing = Sentence("{what}: say it in a file, see --help.", {"what": title})
        return os.environ.get(environ) or self._asked(title, missing, hidden=True)

    def new_secret(self, file: Path | None, title: Sentence, environ: str = "") -> str:
        """A PIN that somebody chooses; typed twice on a terminal, where it cannot be seen. Raises NotUnderstood."""
        chosen = self.secret(file, title, environ)
        if file is None and not os.environ.get(environ):
            again = self._asked(Sentence("{what}, again", {"what": title}), title, hidden=True)
            if again != chosen:
                raise NotUnderstood(why=Sentence("the two PINs are not the same."))
        return chosen

    def _asked(self, title: Sentence, else_say: Sentence, hidden: bool = False) -> str:
        if not has_person():
            raise self.usage(else_say)
        answer: str = click.prompt(self.t(title), hide_input=hidden, err=True)
        return answer

    # ---- answering ----

    def t(self, text: Text) -> str:
        """In the reader's language."""
        return spoken(text, self.words)

    def title_of(self, project: str) -> Text:
        """What a project is called; its code when its plugin is not here."""
        known = self.kiosk.plugins.projects.get(project)
        return known.title if known else project

    def paper_words(self) -> Catalogue:
        """For what is printed or written to a file: the language that was asked for, else that of the house's papers."""
        return self.words if self.asked_lang else self.kiosk.paper_words()

    def paper_say(self) -> Translate:
        """Says a text in it."""
        return self.t if self.asked_lang else self.kiosk.paper_say()

    def usage(self, text: Sentence) -> click.UsageError:
        """To raise: the command was given wrongly (exit 2)."""
        return click.UsageError(self.t(text), self._context)

    def answer(self, document: object, *lines: Text) -> None:
        """The one JSON document with `--json`, else these lines. A control character of somebody's text is shown as ?."""
        if self.json:
            write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
        else:
            for line in lines:
                click.echo(plain(self.t(line)))

    def ask(self, question: Sentence) -> bool:
        """Yes or no from a person; only after `has_person()`. Anything but a yes in the reader's language is a no."""
        asked = Sentence("{question} (y = yes, Enter = no)", {"question": question})
        answer: str = click.prompt(self.t(asked), default="", show_default=False, err=True)
        return answer.strip().lower()[:1] == self.t(Sentence("y"))

    def has_screen(self) -> bool:
        """Whether a screen can be painted and typed at here."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    def progress(self, done: int, of: int) -> None:
        """A long piece of work, to somebody who waits for it."""
        if has_person() and (done == of or done % (of // 20 + 1) == 0):
            click.echo(f"\r{100 * done // of:3} %", nl=done == of, err=True)

    def waiting(self, words: Sentence) -> Waiting:
        """The same for work in several parts. `words`: PREPARING or CHECKING."""
        from ..journal.declaring import OLD  # a house is opened now; the help pages do without the journal

        def say(what: str, percent: int, rate: int, ended: bool) -> None:
            if has_person():
                said = {"what": PARTS.get(what, what), "percent": percent, "rate": rate}
                told = replace(CLEARING if what == OLD else words, values=said)
                click.echo(f"\r{self.t(told)}", nl=ended, err=True)

        return Waiting(say)


class Command(click.Command):
    """A command with the common options behind its own, whose callback gets the Desk first."""

    def __init__(self, *args: Any, says: Sentence, **more: Any) -> None:
        super().__init__(*args, **more)
        self.says = says
        self.params += common_options()

    def invoke(self, ctx: click.Context) -> Any:
        said = {name: ctx.params.pop(name) for name in COMMON}
        ctx.obj = Desk(ctx, said)
        with ctx.obj.sound():
            return ctx.invoke(self.callback, ctx.obj, **ctx.params) if self.callback else None


class Option(click.Option):
    """An option whose help is a Sentence, said in the reader's language (told.py)."""

    def __init__(self, *args: Any, says: Sentence, **more: Any) -> None:
        super().__init__(*args, **more)
        self.says = says


def reader(ctx: click.Context) -> Catalogue:
    """The words of who reads a help page, known before anything is parsed (root.py puts the language there)."""
    return words_of(str(ctx.find_root().meta.get(LANG, DEFAULT)))


@cache
def words_of(lang: str) -> Catalogue:
    """The core's messages and those of all installed plugins, none of which is imported for it."""
    plugins = sorted({point.module.partition(".")[0] for point in entry_points(group="kiosk")})
    return catalogue(lang, ("kiosk_core", *plugins))


def command(says: Sentence, name: str | None = None) -> Callable[[Callable[..., Any]], Command]:
    """Makes a function a command that gets the Desk first. It returns its exit code, None for 0."""

    def make(function: Callable[..., Any]) -> Command:
        params = list(reversed(getattr(function, "__click_params__", [])))
        return Command(
            name or function.__name__.strip("_").replace("_", "-"), callback=function, params=params, says=says
        )

    return make


def option(*names: str, says: Sentence, **more: Any) -> Callable[[F], F]:
    """One option of a command, with its help."""
    return click.option(*names, cls=Option, says=says, **more)


def common_options() -> list[click.Parameter]:
    """The options that stand after every command's name. No secret is one of them: arguments can be read by others."""
    path = click.Path(path_type=Path)
    return [
        Option(["--db"], type=path, envvar="KIOSK_DB", says=Sentence("The file of the house.")),
        Option(["--lang"], envvar="KIOSK_LANG", says=Sentence("Language: nl, fr or en.")),
        Option(["--as", "who"], envvar="KIOSK_AS", metavar="NAME", says=Sentence("Who gives the command.")),
        Option(["--pin-file"], type=path, says=Sentence("A file whose first line is the PIN (or KIOSK_PIN).")),
        Option(["--counter"], envvar="KIOSK_COUNTER", says=Sentence("At which counter.")),
        Option(["--key-file"], type=path, envvar="KIOSK_KEY_FILE", says=Sentence("The file with the house's key.")),
        Option(["--json", "as_json"], is_flag=True, says=Sentence("Answer with one JSON document.")),
    ]  # fmt: skip


def has_person() -> bool:
    """Whether somebody sits at a keyboard and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def first_line(file: Path) -> str:
    """A secret that lies in a file. Raises FileProblem."""
    try:
        with file.open(encoding="utf-8-sig", errors="replace") as lines:
            return lines.readline(1000).strip()
    except OSError as error:
        raise FileProblem(file=file.name) from error


class FileProblem(KioskError):
    code, says = "file", Sentence("The file {file} cannot be read or written.")


def write(text: str) -> None:
    """A document to standard output: UTF-8 whatever the terminal's letters and line ends are."""
    binary = hasattr(sys.stdout, "buffer")
    click.echo(text.encode() if binary else text, nl=False)


def plain(text: str) -> str:
    """A line for a terminal: what somebody typed once must not colour, move or ring there."""
    return "".join(c if c.isprintable() or c in HARD_SPACES else "?" for c in text)


HARD_SPACES = "\u00a0\u202f"
"""Between an amount and its sign, before a French question mark: not 'printable' to Python, harmless on a terminal."""
