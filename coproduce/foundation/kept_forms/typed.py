"""What somebody typed into a form, without what must not stand on a page or in a table again."""

import re
from urllib.parse import urlsplit

from django.http import HttpRequest

from coproduce.foundation.kept_forms.owners import FIELD

# Never written back to a page: a person can type these again, a shared screen cannot forget them.
SECRET = re.compile(
    r"(?i)password|secret|token|credential|sealed|iban|account_n|roll_number|sort_code|(^|[-_])otp$|(^|-)code$"
)
ACCOUNT = re.compile(
    r"\s*\d{2}[ -]?\d{2}[ -]?\d{2}\s*|\s*\d[ -]?(?:\d[ -]?){6}\d\s*|[A-Z]{2}\d{2}[A-Z]{4}[\d ]{14,18}"
)
"""What looks like a sort code, an account number or an IBAN, whatever its field is called."""
KEPT = "kept_form"  # the reference of the kept form that is being sent
OURS = {"csrfmiddlewaretoken", FIELD, KEPT}
UNSEEN = {"idempotency_key"}  # sent again, but no words of anybody
BUTTON_OR_COUNT = re.compile(r"_.*|.+-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS")  # of the admin pages: the same
PART = re.compile(r"(.+)_(\d)")  # a part of one answer: day, month and year of a date

Fields = list[tuple[str, str]]


def typed_fields(request: HttpRequest) -> Fields:
    """Return (name, value) of a post, in its order, without tokens and secrets.

    Nothing of a view that is marked @never_kept: bank details, equality answers, concerns.
    """
    if request.resolver_match and getattr(request.resolver_match.func, "never_kept", False):
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in OURS and not is_secret(name) and not ACCOUNT.fullmatch(value)
    ]


def is_secret(name: str) -> bool:
    """Say whether the name of a field says that its value opens something. A postcode does not."""
    return bool(SECRET.search(name))


def to_show(fields: Fields) -> Fields:
    """Return (words, value) of what somebody would know again; the parts of one answer together."""
    shown: dict[str, list[str]] = {}
    for name, value in fields:
        if value.strip() and name not in UNSEEN and not BUTTON_OR_COUNT.fullmatch(name):
            part = PART.fullmatch(name)
            shown.setdefault(_words(part[1] if part else name), []).append(value)
    return [(words, " ".join(values)) for words, values in shown.items()]


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").strip().capitalize()


def came_from_us(request: HttpRequest) -> bool:
    """Say whether the Origin header, or without one the Referer, names this very site."""
    named = request.headers.get("Origin") or request.headers.get("Referer") or ""
    address = urlsplit(named)
    return (address.scheme, address.netloc) == (request.scheme, request.get_host())
