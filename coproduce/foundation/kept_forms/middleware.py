"""Every form of the product, of staff and of contributors, whose session ended before it was sent."""

import contextlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from coproduce.foundation.database.lost import DATABASE_AWAY
from coproduce.foundation.kept_forms import actions, cookie
from coproduce.foundation.kept_forms.decorators import may_be_kept
from coproduce.foundation.kept_forms.owners import owner_of
from coproduce.foundation.kept_forms.typed import KEPT, OURS, came_from_us, is_secret, typed_fields
from coproduce.foundation.pages.requests import page_of, signed_in

PAGE = "kept_forms"  # the name of the page where somebody finds what was kept


class KeptForms:
    """Keeps a form whose sender is not signed in any more; forgets it once it was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        ref = request.POST.get(KEPT, "") if request.method == "POST" and response.status_code < 400 else ""
        secret = request.COOKIES.get(cookie.COOKIE, "")
        if ref and secret and signed_in(request):
            with contextlib.suppress(*DATABASE_AWAY):  # it was sent: what is left behind is gone in an hour
                if not actions.discard(request.user.pk, secret=secret, ref=ref):
                    cookie.forget_cookie(request)
        cookie.take_away(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or signed_in(request) or not getattr(view, "login_required", True):
            return None
        if owner_of(request) is None:  # not a form of ours: signing in is all that is asked
            return None
        return sign_in_first(request, view)


def sign_in_first(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse:
    """Keep the form that was posted, if it may be kept, and lead to signing in."""
    return keep_and_go(request, view, to=reverse(settings.LOGIN_URL))


def keep_and_go(request: HttpRequest, view: Callable[..., Any], *, to: str) -> HttpResponse:
    """Keep the form that was posted, if it may be kept, and lead to where its sender proves who they are."""
    secret = cookie.secret_of(request)
    kept = _keep(request, view, secret)
    onward = reverse(PAGE) if kept else page_of(request)
    response = HttpResponseRedirect(f"{to}?{urlencode({'next': onward})}")
    if kept:
        cookie.set_cookie(response, secret)
        messages.info(request, _("What you typed is kept for an hour. Show us who you are, then send it."))
    elif typed_fields(request):
        messages.info(request, _("Nothing was sent, and what you typed could not be kept."))
    return response


def _keep(request: HttpRequest, view: Callable[..., Any], secret: str) -> bool:
    """Keep a form of ours that came from a page of ours. Nothing else: another site may have filled it."""
    owner = owner_of(request)
    if owner is None or not may_be_kept(view) or not came_from_us(request):
        return False
    contents = actions.Contents(
        path=request.get_full_path(),
        page=page_of(request),
        person=owner.person,
        fields=typed_fields(request),
        lost_files=bool(request.FILES),
        has_secrets=any(
            is_secret(name) and value for name, value in request.POST.items() if name not in OURS
        ),
    )
    return actions.keep(contents, account_id=owner.account, secret=secret)
