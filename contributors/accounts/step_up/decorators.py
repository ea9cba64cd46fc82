"""Asking again who somebody is, before something that would hurt if another person did it (trust S9)."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contributors.accounts import rules
from coproduce.foundation import clock
from coproduce.foundation.kept_forms.middleware import keep_and_go
from coproduce.foundation.pages.requests import P, Signed, View

if TYPE_CHECKING:
    from contributors.accounts.models import User


def step_up(view: View[Signed, P]) -> View[Signed, P]:
    """Open a view only to somebody who proved a short time ago who they are.

    Staff: password, second factor or their organisation's sign-in within ACCOUNT_REAUTHENTICATION_TIMEOUT.
    Public contributors: a code by e-mail within 15 minutes (sending a form they opened: within 45).
    Anybody else proves it first and comes back to the page. A refused POST changes nothing; what was typed
    is kept for after the proof, but for what is marked @never_kept.
    """
    return _proved_first(view, lambda user, sending: rules.proof_lasts(user, sending=sending))


def proof_within_the_hour(view: View[Signed, P]) -> View[Signed, P]:
    """Open a page about money or equality to somebody who proved within an hour who they are.

    It asks on a device that keeps its owner signed in for months; whoever signed in just now is not asked.
    """
    return _proved_first(view, lambda _user, sending: rules.reading_proof_lasts(sending=sending))


def _proved_first(view: View[Signed, P], limit: "Callable[[User, bool], dt.timedelta]") -> View[Signed, P]:
    @wraps(view)
    def proved_first(request: Signed, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        longest = limit(request.user, request.method == "POST")
        records = get_authentication_records(request, request.user)
        if rules.proved_within(request.user, records, longest, clock.now()):
            return view(request, *args, **kwargs)
        again = reverse("account_step_up")
        if request.method == "POST":
            messages.info(request, _("Please prove that it is you first. Nothing has changed yet."))
            return keep_and_go(request, view, to=again)
        return HttpResponseRedirect(f"{again}?{urlencode({'next': request.get_full_path()})}")

    return proved_first
