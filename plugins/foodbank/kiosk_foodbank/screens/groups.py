"""Collection groups, for the coordinator: which there are, and which household has a place in one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, OptionList

from kiosk_core import Act, Client, NotUnderstood, Sentence, Shift, counted, hour_text, read_day, read_hour
from kiosk_core.tui import Hint, Place, Question, Words

from .. import groups
from ..calendar import Group
from ..groups import Placed, Standing
from ..words import hours
from .asking import AskPlace
from .listed import ListPlace

FORM = Sentence(
    "A group collects on its first day, and then every week or every so many weeks, at its hour.\n\n"
    "When all places are taken, nobody more can join."
)


class GroupsScreen(ListPlace):
    HEADING: ClassVar[Sentence] = Sentence("Collection groups")
    GUIDE: ClassVar[Sentence] = Sentence(
        "A group is households that collect on the same day and hour. Its places are counted.\n\n"
        "Enter shows the households of a group: there you add one with its number or card.\n"
        "Del: the group ends, its households have none any more. F4 takes that back."
    )
    _ended: Act | None = None
    """The group that ended here last, until that is taken back."""

    def lines(self) -> Sequence[str]:
        day = self.shift.here().day
        self._groups: list[Standing] = groups.standing(self.shift.house, day)
        return [group_line(self, one) for one in self._groups]

    def above(self) -> Sentence:
        return counted("{n} group", "{n} groups", len(self._groups))

    def hints(self) -> Iterable[Hint]:
        if self._groups:
            yield self.hint("enter", Sentence("Households"), self.open, main=True)
        yield self.hint("f5", Sentence("New group"), self.add)
        if self._groups:
            yield self.hint("f7", Sentence("Change it"), self.change)
            yield self.hint("delete", Sentence("End"), self.end)
        if self._ended is not None:
            yield self.hint("f4", Sentence("Take it back"), self.take_back)

    def open(self) -> None:
        self.app.push_screen(GroupScreen(self.shift, self._groups[self.marked].group), self.back)

    def add(self) -> None:
        self._form(Sentence("New group"), None)

    def change(self) -> None:
        self._form(Sentence("Change group"), self._groups[self.marked].group)

    def _form(self, heading: Sentence, group: Group | None) -> None:
        first = group.first if group else self.shift.here().day
        questions = [
            Question("name", Sentence("Name"), Sentence("Short: A, or TUE-1."), value=group.name if group else ""),
            Question("first", Sentence("First day"), Sentence("For instance 31/12/2027."), value=f"{first:%d/%m/%Y}"),
            Question("weeks", Sentence("Every so many weeks"), Sentence("1: every week."), digits=True,
                     value=str(group.weeks) if group else "1"),
            Question("start", Sentence("From"), Sentence("An hour: 14:00"), value=hour_text(group.start) if group else "13:00"),
            Question("end", Sentence("To"), Sentence("An hour: 15:00"),
                     value=hour_text(group.start + group.minutes) if group else "14:00"),
            Question("capacity", Sentence("Places"), Sentence("How many households."),
                     value=str(group.capacity) if group else "25"),
        ]  # fmt: skip
        self.app.push_screen(AskPlace(self.shift, heading, FORM, questions, self._keep), self.back)

    def _keep(self, said: dict[str, str]) -> Sentence:
        start, name = read_hour(said["start"]), said["name"].upper()
        numbers = {key: _number(said[key]) for key in ("weeks", "capacity")}
        minutes = read_hour(said["end"]) - start
        groups.set_group(self.shift, name, read_day(said["first"]), start=start, minutes=minutes, **numbers)
        return Sentence("✓ Group {group} is saved.", {"group": name})

    def end(self) -> None:
        name = self._groups[self.marked].group.name
        self._ended = groups.end_group(self.shift, name)
        self.read()
        self.tell(Sentence("✓ Group {group} has ended.", {"group": name}))

    def take_back(self) -> None:
        assert self._ended is not None
        self.shift.undo(self._ended.id, "mistake")
        self._ended = None
        self.read()
        self.tell(Sentence("✓ Taken back."))


class GroupScreen(ListPlace):
    """The households of one group. A number that is typed, or a card, joins it."""

    HEADING: ClassVar[Sentence] = Sentence("Households of a group")
    GUIDE: ClassVar[Sentence] = Sentence(
        "Type a number, or scan a card: that household gets a place in this group, and leaves its other one.\n\n"
        "F7: the household comes on another day, one time. F6 takes it out of the group."
    )

    def __init__(self, shift: Shift, group: Group) -> None:
        super().__init__(shift)
        self._group = group

    def body(self) -> ComposeResult:
        yield from super().body()
        with Horizontal(id="adding"):
            yield Words(self.say(Sentence("Add")), id="adding-label")
            yield Input(id="adding-field", placeholder=self.say(Sentence("a number, or scan a card")))

    def lines(self) -> Sequence[str]:
        day = self.shift.here().day
        self._there: list[Placed] = groups.households(self.shift.house, self._group.name, day)
        return [f"{one.number:<10} {one.first_name}" for one in self._there]

    def above(self) -> Sentence:
        said = {"group": self._group.name, "taken": len(self._there), "places": self._group.capacity}
        return Sentence("Group {group}: {taken} of {places} places", said)

    def read(self) -> None:
        super().read()
        self.query_one("#adding-field", Input).focus()

    def hints(self) -> Iterable[Hint]:
        yield self.hint("enter", Sentence("Add"), self.add, main=True)
        if self._there:
            yield self.hint("f7", Sentence("Another day"), self.move)
            yield self.hint("f6", Sentence("Out of the group"), self.take_out)
            yield Hint("down", "", lambda: self._mark(1))
            yield Hint("up", "", lambda: self._mark(-1))

    def _mark(self, by: int) -> None:
        rows = self.query_one("#list-rows", OptionList)
        rows.highlighted = (self.marked + by) % len(self._there)

    def add(self) -> None:
        field = self.query_one("#adding-field", Input)
        if field.value.strip():
            self._join(self.shift.house.by_number(field.value, self.shift.here().day))
            field.value = ""

    def scanned(self, keys: str) -> None:
        client = self.shift.scan(keys).visit
        if client is None or client.client is None:
            self.turn_away(Sentence("This card is not known any more. Type the number."))
        else:
            self._join(client.client)

    def _join(self, client: Client) -> None:
        groups.join(self.shift, client, self._group.name)
        self.read()
        said = {"number": client.number.partition(".")[0], "group": self._group.name}
        self.tell(Sentence("✓ {number} is in group {group}.", said))

    @property
    def _client(self) -> Client:
        return self.shift.house.by_number(self._there[self.marked].number, self.shift.here().day)

    def take_out(self) -> None:
        client = self._client
        groups.leave(self.shift, client)
        self.read()
        self.tell(Sentence("✓ {number} is in no group any more.", {"number": client.number}))

    def move(self) -> None:
        self.app.push_screen(another_day(self.shift, self._client), self.back)


def group_line(place: Place, one: Standing) -> str:
    """A group in a list of them."""
    places = {"taken": one.taken, "places": one.group.capacity}
    said = place.say(Sentence("{taken} of {places} places", places))
    next_ = place.say(Sentence("next time {day}", {"day": one.next})) if one.next else ""
    return f"{one.group.name:<12} {hours(one.group):<12} {said:<22} {next_}"


def another_day(shift: Shift, client: Client) -> AskPlace:
    """The form for a household that comes on another day, one time."""
    usual = groups.next_of(shift.house, client, shift.here().day)
    number = {"number": client.number.partition(".")[0]}
    questions = [
        Question("of", Sentence("Instead of"), Sentence("Its usual day."), value=f"{usual:%d/%m/%Y}" if usual else ""),
        Question("to", Sentence("Comes on"), Sentence("A day with a distribution. For instance 31/12/2027.")),
    ]

    def keep(said: dict[str, str]) -> Sentence:
        to = read_day(said["to"])
        groups.move_once(shift, client, to, read_day(said["of"]))
        return Sentence("✓ {number} comes on {day}, one time.", {**number, "day": to})

    guide = Sentence("For one time only. After that the household comes on its usual day again.")
    return AskPlace(shift, Sentence("{number}: another day", number), guide, questions, keep)


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit()):
        raise NotUnderstood(why=Sentence("{typed} is no number.", {"typed": typed or "-"}))
    return int(typed)
