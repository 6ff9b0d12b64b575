"""A paper list is entered fast: a number, Enter, and paid or not; the ordinary rules look at every line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from kiosk_core import Cents, Money, NotFound, Sentence, Shift, Text, Verdict, counted, read_amount, read_day
from kiosk_core.tui import Hint, Question, Words

from .. import from_paper
from ..day import close_day, closed_at, entered_late, open_day, opened_at, show
from ..weekdays import WEEKDAYS
from ..words import difference_said
from .asking import AskPlace
from .listed import ListPlace


@dataclass(frozen=True, slots=True)
class _Line:
    """One that was entered. `counts`: as a parcel. `cash`: cents."""

    text: str
    act: str
    counts: bool = False
    cash: int = 0


class _Finish(AskPlace):
    SAVES: ClassVar[Sentence] = Sentence("Close the day")


class EnterScreen(ListPlace):
    HEADING: ClassVar[Sentence] = Sentence("Enter a paper list")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type the number of each line that was ticked, and Enter; or scan the card. An emergency parcel: 2+1+0, that is adults + "
        "children + babies.\n\n"
        "F5: paid. F6: pays later. F8: the screen asks something, and the parcel was handed over.\n"
        "A parcel that the rules do not let through is kept for the coordinator: nothing is lost.\n"
        "F4 takes the last line back. F7: the list is of another day.\n"
        "F9: all of it is entered. The day is closed, so that it is known who did not come. Then destroy the list."
    )

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._day = from_paper.usual_day(shift)
        self._done: list[_Line] = []
        """The last first."""
        self._asked: Verdict | None = None
        """What waits for a key."""
        self._confirmed = False
        self._asks_day = False
        """Whether it waits for the word that the list is of that day: what was typed stands in the field still."""

    def body(self) -> ComposeResult:
        yield from super().body()
        with Horizontal(id="adding"):
            yield Words(self.say(Sentence("Number")), id="adding-label")
            yield Input(id="adding-field", placeholder=self.say(Sentence("a number, a card, or 2+1+0")))

    def lines(self) -> list[str]:
        return [line.text for line in self._done]

    def above(self) -> Sentence:
        """Who goes on with a list that was begun before sees how many of it are in."""
        said = {
            "weekday": WEEKDAYS[self._day.weekday()], "day": self._day,
            "cash": Money(Cents(sum(line.cash for line in self._done))),
            "parcels": counted("{n} parcel", "{n} parcels", entered_late(self.shift.house, self._day)),
            "now": sum(line.counts for line in self._done),
        }  # fmt: skip
        return Sentence("{weekday} {day}: {parcels} entered. Just now: {now}, {cash} in cash", said)

    def read(self) -> None:
        super().read()
        self.query_one("#adding-field", Input).focus()

    def hints(self) -> Iterable[Hint]:
        if self._asks_day:
            yield self.hint("f8", Sentence("It is of that day"), self.begin, main=True)
        elif self._asked is None:
            yield self.hint("enter", Sentence("Look"), self.look, main=True)
        elif self._asked.outcome == "ask" and not self._confirmed:
            yield self.hint("f8", Sentence("It was handed over"), self.confirm, main=True)
        else:
            yield self.hint("f5", Sentence("Paid"), lambda: self._enter(True), main=True)
            yield self.hint("f6", Sentence("Pays later"), lambda: self._enter(False))
        if self._asked is not None or self._asks_day:
            yield self.hint("escape", Sentence("Leave it"), self.put_away)
        if self._done and not self._asks_day:
            yield self.hint("f4", Sentence("Take the last back"), self.take_back)
        yield self.hint("f7", Sentence("Another day"), self.change_day)
        if self._asked is None and self._to_close:
            yield self.hint("f9", Sentence("All is entered"), self.finish)

    # ---- one line ----

    def look(self) -> None:
        field = self.query_one("#adding-field", Input)
        typed = field.value.strip()
        if typed and self._is_of_that_day():
            field.value = ""
            self._look(typed)

    def scanned(self, keys: str) -> None:
        self.query_one("#adding-field", Input).value = keys
        self.look()

    def _is_of_that_day(self) -> bool:
        question = from_paper.question_of(self.shift, self._day)
        if question:
            self._asks_day = True
            self.tell(question)
        return question is None

    def begin(self) -> None:
        """The day is opened as it would have been then; and the line that waited is looked at."""
        self._asks_day = False
        act = open_day(self.shift, self._day)
        self._note(_Line(self.say(Sentence("✓ The distribution of {day} is opened.", {"day": self._day})), act.id))
        self.look()

    def _look(self, typed: str) -> None:
        self.put_away()
        try:
            verdict = from_paper.look(self.shift, typed, self._day)
        except NotFound:
            self.tell(Sentence("{typed} is nobody's number. Look again at this line of the list.", {"typed": typed}))
            return
        if verdict.visit is None or (verdict.visit.client is None and not verdict.visit.asked):
            self.tell(Sentence("This card is not known any more. Type the number."))
            return
        self._asked = verdict
        if not verdict.offers or verdict.offers[0].needs_other:
            self._keep_for_coordinator()
        elif verdict.outcome == "ask":
            self.tell(self._said(verdict, verdict.findings[0].text))
        elif not verdict.offers[0].due:
            self._enter(False)
        else:
            self.tell(self._said(verdict, Sentence("{amount}", {"amount": Money(verdict.offers[0].due)})))

    def confirm(self) -> None:
        assert self._asked is not None
        if self._asked.offers[0].due:
            self._confirmed = True
            self.tell(self._said(self._asked, Sentence("{amount}", {"amount": Money(self._asked.offers[0].due)})))
        else:
            self._enter(False)

    def put_away(self) -> None:
        self._asked, self._confirmed, self._asks_day = None, False, False
        self.tell("")

    def _enter(self, paid: bool) -> None:
        verdict = self._asked
        assert verdict is not None
        act = from_paper.enter(self.shift, verdict, paid)
        due = verdict.offers[0].due
        self.put_away()
        amount = {"amount": Money(due)}
        how: Text = (
            "" if not due else Sentence("paid {amount}", amount) if paid else Sentence("{amount} still to pay", amount)
        )
        said = self.say(self._said(verdict, how))
        self._note(_Line(f"✓ {said}", act.id, counts=True, cash=due if paid else 0))

    def _keep_for_coordinator(self) -> None:
        verdict = self._asked
        assert verdict is not None
        self.put_away()
        act = from_paper.doubt(self.shift, verdict)
        said = Sentence("{why} Kept for the coordinator.", {"why": verdict.findings[0].text})
        self._note(_Line(f"≡ {self.say(self._said(verdict, said))}", act.id))
        self.tell(said)

    def _note(self, line: _Line) -> None:
        self._done.insert(0, line)
        self.read()

    def _said(self, verdict: Verdict, what: Text) -> Sentence:
        client = verdict.visit.client if verdict.visit else None
        if client is None:
            return Sentence("{title}  {what}", {"title": verdict.offers[0].title, "what": what})
        number = client.number.partition(".")[0]
        names = () if self.shift.withholds(client) else client.members
        name = next((one.first_name for one in names if one.first_name), "")
        return Sentence("{number} {name}  {what}", {"number": number, "name": name, "what": what})

    # ---- beside ----

    def take_back(self) -> None:
        self.shift.undo(self._done[0].act, "mistake")
        taken = self._done.pop(0)
        self.read()
        self.tell(Sentence("✓ Taken back: {line}", {"line": taken.text.lstrip("✓≡ ")}))

    @property
    def _to_close(self) -> bool:
        """Whether this is where the day of the list is closed: today is closed on its own screen, once everybody was here."""
        house, day = self.shift.house, self._day
        begun = from_paper.question_of(self.shift, day) is None
        return begun and day < self.shift.here().day and not closed_at(house, self.shift.counter, day)

    def finish(self) -> None:
        """Who had a place and stands on no line did not come, and the box is counted: only a closing says so."""

        def keep(said: dict[str, str]) -> Sentence:
            house, counter = self.shift.house, self.shift.counter
            if not opened_at(house, counter, self._day):
                open_day(self.shift, self._day)
            act = close_day(self.shift, read_amount(said["box"]) if said["box"] else None, self._day)
            self.put_away()
            closed = Sentence("✓ The distribution of {day} is closed.", {"day": self._day})
            self._done.insert(0, _Line(self.say(closed), act.id))
            difference = show(house, counter, self._day).difference
            if difference is None:
                return closed
            return Sentence("{closed} {also}", {"closed": closed, "also": difference_said(difference)})

        questions = [
            Question(
                "box", Sentence("In the box"),
                Sentence("The money of that day, for instance 12,50. Empty: there was no box."), optional=True,
            ),
        ]  # fmt: skip
        guide = Sentence(
            "Every line that was ticked is entered. Whoever had a place that day and was not there then stands on the "
            "coordinator's list of who did not come.\n\nForgotten a line? It can be entered afterwards too."
        )
        self.app.push_screen(_Finish(self.shift, Sentence("All is entered"), guide, questions, keep), self.back)

    def change_day(self) -> None:
        def keep(said: dict[str, str]) -> Sentence:
            self._day = read_day(said["day"])
            self.put_away()
            return Sentence("The list is of {day}.", {"day": self._day})

        questions = [
            Question("day", Sentence("Day"), Sentence("On which the list was ticked."), value=f"{self._day:%d/%m/%Y}"),
        ]
        guide = Sentence("At most a month back: each parcel counts on the day that stands here.")
        self.app.push_screen(AskPlace(self.shift, Sentence("Which day"), guide, questions, keep), self.back)
