"""Asking again who somebody is, before something that would hurt if another person did it (trust S9)."""

from functools import wraps
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from contributors.accounts import rules
from coproduce.foundation import clock
from coproduce.foundation.pages.requests import P, Signed, View


def step_up(view: View[Signed, P]) -> View[Signed, P]:
    """Open a view only to somebody who proved a short time ago who they are.

    Staff: password, second factor or their organisation's sign-in within ACCOUNT_REAUTHENTICATION_TIMEOUT.
    Public contributors: a code by e-mail within 15 minutes (sending a form they opened: within 45).
    Anybody else proves it first and comes back to the page. A refused POST changes nothing and is not
    kept: it may hold bank details.
    """

    @wraps(view)
    def proved_first(request: Signed, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        limit = rules.proof_lasts(request.user, sending=request.method == "POST")
        records = get_authentication_records(request, request.user)
        if rules.proved_within(request.user, records, limit, clock.now()):
            return view(request, *args, **kwargs)
        if request.method == "POST":
            messages.info(request, _("First show us that it is you. Nothing was changed yet."))
        return HttpResponseRedirect(f"{reverse('account_step_up')}?{urlencode({'next': page_of(request)})}")

    return proved_first


def page_of(request: HttpRequest) -> str:
    """Return the page to come back to: this one, or for a POST the page its form stood on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(came_from)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return reverse("home")
