"""System checks: what `manage.py check --deploy` must see before production starts."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

from coproduce.foundation import encryption


@register(Tags.security, deploy=True)
def production_has_its_engines(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Refuse SQLite, the in-memory broker and the demo's postbox in production."""
    problems = []
    for alias in settings.DATABASES:
        if settings.DATABASES[alias]["ENGINE"].endswith("sqlite3"):
            problems.append(Error(f"{alias}: production needs PostgreSQL.", id="coproduce.E001"))
    if settings.CELERY_BROKER_URL.startswith("memory"):
        problems.append(Error("REDIS_URL: production needs Redis.", id="coproduce.E002"))
    if "DemoPostbox" in settings.OUTBOX_TRANSPORT:
        problems.append(Error("OUTBOX_TRANSPORT: the demo's postbox sends nothing.", id="coproduce.E003"))
    return problems


@register(Tags.security)
def keys_are_keys(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Refuse encryption keys that are not 32 bytes."""
    try:
        found = encryption.keys()
    except ValueError as error:
        return [Error(f"FIELD_ENCRYPTION_KEYS: {error}", id="coproduce.E004")]
    return [] if found else [Error("FIELD_ENCRYPTION_KEYS is empty.", id="coproduce.E004")]
