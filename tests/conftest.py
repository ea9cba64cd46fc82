"""Fixtures that every room may use."""

import pytest

from tests import services, triggers

triggers.disable_during_flush()


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
