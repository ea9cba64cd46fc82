"""`/.well-known/security.txt` (RFC 9116): whom to tell of a weakness, as the operator says it.

Nobody set means no file. A file that has run out is worse than none, so it is not served, and it
never renews itself: someone has to see that the contact still reads what is sent there.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.checks import Tags, Warning, register
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from coproduce.foundation import clock

PATH = ".well-known/security.txt"
SCHEMES = ("mailto:", "https://", "tel:")
LONGEST = dt.timedelta(days=365)  # "less than a year" is what the standard asks for
WARN_BEFORE = dt.timedelta(days=30)


def problems(now: dt.datetime) -> list[str]:
    """Say in words for the operator why the file is not served; empty when it is, or when nothing is set."""
    contacts, expires = settings.SECURITY_CONTACTS, settings.SECURITY_TXT_EXPIRES
    if not contacts and not expires:
        return []
    found = [] if contacts else ["SECURITY_CONTACTS is empty."]
    found += [
        f"SECURITY_CONTACTS: {contact!r} does not start with {', '.join(SCHEMES)}, or holds a space."
        for contact in contacts
        if not contact.startswith(SCHEMES) or contact.split() != [contact]
    ]
    day = _moment(expires)
    if not day:
        found.append("SECURITY_TXT_EXPIRES is no moment with a time zone, such as 2027-06-30T00:00:00Z.")
    elif day <= now:
        found.append("SECURITY_TXT_EXPIRES has passed. Check the contact, then set a new day.")
    elif day >= now + LONGEST:
        found.append("SECURITY_TXT_EXPIRES is a year away or more.")
    return found


def text() -> str:
    """Return the file. Call it only when contacts are set and there are no problems."""
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACTS]
    lines.append(f"Expires: {settings.SECURITY_TXT_EXPIRES}")
    lines.append(f"Canonical: {settings.SITE_URL.rstrip('/')}/{PATH}")
    lines.append(
        "Preferred-Languages: " + ", ".join(code.partition("-")[0] for code, _ in settings.LANGUAGES)
    )
    return "\n".join(lines) + "\n"


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """The contact for people who found a weakness; 404 while the operator named none, or an old one."""
    if not settings.SECURITY_CONTACTS or problems(clock.now()):
        raise Http404
    return HttpResponse(text(), content_type="text/plain; charset=utf-8")


@register(Tags.security, deploy=True)
def security_txt_is_served(app_configs: Any, **kwargs: Any) -> list[Warning]:
    """Warn when the file is set and not served, and a month before it runs out."""
    now = clock.now()
    said = problems(now)
    day = _moment(settings.SECURITY_TXT_EXPIRES)
    if not said and day and day < now + WARN_BEFORE:
        said = ["SECURITY_TXT_EXPIRES is less than 30 days away. Check the contact, then set a new day."]
    return [Warning(words, id="coproduce.W001") for words in said]


def _moment(expires: str) -> dt.datetime | None:
    try:
        day = dt.datetime.fromisoformat(expires)
    except ValueError:
        return None
    return day if day.tzinfo else None
