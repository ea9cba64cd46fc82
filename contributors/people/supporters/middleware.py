"""While somebody helps another person: whose pages they see, and which.

Nothing is open to a supporter unless its view says so, staff pages included. What a view says, with
`@supporters_may("claims")`, stands in one attribute, and one middleware reads it.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from contributors.accounts.middleware import is_open
from contributors.people.supporters.decorators import AS_THEMSELVES
from contributors.people.supporters.queries import helping
from coproduce.foundation.pages.requests import signed_in

HOMES = {"home", "portal:home"}  # leading there is no try to do what is not allowed


class Helping:
    """Puts the person who is helped in the place of the supporter, on the pages that are theirs to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        supporter = helping(request)
        if supporter is None or not signed_in(request):
            return None
        request.user.helping = supporter
        wanted = getattr(view, "supporters_may", "")
        if wanted == AS_THEMSELVES or is_open(view):
            return None
        if supporter.may(wanted):
            request.user.person = supporter.person
            return None
        if request.resolver_match and request.resolver_match.view_name not in HOMES:
            messages.info(request, _("Only %(name)s can do that.") % {"name": supporter.person.name})
        return redirect("my_helpers:helping")
