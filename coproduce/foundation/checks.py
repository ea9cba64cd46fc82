"""System checks: what `manage.py check --deploy` must see before production starts."""

from email.utils import parseaddr
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


DEMO_PHONES = {"01174960123"}
DEMO_DOMAINS = ("example.org", "example.com", "example.net")
"""What the demo says, and what no organisation has: names kept for examples, and a number kept for drama."""


def is_of_the_demo(*, phone: str = "", email: str = "") -> bool:
    """Say whether a phone number or an e-mail address is the demo's own."""
    digits = "".join(filter(str.isdigit, phone))
    domain = parseaddr(email)[1].rpartition("@")[2].lower()
    return digits in DEMO_PHONES or domain in DEMO_DOMAINS


@register(Tags.security, deploy=True)
def help_line_is_real(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Refuse the demo's phone number and addresses, or none: people in need of help would ring nobody."""
    problems = []
    phone = settings.HELP_PHONE
    if not phone or is_of_the_demo(phone=phone):
        words = "HELP_PHONE: that is the demo's number, or none. Set your own."
        problems.append(Error(words, id="coproduce.E005"))
    for name, number in (("HELP_EMAIL", 6), ("DEFAULT_FROM_EMAIL", 7)):
        email = getattr(settings, name)
        if "@" not in email or is_of_the_demo(email=email):
            words = f"{name}: that is the demo's address, or none. Set your own."
            problems.append(Error(words, id=f"coproduce.E00{number}"))
    return problems


@register(Tags.security)
def keys_are_keys(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Refuse keys that are malformed, short or there twice."""
    try:
        encryption.check_settings()
    except encryption.BadKeys as error:
        return [Error(str(error), id="coproduce.E004")]
    return []


@register(Tags.security, deploy=True)
def health_token_cannot_be_guessed(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Refuse a short token: whoever has it reads how many messages wait."""
    if settings.HEALTH_TOKEN and len(settings.HEALTH_TOKEN) < 20:
        return [Error("HEALTH_TOKEN: use at least 20 characters, or none.", id="coproduce.E020")]
    return []
