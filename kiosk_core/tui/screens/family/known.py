"""What is known of a household or of one person, as it stands, to be changed. Only what was changed is written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult

from kiosk_core.domain.eligibility import Finding, Severity
from kiosk_core.domain.errors import NotUnderstood
from kiosk_core.domain.project import Field
from kiosk_core.domain.texts import Sentence
from kiosk_core.domain.visits import Member
from kiosk_core.registry.persons import folded
from kiosk_core.shift import Shift

from ...asked import Asked
from ...form_place import FormPlace
from ...people_typed import read_born, typed_as
from ...widgets.form import Question
from ...widgets.words import Words
from .done import AboutHousehold

SEX_WORDS = {"v": Sentence("woman"), "m": Sentence("man"), "x": Sentence("x")}
WHY_SEX = Sentence("For the reports to the funder; nobody has to say it.")
SEX = Field("core.sex", "person", Sentence("Sex"), WHY_SEX, "choice", SEX_WORDS)


PHONE = (Sentence("Phone"), Sentence("To say that something changed."))
REACHED = {"address": (Sentence("Address"), Sentence("Only where the house needs it.")), "phone": PHONE}
ABOUT = {
    "name": (Sentence("Name"), Sentence("The first name in front. To be found without a card.")),
    "first_name": (Sentence("First name"), Sentence("For the screen and the slip.")),
    "aliases": (Sentence("Also called"), Sentence("A nickname, an earlier name; with a comma between.")),
    "born": (Sentence("Born"), Sentence("1/4/2019, 4/2019, 2019, an age, or nothing.")),
    "phone": PHONE,
}
"""By what is stored: its title, and why it is asked."""


def changed(said: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """What was typed otherwise than it stood there; '' is not known any more. Raises NotUnderstood: nothing."""
    found = {name: value for name, value in said.items() if value != known[name]}
    if not found:
        raise NotUnderstood(why=Sentence("nothing is changed. Esc leaves it as it was."))
    return found


class HouseholdScreen(FormPlace, AboutHousehold):
    HEADING: ClassVar[Sentence] = Sentence("Address and phone")
    GUIDE: ClassVar[Sentence] = Sentence(
        "What stands here is known now. Change it, or empty it: then it is not known any more. F8 saves.\n\n"
        "Of a protected household only the coordinator sees where it lives; a new address may still be noted."
    )

    def questions(self) -> Iterable[Question]:
        page = self.shift.reached(self.client())
        self._known = {"address": page[0] or "", "phone": page[1] or ""}
        for name, (title, why) in REACHED.items():
            yield Question(name, title, why, optional=True, value=self._known[name])

    def save(self) -> None:
        found = changed(self.said, self._known)
        self.shift.change_household(self.client(), address=found.get("address"), phone=found.get("phone"))
        self.end(Sentence("✓ What is known of {number} is changed.", {"number": self.number}))


class PersonScreen(Asked, AboutHousehold):
    HEADING: ClassVar[Sentence] = Sentence("About one person")
    GUIDE: ClassVar[Sentence] = Sentence(
        "What stands here is known now. Change it, or empty it: then it is not known any more. F8 saves.\n\n"
        "'Also called': a nickname, or the name before a marriage. Somebody is found by those names too."
    )

    def __init__(self, shift: Shift, number: str, member: Member) -> None:
        super().__init__(shift, number)
        self._member = member

    def above(self) -> ComposeResult:
        yield Words(self._member.number, classes="about")

    def questions(self) -> Iterable[Question]:
        known = self.shift.known_of(self._member.person)
        self._known = {**known, "born": typed_as(known["born"]), SEX.code: known["sex"]}
        del self._known["sex"]
        for name, (title, why) in ABOUT.items():
            yield Question(name, title, why, optional=True, value=self._known[name])
        sex = self.question_of(SEX)
        said = self.say(SEX_WORDS[known["sex"]]) if known["sex"] in SEX_WORDS else ""
        yield Question(sex.name, sex.title, sex.why, optional=True, value=said)

    def look(self) -> Sequence[Finding]:
        """A first name that stands in no name would find nobody."""
        said, found = self.said, self._changed()
        names = folded(f"{said['name']} {said['aliases']}").split()
        lost = [word for word in said["first_name"].split() if not set(folded(word).split()) <= set(names)]
        if not lost or not {"name", "first_name", "aliases"} & set(found):
            return ()
        text = Sentence("Nobody is found by {word}: it does not stand in the name.", {"word": lost[0]})
        return [Finding(Severity.ASK, "core.not_found_by", text, Sentence("Add it there, or under 'Also called'."))]

    def keep(self) -> None:
        self.shift.change_person(self._member.person, **self._changed())
        self.end(Sentence("✓ What is known of {number} is changed.", {"number": self._member.number}))

    def _changed(self) -> dict[str, str]:
        said = self.said
        said.pop(self.question_of(SEX).name)
        said[SEX.code] = self.answers_to([SEX]).get(SEX.code, "")
        found = changed(said, self._known)
        if SEX.code in found:
            found["sex"] = found.pop(SEX.code)
        if "born" in found:
            with self.form.reading("born") as typed:
                found["born"] = read_born(typed, self.shift.here().day) or ""
        return found
