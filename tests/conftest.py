"""For all tests: hypothesis judges what is true, never how fast this machine happens to be."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("house", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
