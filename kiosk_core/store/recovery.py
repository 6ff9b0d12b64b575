"""The recovery key: what a person keeps on paper, and the house's key wrapped in it (docs/adr/0004-recovery-key-in-a-file.md)."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from stdnum.iso7064 import mod_37_2

from ..domain.cards import LETTERS
from ..domain.cards import grouped as grouped
from ..domain.errors import Damaged, NotFound, NotUnderstood, WrongKey
from ..domain.texts import Sentence
from .files import write_private

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LENGTH = 29
"""28 random letters of 19 (118 bits) and a check letter, ISO 7064 mod 37-2 as on the cards."""
_DASHES = dict.fromkeys(map(ord, "-\u2010\u2011\u2013\u2014"), " ")
_MARK = b"kiosk recovery 1\n"
_SALT, _NONCE = 16, 12


def new_recovery_key() -> str:
    """A fresh one, 29 letters without spaces; show it `grouped`."""
    body = "".join(secrets.choice(LETTERS) for _ in range(LENGTH - 1))
    return body + str(mod_37_2.calc_check_digit(body, alphabet=LETTERS))


def read_recovery_key(typed: str) -> str:
    """What somebody typed, in any case, with spaces, dashes or line ends anywhere. Raises NotUnderstood with the reason."""
    letters = "".join(typed.translate(_DASHES).split())
    strange = sorted({letter for letter in letters if not letter.isascii() or letter.upper() not in LETTERS})
    if strange:
        raise NotUnderstood(why=Sentence("{letters} is never in a recovery key.", {"letters": " ".join(strange[:5])}))
    letters = letters.upper()
    if len(letters) != LENGTH:
        numbers = {"length": LENGTH, "typed": len(letters)}
        raise NotUnderstood(why=Sentence("A recovery key has {length} letters, here are {typed}.", numbers))
    if not mod_37_2.is_valid(letters, alphabet=LETTERS):
        raise NotUnderstood(why=Sentence("A letter differs from your page. Compare them in groups of four."))
    return letters


def wrap(key: bytes, recovery: str) -> bytes:
    """The house's key, sealed so that only the recovery key opens it: mark, salt, nonce, AES-256-GCM.

    HKDF and no slow derivation: 118 random bits cannot be guessed however fast a guess is, and a slow one would only
    make the person wait who restores. The salt keeps two wraps of one key apart."""
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    return _MARK + salt + nonce + _cipher(recovery, salt).encrypt(nonce, key, _MARK)


def unwrap(wrapped: bytes, recovery: str) -> bytes:
    """The house's key again. Raises WrongKey for another recovery key, Damaged for something else than `wrap` made."""
    from cryptography.exceptions import InvalidTag

    body = wrapped.removeprefix(_MARK)
    if body == wrapped or len(body) != _SALT + _NONCE + 32 + 16:
        raise Damaged()
    salt, nonce, sealed = body[:_SALT], body[_SALT : _SALT + _NONCE], body[_SALT + _NONCE :]
    try:
        return _cipher(recovery, salt).decrypt(nonce, sealed, _MARK)
    except InvalidTag:
        raise WrongKey() from None


def recovery_file_of(database: Path) -> Path:
    """`<database>.recovery`: the wrapped key beside the data, copied into every backup. No secret by itself."""
    return Path(f"{database}.recovery")


def renew_recovery(database: Path, key: bytes) -> str:
    """A fresh recovery key for the house, the only time it is known; the one before opens older backups only.

    Raises DiskFull, DiskReadOnly, DiskFails: then the one before still holds."""
    recovery = new_recovery_key()
    write_private(recovery_file_of(database), wrap(key, recovery), replace=True)
    return recovery


def unlock(database: Path, typed: str) -> bytes:
    """The key of the house in `database`, from the recovery key somebody typed. Raises NotUnderstood, NotFound (the
    wrapped key is gone: take a backup, it has one too), WrongKey, Damaged."""
    recovery = read_recovery_key(typed)
    file = recovery_file_of(database)
    try:
        wrapped = file.read_bytes()
    except FileNotFoundError:
        raise NotFound(what=file.name) from None
    return unwrap(wrapped, recovery)


def _cipher(recovery: str, salt: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # 30 ms, and rarely needed
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return AESGCM(HKDF(SHA256(), 32, salt, _MARK).derive(recovery.encode()))
