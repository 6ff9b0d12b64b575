"""The sign-in counter: one scan, a welcome that is read from two metres, and how many seats are taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from kiosk_core import OWED, Act, Client, NeedsAnother, Offer, PersonId, Sentence, Shift, Verdict, counted
from kiosk_core.tui import CounterScreen, Hint, VerdictBand, Words

from .. import sign_in
from ..events.sessions import SIGN_IN, Band
from ..sessions import Session
from .members import MembersScreen
from .pictograms import LOOK, SMILE, WAVE, beside
from .ticket import TicketScreen

WORDS = {"welcome": Sentence("WELCOME"), "goodbye": Sentence("GOODBYE"), "here_already": Sentence("WELCOME")}
PICTURES = {"welcome": SMILE, "goodbye": WAVE, "here_already": SMILE}
AGE_KEYS: dict[str, Band] = {"f5": "0-17", "f6": "18-64", "f7": "65+"}


class WelcomeScreen(CounterScreen):
    CSS_PATH: ClassVar[Any] = [CounterScreen.CSS_PATH, Path(__file__).with_name("counter.tcss")]
    GUIDE: ClassVar[Sentence] = Sentence(
        "Scan a card: the visitor is signed in at once, no key is needed. A second scan is for going home.\n\n"
        "No card? Type the name. No name? F3 counts a visitor without a name.\n"
        "It was somebody else of the household: F6 after the scan.\n"
        "F2 notes what somebody was helped with: three letters.\n"
        "A mistake: F4 shows what was done last, and takes it back.\n\n"
        "Without an open session the help desk of today opens by itself."
    )

    def __init__(self, shift: Shift | None = None) -> None:
        super().__init__(shift)
        self._act: Act | None = None
        self._age: Band | None = None

    def on_mount(self) -> None:
        self.query_one("#middle").mount(Words(id="welcome"), before=0)

    # ---- keys ----

    def hints(self) -> Iterable[Hint]:
        """As at every counter; F3 is one key here, and other services have screens of their own."""
        for hint in super().hints():
            match hint.key:
                case "f3":
                    yield self.hint("f3", Sentence("Without a name"), self.without_card)
                    yield self.hint("f2", Sentence("Question"), self.question)
                    yield from self._after_hints()
                case "f7":
                    continue
                case "enter" if not self.query_one("Matches").has_class("-some"):
                    yield replace(hint, text=self.say(Sentence("Sign the visitor in")))
                case _:
                    yield hint

    def _after_hints(self) -> Iterable[Hint]:
        """What may follow a sign-in: another of the household, or about how old a visitor without a name is."""
        if self.stage != "done" or self._act is None:
            return
        client = self._client
        if client is None and self._age is None:
            for key, band in AGE_KEYS.items():
                yield self.hint(key, Sentence("{band} years", {"band": band}), partial(self.note_age, band))
        if client is not None and client.size > 1:
            yield self.hint("f6", Sentence("Somebody else of the household"), self.choose_member)

    # ---- doing ----

    def without_card(self) -> None:
        """One key: counted, and nothing is asked. A finger that trembles is one visitor, as a card that is scanned twice."""
        if self.trembles("without a name"):
            self.tell(Sentence("One visitor is counted. Is there another? Then press F3 once more."))
            return
        self.clear()
        self.show(self.shift.decide(None, SIGN_IN))

    def show(self, verdict: Verdict) -> None:
        self._act, self._age = None, None
        super().show(verdict)

    def _recorded(self, act: Act, offer: Offer, means: str, printed: bool) -> None:
        self._act = act
        super()._recorded(act, offer, means, printed)

    def note_age(self, band: Band) -> None:
        assert self._act is not None
        sign_in.note_age(self.shift, self._act, band)
        self._age = band
        self.tell(Sentence("✓ {band} years is noted.", {"band": band}))

    def question(self) -> None:
        """What the visitor on the screen was helped with; nobody on it: somebody without a name."""
        client = self._client if self.stage == "done" or self._said else None
        self.desk.push_screen(TicketScreen(self.shift, client), self._questioned)

    def _questioned(self, said: object) -> None:
        if isinstance(said, str):
            self.tell(said)

    def choose_member(self) -> None:
        assert self._client is not None
        self.desk.push_screen(MembersScreen(self.shift, self._client), self._for_other)

    def _for_other(self, person: object) -> None:
        if isinstance(person, str):
            self.attempt(lambda: self._move_to(PersonId(person)))

    def _move_to(self, person: PersonId, confirmed_by: Any = None) -> None:
        """The card was another one's of this household: the sign-in is theirs. At the volunteer's own household a colleague
        says yes to that."""
        assert self._act is not None and self._client is not None
        client = self.shift.house.client(person, self.shift.here().day, self._client.household)
        verdict = self.shift.decide(client, SIGN_IN)
        if not verdict.offers:
            self.show(verdict)
            return
        try:
            act = self.shift.move(self._act.id, verdict.offers[0], confirmed_by=confirmed_by)
        except NeedsAnother as error:
            self.ask_another(error, lambda who: self._move_to(person, who))
            return
        self.verdict = verdict
        self._recorded(act, verdict.offers[0], OWED, printed=False)

    # ---- painting ----

    def _paint(self) -> None:
        super()._paint()
        self.query_one("OfferPanel").set_class(False, "-some")
        for welcome in self.query("#welcome").results(Words):
            lines = list(self._lines())
            welcome.put("\n".join(lines))
            welcome.set_class(bool(lines), "-some")

    def _paint_verdict(self) -> None:
        said = self._said
        if said is None:
            super()._paint_verdict()
            return
        word = self.say(WORDS[said.says])
        who = self._first_name(said.client)
        self.query_one(VerdictBand).show("done", word, who, "")

    @property
    def _said(self) -> sign_in.Greeting | None:
        """The greeting, once it is on disk, or when the visitor is here already and a second scan does nothing."""
        verdict = self.verdict
        if verdict is None or verdict.visit is None:
            return None
        if self.stage == "done" and self._act is not None:
            return sign_in.greeting(self.shift.house, verdict, self._client, self._act)
        if any(finding.code == "einclusie.here_already" for finding in verdict.findings) and not verdict.offers:
            return sign_in.greeting(self.shift.house, verdict, self._client, None)
        return None

    def _lines(self) -> Iterable[str]:
        said = self._said
        if said is not None:
            yield from beside(PICTURES[said.says], ["", self.say(said.session.name), *self._seats(said.session)])
        elif self.verdict is not None and self.verdict.outcome == "refused":
            yield from beside(LOOK, [])

    def _seats(self, session: Session) -> Iterable[str]:
        """How many are inside."""
        yield f"{session.begins} - {session.ends}" if session.minutes else ""
        yield ""
        if session.capacity:
            yield self.say(Sentence("{here} of {seats} seats", {"here": session.here, "seats": session.capacity}))
        else:
            yield self.say(counted("{n} visitor is inside", "{n} visitors are inside", session.here))

    def _first_name(self, client: Client | None) -> str:
        """No ages and no household: a helper needs a name to say."""
        if client is None:
            return ""
        return client.display if client.display == client.number else f"{client.display} · {client.number}"
