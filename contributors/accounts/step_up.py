"""Asking again who somebody is, before something that would hurt if another person did it (trust S9)."""

from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from contributors.accounts import actions, rules
from coproduce.foundation import clock
from coproduce.foundation.requests import AuthenticatedRequest, P, Signed, View

SESSION_KEY = "step_up_code"


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


class StepUpCode(AbstractCodeVerificationProcess):
    """A fresh code for somebody who is signed in already; kept in their session, like the first one."""

    def __init__(self, request: AuthenticatedRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(
            max_attempts=settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
            state=state,
            user=request.user,
        )

    @classmethod
    def start(cls, request: AuthenticatedRequest) -> "StepUpCode | None":
        """Send a code. Returns None when too many were asked for in a short time."""
        if not ratelimit.consume(request, action="request_login_code", key=request.user.email):
            return None
        process = cls(request, cls.initial_state(user=request.user, email=request.user.email))
        process.send()
        process.persist()
        return process

    @classmethod
    def resume(cls, request: AuthenticatedRequest) -> "StepUpCode | None":
        """Return the code that was sent to this session, unless it is too old or another account's."""
        state = request.session.get(SESSION_KEY)
        if not state or state.get("user_id") != str(request.user.pk):
            return None
        return cls(request, state).abort_if_invalid()

    def send(self) -> None:
        self.state["code"] = get_adapter().generate_login_code()
        actions.send_code(self.request.user, self.state["code"])

    def persist(self) -> None:
        self.request.session[SESSION_KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(SESSION_KEY, None)

    def finish(self) -> None:
        """Record the proof and change the session's key."""
        self.abort()
        record_authentication(
            self.request,
            self.request.user,
            method="code",
            email=self.request.user.email,
            reauthenticated=True,
        )
        self.request.session.cycle_key()
