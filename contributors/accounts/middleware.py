"""What stands between a session and a page: how long it lasts, who acts, the second factor of staff."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contributors.accounts import rules
from contributors.accounts.adapter import STAFF_NEED_MORE
from contributors.accounts.devices import rules as devices
from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.pages.requests import AuthenticatedRequest, signed_in

Respond = Callable[[HttpRequest], HttpResponse]
ACTING = "acting_person"  # the reference of the person chosen at a shared mailbox

SET_UP = {
    *("mfa_index", "mfa_activate_totp", "mfa_add_webauthn"),
    *("mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
    *("account_reauthenticate", "account_step_up"),
}
"""Pages that staff may open before they have shown a second factor."""


class SessionLimits:
    """Signs out who was idle for too long, or has been signed in for too long (trust S11).

    A contributor's own device keeps them signed in for months; the session is then written once an hour.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if signed_in(request):
            self._count(request)
        return self.get_response(request)

    def _count(self, request: AuthenticatedRequest) -> None:
        now = clock.now().timestamp()
        marks = request.session.get(devices.LIMITS) or {"since": now, "seen": 0}
        limit = devices.lasts(request.user, kept=bool(request.session.get(devices.KEPT)))
        too_idle = marks["seen"] and now - marks["seen"] > limit.idle.total_seconds()
        if too_idle or now - marks["since"] > limit.longest.total_seconds():
            logout(request)
            messages.info(request, _("We signed you out to keep your details safe. Sign in to continue."))
            return
        if now - marks["seen"] > limit.note_every.total_seconds():
            request.session[devices.LIMITS] = {**marks, "seen": now}
        request.session_ends_at = devices.ends_at({**marks, "seen": now}, limit)


class ActingPerson:
    """Where several people share a mailbox, act for the one chosen after sign-in."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or user.person is not None or not user.shares_mailbox:
            return None
        user.person = user.people.filter(ref=request.session.get(ACTING, "")).first()
        if user.person is not None or is_open(view) or url_name(request) == "who_are_you":
            return None
        return to("who_are_you", request)


class StaffSecondFactor:
    """Staff without a second factor are sent to set one up or show it first (trust S9)."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or is_open(view) or not rules.counts_as_staff(user):
            return None
        records = get_authentication_records(request, user)
        if not rules.proved_as_staff(records):  # became staff after signing in with a code
            logout(request)
            messages.info(request, STAFF_NEED_MORE)
            return HttpResponseRedirect(reverse("account_staff_login"))
        if rules.second_factor_shown(records) or url_name(request) in SET_UP:
            return None
        return to(second_step(user), request)


def second_step(user: User) -> str:
    """Return the name of the page where the account shows its second factor, or sets one up."""
    held = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
    if Authenticator.Type.TOTP in held:
        return "mfa_reauthenticate"
    return "mfa_reauthenticate_webauthn" if Authenticator.Type.WEBAUTHN in held else "mfa_index"


def url_name(request: HttpRequest) -> str:
    """Return the name of the page asked for, or nothing."""
    return (request.resolver_match.url_name or "") if request.resolver_match else ""


def is_open(view: Callable[..., Any]) -> bool:
    """Say whether a view is marked @login_not_required: signing out, help, health."""
    return not getattr(view, "login_required", True)


def to(name: str, request: HttpRequest) -> HttpResponseRedirect:
    """Return a redirect to a page that will lead back here, when here is a page and not a form sent."""
    address = reverse(name)
    if request.method == "GET" and request.path != "/":
        address = f"{address}?{urlencode({'next': request.get_full_path()})}"
    return HttpResponseRedirect(address)
