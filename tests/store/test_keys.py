"""Where a key is looked for, who may read it, and what a person can do with the recovery key alone."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend

from kiosk_core.domain import errors
from kiosk_core.domain.cards import LETTERS
from kiosk_core.store import (
    Store,
    find_key,
    found,
    grouped,
    key_file_of,
    read_key_file,
    read_recovery_key,
    renew_recovery,
    save_key,
    unlock,
)
from kiosk_core.store.recovery import new_recovery_key, recovery_file_of, unwrap, wrap

from .conftest import KEY

OTHER = bytes(range(1, 33))


class Vault(KeyringBackend):
    """A credential store in memory that stays quiet."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password


class Hangs(Vault):
    """One that shows a window to nobody, and waits."""

    def get_password(self, service: str, username: str) -> str | None:
        threading.Event().wait()
        return None


@pytest.fixture
def no_vault():  # type: ignore[no-untyped-def]
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_new_house_keeps_its_key_beside_it_for_its_owner_only(path: Path) -> None:
    store, recovery = found(path)
    beside = key_file_of(path)
    assert beside.name == f"{path.name}.key"
    assert beside.stat().st_mode & 0o777 == recovery_file_of(path).stat().st_mode & 0o777 == 0o600
    assert find_key(path, environ={}) == store.key
    assert recovery.encode() not in b"".join(file.read_bytes() for file in path.parent.iterdir())
    store.close()


def test_the_key_that_was_named_is_the_only_one_looked_at(store: Store, path: Path, tmp_path: Path) -> None:
    save_key(path, KEY)
    named, told = tmp_path / "usb.key", tmp_path / "told.key"
    for file, key in ((named, OTHER), (told, bytes(32))):
        file.write_text(key.hex())
        file.chmod(0o640)
    assert find_key(path, environ={}) == KEY
    assert find_key(path, environ={"KIOSK_KEY_FILE": str(told)}) == bytes(32)
    assert find_key(path, named, environ={"KIOSK_KEY_FILE": str(told)}) == OTHER
    with pytest.raises(errors.NoKey):
        find_key(path, tmp_path / "gone.key", environ={})


@pytest.mark.parametrize("mode", [0o604, 0o644, 0o602, 0o666])
def test_a_key_that_everybody_can_read_is_refused(store: Store, path: Path, mode: int) -> None:
    save_key(path, KEY)
    key_file_of(path).chmod(mode)
    with pytest.raises(errors.UnsafeKey, match="chmod 600"):
        find_key(path, environ={})


def test_a_file_that_holds_no_key_is_a_wrong_key(tmp_path: Path) -> None:
    for n, content in enumerate(("", "abc", "zz" * 32, "é" * 64, KEY.hex() + "00")):
        file = tmp_path / str(n)
        file.write_text(content)
        file.chmod(0o600)
        with pytest.raises(errors.WrongKey):
            read_key_file(file)


def test_a_plain_house_needs_no_key(path: Path) -> None:
    found(path, encrypted=False)[0].close()
    assert find_key(path, environ={}) is None


def test_another_key_that_lies_there_is_never_written_over(store: Store, path: Path) -> None:
    save_key(path, KEY)
    save_key(path, KEY)
    with pytest.raises(errors.HouseExists):
        save_key(path, OTHER)
    assert read_key_file(key_file_of(path)) == KEY
    save_key(path, OTHER, replace=True)
    assert read_key_file(key_file_of(path)) == OTHER
    assert [file.name for file in path.parent.iterdir() if file.name.startswith(".")] == []


def test_a_founding_that_was_broken_off_uses_the_same_key_again(path: Path) -> None:
    save_key(path, KEY)
    store, recovery = found(path)
    assert store.key == KEY == unlock(path, recovery)
    store.close()


@pytest.mark.usefixtures("no_vault")
def test_the_credential_store_is_the_last_place(store: Store, path: Path) -> None:
    vault = Vault()
    keyring.set_keyring(vault)
    assert save_key(path, KEY, in_vault=True, quiet={__name__}) is None
    assert not key_file_of(path).exists()
    assert find_key(path, environ={}, quiet={__name__}) == KEY
    save_key(path, OTHER)
    assert find_key(path, environ={}, quiet={__name__}) == OTHER


@pytest.mark.usefixtures("no_vault")
def test_the_key_of_a_house_that_was_moved_away_stays_in_the_credential_store(store: Store, path: Path) -> None:
    vault = Vault()
    keyring.set_keyring(vault)
    save_key(path, KEY, in_vault=True, quiet={__name__})
    assert save_key(path, OTHER, in_vault=True, quiet={__name__}) == key_file_of(path)
    assert find_key(path, environ={}, quiet={__name__}) == OTHER
    assert list(vault.held.values()) == [KEY.hex()]


@pytest.mark.usefixtures("no_vault")
def test_a_credential_store_that_may_show_a_window_is_not_asked(store: Store, path: Path) -> None:
    vault = Vault()
    keyring.set_keyring(vault)
    vault.set_password("kiosk", str(path), KEY.hex())
    with pytest.raises(errors.NoKey):
        find_key(path, environ={})
    assert save_key(path, OTHER, in_vault=True) == key_file_of(path)


@pytest.mark.usefixtures("no_vault")
def test_a_credential_store_that_hangs_does_not_hang_the_counter(store: Store, path: Path) -> None:
    keyring.set_keyring(Hangs())
    with pytest.raises(errors.NoKey):
        find_key(path, environ={}, quiet={__name__}, patience=0.05)


def test_without_keyring_the_file_is_enough(store: Store, path: Path) -> None:
    program = f"""
import sys
sys.modules["keyring"] = None
from kiosk_core.domain.errors import NoKey
from kiosk_core.store import find_key
from pathlib import Path
try:
    find_key(Path({str(path)!r}), environ={{}})
except NoKey as error:
    print(error.code)
"""
    env = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], check=True, text=True, stdout=subprocess.PIPE, env=env)
    assert done.stdout == "no_key\n"


def test_the_recovery_key_opens_what_the_lost_key_did(path: Path) -> None:
    store, recovery = found(path)
    store.close()
    key_file_of(path).unlink()
    with pytest.raises(errors.NoKey):
        find_key(path, environ={})
    save_key(path, unlock(path, f" {grouped(recovery).lower().replace(' ', '-')}\n"))
    Store(path, find_key(path, environ={})).close()


def test_a_new_page_takes_the_place_of_the_old_one(path: Path) -> None:
    store, old = found(path)
    assert store.key is not None
    new = renew_recovery(path, store.key)
    assert unlock(path, new) == store.key
    with pytest.raises(errors.WrongKey):
        unlock(path, old)
    store.close()


def test_a_recovery_key_is_28_letters_and_a_check_letter_in_groups_of_four() -> None:
    recovery = new_recovery_key()
    assert (len(recovery), set(recovery) <= set(LETTERS)) == (29, True)
    assert [len(group) for group in grouped(recovery).split()] == [4] * 7 + [1]


@given(st.integers(0, 28), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_told_from_a_wrong_key(place: int, letter: str) -> None:
    recovery = new_recovery_key()
    wrong = recovery[:place] + letter + recovery[place + 1 :]
    if wrong == recovery:
        assert read_recovery_key(wrong) == recovery
        return
    with pytest.raises(errors.NotUnderstood, match="groups of four"):
        read_recovery_key(wrong)


def test_what_does_not_fit_says_why() -> None:
    recovery = new_recovery_key()
    for typed, why in (
        (recovery[:-1], "here are 28"),
        (recovery + "B", "here are 30"),
        ("A1" + recovery, "1 A is never"),
    ):
        with pytest.raises(errors.NotUnderstood, match=why):
            read_recovery_key(typed)


def test_another_recovery_key_opens_nothing_and_a_damaged_wrap_says_so() -> None:
    recovery = new_recovery_key()
    wrapped = wrap(KEY, recovery)
    assert unwrap(wrapped, recovery) == KEY
    assert KEY not in wrapped and wrap(KEY, recovery) != wrapped
    with pytest.raises(errors.WrongKey):
        unwrap(wrapped, new_recovery_key())
    for damaged in (wrapped[:-1], b"", b"x" + wrapped):
        with pytest.raises(errors.Damaged):
            unwrap(damaged, recovery)


def test_without_the_wrapped_key_it_names_the_file(store: Store, path: Path) -> None:
    with pytest.raises(errors.NotFound, match=r"\.recovery"):
        unlock(path, new_recovery_key())
