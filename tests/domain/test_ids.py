"""Ids: the elder is the smaller."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from kiosk_core.domain.ids import ALPHABET, new_id


def test_a_later_id_is_larger_even_within_a_millisecond() -> None:
    made = [new_id() for _ in range(5000)]
    assert made == sorted(made)
    assert {len(one) for one in made} == {14}
    assert set("".join(made)) <= set(ALPHABET)


def test_ids_made_in_several_threads_are_all_different() -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: new_id(), range(5000)))
    assert len({one[:8] for one in made}) == 5000
