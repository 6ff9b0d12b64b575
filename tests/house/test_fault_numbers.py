"""What only a technician can mend gets a number, whatever shape the error has."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_core.faults import note


def test_an_error_raised_again_from_itself_gets_its_number_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with pytest.raises(RuntimeError) as caught:
        try:
            raise RuntimeError
        except RuntimeError as error:
            raise error from error
    assert "number" in str(note(caught.value))
