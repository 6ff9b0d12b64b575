"""A household's page, for those who may: who belongs to it, what was decided, which cards there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from kiosk_core.care.page import ClientPage
from kiosk_core.domain.births import read_birth
from kiosk_core.domain.cards import grouped
from kiosk_core.domain.errors import NotFound
from kiosk_core.domain.fields import said_terms
from kiosk_core.domain.project import Project
from kiosk_core.domain.texts import Money, Sentence, Text, counted
from kiosk_core.domain.visits import Client
from kiosk_core.shift import Shift
from kiosk_core.shift.keeping import Forgetting

from ..listed import Lettered, keys_of
from ..people import aged
from ..widgets.key_bar import Hint
from ..widgets.words import Hanging, Words
from .family.done import Done


class ClientScreen(Lettered):
    CSS_PATH = "client.tcss"
    HEADING: ClassVar[Sentence] = Sentence("Client page")
    GUIDE: ClassVar[Sentence] = Sentence(
        "F5 notes a decision of the social service: until when this household may come.\n"
        "F6 makes a new card; an earlier one stays as it is. F7 stops all cards of the household: they were lost.\n"
        "F8 adds somebody new to the household. F9: what we keep about them on paper, and forgetting.\n"
        "F2: somebody comes or leaves, a couple parts, another address or name, who else may collect.\n"
        "F4 takes back what was just changed, a card too."
    )

    def __init__(self, shift: Shift, number: str) -> None:
        super().__init__(shift)
        self.number = number
        self._before = number
        self._last: Done | None = None
        """What was changed last, while it may be taken back."""

    def body(self) -> ComposeResult:
        with VerticalScroll(id="page", can_focus=False):
            yield Words(id="page-head")
            yield Hanging(id="page-members", classes="part")
            yield Hanging(id="page-enrolments", classes="part")
            yield Hanging(id="page-arranged", classes="part")
            yield Hanging(id="page-cards", classes="part")

    def on_mount(self) -> None:
        self.attempt(self.read)

    def hints(self) -> Iterable[Hint]:
        if self.shift.may("enrol"):
            yield self.hint("f5", Sentence("Enrol"), self.enrol)
        if self.shift.may("cards"):
            yield self.hint("f6", Sentence("New card"), self.new_card)
            yield self.hint("f7", Sentence("Cards lost"), self.lost)
        if self.shift.may("register"):
            yield self.hint("f8", Sentence("Add somebody"), self.add)
            yield self.hint("f2", Sentence("Something changes"), self.change)
        if self._last:
            yield self.hint("f4", Sentence("Take it back"), self.back)
        yield self.hint("f9", Sentence("Rights"), self.rights)
        page = self.query_one("#page", VerticalScroll)
        yield Hint("down", self.say(Sentence("Read on")) if page.max_scroll_y else "", page.action_scroll_down)
        yield Hint("up", "", page.action_scroll_up)
        entries = self.desk.project_entries("client", about=lambda: (self.client(),), done=self._elsewhere)
        for key, entry in zip(keys_of(entries), entries, strict=True):
            yield self.hint(key, entry.title, entry.act)

    def on_data(self) -> None:
        super().on_data()
        self._gone()

    def _gone(self) -> bool:
        """Forgotten at another screen, or never registered after all: nothing is left to show."""
        try:
            self.client()
        except NotFound as error:
            self.dismiss(None)
            self.desk.top.tell(error.sentence)
            return True
        return False

    def client(self) -> Client:
        return self.shift.house.by_number(self.number, self.shift.here().day)

    def read(self) -> None:
        """Shows the page as it is now; the look leaves its trace."""
        page = self.shift.client_page(self.number)
        self.query_one("#page-head", Words).put("\n".join(self._head(page)))
        self.query_one("#page-members", Words).put("\n".join(self._members(page)))
        self.query_one("#page-enrolments", Words).put("\n".join(self._enrolments(page)))
        arranged = self.query_one("#page-arranged", Words)
        arranged.put("\n".join(self._arranged(page)))
        arranged.display = bool(page.arranged)
        self.query_one("#page-cards", Words).put("\n".join(self._cards(page)))
        self.call_after_refresh(self.refresh_if_shown)

    def _head(self, page: ClientPage) -> Iterable[str]:
        size = self.say(counted("{n} person", "{n} persons", page.size))
        yield f"{page.number} · {size}"
        where = " · ".join(part for part in (page.address, page.phone) if part)
        if where:
            yield where
        if page.owed:
            yield self.say(Sentence("Still to pay: {amount}", {"amount": Money(page.owed)}))
        if page.next_step:
            yield self.say(page.next_step)

    def _members(self, page: ClientPage) -> Iterable[str]:
        yield self.say(Sentence("Household"))
        today = self.shift.here().day
        for member in page.members:
            name = member.display if member.display != member.number else "-"
            part = self.say(Sentence("here part of the time")) if member.share == "part" else ""
            rest = " · ".join(
                one for one in (self.say(aged(read_birth(member.born), today)), part, member.phone) if one
            )
            yield f"  {member.number:<9} {name:<32} {rest}"

    def _enrolments(self, page: ClientPage) -> Iterable[str]:
        yield self.say(Sentence("Decisions"))
        projects = self.desk.kiosk.plugins.projects
        for one in page.enrolments:
            title = projects[one.project].title if one.project in projects else one.project
            said = {"first": one.from_day, "last": one.until_day}
            days = (
                Sentence("from {first} until {last}, ended by a decision", said)
                if one.ended
                else Sentence("from {first} until {last}", said)
            )
            yield self.say(Sentence("  {project}: {what}", {"project": title, "what": days}))
            if one.decided_by:
                yield self.say(Sentence("    Decided by {who}", {"who": one.decided_by}))
            for term in said_terms(projects.get(one.project), one.terms):
                yield f"    {self.say(term)}"
        if not page.enrolments:
            yield "  " + self.say(Sentence("none yet"))

    def _arranged(self, page: ClientPage) -> Iterable[str]:
        yield self.say(Sentence("Arranged"))
        for title, what in page.arranged:
            yield self.say(Sentence("  {project}: {what}", {"project": title, "what": what}))

    def _cards(self, page: ClientPage) -> Iterable[str]:
        yield self.say(Sentence("Cards"))
        states = {"live": Sentence("in use"), "lost": Sentence("was lost"), "withdrawn": Sentence("was withdrawn")}
        for card in page.cards:
            state = self.say(states[card.state]) if card.state in states else card.state
            yield f"  {card.client:<9} {grouped(card.code)}   {state}"
        if not page.cards:
            yield "  " + self.say(Sentence("none yet"))

    def enrol(self) -> None:
        """Of several projects it is asked for which."""
        projects = {p.name: p for p in self.desk.projects if any(s.needs_enrolment for s in p.services)}
        if len(projects) == 1:
            self._enrol(*projects.values())
        else:
            titles = {name: project.title for name, project in projects.items()}
            screen = self.desk.load("choose:ChooseScreen", self.shift, Sentence("For which project?"), titles)
            self.app.push_screen(screen, lambda name: self._enrol(projects[name]) if name else None)

    def _enrol(self, project: Project) -> None:
        self.desk.open("enrol:EnrolScreen", self.shift, self.number, project, done=self._noted)

    def rights(self) -> None:
        """What a person may ask of us: a copy, a page that explains, to be forgotten."""
        choices: dict[str, Text] = {
            "dossier": Sentence("Copy of all we keep about them (PDF)"),
            "notice": Sentence("A page that explains what we keep (PDF)"),
        }
        if self.shift.may("forget"):
            choices["forget"] = Sentence("Forget")
        screen = self.desk.load("choose:ChooseScreen", self.shift, Sentence("What do they ask?"), choices)
        self.app.push_screen(screen, lambda asked: self._whose(str(asked)) if asked else None)

    def _whose(self, asked: str) -> None:
        """A household, or one of several members: it is asked whose right it is. The page that explains is everybody's."""
        if asked == "notice":
            self.desk.open("notice:NoticeScreen", self.shift, done=self._elsewhere)
            return
        client = self.client()
        choices: dict[str, Text] = {client.number: Sentence("The household {number}", {"number": client.number})}
        choices |= {member.number: f"{member.number}  {member.first_name}" for member in client.members}
        screen = self.desk.load("choose:ChooseScreen", self.shift, Sentence("About whom?"), choices)
        self.app.push_screen(screen, lambda number: self._go(asked, str(number)) if number else None)

    def _go(self, asked: str, number: str) -> None:
        screens = {"dossier": "dossier:DossierScreen", "forget": "forget:ForgetScreen"}
        self.desk.open(screens[asked], self.shift, number, done=self._elsewhere)

    def add(self) -> None:
        self.desk.open("add_member:AddMemberScreen", self.shift, self.number, done=self._noted)

    def change(self) -> None:
        self.desk.open("family.menu:FamilyScreen", self.shift, self.number, done=self._changed)

    def _changed(self, said: object) -> None:
        if isinstance(said, Done):
            self._last, self._before = said, self.number
            self.number = said.number
            self._again(said.text)

    def back(self) -> None:
        assert self._last is not None
        self.shift.undo(self._last.act, "mistake")
        self._last, self.number = None, self._before
        self._again(self.say(Sentence("✓ Taken back.")))

    def _noted(self, said: object) -> None:
        """After a form that notes one thing, if it was not left."""
        if isinstance(said, str):
            self._may_take_back()
        self._again(said)

    def _elsewhere(self, said: object) -> None:
        """After a screen on which more may have happened: what F4 would take back is not what was just done any more."""
        self._last = None
        self._again(said)

    def _again(self, said: object) -> None:
        """After a form. Of a household that was just forgotten nothing is left to show."""
        if isinstance(said, Forgetting):
            self.dismiss(None)
            self.desk.top.tell(said.says)
            return
        if self._gone():
            return
        self.attempt(self.read)
        if isinstance(said, str):
            self.tell(said)

    def new_card(self) -> None:
        code = self.shift.issue_card(self.client())
        self._may_take_back()
        self.read()
        card = {"card": grouped(code)}
        self.tell(Sentence("✓ Card {card} is made. It is printed with the next sheet of cards.", card))

    def lost(self) -> None:
        stopped = self.shift.stop_card(self.number, "lost")
        self._may_take_back()
        self.read()
        self.tell(counted("✓ {n} card is stopped.", "✓ {n} cards are stopped.", stopped))

    def _may_take_back(self) -> None:
        """What was written down last; asked before the page is read, which leaves a trace of its own."""
        done = self.shift.done
        self._last, self._before = Done(done.id if done else "", "", self.number), self.number


def in_a_year(day: date) -> date:
    """The usual last day of a decision that begins on that day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
