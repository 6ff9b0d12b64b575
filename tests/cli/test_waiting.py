"""Who waits for a long piece of work reads how far it is and how fast it goes."""

from __future__ import annotations

from kiosk_core.cli.waiting import Waiting


def test_it_says_how_far_it_is_and_how_fast_it_goes_but_not_with_every_step() -> None:
    said: list[tuple[str, int, int, bool]] = []
    now = 0.0
    waiting = Waiting(lambda *told: said.append(told), lambda: now)
    for step in range(1, 41):
        waiting("facts", step * 100, 4000)
        now += 0.1
    waiting("states", 10, 20)
    now += 2
    waiting("states", 20, 20)
    assert [told[:3] for told in said[:2]] == [("facts", 15, 1000), ("facts", 30, 1000)]
    assert (said[-2], said[-1]) == (("facts", 100, 1000, True), ("states", 100, 5, True))
    assert len(said) <= 10
