"""A form that is looked at before it is saved: what the checks say of it stands below it, while it is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from kiosk_core.domain.eligibility import Finding, Severity
from kiosk_core.domain.errors import Changed, KioskError, NeedsAnother, NotUnderstood
from kiosk_core.domain.fields import parts, said_answer, said_choices, typed_choices
from kiosk_core.domain.project import Field
from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.typed_times import read_day, typed_day
from kiosk_core.registry.volunteers import Volunteer

from .form_place import FormPlace
from .widgets.form import Question
from .widgets.words import Words


class Asked(FormPlace):
    """F8 saves. What is asked first is shown, and the same key again says yes to exactly that."""

    AGAIN: ClassVar[Sentence] = Sentence("Read what stands above. F8 again saves it.")
    other: Volunteer | None = None
    """The second volunteer, where one had to say yes."""

    def look(self) -> Sequence[Finding]:
        """What the checks say of the form as it stands. Raises what saving would raise."""
        raise NotImplementedError

    def keep(self) -> None:
        """Saves what was looked at."""
        raise NotImplementedError

    def saved(self) -> None:
        """It is kept now."""

    def body(self) -> ComposeResult:
        yield from super().body()
        yield Words(id="findings")

    @on(Input.Blurred)
    def left(self) -> None:
        """A field was filled in: whatever can be said by now is said. A form that is half filled in is no mistake yet."""

        def look() -> None:
            try:
                self._show(self.look())
            except Changed as stop:
                self._say([self.say(stop.sentence)])
            except KioskError:
                self._say([])

        if self.stands:
            self.attempt(look)

    def save(self) -> None:
        found = self.look()
        self._show(found)
        asks = tuple(self.say(f.text) for f in found if f.severity is Severity.ASK)
        if asks and not self.is_answered(asks):
            self.tell(self.AGAIN)
        else:
            self._keep()

    def _keep(self) -> None:
        """What needs a second volunteer is kept when one has said yes to it."""
        try:
            self.keep()
        except NeedsAnother as error:
            self.failed(error)
            self.desk.open("sign_in:SecondScreen", error.sentence, done=self._second)
        else:
            self.saved()

    def _second(self, who: object) -> None:
        if isinstance(who, Volunteer):
            self.other = who
            self.attempt(self._keep)

    def _show(self, found: Sequence[Finding]) -> None:
        self._say([f"{self.say(f.text)} {self.say(f.next_step) if f.next_step else ''}".strip() for f in found])

    def _say(self, lines: Sequence[str]) -> None:
        self.query_one("#findings", Words).put("\n".join(f"≡ {line}" for line in lines))

    # ---- plugins' fields ----

    def question_of(self, field: Field, kept: str = "") -> Question:
        """With why it is asked, what may be answered, and what stands there already (`kept`, as it is stored)."""
        why = self.say(field.why)
        if choices := said_choices(field):
            why += " " + self.say(
                Sentence("One of: {choices}", {"choices": ", ".join(map(self.say, choices.values()))})
            )
        value = typed_day(kept) if field.type == "date" else self.say(said_answer(field, kept))
        return Question(_name(field), field.title, why, optional=True, value=value)

    def answers_to(self, fields: Iterable[Field]) -> dict[str, str]:
        """What was answered, by field code, as it is stored; what was left empty is left out. Raises NotUnderstood."""
        read = {field.code: self._answer(field) for field in fields}
        return {code: answer for code, answer in read.items() if answer}

    def _answer(self, field: Field) -> str:
        with self.form.reading(_name(field)) as typed:
            return self._read(field, typed) if typed else ""

    def _read(self, field: Field, typed: str) -> str:
        if field.type == "date":
            return read_day(typed).isoformat()
        known = said_choices(field)
        codes = typed_choices(field, typed, self.say) if known else typed
        if known and (strange := [code for code in parts(field, codes) if code not in known]):
            said = {"what": strange[0], "field": field.title, "choices": ", ".join(map(self.say, known.values()))}
            raise NotUnderstood(why=Sentence("{what} is none of these. {field} is one of: {choices}.", said))
        return codes


def _name(field: Field) -> str:
    return field.code.replace(".", "-")
