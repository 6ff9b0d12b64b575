"""Where the key of a house lies, in the order in which it is looked for. 32 random bytes, never made from a PIN."""

from __future__ import annotations

import os
import queue
import secrets
import stat
import sys
import threading
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from ..domain.errors import NoKey, UnsafeKey, WrongKey
from .connection import KEY_BYTES, is_plain
from .files import write_private

T = TypeVar("T")

QUIET: Collection[str] = frozenset({"keyring.backends.Windows"})
"""Credential stores that never show a window. Those of desktops (Secret Service, KWallet, the macOS keychain) may ask
for a password, and a counter in a script would hang there for ever."""
_SERVICE = "kiosk"
PATIENCE_S = 3.0
"""How long the credential store may take to answer."""


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def key_file_of(database: Path) -> Path:
    """`<database>.key`, beside the data."""
    return Path(f"{database}.key")


def find_key(
    database: Path,
    key_file: Path | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    quiet: Collection[str] = QUIET,
    patience: float = PATIENCE_S,
) -> bytes | None:
    """The key for that database, or None when the file is plain. A place that was named is the only one looked at.

    Order: `key_file`, else `KIOSK_KEY_FILE`; the file beside the data; the credential store of the operating system.
    Raises NoHouse, NoKey, UnsafeKey (everybody may read the file), WrongKey (no key in the file)."""
    if is_plain(database):
        return None
    named = key_file or (Path(environ["KIOSK_KEY_FILE"]) if environ.get("KIOSK_KEY_FILE") else None)
    if named is not None:
        return read_key_file(named)
    beside = key_file_of(database)
    if beside.exists():
        return read_key_file(beside)
    held = _ask_vault(lambda vault: vault.get_password(_SERVICE, str(database.absolute())), quiet, patience)
    if held is None:
        raise NoKey()
    return _read_key(held)


def save_key(
    database: Path,
    key: bytes,
    *,
    replace: bool = False,
    in_vault: bool = sys.platform == "win32",
    quiet: Collection[str] = QUIET,
    patience: float = PATIENCE_S,
) -> Path | None:
    """Keep the key where `find_key` looks: the credential store on Windows, else the file beside the data.

    Answers the file's path, or None when the credential store took it. On Windows without a credential store that stays
    quiet, or where that holds another house's key for the same path, it is the file. Without `replace` another key that lies
    there is left alone: raises HouseExists."""
    if in_vault:

        def keep(vault: Any) -> bool:
            if not replace and vault.get_password(_SERVICE, str(database.absolute())) not in (None, key.hex()):
                return False
            vault.set_password(_SERVICE, str(database.absolute()), key.hex())
            return bool(vault.get_password(_SERVICE, str(database.absolute())) == key.hex())

        if _ask_vault(keep, quiet, patience):
            return None
    path = key_file_of(database)
    write_private(path, key.hex().encode() + b"\n", replace=replace)
    return path


def read_key_file(path: Path) -> bytes:
    """The key in a file of 64 hexadecimal digits, which nobody but its owner and group may read. Errors as find_key."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if os.name != "nt" and mode & (stat.S_IROTH | stat.S_IWOTH):
                raise UnsafeKey(file=path)
            return _read_key(file.read(4096).decode("ascii", "replace"))
    except FileNotFoundError:
        raise NoKey() from None


def _read_key(text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        raise WrongKey() from None
    if len(key) != KEY_BYTES:
        raise WrongKey()
    return key


def _ask_vault(question: Callable[[Any], T], quiet: Collection[str], patience: float) -> T | None:
    """The answer of the credential store, or None: none here, none that stays quiet, no answer in time, or it fails.

    In a thread of its own, because such a call cannot be broken off."""
    answers: queue.SimpleQueue[T | None] = queue.SimpleQueue()

    def ask() -> None:
        try:
            import keyring  # optional, and 60 ms
            from keyring.errors import KeyringError

            chosen = keyring.get_keyring()
        except (ImportError, RuntimeError):  # not there, or set up with something that is not
            return answers.put(None)
        vault = next((v for v in getattr(chosen, "backends", [chosen]) if type(v).__module__ in quiet), None)
        try:
            return answers.put(None if vault is None else question(vault))
        except (KeyringError, OSError):  # a locked or broken one is as good as none: the next place is asked
            return answers.put(None)

    threading.Thread(target=ask, daemon=True).start()
    try:
        return answers.get(timeout=patience)
    except queue.Empty:
        return None
