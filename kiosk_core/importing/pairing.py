"""Who of a household in a file is which of its members."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.births import read_birth
from .known import Member, name_words
from .people import Told


def paired(told: Sequence[Told], members: Sequence[Member]) -> tuple[list[tuple[Told, Member]], list[Told]]:
    """(who of the file is which member, who is nobody yet). By number, by name, by birth date or what is known of
    it; who has neither name nor birth is any member that is left."""
    left = list(members)
    pairs: list[tuple[Told, Member]] = []
    rest = list(told)
    for fits in (_same_number, same_name, _same_birth, _fitting_birth, _anybody):
        still: list[Told] = []
        for one in rest:
            member = next((m for m in left if fits(one, m)), None)
            if member is None:
                still.append(one)
            else:
                left.remove(member)
                pairs.append((one, member))
        rest = still
    return pairs, rest


def _same_number(told: Told, member: Member) -> bool:
    return bool(told.number) and told.number == member.number


def same_name(told: Told, member: Member) -> bool:
    words = name_words(told.known.get("name", ""))
    return bool(words) and words == name_words(member.known.get("name", ""))


def _same_birth(told: Told, member: Member) -> bool:
    """Nobody with another name is meant."""
    born = told.known.get("born", "")
    return bool(born) and not _both_named(told, member) and born == member.known.get("born")


def _fitting_birth(told: Told, member: Member) -> bool:
    """A child of whom the list says a year or an age is the one born in that year, or that old."""
    said, has = (read_birth(born) for born in (told.known.get("born"), member.known.get("born")))
    if said is None or has is None or said.vague or has.vague or _both_named(told, member):
        return False
    return said.first <= has.last and has.first <= said.last


def _both_named(told: Told, member: Member) -> bool:
    return bool(told.known.get("name") and member.known.get("name"))


def _anybody(told: Told, member: Member) -> bool:
    """Of who is only counted, and of who only has a number that is none here."""
    return not told.known.get("name") and (not told.known.get("born") or "@" in told.known["born"])
