"""What every page may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.kept_forms.cookie import COOKIE
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.notifications.rendering import signature
from coproduce.foundation.pages.administration import administers

# (words, URL name, capability that shows it; "" for everybody on that side)
STAFF = [
    (_("Home"), "staff:home", ""),
    (_("Projects"), "team:list", "see_projects"),
    (_("People"), "people:list", "see_people"),
    (_("Claims"), "claims:list", "see_claims"),
    (_("Bookings"), "bookings:list", "edit_project"),
    (_("Payments"), "payments:list", "see_payments"),
    (_("Promises"), "promises:list", ""),
    (_("Messages"), "notifications:list", "see_messages"),
]
# apps that stand inside an entry of the menu, though not under its address
INSIDE = {
    "team:list": {
        *("scope", "resources", "roles", "selection", "determinations", "meetings", "power_balance"),
        "diversity",
    },
    "claims:list": {"advances", "policies"},
    "payments:list": {"payees"},
    "portal:money": {
        *("my_claims", "my_bookings", "my_advances", "my_bank", "my_recognition", "my_payments"),
        *("my_lines", "my_policies"),
    },
}
PORTAL = [
    (_("Home"), "portal:home", ""),
    (_("Meetings"), "my_meetings:list", ""),
    (_("Money"), "portal:money", ""),
    (_("My projects"), "my_projects:list", ""),
    (_("When I can come"), "my_availability:overview", ""),
    (_("About me"), "my_details:overview", ""),
]
HELPING = [
    (_("Their claims"), "my_claims:list", "claims"),
    (_("Their meetings"), "my_meetings:list", "dates"),
    (_("When they can come"), "my_availability:overview", "dates"),
]


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name, the name and help line of the reader's organisation, and their menu."""
    user = getattr(request, "user", None)
    signed = user is not None and user.is_authenticated
    known = user.organisations if user is not None and signed else []
    ours = signature(known[0] if len(known) == 1 else None)
    names = [organisation.name for organisation in known]
    return {
        "site_name": settings.SITE_NAME,
        "body_name": get_text_list(names, _("and")) if len(names) > 1 else ours["site_name"],
        "help_phone": ours["help_phone"],
        "help_email": ours["help_email"],
        "bodies": [signature(organisation) for organisation in known] if len(known) > 1 else [],
        "demo": settings.DEMO,
        "kept_forms_wait": signed and COOKIE in request.COOKIES and request.path != reverse("kept_forms"),
        "navigation": navigation(request),
        "may_search": may_search(request),
    }


def may_search(request: HttpRequest) -> bool:
    """Say whether the page has the search box: for staff, unless they are helping somebody."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    return bool(user.is_staff_member and not user.helping)


def navigation(request: HttpRequest) -> list[tuple[LazyStr, str, bool]]:
    """Return (words, address, is this page in it) for each entry of the menu."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    if user.helping:
        entries = [entry for entry in HELPING if user.helping.may(entry[2])]
    elif user.is_staff_member:
        entries = [entry for entry in STAFF if not entry[2] or user.organisation_ids(entry[2])]
    else:
        entries = PORTAL if user.person and not administers(user) else []
    if administers(user):
        entries = [*entries, (_("Set up"), "set_up", ""), (_("Administration"), "admin:index", "")]
    menu = [(words, address) for words, name, _capability in entries if (address := _address(name))]
    here = _inside(request)
    if here not in {address for _words, address in menu}:
        here = max((a for _words, a in menu if request.path.startswith(a)), key=len, default="")
    return [(words, address, address == here) for words, address in menu]


def _inside(request: HttpRequest) -> str:
    """Return the address of the entry whose app this page is in, or nothing."""
    app = request.resolver_match.namespace if request.resolver_match else ""
    return next((_address(name) for name, apps in INSIDE.items() if app in apps), "")


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
