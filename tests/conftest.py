"""Fixtures that every room may use."""

import hypothesis
import pytest

from tests import services, triggers

triggers.disable_during_flush()
# How long one example takes says how busy the machine is: it fails no test.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")


@pytest.fixture(scope="session")
def redis_socket():
    """The socket of a real, empty Redis; use with the marker "redis"."""
    return services.start_redis() or services.missing("redis-server")


@pytest.fixture(scope="session")
def redis_url(redis_socket):
    """The address Celery understands: redis+socket:// (redis-py says unix:// for the same)."""
    return f"redis+socket://{redis_socket}"


@pytest.fixture(autouse=True)
def one_recipient(settings):
    """Keep the real lowest layer of sending: Django's test runner would put its own in its place."""
    settings.EMAIL_BACKEND = "coproduce.foundation.notifications.sending.backend.OneRecipient"
