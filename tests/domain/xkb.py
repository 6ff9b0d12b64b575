"""What a key types on an installed keyboard layout: libxkbcommon reading the X keyboard data, as a desktop does."""

from __future__ import annotations

import ctypes
from functools import cache

LAYOUTS = ("us", "be", "fr", "de")
_ROWS = (
    (10, "1234567890-=", "!@#$%^&*()_+"),
    (24, "qwertyuiop[]", "QWERTYUIOP{}"),
    (38, "asdfghjkl;'", 'ASDFGHJKL:"'),
    (52, "zxcvbnm,./", "ZXCVBNM<>?"),
)
"""Codes of the keys (evdev plus 8, AE01 AD01 AC01 AB01 on) and what a scanner means by them without and with Shift."""


class _Names(ctypes.Structure):
    _fields_ = [(name, ctypes.c_char_p) for name in ("rules", "model", "layout", "variant", "options")]


@cache
def _library() -> ctypes.CDLL:
    """A missing library is an error, never a skip (Debian: libxkbcommon0, xkb-data)."""
    lib = ctypes.CDLL("libxkbcommon.so.0")
    pointer = ctypes.c_void_p
    lib.xkb_context_new.restype = lib.xkb_keymap_new_from_names.restype = lib.xkb_state_new.restype = pointer
    lib.xkb_context_new.argtypes = [ctypes.c_int]
    lib.xkb_keymap_new_from_names.argtypes = [pointer, ctypes.POINTER(_Names), ctypes.c_int]
    lib.xkb_state_new.argtypes = [pointer]
    lib.xkb_keymap_mod_get_index.argtypes = [pointer, ctypes.c_char_p]
    lib.xkb_state_update_mask.argtypes = [pointer] + [ctypes.c_uint32] * 6
    lib.xkb_state_key_get_utf8.argtypes = [pointer, ctypes.c_uint32, ctypes.c_char_p, ctypes.c_size_t]
    return lib


@cache
def keyboard(layout: str, caps: bool) -> dict[str, str]:
    """What a scanner means -> what appears, for every key of the four rows; '' for a dead key."""
    lib = _library()
    names = _Names(b"evdev", b"pc105", layout.encode(), None, None)
    keymap = lib.xkb_keymap_new_from_names(lib.xkb_context_new(0), ctypes.byref(names), 0)
    assert keymap, f"no X keyboard data for {layout}"
    state = lib.xkb_state_new(keymap)
    shift = 1 << lib.xkb_keymap_mod_get_index(keymap, b"Shift")
    lock = 1 << lib.xkb_keymap_mod_get_index(keymap, b"Lock") if caps else 0
    typed = {}
    for held, row in ((0, 1), (shift, 2)):
        lib.xkb_state_update_mask(state, held, 0, lock, 0, 0, 0)
        for keys in _ROWS:
            for place, meant in enumerate(keys[row]):
                room = ctypes.create_string_buffer(16)
                lib.xkb_state_key_get_utf8(state, keys[0] + place, room, len(room))
                typed[meant] = room.value.decode()
    return typed


def typed(text: str, layout: str, caps: bool) -> str:
    """What a scanner's text looks like on that keyboard; Ctrl+] is the same key everywhere."""
    keys = keyboard(layout, caps)
    return "".join("\x1d" if char == "\x1d" else keys[char] for char in text)
