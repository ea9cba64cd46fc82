"""What must be true of sign-in before production starts."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.urls import NoReverseMatch, reverse

from contributors.accounts.organisation_sign_in.rules import problems


@register(Tags.security, deploy=True)
def no_demo_in_production(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Refuse the demo's one-click sign-in, by its setting and by its address."""
    problems = []
    if settings.PRODUCTION and settings.DEMO:
        problems.append(Error("DEMO: production has no one-click sign-in.", id="accounts.E001"))
    try:
        reverse("demo_sign_in")
    except NoReverseMatch:
        return problems
    if settings.PRODUCTION:
        problems.append(Error("demo_sign_in has an address in production.", id="accounts.E002"))
    return problems


@register(Tags.security)
def every_server_speaks_for_one_organisation(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Refuse a sign-in server without an organisation and mail domains of its own."""
    return [
        Error(f"OPENID_CONNECT_APPS, {provider.get('provider_id')}: {words}", id="accounts.E003")
        for provider in settings.OPENID_CONNECT_APPS
        for words in problems(provider)
    ]
