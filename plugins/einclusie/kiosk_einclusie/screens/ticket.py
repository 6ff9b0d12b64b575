"""A question that was helped with: theme, minutes, what came of it. One letter each; the note is for who wants one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from string import ascii_lowercase
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from kiosk_core import Client, ClientId, Sentence, Shift, Word
from kiosk_core.tui import Hanging, Hint, Kept, Words

from .. import tickets
from ..events.help import Outcome
from ..vocabulary import Text, read

Choice = tuple[Text, object]
STEPS = (Sentence("What about?"), Sentence("How long?"), Sentence("What came of it?"))


class TicketScreen(Kept):
    """Dismissed with a sentence for the counter, or None. What is noted of a visitor is for whoever helps: it closes for another
    volunteer, and a note that was begun stands there again when the same one helps the same visitor on."""

    told_in_trust = True
    DRAFT = "ticket"
    OWN = True

    CSS_PATH = "ticket.tcss"
    AUTO_FOCUS = ""
    """Letters choose; the note gets the keyboard only when it is asked for."""
    HEADING: ClassVar[Sentence] = Sentence("Question")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Press three letters: what the question was about, how long it took, what came of it. It is saved with the third.\n\n"
        "F2 writes a note first. Never write a password, a card, account or national number.\n"
        "Wrong letter? Backspace goes one step back."
    )

    def __init__(self, shift: Shift, client: Client | None) -> None:
        super().__init__(shift)
        self._client = client
        self._said: list[object] = []

    def body(self) -> ComposeResult:
        who = self._client.display if self._client else self.say(Sentence("Visitor without a name"))
        yield Words(who, id="who")
        with Horizontal(id="steps"):
            for n in range(len(STEPS)):
                with Vertical(classes="step"):
                    yield Words(id=f"title-{n}", classes="title")
                    yield Hanging(id=f"choices-{n}")
        with Horizontal(id="noting"):
            yield Words(self.say(Sentence("Note")), id="note-label")
            yield Input(id="note", max_length=300)

    def on_mount(self) -> None:
        self.query_one("#noting").display = False
        self.set_focus(None)
        self._paint()

    @property
    def said(self) -> dict[str, str]:
        return {"note": self.query_one("#note", Input).value}

    def fill(self, answers: Mapping[str, str]) -> None:
        self.query_one("#note", Input).value = answers.get("note", "")
        self.query_one("#noting").display = bool(answers.get("note"))
        self.refresh_if_shown()

    def drafted_for(self) -> ClientId | None:
        return ClientId(self._client.person) if self._client and self._client.person else None

    def _choices(self) -> Sequence[Sequence[Choice]]:
        themes = [(title, word) for word, title in tickets.themes(self.shift).items()]
        minutes: list[Choice] = [(Sentence("{n} minutes", {"n": n}), n) for n in tickets.minutes(self.shift)]
        outcomes: list[Choice] = [(read(word), (word, None)) for word in tickets.OUTCOMES[:2]]
        outcomes += [
            (Sentence("sent on: {where}", {"where": title}), ("referred", word))
            for word, title in tickets.referrals(self.shift).items()
        ]
        return themes, minutes, outcomes

    def hints(self) -> Iterable[Hint]:
        noting = self.query_one("#note", Input).has_focus
        if noting:
            yield self.hint("enter", Sentence("Note is ready"), self.note_ready, main=True)
            return
        step = len(self._said)
        for letter, (_, value) in zip(ascii_lowercase, self._choices()[step], strict=False):
            yield Hint(letter, "", partial(self.choose, value))
        if self._client is not None:
            yield self.hint("f2", Sentence("Note"), self.write_note)
        yield from super().hints()

    def on_key(self, event: events.Key) -> None:
        """Letters choose while no note is typed; Backspace goes one step back."""
        if self.query_one("#note", Input).has_focus:
            return
        key = (event.character or event.key).lower()
        if event.key == "backspace" and self._said:
            self._said.pop()
            event.stop()
            self._paint()
        elif len(key) == 1 and any(hint.key == key for hint in self._all_hints()):
            event.stop()
            self.press(key)

    def choose(self, value: object) -> None:
        self._said.append(value)
        if len(self._said) == len(STEPS):
            self.save()
        else:
            self._paint()

    def save(self) -> None:
        """A note that looks private is asked about once; the same letter again keeps it."""
        theme, minutes, came_of_it = self._said
        assert isinstance(came_of_it, tuple)
        outcome, referral = came_of_it
        note = self.query_one("#note", Input).value.strip()
        if note and tickets.looks_private(self.shift, note) and not self.is_answered(note):
            self._said.pop()
            self._paint()
            self.tell(
                Sentence("This note holds a long number. Take it out with F2, or press the letter again to keep it.")
            )
            return
        self._note(Word(str(theme)), int(str(minutes)), outcome, referral, note)

    def _note(self, theme: Word, minutes: int, outcome: Outcome, referral: str | None, note: str) -> None:
        self._said.clear()
        tickets.note_ticket(self.shift, self._client, theme, minutes, outcome, referral=referral, note=note or None)
        self.saved()
        what = {"what": read(theme), "n": minutes}
        self.dismiss(self.say(Sentence("✓ Question noted: {what}, {n} minutes.", what)))

    def write_note(self) -> None:
        self.query_one("#noting").display = True
        self.query_one("#note", Input).focus()
        self.refresh_hints()

    def note_ready(self) -> None:
        self.set_focus(None)
        self.refresh_hints()

    def _paint(self) -> None:
        for n, (title, choices) in enumerate(zip(STEPS, self._choices(), strict=True)):
            at = len(self._said)
            lines = [
                f"{letter.upper() if n == at else ' '}  {self.say(text)}"
                for letter, (text, value) in zip(ascii_lowercase, choices, strict=False)
                if n >= at or value == self._said[n]
            ]
            self.query_one(f"#title-{n}", Words).put(self.say(title) if n <= at else "")
            self.query_one(f"#choices-{n}", Words).put("\n".join(lines) if n <= at else "")
        self.refresh_if_shown()

    def scanned(self, keys: str) -> None:
        """The next visitor stands here already."""
        self.turn_away(Sentence("Choose the letters first, or press Esc."))
