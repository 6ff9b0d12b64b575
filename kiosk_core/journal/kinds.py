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
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date
from typing import Any, ClassVar, Literal, TypeVar, Union, dataclass_transform, get_args, get_origin, get_type_hints

from ..domain.errors import NotUnderstood
from ..domain.ids import ActId, Cents, ClientId, CounterId, EventId, Grams, HouseholdId, PersonId, VolunteerId, Word
from ..domain.texts import Sentence
from .envelope import Event, Leaf, canonical
from .tables import Row, Table

Upcast = Callable[[dict[str, Any]], dict[str, Any]]
RETENTION = ("registry", "visits", "money", "audit", "volunteers", "notes", "house")
"""Retention classes. `notes`: words that concern no client. `house`: for as long as the house is."""
NOBODY = "-"
"""Whose the words of class `notes` are: nobody's in particular, and yet to be forgotten after their time."""

_CLIENT = (PersonId, HouseholdId, ClientId)
_OWNER = (*_CLIENT, VolunteerId)
"""Whose personal fields may be. A volunteer's id by itself is a pseudonym and may be kept."""
_KEPT = (int, bool, date, Cents, Grams, Word, CounterId, VolunteerId, EventId, ActId, type(None))
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

    def rows(self, event: Event) -> Iterable[Row]:
        """What it puts into its tables: pure, from this event alone. Every field may be None: it may be forgotten."""
        return ()


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
        cls = dataclass(frozen=True, kw_only=True)(cls)
        cls.KIND, cls.VERSION, cls.KEEP, cls.PUTS = name, version, keep, puts
        cls.UPCAST = dict(upcast or {})
        own = [f for f in fields(cls) if f.metadata.get("subject")]  # type: ignore[arg-type]
        if len(own) != 1:
            raise ValueError(f"{name}: needs one subject")
        cls.SUBJECT = own[0]
        _check(cls)
        cls.DATES = frozenset(n for n, hint in get_type_hints(cls).items() if date in (hint, *get_args(hint)))
        return cls

    return mark


def _check(cls: type[Kind]) -> None:
    hints = get_type_hints(cls)
    own = cls.SUBJECT
    if cls.KEEP not in RETENTION or set(cls.UPCAST) != set(range(1, cls.VERSION)):
        raise ValueError(f"{cls.KIND}: needs a retention class and an upcast from every older version")
    for f in fields(cls):  # type: ignore[arg-type]
        of, inner = f.metadata.get("of"), _inner(hints[f.name])
        client = any(hint in _CLIENT for hint in inner)
        if client and of != f.name and not (f is own and own.metadata["personal"]):
            raise ValueError(f"{cls.KIND}.{f.name}: a client's id is the subject or personal({f.name!r})")
        if of is not None and (of not in hints or not any(hint in _OWNER for hint in _inner(hints[of]))):
            raise ValueError(f"{cls.KIND}.{f.name}: personal of {of!r}, which names nobody")
        if f.metadata.get("words") and own.metadata["personal"]:
            raise ValueError(f"{cls.KIND}.{f.name}: words about a client are personal({own.name!r})")
        kept = of is None and f is not own and not f.metadata.get("words")
        if kept and not all(hint in _KEPT or isinstance(hint, str) for hint in inner):
            raise ValueError(f"{cls.KIND}.{f.name}: kept for ever, so a number, a day or a Word, never free text")


def _inner(hint: Any) -> list[Any]:
    """The plain types inside a hint; a Literal's are its strings."""
    origin = get_origin(hint)
    if origin is Literal:
        return [str(value) for value in get_args(hint)]
    if origin in (Union, types.UnionType, list, tuple, dict):
        return [inner for part in get_args(hint) if part is not ... for inner in _inner(part)]
    return [hint]


def split(draft: Any) -> tuple[str, list[Leaf]]:
    """A draft as (kept as canonical JSON, leaves): leaf 0 is the subject's, the others are of whoever is named.

    Raises NotUnderstood: a kept word that is no word (spaces, more than 80 letters).
    """
    own = draft.SUBJECT
    owner = getattr(draft, own.name)
    first = owner if own.metadata["personal"] else NOBODY if draft.KEEP == "notes" else None
    bodies: dict[str | None, dict[str, Any]] = {first: {"subject": owner}}
    kept: dict[str, Any] = {}
    for f in fields(draft):
        value, of = getattr(draft, f.name), f.metadata.get("of")
        if f is own or f.name == own.name:
            continue
        if of:
            if value is not None and (whose := getattr(draft, of)) is not None:
                bodies.setdefault(whose, {})[f.name] = value
        elif f.metadata.get("words"):
            if value is not None:
                bodies[first][f.name] = value
        else:
            _check_kept(draft.KIND, f.name, value)
            kept[f.name] = value
    salted = [
        Leaf(part, whose, secrets.token_bytes(16), canonical(body)) for part, (whose, body) in enumerate(bodies.items())
    ]
    return canonical(kept), salted


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
    body: dict[str, Any] = event.fields
    for leaf in leaves:
        body.update(json.loads(leaf.body))
    body.pop("subject", None)
    for version in range(event.version, cls.VERSION):
        body = cls.UPCAST[version](body)
    body[cls.SUBJECT.name] = event.subject
    for name in cls.DATES & body.keys():
        if isinstance(body[name], str):
            body[name] = date.fromisoformat(body[name])
    known = {f.name: f.default for f in fields(cls) if f.default_factory is MISSING or f.name in body}
    return cls(**{name: body[name] for name, default in known.items() if name in body or default is MISSING})


def rows_of(cls: Any, event: Event, leaves: Iterable[Leaf]) -> list[Row]:
    """What the event puts. Raises ValueError when it puts into a table that its kind does not declare."""
    put = list(join(cls, event, leaves).rows(event))
    for row in put:
        strange = row.values is not None and not row.values.keys() <= row.table.columns.keys()
        if row.table not in cls.PUTS or strange or (row.values is None and not row.table.is_state):
            raise ValueError(f"{cls.KIND} puts what it does not declare into {row.table.name}")
    return put
