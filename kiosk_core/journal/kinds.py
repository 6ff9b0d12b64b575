"""Event kinds. A kind is a frozen dataclass in the past tense; each field is kept for ever or belongs to somebody.

Kept fields name nobody (sizes, bands, cents, days, words from a list) and are hashed for ever. Personal fields, and the
subject when it is a person or household, lie in leaves and go when that one is forgotten: the fields read None, the
subject reads as the event's id. Words that somebody typed lie in a leaf too, never in the envelope.
"""

from __future__ import annotations

import json
import re
import secrets
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date
from typing import Any, ClassVar, Literal, TypeVar, Union, dataclass_transform, get_args, get_origin, get_type_hints

from ..domain.errors import NotUnderstood, Undeclared
from ..domain.ids import ActId, Cents, ClientId, CounterId, EventId, Grams, HouseholdId, PersonId, VolunteerId, Word
from ..domain.texts import Sentence
from .envelope import Event, Leaf, canonical, hidden
from .tables import Row, Table

Upcast = Callable[[dict[str, Any]], dict[str, Any]]
RETENTION = ("registry", "visits", "money", "audit", "volunteers", "notes", "house")
"""Retention classes. `notes`: words of the day and signals, short-lived. `house`: for as long as the house is."""
NOBODY = "-"
"""Whose the words of class `notes` are: nobody's in particular, and yet to be forgotten after their time."""

_CLIENT = (PersonId, HouseholdId, ClientId)
_OWNER = (*_CLIENT, VolunteerId)
"""Whose personal fields may be. A volunteer's id by itself is a pseudonym and may be kept."""
_KEPT = (int, bool, date, Cents, Grams, Word, CounterId, VolunteerId, EventId, ActId, type(None))
_AS_TOLD = frozenset((str, int, bool))
"""Types that come out of JSON as they went in."""
_WORD = re.compile(r"[A-Za-z0-9_.:+@/-]{0,80}")


class Kind:
    """What every event kind is; `@kind` fills it in."""

    KIND: ClassVar[str]
    VERSION: ClassVar[int]
    KEEP: ClassVar[str]
    PUTS: ClassVar[tuple[Table, ...]]
    UPCAST: ClassVar[Mapping[int, Upcast]]
    SUBJECT: ClassVar[Field[Any]]
    DATES: ClassVar[frozenset[str]]
    OWNERS: ClassVar[Mapping[str, str | None]]
    """Field -> the field that names whose it is (its own name: the subject's leaf); None: kept. Without the subject."""

    def rows(self, event: Event) -> Iterable[Row]:
        """What it puts into its tables: pure, from this event alone. Every field may be None: it may be forgotten."""
        return ()

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


K = TypeVar("K", bound=Kind)


def subject(*, personal: bool = False) -> Any:
    """The field whose value is the subject: the smallest thing with a history of its own. `personal`: a client."""
    return field(metadata={"subject": True, "personal": personal})


def personal(of: str) -> Any:
    """A field that belongs to the client named by field `of`; None once that one is forgotten."""
    return field(default=None, metadata={"of": of})


def words() -> Any:
    """Words somebody typed, in an event whose subject is a thing: in its leaf, None once forgotten (class `notes`)."""
    return field(default=None, metadata={"words": True})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(subject, personal, words, field))
def kind(
    name: str, *, keep: str, puts: tuple[Table, ...] = (), version: int = 1, upcast: Mapping[int, Upcast] | None = None
) -> Callable[[type[K]], type[K]]:
    """Marks a class as an event kind. Raises ValueError, at import, for a declaration that cannot work.

    `keep`: its retention class. `puts`: the tables that `rows` puts into. `upcast[n]` turns a body of version n into
    one of n + 1. `rows(event)` is pure, sees this event only, and yields what it puts; a kind without rows has none.
    """

    def mark(cls: type[K]) -> type[K]:
        cls = dataclass(frozen=True, kw_only=True, eq=False, repr=False)(cls)
        cls.KIND, cls.VERSION, cls.KEEP, cls.PUTS = name, version, keep, puts
        cls.UPCAST = dict(upcast or {})
        own = [f for f in fields(cls) if f.metadata.get("subject")]  # type: ignore[arg-type]
        if len(own) != 1:
            raise ValueError(f"{name}: needs one subject")
        cls.SUBJECT = own[0]
        hints = _hints(cls)
        _check(cls, hints)
        cls.OWNERS = {f.name: _owner(f, own[0].name) for f in fields(cls) if f is not own[0]}  # type: ignore[arg-type]
        cls.DATES = frozenset(n for n, hint in hints.items() if date in (hint, *get_args(hint)))
        return cls

    return mark


def _owner(field: Field[Any], subject: str) -> str | None:
    of = field.metadata.get("of")
    return str(of) if of else subject if field.metadata.get("words") else None


def _hints(cls: type[Kind]) -> dict[str, Any]:
    """The types of its fields. Those of Kind itself are left out: for ninety kinds they were most of the work at a start."""
    found: dict[str, Any] = {}
    for of in cls.__mro__[-3::-1]:  # from the one below Kind, which stands before object
        found |= get_type_hints(
            type(of.__name__, (), {"__annotations__": of.__annotations__, "__module__": of.__module__})
        )
    return found


def _check(cls: type[Kind], hints: Mapping[str, Any]) -> None:
    own = cls.SUBJECT
    if cls.KEEP not in RETENTION or set(cls.UPCAST) != set(range(1, cls.VERSION)):
        raise ValueError(f"{cls.KIND}: needs a retention class and an upcast from every older version")
    for f in fields(cls):  # type: ignore[arg-type]
        of, inner = f.metadata.get("of"), types_in(hints[f.name])
        client = any(hint in _CLIENT for hint in inner)
        if client and of != f.name and not (f is own and own.metadata["personal"]):
            raise ValueError(f"{cls.KIND}.{f.name}: a client's id is the subject or personal({f.name!r})")
        if of is not None and (of not in hints or not any(hint in _OWNER for hint in types_in(hints[of]))):
            raise ValueError(f"{cls.KIND}.{f.name}: personal of {of!r}, which names nobody")
        if f.metadata.get("words") and own.metadata["personal"]:
            raise ValueError(f"{cls.KIND}.{f.name}: words about a client are personal({own.name!r})")
        kept = of is None and f is not own and not f.metadata.get("words")
        if kept and not all(hint in _KEPT or isinstance(hint, str) for hint in inner):
            raise ValueError(f"{cls.KIND}.{f.name}: kept for ever, so a number, a day or a Word, never free text")


def types_in(hint: Any) -> list[Any]:
    """The plain types inside a hint; a Literal's are its strings."""
    origin = get_origin(hint)
    if origin is Literal:
        return [str(value) for value in get_args(hint)]
    if origin in (Union, types.UnionType, list, tuple, dict):
        return [inner for part in get_args(hint) if part is not ... for inner in types_in(part)]
    return [hint]


def split(draft: Any) -> tuple[str, list[Leaf]]:
    """A draft as (kept as canonical JSON, leaves): leaf 0 is the subject's, the others are of whoever is named.

    Raises NotUnderstood: a kept word that is no word (spaces, more than 80 letters), text that is no text.
    """
    own = draft.SUBJECT
    subject = getattr(draft, own.name)
    if not isinstance(subject, str) or not subject:
        raise NotUnderstood(why=Sentence("{name} is missing.", {"name": f"{draft.KIND}.{own.name}"}))
    first = subject if own.metadata["personal"] else NOBODY if draft.KEEP == "notes" else None
    bodies: dict[str | None, dict[str, Any]] = {first: {"subject": subject}}
    kept: dict[str, Any] = {}
    for name, of in draft.OWNERS.items():
        value = getattr(draft, name)
        if of is None:
            if value is not None and not isinstance(value, (int, date)):
                _check_kept(draft.KIND, name, value)
            kept[name] = value
        elif value is not None:
            whose = first if of == own.name else getattr(draft, of)
            if whose is not None or of == own.name:
                bodies.setdefault(whose, {})[name] = value
    try:
        leaves = [
            Leaf(part, whose and hidden(whose), secrets.token_bytes(16), canonical(body))
            for part, (whose, body) in enumerate(bodies.items())
        ]
        "".join([leaf.body for leaf in leaves]).encode()
        return canonical(kept), leaves
    except (TypeError, ValueError) as error:  # half a letter from a broken terminal, or a thing that no JSON holds
        raise NotUnderstood(why=Sentence("{name} cannot be written down.", {"name": draft.KIND})) from error


def _check_kept(kind: str, name: str, value: Any) -> None:
    match value:
        case str() if not _WORD.fullmatch(value):
            raise NotUnderstood(why=Sentence("{name} is not one of the known words.", {"name": f"{kind}.{name}"}))
        case dict():
            for part in (*value.keys(), *value.values()):
                _check_kept(kind, name, part)
        case list() | tuple():
            for part in value:
                _check_kept(kind, name, part)


def join(cls: Any, event: Event, leaves: Iterable[Leaf]) -> Any:
    """The kind's newest shape from a stored event of any older version and the leaves that are left.

    Raises what a wrong stored body raises (TypeError, ValueError, KeyError).
    """
    body: dict[str, Any] = json.loads(event.kept)
    for leaf in leaves:
        body.update(json.loads(leaf.body))
    body.pop("subject", None)
    for version in range(event.version, cls.VERSION):
        body = cls.UPCAST[version](body)
    for name in cls.DATES & body.keys():
        if isinstance(body[name], str):
            body[name] = date.fromisoformat(body[name])
    known = {name: value for name, value in body.items() if name in cls.OWNERS}
    known[cls.SUBJECT.name] = event.subject
    return cls(**known)


def reads_back(draft: Any) -> bool:
    """Whether what `join` would read of all that was stored of a draft is the draft itself: nothing in it changes its
    type on the way through JSON, and nothing in it was nobody's and fell away."""
    for name, of in draft.OWNERS.items():
        value = getattr(draft, name)
        if value is None:
            continue
        if type(value) is dict:
            if not _sorted_plainly(value):
                return False
        elif type(value) not in ((date,) if name in draft.DATES else _AS_TOLD):
            return False
        if of is not None and getattr(draft, of) is None:
            return False
    return type(getattr(draft, draft.SUBJECT.name)) is str


def _sorted_plainly(value: Mapping[Any, Any]) -> bool:
    """Words and numbers by words, in the order in which canonical JSON has them."""
    return (
        all(type(one) is str for one in value)
        and _AS_TOLD.issuperset(map(type, value.values()))
        and [*value] == sorted(value)
    )


def understood(kinds: Mapping[str, Any], event: Event, leaves: Iterable[Leaf], told: Any = None) -> list[Row] | str:
    """What an event puts, or, as `kind vN: why`, why it cannot be understood here and waits. Reads and writes nothing.

    `told`: what `join` would make of event and leaves, when it is at hand."""
    cls = kinds.get(event.kind)
    if cls is None or event.version > cls.VERSION:
        return f"{event.kind} v{event.version}"
    try:
        return rows_of(cls, event, leaves, told)
    except Exception as error:  # noqa: BLE001 - a stranger's kind: one bad event must not stop an exchange
        return f"{event.kind} v{event.version}: {type(error).__name__}"


def rows_of(cls: Any, event: Event, leaves: Iterable[Leaf], told: Any = None) -> list[Row]:
    """What the event puts. Raises Undeclared when it puts into a table that its kind does not declare, or what that table
    cannot hold."""
    put = list((join(cls, event, leaves) if told is None else told).rows(event))
    for row in put:
        if row.table not in cls.PUTS or not row.fits:
            where = row.table.name if row.table not in cls.PUTS else ", ".join(row.wrong) or "clear() of a fact"
            raise Undeclared(f"{cls.KIND}: rows() puts what it does not declare: {where}")
    return put
