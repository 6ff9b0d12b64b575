"""For all tests: hypothesis judges what is true, never how fast this machine happens to be; and a stylesheet is parsed once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from .stylesheets import parse_once

settings.register_profile("house", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def parsed_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        parse_once(patch)
        yield


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long tours begin first, shared out among the workers: one that begins last keeps everybody waiting. A worker has as many
    tests as any other to begin with, next to each other, and the same order is made in each."""
    workers = int(getattr(config, "workerinput", {}).get("workercount", 1))
    tours = [item for item in items if item.get_closest_marker("tour")]
    rest = [item for item in items if not item.get_closest_marker("tour")]
    ordered = list[pytest.Item]()
    for left in range(workers, 0, -1):
        share = (len(tours) + len(rest)) // left
        first = min(share, -(-len(tours) // left))
        ordered += [*tours[:first], *rest[: share - first]]
        del tours[:first], rest[: share - first]
    items[:] = ordered
